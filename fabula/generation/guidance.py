"""Stories that follow their tags more closely than the model alone would."""

from collections.abc import Sequence
from typing import Self

from torch import Tensor

from fabula.generation.kv_cache import KVCache, StoryIds


class GuidedCache:
    """Classifier-free guidance (Sanchez et al. 2023, arXiv:2306.17806).

    log p = without tags + scale * (with tags - without tags), up to a constant: a scale of 1 is the
    model alone, more moves away from what it would write without tags. The model reads every story
    twice, the second time without its tags but the same tokens of the story: two windows of a
    different reach would differ for more reasons than the tags.
    """

    def __init__(self, conditional: KVCache, unconditional: KVCache, scale: float) -> None:
        """Two caches of the same model, the second of which leaves the tags out."""
        self._conditional, self._unconditional, self._scale = conditional, unconditional, scale

    def prefill(self, stories: Sequence[StoryIds]) -> Tensor:
        """Log-probabilities (B, vocabulary), up to a constant, of the first new tokens."""
        return self._mixed(self._conditional.prefill(stories), self._unconditional.prefill(stories))

    def step(self, tokens: Tensor) -> Tensor:
        """The same after one more token of each story (B,)."""
        return self._mixed(self._conditional.step(tokens), self._unconditional.step(tokens))

    def select(self, indices: Tensor) -> None:
        """Go on with these stories, both times."""
        self._conditional.select(indices)
        self._unconditional.select(indices)

    @property
    def can_join(self) -> bool:
        """As the model alone."""
        return self._conditional.can_join

    def join(self, later: Self) -> None:
        """Go on with the stories of another one of the same scale too."""
        self._conditional.join(later._conditional)
        self._unconditional.join(later._unconditional)

    @property
    def hidden(self) -> Tensor:
        """The states of the model with the tags."""
        return self._conditional.hidden

    @property
    def real(self) -> Tensor:
        """(B, T): which of the tokens that were read last are no padding."""
        return self._conditional.real

    def _mixed(self, conditional: Tensor, unconditional: Tensor) -> Tensor:
        without = unconditional.log_softmax(dim=-1)
        return without + self._scale * (conditional.log_softmax(dim=-1) - without)
