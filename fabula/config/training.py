"""What the sections `gpt2` and `tagmodel` share: how a model is trained."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, ValidationInfo, field_validator

from fabula.config.section import (
    MOST,
    Count,
    Fraction,
    NotNegative,
    Positive,
    Section,
    Seed,
    Width,
)


def _divides_width(heads: int, info: ValidationInfo) -> int:
    width = info.data.get("width", heads)
    if width % heads:
        raise ValueError(f"width {width} is not divisible by {heads} heads")
    return heads


Heads = Annotated[Width, AfterValidator(_divides_width)]
"""Attention heads; declared after `width`, which they divide."""


LearningRate = Annotated[float, Field(gt=0, lt=1)]


class Lora(Section):
    """A small adapter that trains in the place of a pretrained model's weights (Hu et al. 2021)."""

    rank: Annotated[int, Field(ge=0, le=2**20)]
    """How much it can learn; 0: no adapter, all weights train."""
    alpha: Annotated[float, Field(gt=0, le=MOST)]
    """What it learned is added `alpha / rank` times."""
    dropout: Fraction
    """Of what goes into the adapter."""
    merge: bool
    """Whether it is added to the weights when they are saved; else its folder needs its base."""


class Training(Section):
    """What the one training harness needs, for either model."""

    epochs: NotNegative
    """Passes over the training stories; of the three budgets the smallest ends the run."""
    max_steps: Count
    """Optimizer steps; 0: no such limit, as for the other two."""
    max_tokens: Count
    """Tokens predicted, about."""
    batch_size: Positive
    """Rows in one forward pass, of all processes together."""
    accumulation_steps: Positive
    """Forward passes in one optimizer step."""
    optimizer: Literal["muon", "adamw", "adamw8bit"]
    """`muon`: Muon for the matrices of the blocks, AdamW for the rest; for pretrained `adamw`;
    `adamw8bit` keeps its state in 8 bits, and needs the package bitsandbytes."""
    learning_rate: LearningRate
    """Peak, reached after the warm-up; then a straight line to 0."""
    warmup_ratio: Fraction
    """Of all steps."""
    weight_decay: Annotated[float, Field(ge=0, le=10)]
    input_noise: Fraction
    """Of the input tokens, replaced by random ones while training; against learning by heart."""
    max_grad_norm: Annotated[float, Field(gt=0, le=MOST)]
    precision: Literal["auto", "fp32", "bf16", "fp16"]
    """`auto`: the faster of fp32 and bf16 here; `fp16` scales the loss, and needs a GPU."""
    compile: bool
    """`torch.compile`: half a minute, then faster steps; without a compiler it says so."""
    evaluations: Positive
    """How often in a run the validation loss is measured (and a checkpoint kept)."""
    validation_stories: Positive
    """The first so many validation stories are used for the curve."""
    patience: Count
    """Evaluations without a better loss after which the run ends; 0: it never ends early."""
    min_delta: NotNegative
    """Nats per token by which a better loss must be lower than every loss before it."""
    conditioning_dropout: Fraction
    """Of the training stories, shown without their tags; which classifier-free guidance needs."""
    seed: Seed

    @field_validator("max_tokens")
    @classmethod
    def _has_a_budget(cls, value: int, info: ValidationInfo) -> int:
        if not (value or info.data.get("epochs", 1) or info.data.get("max_steps", 1)):
            raise ValueError("no budget: set one of epochs, max_steps and max_tokens above 0")
        return value
