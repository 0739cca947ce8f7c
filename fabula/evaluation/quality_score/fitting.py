"""Learn the weights of the quality score from graded stories, and say how well they tell them.

The grade of a story is read as the chance that it is as good as a real one, and a logistic
regression learns it: each story counts for good with its grade, and against with the rest, so that
what comes out is calibrated in grades. All sources count the same, those of broken stories together
as five: enough that order counts, and little enough that what is learned is to tell stories of near
quality. Weights are 0 or more, and lean towards being equal where the stories do not say otherwise:
what graded stories cannot tell, equal weights tell best (Dawes 1979, The robust beauty of improper
linear models in decision making).
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fabula.evaluation.intervals import Values
from fabula.evaluation.quality_score.graded import BROKEN, REAL
from fabula.evaluation.quality_score.scoring import Weights
from fabula.evaluation.quality_score.signals import Scale

EQUAL = 0.15
"""The weight that each signal has before anything is learned."""
HELD = 0.1
"""How much it costs to leave that, beside the loss of a story in nats."""
BROKEN_COUNT_AS = 5
"""Sources that all broken stories together count as."""
BINS = 5


def fit(
    table: Mapping[str, Values], real: Scale, grades: Values, sources: Sequence[str]
) -> Weights:
    """The weights that tell the grades best."""
    from scipy.optimize import minimize

    read, counted = real(table), _counted(sources)

    def loss(both: Values) -> tuple[float, Values]:
        weights, bias = both[:-1], both[-1]
        logits = read @ weights + bias
        wrong = counted * (1 / (1 + np.exp(-logits)) - grades)
        told = counted * (np.logaddexp(0, logits) - grades * logits)
        away = weights - EQUAL
        slope = np.append(wrong @ read / len(read) + 2 * HELD * away, wrong.mean())
        return float(told.mean() + HELD * away @ away), slope

    start = np.append(np.full(read.shape[1], EQUAL), 0.0)
    bounds = [(0, None)] * read.shape[1] + [(None, None)]
    found = minimize(loss, start, jac=True, bounds=bounds, method="L-BFGS-B").x.tolist()
    return Weights(found[-1], dict(zip(table, found[:-1], strict=True)))


def _counted(sources: Sequence[str]) -> NDArray[np.float64]:
    """How much each story counts: 1 on average."""
    written = len(set(sources) - set(BROKEN))
    broken = len(set(sources) & set(BROKEN))
    share = {
        source: (BROKEN_COUNT_AS / broken if source in BROKEN else 1) / list(sources).count(source)
        for source in set(sources)
    }
    total = written + (BROKEN_COUNT_AS if broken else 0)
    return np.array([share[source] for source in sources]) * len(sources) / total


def checked(scores: Values, grades: Values, sources: Sequence[str]) -> dict[str, Any]:
    """How well scores of stories that nothing was learned from tell real ones from each source,
    agree with the grades (Spearman), and are calibrated: by fifths, mean score and mean grade."""
    from scipy.stats import spearmanr

    of = np.array(sources)
    real = scores[of == REAL]
    by_source = {
        source: {
            "mean": round(float(scores[of == source].mean()), 3),
            "auc": _auc(real, scores[of == source]) if source != REAL and len(real) else None,
        }
        for source in dict.fromkeys(sources)
    }
    fifths = np.array_split(np.argsort(scores, kind="stable"), BINS)
    return {
        "stories": len(scores),
        "by_source": by_source,
        "spearman": round(float(spearmanr(scores, grades).statistic), 3),
        "calibration": [
            {
                "score": round(float(scores[each].mean()), 3),
                "grade": round(float(grades[each].mean()), 3),
            }
            for each in fifths
        ],
    }


def _auc(real: Values, others: Values) -> float:
    """The chance that a real story has the higher score, ties half."""
    above = (real[:, None] > others) + 0.5 * (real[:, None] == others)
    return round(float(above.mean()), 3)
