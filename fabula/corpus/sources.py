"""Where stories come from: a registry of plain functions by the name in `data.source`.

A source gives its stories one by one, those of held-out splits first.
"""

from collections.abc import Callable, Iterator
from typing import Any

from fabula import world
from fabula.config.data import Data
from fabula.corpus import hub
from fabula.corpus.bad_records import BadRecords
from fabula.corpus.reading import read_files
from fabula.corpus.splits import NEW_WORLD_FIRST
from fabula.stories import Story


def tell_embedded(data: Data, _: BadRecords) -> Iterator[Story]:
    """The stories that this repository tells by itself."""
    for split in NEW_WORLD_FIRST:
        yield from world.tell(data.seed, split, getattr(data.embedded, split))


def all_stories(data: Data, bad: BadRecords) -> Iterator[Story]:
    """All stories of the source, and the embedded ones that are to stand beside them."""
    yield from SOURCES[data.source](data, bad)
    yield from world.tell(data.seed, "train", data.also_embedded)


SOURCES: dict[str, Callable[[Data, BadRecords], Iterator[Story]]] = {
    "embedded": tell_embedded,
    "files": read_files,
    "hub": hub.read_hub,
}


def about(data: Data) -> dict[str, Any]:
    """What the manifest says of the source, its licence first."""
    if data.source == "embedded":
        return {"licence": world.LICENCE, "held_back": world.held_back()}
    if data.source == "hub":
        return hub.about(data.hub)
    return {"licence": data.files.licence}
