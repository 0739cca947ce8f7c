"""Texts to numbers: every metric with its unit, direction, range, source and meaning.

`TEXT` holds what is measured on a `Row` of generated texts, `LIKELIHOOD` what is computed from a
language model's `Sums`; a new metric is one function in its family's module and one entry here.

    yard = yardstick(training, real)
    measure(TEXT, Row(continuations, references, yard, polished))  # {"bleu": 3.512, ...}
    measure(LIKELIHOOD, Sums(nats, tokens, bytes, stories))  # {"perplexity": 6.01, ...}

`fit_quality` learns from a corpus's own stories how they hang together; `validity` shows what a
measure notices of broken stories, and what not.

The metrics never see a prompt: texts are what was written after it. Empty texts are measured, never
dropped.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import Generic, Literal, TypeVar

from fabula.metrics.diversity import distinct, fair_budget
from fabula.metrics.failures import failures
from fabula.metrics.likelihood import (
    Sums,
    bits_per_byte,
    nats_per_story,
    perplexity,
    tokens_per_story,
)
from fabula.metrics.overlap import bleu, bleu_signature, floor, nltk_bleu, rouge_l
from fabula.metrics.quality import Quality, fit_quality
from fabula.metrics.readability import mean_edits, mean_readability
from fabula.metrics.repetition import repetition_rate
from fabula.metrics.validity import validity

__all__ = [
    "LIKELIHOOD",
    "METRICS",
    "TEXT",
    "Metric",
    "Quality",
    "Row",
    "Sums",
    "Yardstick",
    "bleu_signature",
    "fit_quality",
    "floor",
    "measure",
    "significant",
    "validity",
    "yardstick",
]

Input = TypeVar("Input")


@dataclass(frozen=True)
class Metric(Generic[Input]):
    """One metric and what a reader must know about it."""

    of: Callable[[Input], float]
    unit: str
    """Empty for a plain ratio, and where the name says it."""
    better: Literal["higher", "lower", "neither"]
    """`neither`: as near as possible to real text."""
    range: tuple[float, float]
    source: str
    meaning: str


@dataclass(frozen=True)
class Yardstick:
    """What all rows of one table share, so that they compare."""

    budget: int
    """n-grams that diversity is counted over."""
    quality: Quality
    """What real stories of this corpus are like."""


@dataclass(frozen=True)
class Row:
    """The texts of one model and strategy, one for each prompt."""

    continuations: Sequence[str]
    """What was written after the prompt; possibly empty."""
    references: Sequence[str]
    """What the real story says after the same prompt."""
    yardstick: Yardstick
    polished: Sequence[str]
    """The continuations as they are shown (`fabula.polishing`)."""


def yardstick(training: Sequence[str], real: Sequence[str]) -> Yardstick:
    """Learn from training stories what stories are like, and set all limits by `real` ones.

    `real` are held-out texts of the rows' kind, what follows a prompt, and are not measured.
    """
    return Yardstick(fair_budget(real), fit_quality(training, real))


def measure(metrics: Mapping[str, Metric[Input]], subject: Input) -> dict[str, float]:
    """Each metric's value for one subject, rounded to the 4 digits that are written."""
    return {name: significant(metric.of(subject)) for name, metric in metrics.items()}


def significant(value: float) -> float:
    """`value` rounded to 4 significant digits."""
    return float(f"{value:.4g}")


