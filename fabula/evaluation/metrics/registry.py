"""Every metric with its unit, direction, range, source, meaning, and what it must notice.

`TEXT` holds what is measured on generated texts (`TextInput`), `LIKELIHOOD` what follows from the
likelihood of real stories (`LikelihoodInput`), `JUDGED` what is found of texts that are measured
alone; a new metric is one function in its family's module and one entry here.

    measured = measure(TEXT, subject)  # what each story gives to each metric
    figures(measured)  # {"bleu": {"value": 3.512, "low": 3.1, "high": 3.9, "n": 200}, ...}
    differences(measured, measured_of_another_model, figures_of_real_stories)

Texts are what was written after an opening. The metrics see the opening itself only to ask whether
a story took it up, or contradicts it. Empty texts are measured, never dropped.
"""

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from math import inf
from operator import add
from typing import Any, Generic, Literal, TypeVar

import numpy as np

from fabula.evaluation.intervals import (
    Difference,
    Estimate,
    Total,
    Values,
    alone,
    difference,
    of_sums,
    ratio,
    significant,
    terms,
    value_of_sums,
)
from fabula.evaluation.metrics.contradictions import contradicted
from fabula.evaluation.metrics.detectability import detectability
from fabula.evaluation.metrics.diversity import (
    distinct,
    fair_ngram_count,
    self_bleu,
    self_bleu_of_prompts,
)
from fabula.evaluation.metrics.freshness import Freshness
from fabula.evaluation.metrics.joint_score import counts
from fabula.evaluation.metrics.memorisation import Memory
from fabula.evaluation.metrics.novelty import creativity, hallucinations
from fabula.evaluation.metrics.overlap import (
    bleu_of,
    bleu_terms,
    nltk_bleu,
    rouge_l,
    rouge_l_in_bulk,
)
from fabula.evaluation.metrics.perplexity import (
    LikelihoodInput,
    bits_per_byte,
    perplexity,
    perplexity_first_128,
)
from fabula.evaluation.metrics.readability import edits, readabilities
from fabula.evaluation.metrics.relevance import prompt_relevance, relevance, taken_up
from fabula.evaluation.quality.failures import failures
from fabula.evaluation.quality.joint_pass import Learned, Quality, with_limits
from fabula.evaluation.quality.repetition import repetitive

Input = TypeVar("Input")
Measured = Mapping[str, Values | float]
"""By metric: terms of each story (stories, k), or one number for all stories."""
Figures = dict[str, Estimate]

BREAKS_QUALITY = (
    "sentence_shuffle",
    "middle_shuffle",
    "word_salad",
    "splice",
    "rename",
    "repeated_tail",
)
"""Ways to break a story that a measure of its whole quality must notice."""


@dataclass(frozen=True)
class Metric(Generic[Input]):
    """One metric and what a reader must know about it."""

    of: Callable[[Input], Values | float | None]
    """One value a story, whose mean is the figure; several terms a story, whose sums `total` makes
    the figure of; one number for a whole set of stories; or `None` where there is none."""
    unit: str
    """Empty for a plain ratio, and where the name says it."""
    better: Literal["higher", "lower", "neither"]
    """`neither`: as near as possible to real text."""
    range: tuple[float, float]
    source: str
    meaning: str
    total: Total = ratio
    notices: Mapping[str, float] = field(default_factory=dict)
    """The corruptions (`fabula.evaluation.metrics.validity`) that the metric must notice, and the
    least AUC with which it tells real stories from stories broken so; with less it is not validated
    on a corpus. Nor is a metric without any: it compares stories of one prompt, and a real one has
    none beside it."""
    finer: Callable[[Input], Values] | None = None
    """For the AUC, a score a story, higher for better ones, where `of` gives a yes or no."""
    in_bulk: Callable[[Input], Values] | None = None
    """What `of` gives, by a faster way, for the many texts that are broken to check the metric.

    ROUGE-L alone has two ways. What is reported is what rouge-score says, so that it compares with
    other people's figures; the stories that are broken, a dozen times as many, go the bit-parallel
    way, and `tests/test_metrics_overlap.py` holds that both say the same."""


