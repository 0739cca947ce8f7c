"""What each decoding strategy does to the quality and the variety of stories."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from fabula.evaluation.corpus_stories import all_training_texts
from fabula.evaluation.intervals import mean, significant
from fabula.evaluation.metrics.diversity import distinct, fair_ngram_count
from fabula.evaluation.metrics.freshness import Freshness
from fabula.evaluation.metrics.joint_score import counts
from fabula.evaluation.metrics.memorisation import remembered
from fabula.evaluation.quality.failures import failures
from fabula.evaluation.quality.joint_pass import Learned, with_limits
from fabula.evaluation.quality.repetition import repetitive

GridPoint = tuple[str, float]
"""Strategy and temperature, which is 0 where it has none."""
REAL: GridPoint = ("real", 0.0)
"""How the stories really went on."""


def by_grid_point(stories: Sequence[Mapping[str, Any]]) -> dict[GridPoint, list[str]]:
    """The texts of `data/sweep.jsonl`, in the order of the prompts."""
    found: dict[GridPoint, list[str]] = {}
    for story in stories:
        found.setdefault((story["strategy"], story["temperature"]), []).append(story["text"])
    return found


def figures(
    written: Mapping[GridPoint, Sequence[str]], learned: Learned, held_out: Sequence[str]
) -> list[dict[str, Any]]:
    """For each grid point: joint score and joint pass in percent, variety, and repetition.

    `written` holds `REAL` too; `held_out` texts of the same kind set all limits.
    """
    quality, freshness = with_limits(learned, held_out), Freshness(held_out)
    ngram_count = fair_ngram_count(written[REAL])
    every = [text for texts in written.values() for text in texts]
    copied = dict(zip(every, remembered(every, all_training_texts()).copied_fraction, strict=True))
    rows = []
    for (strategy, temperature), texts in written.items():
        copied_fraction = np.array([copied[text] for text in texts])
        scores = mean(100.0 * counts(texts, quality, freshness, copied_fraction))
        rows.append(
            {
                "strategy": strategy,
                "temperature": temperature,
                "joint_score": scores["value"],
                "joint_score_low": _or_nan(scores["low"]),
                "joint_score_high": _or_nan(scores["high"]),
                "joint_pass": mean(100.0 * quality.passes(texts))["value"],
                "distinct_2": significant(distinct(texts, 2, ngram_count)),
                "repetition_rate": mean(repetitive(texts, quality.repetition))["value"],
                "failures": mean(failures(texts))["value"],
            }
        )
    return rows


def _or_nan(figure: float | None) -> float:
    """A number for a CSV, in which no cell is blank."""
    return float("nan") if figure is None else figure
