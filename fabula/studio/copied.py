"""Where eight words or more of a text stand in a training story too, and in which."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fabula.evaluation.metrics.memorisation import LENGTH
from fabula.studio.places import Utf16
from fabula.studio.slices import Slices
from fabula.words import spans, words

STORIES = 50_000
"""Training stories that are looked at: what they take in memory has a bound."""
OWNERS = 200
"""Stories that are looked at for one run of words, where more hold it."""
SHOWN = 400
"""Characters of the story before and after what is copied."""
Hashes = NDArray[np.uint64]
FACTOR = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True)
class Copy:
    """A passage that a training story holds too; places in UTF-16 units."""

    start: int
    end: int
    words: int
    story: int
    """The number of the training story, counted from 1."""
    before: str
    passage: str
    after: str
    """What stands in that story."""
    others: int
    """So many more training stories hold it as well; at most 199 are counted."""


class Index:
    """All runs of `LENGTH` words of the training stories, by their hashes."""

    def __init__(self, stories: Iterable[str]) -> None:
        """Reads them all, once."""
        self._stories: list[str] = []
        hashes, owners = [np.empty(0, np.uint64)], [np.empty(0, np.int32)]
        self._numbers: dict[str, int] = {}
        slices = Slices()
        for number, story in enumerate(stories):
            if number == STORIES:
                break
            slices.next()
            self._stories.append(story)
            runs = _runs([self._number(word) for word in words(story)])
            hashes.append(runs)
            owners.append(np.full(len(runs), number, np.int32))
        every, owner = np.concatenate(hashes), np.concatenate(owners)
        order = np.argsort(every, kind="stable")
        self._hashes, self._owners = every[order], owner[order]

    def _number(self, word: str) -> int:
        return self._numbers.setdefault(word, len(self._numbers) + 1)

    def copies(self, text: str) -> list[Copy]:
        """The longest passages from the left that one training story holds as well."""
        found, said, places = words(text), Utf16(text), spans(text)
        runs = _runs([self._numbers.get(word, 0) for word in found])
        firsts = np.searchsorted(self._hashes, runs)
        lasts = np.minimum(np.searchsorted(self._hashes, runs, side="right"), firsts + OWNERS)
        copies, start, slices = list[Copy](), 0, Slices()
        while start < len(runs):
            slices.next()
            owners = set(self._owners[firsts[start] : lasts[start]].tolist())
            end = start
            while owners and end + 1 < len(runs):
                slices.next()
                both = owners & set(self._owners[firsts[end + 1] : lasts[end + 1]].tolist())
                if not both:
                    break
                owners, end = both, end + 1
            stop = end + LENGTH
            shown = self._first_shown(sorted(owners), found[start:stop])
            if shown is None:
                start += 1
                continue
            number, parts = shown
            first, last = said(places[start][0]), said(places[stop - 1][1])
            copies.append(
                Copy(first, last, stop - start, number + 1, *parts, others=len(owners) - 1)
            )
            start = stop
        return copies

    def _first_shown(
        self, owners: list[int], passage: list[str]
    ) -> tuple[int, tuple[str, str, str]] | None:
        """The first story that holds a passage in one piece, and where it stands there."""
        for number in owners:
            if parts := self._shown(number, passage):
                return number, parts
        return None

    def _shown(self, number: int, passage: list[str]) -> tuple[str, str, str] | None:
        """The passage where it stands in a story; none where it is in parts, or hashes lied."""
        story = self._stories[number]
        theirs = words(story)
        for place in range(len(theirs) - len(passage) + 1):
            if theirs[place : place + len(passage)] == passage:
                found = spans(story)
                start, end = found[place][0], found[place + len(passage) - 1][1]
                before = story[max(0, start - SHOWN) : start]
                return before, story[start:end], story[end : end + SHOWN]
        return None


def _runs(numbers: list[int]) -> Hashes:
    """A hash of every run of `LENGTH` words: (words - LENGTH + 1,)."""
    line = np.array(numbers, dtype=np.uint64)
    count = max(0, len(line) - LENGTH + 1)
    hashes = np.zeros(count, np.uint64)
    for offset in range(LENGTH):
        hashes = (hashes ^ line[offset : offset + count]) * FACTOR
        hashes ^= hashes >> np.uint64(29)
    return hashes
