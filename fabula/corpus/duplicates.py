"""The same or nearly the same story twice, within a split or across two."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from rensa import RMinHash, RMinHashDeduplicator

from fabula.stories import SPLITS, Split, Story

SHINGLE = 3
"""Words in a row that two stories are compared by: a changed word changes three."""
PERMUTATIONS, BANDS, SEED = 64, 16, 1
"""A pair is compared where it agrees in all 4 values of one of the 16 bands: with the similarity s
in 1 - (1 - s^4)^16 of the cases, that is 99% at .7, 64% at .5 and 0.2% at .1, where two stories
of the same kind end. A story takes about 2 KB: 2 million fit into 5 GB."""
BATCH = 1000


Counts = dict[str, dict[str, dict[Split, int]]]
"""Stories removed: `exact` or `near` copies, whose other copy is `within` the same split or
`across`, by their own split."""


def no_copies() -> Counts:
    """All counts, at 0."""
    return {
        kind: {place: dict.fromkeys(SPLITS, 0) for place in ("within", "across")}
        for kind in ("exact", "near")
    }


def removed(counts: Counts) -> int:
    """How many copies were removed in all."""
    return sum(sum(place.values()) for kind in counts.values() for place in kind.values())


class Duplicates:
    """Keeps the first of equal stories: of two splits the one that is given first keeps its
    copy."""

    def __init__(self, similarity: float) -> None:
        """`similarity` from which on two stories count as one: of 1, in shared shingles; 0: off."""
        self._kept_in: dict[int, Split] = {}  # by id as a number: 2 million take 250 MB
        self._index = (
            RMinHashDeduplicator(similarity, PERMUTATIONS, use_lsh=True, num_bands=BANDS, seed=SEED)
            if similarity
            else None
        )
        self.counts = no_copies()

    def removed_from(self, stories: Iterable[Story], split: Split) -> Iterator[Story]:
        """The stories of this split that are no copies of any seen before."""
        new = self._without_exact(stories, split)
        while batch := list(islice(new, BATCH)):
            yield from self._without_near(batch, split)

    def _without_exact(self, stories: Iterable[Story], split: Split) -> Iterator[Story]:
        for story in stories:
            story_id = int(story.id, 16)
            if story_id in self._kept_in:
                self._count("exact", split, {self._kept_in[story_id]})
            else:
                self._kept_in[story_id] = split
                yield story

    def _without_near(self, stories: list[Story], split: Split) -> Iterator[Story]:
        if self._index is None:
            yield from stories
            return
        shingled = [shingles(story.text) for story in stories]
        for story, sketch in zip(
            stories, RMinHash.from_token_sets(shingled, PERMUTATIONS, SEED), strict=True
        ):
            if self._index.add(f"{split} {story.id}", sketch):
                yield story
            else:
                copies = self._index.get_duplicates(sketch)
                self._count("near", split, {copy.split()[0] for copy in copies})

    def _count(self, kind: str, split: Split, kept_in: set[Split]) -> None:
        self.counts[kind]["across" if kept_in - {split} else "within"][split] += 1


def shingles(text: str) -> list[str]:
    """All runs of `SHINGLE` words, without case and punctuation; of fewer words, the text."""
    words = re.findall(r"\w+", text.lower())
    return [" ".join(run) for run in zip(words, words[1:], words[2:], strict=False)] or [text]
