"""At most so many training stories: the first ones, or a random choice that needs no list."""

import hashlib
import heapq
from collections.abc import Iterable, Iterator

from fabula.config.data import Data
from fabula.stories import Story


class Sampler:
    """Chooses `data.limit` training stories as `data.selection` says; held-out ones all stay.

    The random order is by a hash of the ids, so that it depends on `data.seed` alone. Only the
    places of the stories chosen so far are held in memory, 32 bytes a story.
    """

    def __init__(self, data: Data) -> None:
        self._data = data
        self._chosen: list[int] = []  # a heap, the last place in the order on top: all negative
        self.seen = 0
        """Stories that came by, for training and held out."""

    def candidates(self, stories: Iterable[Story]) -> Iterator[Story]:
        """The stories that may be chosen in the end; no more are read than needed."""
        training, limit = 0, self._data.limit
        for story in stories:
            self.seen += 1
            if story.split != "train" or not limit:
                yield story
            elif self._data.selection == "random":
                if self._has_room_for(self._place(story)):
                    yield story
            else:
                training += 1
                yield story
                if training == limit:
                    return

    def chosen(self, stories: Iterable[Story]) -> Iterator[Story]:
        """Those of the candidates that are chosen, once all have come by."""
        for story in stories:
            if story.split != "train" or not self._chosen or self._place(story) >= self._chosen[0]:
                yield story

    def _has_room_for(self, place: int) -> bool:
        if len(self._chosen) < self._data.limit:
            heapq.heappush(self._chosen, place)
            return True
        return heapq.heappushpop(self._chosen, place) != place

    def _place(self, story: Story) -> int:
        """Minus the place in the random order: `heapq` has its smallest value on top."""
        digest = hashlib.sha256(f"sample:{self._data.seed}:{story.id}".encode()).digest()
        return -int.from_bytes(digest[:8])