@dataclass(frozen=True)
class Standard:
    """What texts are measured against: the same for all rows of a table, so that they compare."""

    ngram_count: int
    """n-grams that diversity is counted over."""
    quality: Quality
    """What real stories of this corpus are like."""
    vocabulary: Container[str]
    """All words of the training stories."""
    others: Sequence[str]
    """Real texts of the rows' kind after openings that no row continues."""
    freshness: Freshness
    """How much real texts say the same."""


@dataclass(frozen=True)
class TextSet:
    """Texts that are measured together, one story an entry."""

    texts: Sequence[str]
    """What was written after the opening; possibly empty."""
    references: Sequence[str]
    """What the real story says after the same opening."""
    openings: Sequence[str]
    """What each text was to continue."""
    own_openings: Sequence[str]
    """What each text does continue: its opening, but for a text of another story that story's."""
    prompts: Sequence[str]
    """Which prompt each text answers: two stories may open alike."""
    polished: Sequence[str]
    """The texts as they are shown (`fabula.generation.polishing`)."""
    premises: Sequence[str] = ()
    """What each text was written for, empty where nothing says so; none: not for any text."""


@dataclass(frozen=True)
class TextInput:
    """What a metric of `TEXT` reads: texts of one model and strategy, and their standard."""

    written: TextSet
    standard: Standard
    reference_lm: Values
    """(stories, 2): the negative log-likelihood of each text by the reference LM in nats, and its
    tokens."""
    memory: Memory
    """What the texts have in common with training stories."""
    judged: Measured = field(default_factory=dict)
    """What the metrics of `JUDGED` give, which is found elsewhere; empty: they are not asked."""

    @property
    def texts(self) -> Sequence[str]:
        """The texts themselves."""
        return self.written.texts


def new_standard(
    learned: Learned,
    real: Sequence[str],
    vocabulary: Container[str],
    others: Sequence[str],
) -> Standard:
    """What has been learned from training stories, with all limits set by `real` ones.

    `real` are held-out texts of the rows' kind, what follows a prompt, and are not measured.
    """
    return Standard(
        fair_ngram_count(real), with_limits(learned, real), vocabulary, others, Freshness(real)
    )


def measure(
    metrics: Mapping[str, Metric[Input]], subject: Input, *, in_bulk: bool = False
) -> Measured:
    """What each metric that has something to say gives: terms of each story, or one number."""
    found = {
        name: metric.in_bulk(subject) if in_bulk and metric.in_bulk else metric.of(subject)
        for name, metric in metrics.items()
    }
    return {
        name: values if isinstance(values, float) else terms(values)
        for name, values in found.items()
        if values is not None
    }


def figures(measured: Measured) -> Figures:
    """The figures, those of stories with their intervals."""
    return {
        name: alone(values) if isinstance(values, float) else of_sums(values, METRICS[name].total)
        for name, values in measured.items()
    }


def values_alone(measured: Measured) -> dict[str, float | None]:
    """The same without intervals."""
    return {
        name: significant(found)
        if isinstance(found, float)
        else value_of_sums(found, METRICS[name].total)
        for name, found in measured.items()
    }


def differences(
    measured: Measured,
    others: Measured,
    real: Figures,
    between: Difference = difference,
) -> Figures:
    """How far some figures lie above those of another model for the same prompts or stories
    (or, `between` them `unpaired_difference`, for others).

    Where real text is best (`neither`), the figures are distances from it: below 0 is nearer.
    Figures of whole sets of stories are left out.
    """
    found = {}
    for name, values in measured.items():
        theirs = others.get(name)
        if isinstance(values, float) or theirs is None or isinstance(theirs, float):
            continue
        total = METRICS[name].total
        if METRICS[name].better == "neither":
            best = real.get(name, {}).get("value")
            if best is None:
                continue
            total = partial(_distance, total, best)
        found[name] = between(values, theirs, total)
    return found


def _distance(total: Total, best: float, sums: Values) -> Values:
    found: Values = np.abs(total(sums) - best)
    return found


def _distinct(n: int, subject: TextInput) -> float:
    return distinct(subject.texts, n, subject.standard.ngram_count)


def _joint_score(subject: TextInput) -> Values:
    standard = subject.standard
    return 100.0 * counts(
        subject.texts,
        standard.quality,
        standard.freshness,
        subject.memory.copied_fraction,
        subject.written.prompts,
    )


