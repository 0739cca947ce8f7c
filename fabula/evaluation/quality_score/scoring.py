"""The quality score of stories, by weights that were learned once (`weights.json`).

    score = 1 / (1 + exp(-(bias + sum of weight x signal)))

Signals are read beside the real stories at hand (`signals.Scale`), so a score says how far a story
is from these: the average real story has a little over 0.5. No weight is negative: no story is
better for more errors.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from fabula import files
from fabula.corpus.finding import reading
from fabula.errors import DataError
from fabula.evaluation.given import Given
from fabula.evaluation.intervals import Values
from fabula.evaluation.quality.joint_pass import Quality
from fabula.evaluation.quality_score.signals import SIGNALS, Scale, Table, scale, signals
from fabula.evaluation.referees import packages

SCALED = 60
"""Real stories that set the scale where the slow readers of the extra `judge` read them."""
SHIPPED = Path(__file__).parent / "weights.json"
WITH_JUDGE, WITHOUT = "with_judge", "without_judge"
"""The two sets of weights: with the signals of the extra `judge`, and with the others alone."""


@dataclass(frozen=True)
class Weights:
    """What was learned."""

    bias: float
    of: Mapping[str, float]
    """Signal -> 0 or more."""

    def scores(self, table: Mapping[str, Values], real: Scale) -> Values:
        """One number a story, 0 to 1, higher for better ones."""
        columns = {name: table[name] for name in self.of}
        logits = real(columns) @ np.array(list(self.of.values())) + self.bias
        found: Values = 1 / (1 + np.exp(-logits))
        return found


@dataclass(frozen=True)
class QualityScore:
    """The score, its scale set by real stories."""

    quality: Quality
    real: Scale
    weights: Weights
    judge: bool
    """Whether the referees of the extra `judge` are asked."""

    def table(self, stories: Sequence[Given]) -> Table:
        """Each signal of each story."""
        return signals(stories, self.quality, judge=self.judge)

    def __call__(self, table: Mapping[str, Values]) -> Values:
        """The score of each story, from its signals."""
        return self.weights.scores(table, self.real)


def quality_score(
    quality: Quality, real: Sequence[Given], *, judge: bool, weights: Path = SHIPPED
) -> QualityScore:
    """The score that real held-out stories set the scale of; `DataError` for bad weights."""
    scaled = scale(signals(real, quality, judge=judge))
    return QualityScore(quality, scaled, load(weights, judge=judge), judge)


def load(path: Path, *, judge: bool) -> Weights:
    """The weights in a file; `DataError` where they are not there."""
    with reading(path):
        path.open("rb").close()
    try:
        found: Any = files.read_json(path)
        if judge and WITHOUT in found and WITH_JUDGE not in found:
            raise DataError(
                f"{path} was learned without the extra `judge`: evaluate with --no-judge, or learn "
                "again by `fabula quality fit`"
            )
        part = found[WITH_JUDGE if judge else WITHOUT]
        weights = Weights(float(part["bias"]), {k: float(v) for k, v in part["weights"].items()})
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise DataError(
            f"{path} holds no weights of a quality score; `fabula quality` makes such a file"
        ) from error
    if unknown := ", ".join(sorted(set(weights.of) - set(SIGNALS))):
        raise DataError(f"{path}: no signals: {unknown}; known: {', '.join(SIGNALS)}")
    return weights


def judge_is_here() -> bool:
    """Whether the extra `judge` is installed, whole."""
    return not packages.missing()
