"""Continuous batching: stories of one model are written together, join and leave between tokens.

Orca's scheduling (Yu et al. 2022). Every story has its own strategy, seed and limit; it is the one
that it would be alone, but for the rounding of sums in another order.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import torch
from torch import Tensor

from fabula.generation.kv_cache import KVCache
from fabula.generation.search import OneByOne, Task, next_tokens


@dataclass(eq=False)
class Writing:
    """One story that is being written."""

    search: OneByOne
    task: Task
    """Of this story alone."""
    ids: Tensor = field(init=False)
    """(1, N): the prompt and all new tokens."""
    count: int = 0
    """New tokens."""
    done: bool = False

    def __post_init__(self) -> None:
        """It begins with its prompt."""
        self.ids = self.task.ids()

    def grow(self, logits: Tensor) -> int:
        """The next token, chosen by logits (1, vocabulary)."""
        draw = torch.from_numpy(self.task.draws[:, self.count])
        token = next_tokens(self.search.choose, self.task.processors, self.ids, logits, draw)
        self.ids = torch.cat([self.ids, token[:, None]], dim=1)
        self.count += 1
        found = int(token)
        self.done = found == self.task.eos or self.count >= self.task.max_new_tokens[0]
        return found


class ContinuousBatch:
    """The stories that one model is writing."""

    def __init__(self, new_cache: Callable[[], KVCache]) -> None:
        """`new_cache` gives an empty cache of the model."""
        self._new_cache = new_cache
        self._cache: KVCache | None = None
        self._logits = torch.empty(0)
        self.writings: list[Writing] = []

    def join(self, writings: Sequence[Writing]) -> None:
        """Read some prompts: these stories are written from the next step on.

        Only caches that `can_join` take more after the first. Where the reading fails, the others
        are written on as before.
        """
        later = self._new_cache()
        logits = later.prefill([each.task.stories[0] for each in writings])
        if self._cache is None:
            self._cache, self._logits = later, logits
        else:
            self._cache.join(later)
            self._logits = torch.cat([self._logits, logits])
        self.writings += writings

    def leave(self, gone: Sequence[Writing]) -> None:
        """Forget some stories."""
        kept = [place for place, each in enumerate(self.writings) if each not in gone]
        if len(kept) == len(self.writings):
            return
        self.writings = [self.writings[place] for place in kept]
        if not kept:
            self._cache = None
        elif self._cache is not None:
            self._cache.select(torch.tensor(kept))
            self._logits = self._logits[kept]

    def step(self) -> list[tuple[Writing, int, Tensor]]:
        """One more token of every story, with the logits (vocabulary,) that it was chosen by.

        Those that are done with it have left.
        """
        grown = [
            (each, each.grow(self._logits[place : place + 1]), self._logits[place])
            for place, each in enumerate(self.writings)
        ]
        self.leave([each for each in self.writings if each.done])
        if self._cache is not None:
            last = torch.cat([each.ids[0, -1:] for each in self.writings])
            self._logits = self._cache.step(last)
        return grown
