"""The section `generate`."""

from typing import Annotated

from pydantic import Field

from fabula.config.decoding import Decoding, Strategy
from fabula.config.section import MOST, Count, Once, Positive, Precision, Section, Seed

Bias = Annotated[float, Field(ge=0, le=10_000)]
"""What is added to a logit: enough to end any story."""


class EosBias(Section):
    """logit[EOS] += min(cap, slope * (n - start)) from n > start generated tokens on."""

    start: Count
    slope: Bias
    cap: Bias


class Generate(Section):
    """What the models are asked to write."""

    KEY = "generate"

    prompts: Annotated[int, Field(ge=2, le=MOST)]
    """Held-out stories whose openings are continued: the same ones for all models. Figures compare
    stories with each other, so that one is none; where there are fewer stories, all are taken."""
    new_world_prompts: Count
    """The same of stories of a new world, where the data has any: for strategies that draw."""
    prompt_words: Positive
    """Words of the opening."""
    max_new_tokens: Annotated[int, Field(gt=0, le=100_000)]
    samples: Annotated[int, Field(gt=0, le=1000)]
    """Stories for each prompt, where chance decides; else one."""
    batch_size: Positive
    precision: Precision
    strategies: Annotated[list[Strategy], Field(min_length=1), Once]
    """Each continues every prompt."""
    decoding: Decoding
    repetition_penalty: Annotated[float, Field(ge=1, le=100)]
    """Logits of tokens that stand in the text are divided by this (multiplied below 0); 1: off."""
    guidance: Annotated[float, Field(ge=1, le=100)]
    """How much more a story follows its tags than the model alone would: 1: no more."""
    eos_bias: EosBias
    seed: Seed
