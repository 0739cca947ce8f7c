"""The section `early_stopping`."""

from typing import Annotated

from pydantic import Field

from fabula.config.section import Name, NotNegative, Once, Positive, Section, Width
from fabula.config.training import Heads, LearningRate


class EarlyStopping(Section):
    """A run that learns few stories by heart, to see what stopping it early is worth.

    A parameter that `gpt2` has too takes the place of it there; all others are as there.
    """

    KEY = "early_stopping"

    stories: Positive
    """The first so many training stories are trained on, and as many validate the run."""
    init: Name
    max_steps: Positive
    """Optimizer steps of the whole run."""
    evaluations: Positive
    learning_rate: LearningRate
    layers: Width
    width: Width
    heads: Heads
    context: Annotated[int, Field(ge=8, le=2**20)]
    patiences: Annotated[list[Positive], Field(min_length=1), Once]
    """Tried on the curve of the whole run, with each of `min_deltas`; the last pair is also run."""
    min_deltas: Annotated[list[NotNegative], Field(min_length=1), Once]
