"""Stories that follow their tags more closely than the model alone would."""

from collections.abc import Sequence

from torch import Tensor

from fabula.generation.kv_cache import Beginning, Reader


class GuidedReader:
    """Classifier-free guidance (Sanchez et al. 2023, arXiv:2306.17806).

    log p = without tags + scale * (with tags - without tags), up to a constant: a scale of 1 is the
    model alone, more moves away from what it would write without tags. The model reads every story
    twice, the second time without its tags but the same tokens of the story: two windows of a
    different reach would differ for more reasons than the tags.
    """

    def __init__(self, told: Reader, untold: Reader, scale: float) -> None:
        """Two readers of the same model, the second of which leaves the tags out."""
        self._told, self._untold, self._scale = told, untold, scale

    def read(self, beginnings: Sequence[Beginning]) -> Tensor:
        """Log-probabilities (B, vocabulary), up to a constant, after each beginning."""
        return self._mixed(self._told.read(beginnings), self._untold.read(beginnings))

    def step(self, tokens: Tensor) -> Tensor:
        """The same after one more token of each story (B,)."""
        return self._mixed(self._told.step(tokens), self._untold.step(tokens))

    def select(self, rows: Tensor) -> None:
        """Go on with these stories, both times."""
        self._told.select(rows)
        self._untold.select(rows)

    @property
    def hidden(self) -> Tensor:
        """The states of the reader that knows the tags."""
        return self._told.hidden

    @property
    def real(self) -> Tensor:
        """Which of them are no padding."""
        return self._told.real

    def _mixed(self, told: Tensor, untold: Tensor) -> Tensor:
        without = untold.log_softmax(dim=-1)
        return without + self._scale * (told.log_softmax(dim=-1) - without)
