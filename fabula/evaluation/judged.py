"""What the metrics of `JUDGED` give to texts that are measured alone, and what each story has.

The quality score is always there; with the extra `judge` it sees more, and the readers that the
extra brings have their own figures. They take seconds a story, so fewer real and broken stories are
read: `REAL_READ` and `BROKEN_READ`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path

import numpy as np

from fabula.evaluation.given import Given
from fabula.evaluation.intervals import Values
from fabula.evaluation.metrics.registry import (
    JUDGED,
    Measured,
    Metric,
    Standard,
    TextInput,
    TextSet,
)
from fabula.evaluation.metrics.validity import Numbers, Validity, validity
from fabula.evaluation.quality_score import scoring
from fabula.evaluation.quality_score.scoring import QualityScore
from fabula.evaluation.quality_score.signals import Table
from fabula.evaluation.referees import packages

REAL_READ = 100
BROKEN_READ = 30
"""Of each way to break stories that a metric of these must notice."""

ByStory = dict[str, list[float | None]]
"""`line` (of stories from a file), `quality score` and each signal -> a number for each story."""
WAYS = tuple(dict.fromkeys(way for metric in JUDGED.values() for way in metric.notices))


@dataclass(frozen=True)
class Reading:
    """What is found of some texts."""

    metrics: Measured
    by_story: Table


def score_for(
    standard: Standard, real: Sequence[Given], *, judge: bool, weights: Path | None = None
) -> QualityScore:
    """The quality score whose scale real held-out stories set; `DataError` for bad weights."""
    scaled = real[: scoring.SCALED if judge else None]
    path = weights or scoring.SHIPPED
    return scoring.quality_score(standard.quality, scaled, judge=judge, weights=path)


def judged(texts: TextSet, score: QualityScore, most: int | None = None) -> Reading:
    """What the score and the readers find of texts, of the first `most` alone where it is given."""
    few = slice(most if score.judge else None)
    openings, own = texts.openings[few], texts.own_openings[few]
    stories = [Given(text, one) for text, one in zip(texts.texts[few], own, strict=True)]
    table = score.table(stories)
    found: dict[str, Values] = {"quality_score": score(table)}
    if score.judge:
        found |= _readers(stories, openings, table)
    count = len(texts.texts)
    return Reading(
        {name: _filled(values, count) for name, values in found.items()},
        {"quality score": found["quality_score"]} | table,
    )


def _readers(stories: Sequence[Given], openings: Sequence[str], table: Table) -> dict[str, Values]:
    """The figures of the extra's readers; most are signals of the score too."""
    from fabula.evaluation.referees import embeddings, fluency

    texts = [story.text for story in stories]
    surprise = fluency.surprise([story.opening for story in stories], texts)
    return {
        "opening_fit": embeddings.fit(openings, texts),
        "halves_fit": table["halves"],
        "smoothness": table["smoothness"],
        "grammar_errors": table["grammar"],
        "fluency_nats": np.stack([surprise.nats, surprise.tokens], axis=1),
    }


def _filled(values: Values, count: int) -> Values:
    """NaN for the stories that were not read."""
    found = np.full((count, *values.shape[1:]), np.nan)
    found[: len(values)] = values
    return found


def noticed(
    real: TextInput,
    broken: Mapping[str, tuple[Numbers, TextInput]],
    metrics: Mapping[str, Metric[TextInput]],
    score: QualityScore,
) -> Validity:
    """What metrics of `JUDGED` notice of stories broken in the ways that they must, a few each."""
    few = {}
    for way in [way for way in WAYS if way in broken]:
        numbers, subject = broken[way]
        texts = subject.written
        chosen = TextSet(*(getattr(texts, each.name)[:BROKEN_READ] for each in fields(texts)))
        found = judged(chosen, score).metrics
        few[way] = numbers[:BROKEN_READ], replace(subject, written=chosen, judged=found)
    return validity(real, few, metrics)


def beside(one: Validity, other: Validity) -> Validity:
    """What both notice, way by way of the first."""
    return {way: found | other.get(way, {}) for way, found in one.items()}


def by_story(table: Mapping[str, Values], lines: Sequence[int]) -> ByStory:
    """Plain numbers, `None` where a story has none; before them `line`, where that is known."""
    places: ByStory = {"line": list(lines)} if lines else {}
    return places | {
        name: [None if np.isnan(value) else round(float(value), 4) for value in values]
        for name, values in table.items()
    }


def left_out(*, judge: bool, openings: bool) -> dict[str, str]:
    """Metric -> why it has no figures."""
    if not judge:
        return dict.fromkeys([name for name in JUDGED if name != "quality_score"], packages.HOW)
    return {} if openings else {"opening_fit": "needs stories with prompts"}


def note(*, judge: bool) -> str:
    """What a reader must know of the score."""
    if judge:
        return (
            f"Of real stories the extra's readers read {REAL_READ}, of each way to break them "
            f"{BROKEN_READ}."
        )
    return (
        "The quality score sees less here: fluency, grammar and meaning need the extra `judge` "
        "(`make judge`)."
    )
