"""From a source to three splits on disk and the manifest that describes them."""

import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import track

from fabula.config.data import Data
from fabula.corpus.bad_records import BadRecords
from fabula.corpus.cleaning import Cleaner
from fabula.corpus.duplicates import Duplicates, removed
from fabula.corpus.labels import labelled, measured
from fabula.corpus.manifest import Tally, histogram
from fabula.corpus.sampling import Sampler
from fabula.corpus.sources import about, all_stories
from fabula.corpus.splits import NEW_WORLD_FIRST, with_split
from fabula.corpus.store import read_stories, write_stories
from fabula.errors import DataError
from fabula.stories import SPLITS, Split, Story

SKIPPED = "skipped.jsonl"


Kept = Callable[[Split], Iterator[Story]]
"""The stories of a split, without copies; each split is asked for once, held-out ones first."""
Facts = dict[str, Any]
"""What was counted on the way, as the manifest has it: how many stories were `read`, `skipped`,
`cleaning`, `duplicates`. It is whole once all splits were taken."""
Gather = Callable[[Data, Path], AbstractContextManager[tuple[Kept, Facts]]]
"""How stories are brought together from their source, with a folder to work in."""


def build(data: Data, folder: Path, gather: Gather) -> dict[str, Any]:
    """Fill `folder` with a parquet file for each split and the list of skipped records.

    Returns the manifest; `DataError` where a split is left without stories.
    """
    folder.mkdir()
    tallies = {split: Tally() for split in SPLITS}
    with gather(data, folder) as (kept, facts):
        for split in NEW_WORLD_FIRST:
            write_stories(folder / f"{split}.parquet", tallies[split].counting(kept(split)))
    if not tallies["new_world"].stories:
        del tallies["new_world"]
    counts = {split: tally.stories for split, tally in tallies.items()}
    read = facts.pop("read")
    _require_stories(data, counts, read, _lost(data, facts))
    return {
        "source": data.source,
        "stories": {"read": read, "kept": sum(tally.stories for tally in tallies.values())},
        **facts,
        "tagger": {"name": data.tagger} | (measured(data) if data.tagger == "rules" else {}),
        "splits": {
            split: tally.numbers(folder / f"{split}.parquet") for split, tally in tallies.items()
        },
        "lengths": histogram(tallies),
        **about(data),
    }


@contextmanager
def here(data: Data, folder: Path) -> Iterator[tuple[Kept, Facts]]:
    """Bring the stories of any source together in this process.

    Everything is read once into one file; then each split is taken from it, held-out splits first,
    so that they keep the stories that stand in two.
    """
    everything = folder / "read.parquet"
    cleaner, sampler = Cleaner(data.cleaning), Sampler(data)
    with BadRecords(folder / SKIPPED, data.on_bad_record) as bad:
        stories = cleaner.cleaned(_watched(all_stories(data, bad)))
        placed = (with_split(story, data) for story in stories)
        write_stories(everything, sampler.candidates(placed))
    duplicates = Duplicates(data.duplicate_similarity)

    def kept(split: Split) -> Iterator[Story]:
        chosen = sampler.chosen(read_stories(everything, split))
        return labelled(duplicates.removed_from(chosen, split), data.tagger)

    yield (
        kept,
        {
            "read": sampler.seen + sum(cleaner.dropped.values()),
            "skipped": {
                "stories": bad.counts.total(),
                "reasons": dict(bad.counts),
                "first": bad.first,
            },
            "cleaning": {"changed": cleaner.changed, "dropped": cleaner.dropped},
            "duplicates": duplicates.counts,
        },
    )
    everything.unlink()


def _watched(stories: Iterator[Story]) -> Iterator[Story]:
    """The same stories, with a count on the terminal; nothing where there is none."""
    yield from track(
        stories,
        description="stories",
        total=None,
        console=Console(stderr=True),
        disable=not sys.stderr.isatty(),
    )


def _lost(data: Data, facts: Facts) -> str:
    """How many stories were left out on the way, and by which parameters; empty: none was."""
    reasons = [
        f"data.cleaning.{rule} ({getattr(data.cleaning, rule)}) dropped {count}"
        for rule, count in facts["cleaning"]["dropped"].items()
        if count
    ]
    if copies := removed(facts["duplicates"]):
        reasons.append(f"{copies} were copies (data.duplicate_similarity)")
    if facts["skipped"]["first"]:
        first = facts["skipped"]["first"][0]
        reasons.append(
            f"{facts['skipped']['stories']} more were skipped as broken (data.on_bad_record), the "
            f"first: {first['file']}:{first['line']}: {first['detail']}"
        )
    return "; ".join(reasons)


def _require_stories(data: Data, counts: dict[Split, int], read: int, lost: str) -> None:
    empty = [split for split, count in counts.items() if not count]
    if not empty:
        return
    why = f"\n  {lost}" if lost else ""
    if read <= 1:
        separated = (
            f"\n  a .txt is divided by data.files.separator: {data.files.separator!r}"
            if data.source == "files"
            else ""
        )
        raise DataError(
            f"data.source: {data.source} gave {'1 story' if read else 'no story'}; training, "
            f"validation and test need at least one each{why}{separated}"
        )
    received = ", ".join(f"{split} {count}" for split, count in counts.items())
    raise DataError(
        f"no stories for {' and '.join(empty)}: {read} were read and became {received}{why}\n"
        f"  {'change these parameters, ' if lost else ''}give more stories, name files for the "
        f"split in data.{'hub' if data.source == 'hub' else 'files'}, or raise "
        "data.validation_fraction and data.test_fraction"
    )
