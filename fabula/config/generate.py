"""The section `generate`."""

from typing import Annotated

from pydantic import Field

from fabula.config.decoding import Decoding, Strategy
from fabula.config.section import Count, NotNegative, Positive, Precision, Section, Seed


class EosBias(Section):
    """logit[EOS] += min(cap, slope * (n - start)) from n > start generated tokens on."""

    start: Count
    slope: NotNegative
    cap: NotNegative


class Generate(Section):
    """What the models are asked to write."""

    KEY = "generate"

    prompts: Positive
    """Held-out stories whose openings are continued: the same ones for all models."""
    new_world_prompts: Count
    """The same of stories of a new world, where the data has any: for strategies that draw."""
    prompt_words: Positive
    """Words of the opening."""
    max_new_tokens: Positive
    samples: Positive
    """Stories for each prompt, where chance decides; else one."""
    batch_size: Positive
    precision: Precision
    strategies: Annotated[list[Strategy], Field(min_length=1)]
    """Each continues every prompt."""
    decoding: Decoding
    repetition_penalty: Annotated[float, Field(ge=1)]
    """Logits of tokens that stand in the text are divided by this (multiplied below 0); 1: off."""
    guidance: Annotated[float, Field(ge=1)]
    """How much more a story follows its tags than the model alone would: 1: no more."""
    eos_bias: EosBias
    seed: Seed