TEXT: dict[str, Metric[Row]] = {
    "joint_pass": Metric(
        of=lambda row: row.yardstick.quality.joint_pass(row.continuations),
        unit="%",
        better="higher",
        range=(0, 100),
        source="our definition",
        meaning="stories that are coherent, keep their context, and neither repeat nor fail",
    ),
    "coherence_issues": Metric(
        of=lambda row: row.yardstick.quality.coherence.issues(row.continuations),
        unit="%",
        better="lower",
        range=(0, 100),
        source="after Barzilay and Lapata 2008; Li and Jurafsky 2017",
        meaning="stories whose sentences follow on each other worse than in 95% of real ones",
    ),
    "context_maintenance": Metric(
        of=lambda row: row.yardstick.quality.context.maintenance(row.continuations),
        unit="%",
        better="higher",
        range=(0, 100),
        source="our definition, after system 000",
        meaning="stories whose second half still knows the names and things of the first",
    ),
    "bleu": Metric(
        of=lambda row: bleu(row.continuations, row.references),
        unit="of 100",
        better="higher",
        range=(0, 100),
        source="Post 2018, sacreBLEU",
        meaning="n-grams shared with the true continuation; read it beside its floor",
    ),
    "nltk_bleu": Metric(
        of=lambda row: nltk_bleu(row.continuations, row.references),
        unit="of 100",
        better="higher",
        range=(0, 100),
        source="Papineni et al. 2002, NLTK",
        meaning="the same by the library that system 000 names",
    ),
    "rouge_l": Metric(
        of=lambda row: rouge_l(row.continuations, row.references),
        unit="",
        better="higher",
        range=(0, 1),
        source="Lin 2004, rouge-score",
        meaning="longest common subsequence with the true continuation, F1",
    ),
    "distinct_1": Metric(
        of=lambda row: distinct(row.continuations, 1, row.yardstick.budget),
        unit="",
        better="neither",
        range=(0, 1),
        source="Li et al. 2016",
        meaning="different words among all words, over a fixed number of them",
    ),
    "distinct_2": Metric(
        of=lambda row: distinct(row.continuations, 2, row.yardstick.budget),
        unit="",
        better="neither",
        range=(0, 1),
        source="Li et al. 2016",
        meaning="different pairs of words among all pairs, over a fixed number of them",
    ),
    "distinct_4": Metric(
        of=lambda row: distinct(row.continuations, 4, row.yardstick.budget),
        unit="",
        better="neither",
        range=(0, 1),
        source="Li et al. 2016",
        meaning="different runs of four words among all, over a fixed number of them",
    ),
    "repetition_rate": Metric(
        of=lambda row: repetition_rate(row.continuations, row.yardstick.quality.repetition),
        unit="%",
        better="lower",
        range=(0, 100),
        source="after Welleck et al. 2020",
        meaning="stories that repeat themselves more than 99% of real ones do",
    ),
    "failures": Metric(
        of=lambda row: failures(row.continuations),
        unit="%",
        better="lower",
        range=(0, 100),
        source="our definition",
        meaning="stories that are empty or end within 30 words",
    ),
    "readability": Metric(
        of=lambda row: mean_readability(row.continuations),
        unit="",
        better="neither",
        range=(-inf, 121.22),
        source="Flesch 1948",
        meaning="reading ease: 0 for scholars, 100 for children",
    ),
    "edits": Metric(
        of=lambda row: mean_edits(row.continuations, row.polished),
        unit="per 100 words",
        better="lower",
        range=(0, inf),
        source="our definition",
        meaning="words that post-processing changes, adds or cuts off",
    ),
    "polished_joint_pass": Metric(
        of=lambda row: row.yardstick.quality.joint_pass(row.polished),
        unit="%",
        better="higher",
        range=(0, 100),
        source="our definition",
        meaning="joint pass after post-processing",
    ),
}

LIKELIHOOD: dict[str, Metric[Sums]] = {
    "perplexity": Metric(
        of=lambda sums: perplexity(sums.nats, sums.tokens),
        unit="",
        better="lower",
        range=(1, inf),
        source="Jelinek et al. 1977",
        meaning="tokens the model hesitates between; only comparable with the same tokenizer",
    ),
    "bits_per_byte": Metric(
        of=lambda sums: bits_per_byte(sums.nats, sums.bytes),
        unit="",
        better="lower",
        range=(0, inf),
        source="Gao et al. 2020, The Pile",
        meaning="bits needed for a byte of real story; comparable across tokenizers",
    ),
    "nats_per_story": Metric(
        of=lambda sums: nats_per_story(sums.nats, sums.stories),
        unit="",
        better="lower",
        range=(0, inf),
        source="system 001",
        meaning="mean surprise at a whole real story; grows with its length",
    ),
    "tokens_per_story": Metric(
        of=lambda sums: tokens_per_story(sums.tokens, sums.stories),
        unit="",
        better="neither",
        range=(0, inf),
        source="our definition",
        meaning="mean length of the real stories that were scored",
    ),
}

METRICS: dict[str, Metric[Row] | Metric[Sums]] = {**LIKELIHOOD, **TEXT}
"""Every metric by name, to look up what is known about it."""