TEXT: dict[str, Metric[TextInput]] = {
    "joint_score": Metric(
        of=_joint_score,
        unit="%",
        better="higher",
        range=(0, 100),
        source="our definition",
        meaning="joint pass of stories that repeat neither each other nor training stories",
        notices=dict.fromkeys((*BREAKS_QUALITY, "one_story", "copied"), 0.8),
    ),
    "joint_pass": Metric(
        of=lambda subject: 100.0 * subject.standard.quality.passes(subject.texts),
        unit="%",
        better="higher",
        range=(0, 100),
        source="our definition",
        meaning="stories that are coherent, keep their context, and neither repeat nor fail",
        notices=dict.fromkeys(BREAKS_QUALITY, 0.8),
    ),
    "coherence_issues": Metric(
        of=lambda subject: 100.0 * ~subject.standard.quality.coherence.coherent(subject.texts),
        unit="%",
        better="lower",
        range=(0, 100),
        source="after Barzilay and Lapata 2008; Li and Jurafsky 2017",
        meaning="stories whose sentences follow on each other worse than in 95% of real ones",
        notices={"sentence_shuffle": 0.9, "middle_shuffle": 0.9, "word_salad": 0.8},
        finer=lambda subject: subject.standard.quality.coherence.scores(subject.texts),
    ),
    "context_maintenance": Metric(
        of=lambda subject: 100.0 * subject.standard.quality.context.kept(subject.texts),
        unit="%",
        better="higher",
        range=(0, 100),
        source="our definition, after the earlier GPT-2 system",
        meaning="stories whose second half still knows the things of the first, and its names "
        "(where a script has capitals)",
        notices={"splice": 0.9, "rename": 0.9},
        finer=lambda subject: subject.standard.quality.context.scores(subject.texts),
    ),
    "repetition_rate": Metric(
        of=lambda subject: repetitive(subject.texts, subject.standard.quality.repetition),
        unit="%",
        better="lower",
        range=(0, 100),
        source="after Welleck et al. 2020",
        meaning="stories that repeat themselves more than 99% of real ones do",
        notices={"repeated_tail": 0.9},
    ),
    "contradictions": Metric(
        of=lambda subject: contradicted(
            list(map(add, subject.written.own_openings, subject.texts))
        ),
        unit="%",
        better="lower",
        range=(0, 100),
        source="after the earlier GPT-2 system",
        meaning="stories in which a contradiction is found: a lower bound; of English alone",
        notices={"contradict": 0.55},
    ),
    "failures": Metric(
        of=lambda subject: failures(subject.texts),
        unit="%",
        better="lower",
        range=(0, 100),
        source="our definition",
        meaning="stories that are empty or end within 30 words",
        notices={"stub": 0.95},
    ),
    "reference_lm_nats": Metric(
        of=lambda subject: subject.reference_lm,
        unit="nats per token",
        better="neither",
        range=(0, inf),
        source="after Holtzman et al. 2020",
        meaning="surprise of a model that is not under test: more is clumsy, less is commonplace",
        notices={"word_salad": 0.95},
    ),
    "detectability": Metric(
        of=lambda subject: detectability(
            subject.texts, subject.standard.others, subject.written.prompts
        ),
        unit="AUC",
        better="lower",
        range=(0, 1),
        source="after Lopez-Paz and Oquab 2017",
        meaning="how well a simple classifier tells them from real stories: 0.5 cannot, 1 can",
        notices={"word_salad": 0.9},
    ),
    "relevance": Metric(
        of=lambda subject: relevance(
            subject.written.openings, subject.texts, subject.standard.quality.context.vocabulary
        ),
        unit="",
        better="higher",
        range=(0, 1),
        source="Salton and Buckley 1988",
        meaning="words that a story and its opening share, rare ones above all",
        notices={"other_story": 0.8},
    ),
    "taken_up": Metric(
        of=lambda subject: taken_up(
            subject.written.openings, subject.texts, subject.standard.quality.context.vocabulary
        ),
        unit="%",
        better="higher",
        range=(0, 100),
        source="our definition",
        meaning="content words of the opening that its story says again",
        notices={"other_story": 0.8},
    ),
    "prompt_relevance": Metric(
        of=lambda subject: (
            prompt_relevance(
                subject.written.premises,
                subject.texts,
                subject.standard.quality.context.vocabulary,
            )
            if any(subject.written.premises)
            else None
        ),
        unit="",
        better="higher",
        range=(-1, 1),
        source="after Fan et al. 2018",
        meaning="words that a story shares with the prompt it was written for more than with "
        "others: 0 ignores it",
        notices={"other_story": 0.8},
    ),
    "bleu": Metric(
        of=lambda subject: bleu_terms(subject.texts, subject.written.references),
        unit="of 100",
        better="higher",
        range=(0, 100),
        source="Post 2018, sacreBLEU",
        meaning="n-grams shared with the true continuation; read it beside its floor",
        total=bleu_of,
        notices={"other_story": 0.95},
    ),
    "nltk_bleu": Metric(
        of=lambda subject: nltk_bleu(subject.texts, subject.written.references),
        unit="of 100",
        better="higher",
        range=(0, 100),
        source="Papineni et al. 2002, NLTK",
        meaning="the same by the library that the earlier GPT-2 system names",
        notices={"other_story": 1.0},
    ),
    "rouge_l": Metric(
        of=lambda subject: rouge_l(subject.texts, subject.written.references),
        in_bulk=lambda subject: rouge_l_in_bulk(subject.texts, subject.written.references),
        unit="",
        better="higher",
        range=(0, 1),
        source="Lin 2004",
        meaning="longest common subsequence with the true continuation, F1",
        notices={"other_story": 0.95},
    ),
    **{
        f"distinct_{n}": Metric(
            of=partial(_distinct, n),
            unit="",
            better="neither",
            range=(0, 1),
            source="Li et al. 2016",
            meaning=f"different {runs} among all, over a fixed number of them",
            notices={"one_story": 1.0},
        )
        for n, runs in ((1, "words"), (2, "pairs of words"), (4, "runs of four words"))
    },
    "self_bleu": Metric(
        of=lambda subject: self_bleu(subject.texts, subject.written.prompts),
        unit="of 100",
        better="neither",
        range=(0, 100),
        source="Zhu et al. 2018",
        meaning="how far stories say the same as each other: the first 100 words of 100 stories",
        notices={"one_story": 0.95},
    ),
    "self_bleu_of_prompts": Metric(
        of=lambda subject: self_bleu_of_prompts(subject.texts, subject.written.prompts),
        unit="of 100",
        better="neither",
        range=(0, 100),
        source="Zhu et al. 2018",
        meaning="the same among the stories of one prompt, where there are several",
    ),
    "creativity": Metric(
        of=lambda subject: creativity(subject.memory),
        unit="%",
        better="higher",
        range=(0, 100),
        source="after McCoy et al. 2023, RAVEN",
        meaning="runs of 8 words that are in no training story; read it beside joint pass alone",
        notices={"copied": 0.95},
    ),
    "longest_copy": Metric(
        of=lambda subject: subject.memory.longest,
        unit="words",
        better="lower",
        range=(0, inf),
        source="after Carlini et al. 2023",
        meaning="the longest run of words that one training story holds too",
        notices={"copied": 0.95},
    ),
    "closest_story": Metric(
        of=lambda subject: subject.memory.closest,
        unit="",
        better="lower",
        range=(0, 1),
        source="Lin 2004",
        meaning="ROUGE-2 with the training story that is closest",
        notices={"copied": 0.95},
    ),
    "hallucinations": Metric(
        of=lambda subject: hallucinations(subject.texts, subject.standard.vocabulary),
        unit="per 100 words",
        better="neither",
        range=(0, inf),
        source="our definition",
        meaning="names (where a script has capitals) that turn up late, and unknown words",
        notices={"splice": 0.6, "rename": 0.6},
        finer=lambda subject: -hallucinations(subject.texts, subject.standard.vocabulary),
    ),
    "readability": Metric(
        of=lambda subject: readabilities(subject.texts),
        unit="",
        better="neither",
        range=(-inf, 121.22),
        source="Flesch 1948",
        meaning="reading ease: 0 for scholars, 100 for children; of English alone",
        notices={"run_on": 0.9},
    ),
    "edits": Metric(
        of=lambda subject: edits(subject.texts, subject.written.polished),
        unit="per 100 words",
        better="lower",
        range=(0, inf),
        source="our definition",
        meaning="words that post-processing changes, adds or cuts off",
        notices={"sloppy": 0.9},
    ),
    "polished_joint_pass": Metric(
        of=lambda subject: 100.0 * subject.standard.quality.passes(subject.written.polished),
        unit="%",
        better="higher",
        range=(0, 100),
        source="our definition",
        meaning="joint pass after post-processing",
        notices=dict.fromkeys(BREAKS_QUALITY, 0.8),
    ),
}


