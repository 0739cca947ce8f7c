"""The part `decoding` of the section `generate`: the strategies, each with its own parameters."""

from typing import Annotated, Literal

from pydantic import Field, ValidationInfo, field_validator

from fabula.config.section import Count, Positive, Section

Strategy = Literal[
    "greedy",
    "temperature",
    "top_k",
    "top_p",
    "top_k_top_p",
    "min_p",
    "typical",
    "beam",
    "diverse_beam",
    "contrastive",
]


Heat = Annotated[float, Field(gt=0, ge=0.001, le=1000)]
"""Beyond, logits divided by it are no numbers, or all the same."""
Beams = Annotated[int, Field(gt=0, le=1000)]
Above0 = Annotated[float, Field(gt=0, le=1)]


class Greedy(Section):
    """It has no parameters."""


class Temperature(Section):
    """Sampling from all tokens."""

    temperature: Heat


class TopK(Temperature):
    """Sampling from the most likely ones."""

    top_k: Positive


class TopP(Temperature):
    """Sampling from the smallest set with this probability."""

    top_p: Above0


class TopKTopP(TopK, TopP):
    """Sampling from both."""


class MinP(Temperature):
    """Sampling from those that are so many times as likely as the likeliest."""

    min_p: Above0


class Typical(Temperature):
    """Sampling from those that are as surprising as is usual."""

    typical_p: Annotated[float, Field(gt=0, lt=1)]


class Beam(Section):
    """Several stories at once, of which the likeliest is taken."""

    num_beams: Beams
    length_penalty: Annotated[float, Field(ge=-10, le=10)]
    """The score is log-probability / length ** this: more favours longer stories."""
    no_repeat_ngram_size: Count
    """Runs of so many tokens are written once at most; 0: no such rule."""


class DiverseBeam(Beam):
    """Beams in groups that avoid what earlier groups choose."""

    num_beam_groups: Beams
    diversity_penalty: Annotated[float, Field(ge=0, le=1000)]

    @field_validator("num_beam_groups")
    @classmethod
    def _divides_the_beams(cls, value: int, info: ValidationInfo) -> int:
        if info.data.get("num_beams", value) % value:
            raise ValueError(f"{info.data['num_beams']} beams are not divisible by {value} groups")
        return value


class Contrastive(Section):
    """Likely tokens that are unlike those before them."""

    penalty_alpha: Annotated[float, Field(ge=0, le=1)]
    top_k: Positive


class Decoding(Section):
    """The parameters of each strategy: those that do something for it, and no others."""

    greedy: Greedy
    temperature: Temperature
    top_k: TopK
    top_p: TopP
    top_k_top_p: TopKTopP
    min_p: MinP
    typical: Typical
    beam: Beam
    diverse_beam: DiverseBeam
    contrastive: Contrastive
