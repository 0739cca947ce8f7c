"""Continuous batching: stories of one model are written together, join and leave between tokens.

Orca's scheduling (Yu et al. 2022). Every story has its own strategy, seed and limit; it is the one
that it would be alone, but for the rounding of sums in another order.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field

import torch
from torch import Tensor
from transformers import (
    LogitsProcessor,
    MinPLogitsWarper,
    TemperatureLogitsWarper,
    TopKLogitsWarper,
    TypicalLogitsWarper,
)

from fabula.generation.kv_cache import KVCache
from fabula.generation.search import OneByOne, Task
from fabula.generation.strategies import Never, TopP

OF_SCORES_ALONE = (
    MinPLogitsWarper,
    Never,
    TemperatureLogitsWarper,
    TopKLogitsWarper,
    TopP,
    TypicalLogitsWarper,
)
"""Processors to which it is all the same what a story has written so far."""


@dataclass(eq=False)
class Writing:
    """One story that is being written."""

    search: OneByOne
    task: Task
    """Of this story alone."""
    ids: Tensor = field(init=False)
    """(1, N): the prompt and all new tokens."""
    kind: Hashable = field(init=False)
    """How its tokens are chosen: those of stories of one kind are chosen at once."""
    count: int = 0
    """New tokens."""
    done: bool = False

    def __post_init__(self) -> None:
        """It begins with its prompt."""
        self.ids = self.task.ids()
        self.kind = (self.search, *map(_kind, self.task.processors))

    def grow(self, token: int) -> None:
        """Take the next token."""
        self.ids = torch.cat([self.ids, torch.tensor([[token]])], dim=1)
        self.count += 1
        self.done = token == self.task.eos or self.count >= self.task.max_new_tokens[0]


def _kind(processor: LogitsProcessor) -> Hashable:
    """Equal for processors that do the same, or that are asked for one story at a time."""
    if not isinstance(processor, OF_SCORES_ALONE):
        return (type(processor),)
    values = vars(processor).values()
    return type(processor), *(str(v.tolist() if isinstance(v, Tensor) else v) for v in values)


def next_of(writings: Sequence[Writing], logits: Tensor) -> list[int]:
    """The next tokens of B stories of one kind, by their logits (B, vocabulary)."""
    if len(writings) == 1:
        logits = logits.cpu()  # a GPU does not add up a single row in the same order every time
    scores, rows = logits, range(len(writings))
    ids = [each.ids.to(logits.device) for each in writings]
    for number, processor in enumerate(writings[0].task.processors):
        if isinstance(processor, OF_SCORES_ALONE):
            scores = processor(ids[0], scores)
        else:
            own = [each.task.processors[number] for each in writings]
            scores = torch.cat([own[row](ids[row], scores[row : row + 1]) for row in rows])
    draws = [each.task.draws[0, each.count] for each in writings]
    chosen = writings[0].search.choose(scores, torch.tensor(draws, device=logits.device))
    found: list[int] = chosen.tolist()
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
        kinds: dict[Hashable, list[int]] = {}
        for place, each in enumerate(self.writings):
            kinds.setdefault(each.kind, []).append(place)
        tokens = [0] * len(self.writings)
        for places in kinds.values():
            alike = [self.writings[place] for place in places]
            for place, token in zip(places, next_of(alike, self._logits[places]), strict=True):
                tokens[place] = token
        for each, token in zip(self.writings, tokens, strict=True):
            each.grow(token)
        grown = list(zip(self.writings, tokens, self._logits, strict=True))
        self.leave([each for each in self.writings if each.done])
        if self._cache is not None:
            last = torch.tensor([token for each, token, _ in grown if not each.done])
            self._logits = self._cache.step(last)
        return grown
