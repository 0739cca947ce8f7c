"""What the pipeline knows about its stories, as the numbers of `metrics/data.json`."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from fabula import files
from fabula.stories import TAGS, Story


class Tally:
    """Counts stories as they pass by."""

    def __init__(self) -> None:
        """Nothing passed yet."""
        self.stories = self.words = self.bytes = 0
        self.tags = dict.fromkeys(TAGS, 0)

    def counting(self, stories: Iterable[Story]) -> Iterator[Story]:
        """The same stories."""
        for story in stories:
            self.stories += 1
            self.words += len(story.text.split())
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
