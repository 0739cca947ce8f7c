"""Krippendorff's alpha: how far raters agree beyond chance (Krippendorff 2011, Computing
Krippendorff's Alpha-Reliability).

1 where all agree, 0 where they agree as by chance, below 0 where less.
"""

from typing import Literal

import numpy as np

from fabula.evaluation.intervals import Estimate, Values, estimate

Level = Literal["nominal", "ordinal"]


def alpha(ratings: Values, level: Level) -> float:
    """Of (raters, units), NaN where a rater says nothing of a unit.

    Units with one rating say nothing of agreement. NaN without any other, and where all ratings
    are the same: then there is no chance to disagree.
    """
    return _alpha(_counts(ratings), level)


def alpha_with_interval(ratings: Values, level: Level) -> Estimate:
    """The same with its 95% interval, by the bootstrap over units."""
    units = _counts(ratings)
    return estimate(len(units), lambda chosen: _alpha(units[chosen], level))


def _alpha(units: Values, level: Level) -> float:
    pairable = units[units.sum(axis=1) > 1]
    if not len(pairable):
        return float("nan")
    sizes = pairable.sum(axis=1)
    weighted = pairable / (sizes - 1)[:, None]
    coincidences = weighted.T @ pairable - np.diag(weighted.sum(axis=0))
    totals = coincidences.sum(axis=0)
    distance = _distances(totals, units.shape[1], level)
    expected = (np.outer(totals, totals) - np.diag(totals)) / (totals.sum() - 1)
    chance = float((expected * distance).sum())
    return 1 - float((coincidences * distance).sum()) / chance if chance else float("nan")


def _counts(ratings: Values) -> Values:
    """How often each unit has each value that is used, in order: (units, values)."""
    values = np.unique(ratings[~np.isnan(ratings)])
    found: Values = (ratings[:, :, None] == values).sum(axis=0).astype(float)
    return found


def _distances(totals: Values, values: int, level: Level) -> Values:
    """Squared, between each two values: (values, values)."""
    if level == "nominal":
        return 1.0 - np.eye(values)
    sums = np.cumsum(totals)
    low = np.minimum.outer(np.arange(values), np.arange(values))
    high = np.maximum.outer(np.arange(values), np.arange(values))
    between = sums[high] - sums[low] + totals[low]
    found: Values = (between - (totals[low] + totals[high]) / 2) ** 2
    return found
