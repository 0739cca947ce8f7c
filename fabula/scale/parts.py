"""One file of stories becomes one part: its stories, cleaned, and what copies are known by.

A part is a few files with its number in front: `stories.parquet` in the order read, split by split
the rows that `keys` number, and for each row of `keys` its `ids`, `sketches` and `bands`.
"""

from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from rensa import RMinHash

from fabula import files
from fabula.config.data import Data
from fabula.corpus.bad_records import BadRecords
from fabula.corpus.cleaning import Cleaner
from fabula.corpus.duplicates import BANDS, BATCH, PERMUTATIONS, SEED, shingles
from fabula.corpus.labels import labelled
from fabula.corpus.reading import file_stories, is_undivided, named
from fabula.corpus.splits import NEW_WORLD_FIRST, with_split
from fabula.corpus.store import write_stories
from fabula.stories import SPLITS, Split, Story

PARTS = "parts"
SKIPPED, STORIES, FACTS = "skipped.jsonl", "stories.parquet", "facts.json"
ROWS, SHARE = 36, 12
"""Bits of a key for the row, and for the part and the row together less that: 4,096 parts of 64
billion rows."""


def part(folder: Path, number: int) -> Path:
    """The folder of one part."""
    return folder / PARTS / f"{number:05}"


def first_key(split: Split, number: int) -> int:
    """The key of the first story of a split in a part.

    Keys are in the order in which one process would ask whether a story is a copy: split by split,
    held-out ones first, then as they were read.
    """
    return NEW_WORLD_FIRST.index(split) << (ROWS + SHARE) | number << ROWS


def split_of(key: int) -> Split:
    """The split that a key is of."""
    return NEW_WORLD_FIRST[key >> (ROWS + SHARE)]


@dataclass(frozen=True)
class Reading:
    """The step that makes a part of each file."""

    data: Data
    folder: Path

    def __call__(self, number: int) -> None:
        """Read, clean, split, tag and sketch the stories of one file."""
        with files.replacing(part(self.folder, number)) as place:
            place.mkdir()
            self._fill(place, number)

    def _fill(self, place: Path, number: int) -> None:
        path, split = list(named(self.data))[number]
        cleaner, index = Cleaner(self.data.cleaning), Index(number, self.data.duplicate_similarity)
        with BadRecords(place / SKIPPED, self.data.on_bad_record) as bad:
            records = Counted(file_stories(path, split, self.data, bad))
            placed = (with_split(story, self.data) for story in cleaner.cleaned(records))
            tagged = labelled(placed, self.data.tagger)
            kept = write_stories(place / STORIES, index.noting(tagged))
        index.save(place)
        facts = {
            "read": kept + sum(cleaner.dropped.values()),
            "splits": index.rows,
            "undivided": path.name if is_undivided(path, records.count, self.data) else "",
            "skipped": {"reasons": dict(bad.counts), "first": bad.first},
            "cleaning": {"changed": cleaner.changed, "dropped": cleaner.dropped},
        }
        files.write_json(place / FACTS, facts)


class Counted:
    """The stories of a file, and in the end its number of records."""

    def __init__(self, stories: Generator[Story, None, int]) -> None:
        self._stories = stories
        self.count = 0

    def __iter__(self) -> Iterator[Story]:
        """Each story once."""
        self.count = yield from self._stories


class Index:
    """What copies are known by, of the stories that pass by."""

    def __init__(self, number: int, similarity: float) -> None:
        self.rows: dict[Split, int] = dict.fromkeys(SPLITS, 0)
        """Stories so far, by split."""
        self._number, self._sketched = number, similarity > 0
        self._keys: list[int] = []
        self._ids: list[int] = []
        self._sketches = [np.empty((0, PERMUTATIONS), np.uint32)]

    def noting(self, stories: Iterable[Story]) -> Iterator[Story]:
        """The same stories."""
        remaining = iter(stories)
        while batch := list(islice(remaining, BATCH)):
            self._note(batch)
            yield from batch

    def _note(self, stories: list[Story]) -> None:
        for story in stories:
            assert story.split
            self._keys.append(first_key(story.split, self._number) + self.rows[story.split])
            self._ids.append(int(story.id, 16))
            self.rows[story.split] += 1
        if self._sketched:
            shingled = [shingles(story.text) for story in stories]
            sketches = RMinHash.from_token_sets(shingled, PERMUTATIONS, SEED)
            values = [sketch.digest() for sketch in sketches]
            self._sketches.append(np.array(values, np.uint32))

    def save(self, place: Path) -> None:
        """Arrays that can be mapped into memory: one row a story, but `bands` one column."""
        np.save(place / "keys.npy", np.array(self._keys, np.int64))
        np.save(place / "ids.npy", np.array(self._ids, np.uint64))
        if self._sketched:
            sketches = np.concatenate(self._sketches)
            np.save(place / "sketches.npy", sketches)
            np.save(place / "bands.npy", band_hashes(sketches))


def band_hashes(sketches: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint64]:
    """For each band one number a story, equal where all values of the band are: (BANDS, stories).

    Two bands that differ share a number once in 2^64; their sketches are compared all the same.
    """
    mixed = np.random.default_rng(SEED).integers(1, 2**63, PERMUTATIONS, np.uint64) | np.uint64(1)
    weighed = sketches.astype(np.uint64) * mixed  # wraps around
    return np.ascontiguousarray(weighed.reshape(len(sketches), BANDS, -1).sum(axis=2).T)


def facts(folder: Path, number: int) -> dict[str, Any]:
    """What was counted in a part."""
    found: dict[str, Any] = files.read_json(part(folder, number) / FACTS)
    return found
