"""What the pipeline knows about its stories, as the numbers of `metrics/data.json`."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from fabula import files
from fabula.corpus.cleaning import words
from fabula.stories import TAGS, Split, Story

STEPS = (5, 10, 25, 50, 100, 250, 500, 1000)
BINS = 40
"""At most so many, as wide as one of `STEPS`."""


class Tally:
    """Counts stories as they pass by."""

    def __init__(self) -> None:
        self.stories = self.words = self.bytes = 0
        self.tags = dict.fromkeys(TAGS, 0)
        self.lengths = Counter[int]()
        """Stories by their number of words."""

    def counting(self, stories: Iterable[Story]) -> Iterator[Story]:
        """The same stories, one by one; each is counted as it passes."""
        for story in stories:
            self.stories += 1
            length = words(story.text)
            self.words += length
            self.lengths[length] += 1
            self.bytes += len(story.text.encode())
            for tag in story.tags:
                self.tags[tag] += 1
            yield story

    def numbers(self, path: Path) -> dict[str, Any]:
        """The counts, and the hash of the file that the stories were written to."""
        return {
            "stories": self.stories,
            "words": self.words,
            "bytes": self.bytes,
            "mean_words": round(self.words / self.stories, 2),
            "tags": self.tags,
            "sha256": files.sha256(path),
        }


def histogram(tallies: Mapping[Split, Tally]) -> dict[str, Any]:
    """Stories of each split with 0 to `step` - 1 words, with `step` to 2 * `step` - 1, ..."""
    longest = max(max(tally.lengths) for tally in tallies.values())
    step = next((step for step in STEPS if longest < step * BINS), longest // BINS + 1)
    return {"step": step} | {
        split: _binned(tally.lengths, step, longest) for split, tally in tallies.items()
    }


def _binned(lengths: Counter[int], step: int, longest: int) -> list[int]:
    bins = [0] * (longest // step + 1)
    for length, stories in lengths.items():
        bins[length // step] += stories
    return bins