def _judged(name: str) -> Callable[[TextInput], Values | float | None]:
    return lambda subject: subject.judged.get(name)


JUDGED: dict[str, Metric[TextInput]] = {
    "quality_score": Metric(
        of=_judged("quality_score"),
        unit="",
        better="higher",
        range=(0, 1),
        source="our definition",
        meaning="learned from graded stories: real ones have a little over 0.5",
        notices=dict.fromkeys((*BREAKS_QUALITY, "stub"), 0.8),
    ),
    "opening_fit": Metric(
        of=_judged("opening_fit"),
        unit="",
        better="higher",
        range=(-1, 1),
        source="Reimers and Gurevych 2019, all-MiniLM-L6-v2",
        meaning="how far a story tells of what its opening does: the cosine of their meanings",
        notices={"other_story": 0.8},
    ),
    "halves_fit": Metric(
        of=_judged("halves_fit"),
        unit="",
        better="higher",
        range=(-1, 1),
        source="Reimers and Gurevych 2019, all-MiniLM-L6-v2",
        meaning="how far the second half tells of what the first does",
        notices={"splice": 0.9},
    ),
    "smoothness": Metric(
        of=_judged("smoothness"),
        unit="",
        better="higher",
        range=(-1, 1),
        source="after Foltz et al. 1998, by all-MiniLM-L6-v2",
        meaning="how near neighbouring sentences are in what they mean",
        notices={"sentence_shuffle": 0.55},
    ),
    "grammar_errors": Metric(
        of=_judged("grammar_errors"),
        unit="per 100 words",
        better="lower",
        range=(0, inf),
        source="Harper",
        meaning="what a grammar checker of English finds",
        notices={"sloppy": 0.9, "word_salad": 0.9},
    ),
    "fluency_nats": Metric(
        of=_judged("fluency_nats"),
        unit="nats per token",
        better="neither",
        range=(0, inf),
        source="Ben Allal et al. 2025, SmolLM2-135M",
        meaning="surprise of a model larger than those measured: more is clumsy, less commonplace",
        notices={"word_salad": 0.95, "sloppy": 0.9},
    ),
}
"""What `fabula.evaluation.judged` finds of texts that are measured alone: the quality score, and
what the extra `judge` brings. No stage measures them."""

