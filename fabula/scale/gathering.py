"""From files to stories without copies, by many processes; the same as one process gives."""

import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from fabula import files
from fabula.config.data import Data
from fabula.corpus import building
from fabula.corpus.bad_records import LISTED
from fabula.corpus.building import Facts, Kept
from fabula.corpus.duplicates import BANDS
from fabula.corpus.reading import named, say_undivided
from fabula.corpus.store import read_stories
from fabula.scale import engine
from fabula.scale.copies import Copies, Exact, Near, copies
from fabula.scale.parts import FACTS, SKIPPED, STORIES, Reading, first_key, part
from fabula.stories import Split, Story


@contextmanager
def by_many(data: Data, folder: Path) -> Iterator[tuple[Kept, Facts]]:
    """Bring the stories of `data.files` together with `data.workers` processes or jobs.

    What is done stands in `.checkpoints/download` until the splits are written: killed at any
    moment, the same command goes on from there.
    """
    engine.require(data.engine)
    found = [path for path, _ in named(data)]
    facts = {"data": data.model_dump(exclude={"workers"})}
    work = engine.work_folder("download", facts, found, "corpus")

    def do(name: str, step: Callable[[int], None], tasks: int) -> None:
        engine.run(step, tasks, data, work / name)

    do("reading", Reading(data, work), len(found))
    do("exact", Exact(work, len(found)), 1)
    bands = BANDS if data.duplicate_similarity else 0
    do("near", Near(work, len(found), data.duplicate_similarity), bands)
    dropped = copies(work, bands)
    parts = [files.read_json(part(work, number) / FACTS) for number in range(len(found))]
    say_undivided([each["undivided"] for each in parts if each["undivided"]], data)
    _join_skipped(work, len(found), folder / building.SKIPPED)

    def kept(split: Split) -> Iterator[Story]:
        for number, facts in enumerate(parts):
            if facts["splits"][split]:
                yield from _kept(work, number, split, dropped)

    yield kept, _together(parts, dropped)
    shutil.rmtree(work)


def _kept(work: Path, number: int, split: Split, dropped: Copies) -> Iterator[Story]:
    stories = read_stories(part(work, number) / STORIES, split)
    for key, story in enumerate(stories, start=first_key(split, number)):
        if key not in dropped.keys:
            yield story


def _together(parts: list[dict[str, Any]], dropped: Copies) -> Facts:
    """The counts of all parts, as one process would have them."""

    def added(*names: str) -> dict[str, int]:
        total = Counter[str]()
        for each in parts:
            for name in names:
                each = each[name]
            total.update(each)
        return dict(total)

    reasons = added("skipped", "reasons")
    return {
        "read": sum(each["read"] for each in parts),
        "skipped": {
            "stories": sum(reasons.values()),
            "reasons": reasons,
            "first": [record for each in parts for record in each["skipped"]["first"]][:LISTED],
        },
        "cleaning": {
            "changed": added("cleaning", "changed"),
            "dropped": added("cleaning", "dropped"),
        },
        "duplicates": dropped.counts,
    }


def _join_skipped(work: Path, parts: int, path: Path) -> None:
    with path.open("wb") as whole:
        for number in range(parts):
            with (part(work, number) / SKIPPED).open("rb") as one:
                shutil.copyfileobj(one, whole)
