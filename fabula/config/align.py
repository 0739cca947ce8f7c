"""The section `align`."""

from typing import Annotated

from pydantic import Field

from fabula.config.section import (
    MOST,
    Fraction,
    NotNegative,
    Positive,
    Precision,
    Section,
    Seed,
)
from fabula.config.training import LearningRate


class Adapter(Section):
    """A small adapter that trains in the place of all weights (Hu et al. 2021); added to them."""

    rank: Annotated[int, Field(ge=0, le=2**20)]
    """How much it can learn; 0: no adapter, all weights train."""
    alpha: Annotated[float, Field(gt=0, le=MOST)]
    """What it learned is added `alpha / rank` times."""
    dropout: Fraction


class Align(Section):
    """What is learned from the preferences in `data/feedback`."""

    KEY = "align"

    least_pairs: Positive
    """Preferences that must be there; with fewer nothing is learned from them, and that is said."""
    held_out: Annotated[float, Field(gt=0, lt=1)]
    """Of the prompts: their pairs are kept aside, to count how often the model agrees with them."""
    beta: Annotated[float, Field(gt=0, le=MOST)]
    """How near the model stays to what it was: higher is nearer."""
    epochs: Annotated[float, Field(gt=0, le=MOST)]
    """Passes over the pairs."""
    batch_size: Positive
    """Pairs in one forward pass: twice as many stories."""
    accumulation_steps: Positive
    """Forward passes in one optimizer step."""
    learning_rate: LearningRate
    """Peak, reached after the warm-up; then a straight line to 0."""
    warmup_ratio: Fraction
    weight_decay: NotNegative
    max_grad_norm: Annotated[float, Field(gt=0, le=MOST)]
    lora: Adapter
    precision: Precision
    prompts: Annotated[int, Field(ge=2, le=MOST)]
    """Held-out openings that nobody rated stories of: continued before and after the training."""
    seed: Seed