LIKELIHOOD: dict[str, Metric[LikelihoodInput]] = {
    "perplexity": Metric(
        of=lambda subject: np.stack([subject.nll, subject.tokens], axis=1),
        unit="",
        better="lower",
        range=(1, inf),
        source="Jelinek et al. 1977",
        meaning="tokens the model hesitates between; only comparable with the same tokenizer",
        total=perplexity,
    ),
    "perplexity_first_128": Metric(
        of=perplexity_first_128,
        unit="",
        better="lower",
        range=(1, inf),
        source="the earlier GPT-2 system",
        meaning="the same of the first 128 tokens of each story, where they are GPT-2's",
    ),
    "bits_per_byte": Metric(
        of=lambda subject: np.stack([subject.nll, subject.bytes], axis=1),
        unit="",
        better="lower",
        range=(0, inf),
        source="Gao et al. 2020, The Pile",
        meaning="bits needed for a byte of real story; comparable across tokenizers",
        total=bits_per_byte,
    ),
    "nats_per_story": Metric(
        of=lambda subject: subject.nll,
        unit="",
        better="lower",
        range=(0, inf),
        source="the original tag model",
        meaning="mean surprise at a whole real story; grows with its length",
    ),
    "tokens_per_story": Metric(
        of=lambda subject: subject.tokens,
        unit="",
        better="neither",
        range=(0, inf),
        source="our definition",
        meaning="mean length of the real stories that were read",
    ),
}

METRICS: dict[str, Metric[Any]] = {**LIKELIHOOD, **TEXT, **JUDGED}
"""Every metric by name, to look up what is known about it."""
