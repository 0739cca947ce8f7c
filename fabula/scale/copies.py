"""Which stories of all parts are copies of others: by sorting, so that memory holds one band.

`fabula.corpus.duplicates.Duplicates` asks story after story whether it knows the like. Here equal
hashes are brought together by a sort, the pairs among them are compared by their whole sketches,
and in the end the same question is asked in the same order of the few pairs that are alike.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from fabula import files
from fabula.corpus.duplicates import Counts, no_copies
from fabula.scale.parts import part, split_of

Keys = npt.NDArray[np.int64]
Pairs = npt.NDArray[np.int64]
"""Rows of two keys: a story, and an earlier one that it is like."""
NONE: Pairs = np.empty((0, 2), np.int64)

FIRST = 100
"""Where more stories share a band, the rest is compared with so many, the earliest of them."""


def pairs(later: Keys, earlier: Keys) -> Pairs:
    """Each with each, where one of both is a single key."""
    return np.column_stack(np.broadcast_arrays(later, earlier))


@dataclass(frozen=True)
class Exact:
    """The step, of one task, that pairs each story with the first one of the same id."""

    folder: Path
    parts: int

    def __call__(self, number: int) -> None:
        """Write the pairs, sorted."""
        keys, ids = (_joined(self.folder, self.parts, name) for name in ("keys", "ids"))
        found = [pairs(keys[same[1:]], keys[same[0]]) for same in _alike(ids, keys)]
        _save(exact_file(self.folder), np.concatenate([NONE, *found]))


@dataclass(frozen=True)
class Near:
    """The step that looks for nearly equal stories, one band a task."""

    folder: Path
    parts: int
    similarity: float

    def __call__(self, band: int) -> None:
        """Write the pairs that share this band and are alike in their whole sketches."""
        keys = _joined(self.folder, self.parts, "keys")
        bands = [
            np.load(part(self.folder, number) / "bands.npy", mmap_mode="r")[band]
            for number in range(self.parts)
        ]
        new = ~np.isin(keys, np.load(exact_file(self.folder))[:, 0])
        places = np.flatnonzero(new)
        sketches = Sketches(self.folder, self.parts)
        found = [NONE]
        for same in _alike(np.concatenate(bands)[new], keys[new]):
            rows = places[same]
            found += like_earlier(keys[rows], sketches.of(rows), self.similarity)
        _save(near_file(self.folder, band), np.concatenate(found))


def like_earlier(
    keys: Keys, sketches: npt.NDArray[np.uint32], similarity: float
) -> Iterator[Pairs]:
    """Of stories that share a band, in their order: each with those of the `FIRST` that it is like.

    `sketches` are (stories, PERMUTATIONS); the share of equal values estimates the similarity.
    """
    for number in range(1, len(keys)):
        earlier = min(number, FIRST)
        shared = (sketches[:earlier] == sketches[number]).mean(axis=1)
        yield pairs(keys[number], keys[:earlier][shared >= similarity])


class Sketches:
    """The sketches of all parts, as if they stood in one file; memory holds those asked for."""

    def __init__(self, folder: Path, parts: int) -> None:
        self._arrays = [
            np.load(part(folder, number) / "sketches.npy", mmap_mode="r") for number in range(parts)
        ]
        self._starts = np.cumsum([0, *map(len, self._arrays)])

    def of(self, rows: npt.NDArray[np.int64]) -> npt.NDArray[np.uint32]:
        """Those of these stories, one row each."""
        holders = np.searchsorted(self._starts, rows, side="right") - 1
        return np.stack(
            [
                self._arrays[holder][row - self._starts[holder]]
                for holder, row in zip(holders, rows, strict=True)
            ]
        )


@dataclass
class Copies:
    """The keys of the stories that are dropped, and how many there are of which kind."""

    keys: set[int] = field(default_factory=set)
    counts: Counts = field(default_factory=no_copies)


def copies(folder: Path, bands: int) -> Copies:
    """Story after story in the order of the keys: one that is like a kept one is dropped."""
    found = Copies()
    for key, first in np.load(exact_file(folder)).tolist():
        _drop(found, "exact", key, [first])
    near = [np.load(near_file(folder, band)) for band in range(bands)]
    alike = np.unique(np.concatenate([NONE, *near]), axis=0)
    for key, group in groupby(alike.tolist(), key=itemgetter(0)):
        like = [earlier for _, earlier in group if earlier not in found.keys]
        if like:
            _drop(found, "near", key, like)
    return found


def _drop(found: Copies, kind: str, key: int, like: list[int]) -> None:
    found.keys.add(key)
    split = split_of(key)
    across = any(split_of(other) != split for other in like)
    found.counts[kind]["across" if across else "within"][split] += 1


def exact_file(folder: Path) -> Path:
    """Where the pairs of equal stories are."""
    return folder / "exact.npy"


def near_file(folder: Path, band: int) -> Path:
    """Where the pairs that one band found are."""
    return folder / f"near-{band:02}.npy"


def _alike(values: npt.NDArray[np.uint64], keys: Keys) -> Iterator[npt.NDArray[np.int64]]:
    """The places of each value that occurs more than once, by ascending key."""
    order = np.lexsort((keys, values))
    ends = np.flatnonzero(np.diff(values[order])) + 1
    starts, stops = np.append(0, ends), np.append(ends, len(order))
    for several in np.flatnonzero(stops - starts > 1):
        yield order[starts[several] : stops[several]]


def _joined(folder: Path, parts: int, name: str) -> npt.NDArray[Any]:
    return np.concatenate([np.load(part(folder, each) / f"{name}.npy") for each in range(parts)])


def _save(path: Path, pairs: Pairs) -> None:
    with files.replacing(path) as temporary, temporary.open("wb") as file:
        np.save(file, pairs)
