"""How sure a figure is: 95% intervals by the bootstrap, over stories (Efron 1979, percentiles).

Most figures are made of sums over stories: a mean is the sum of the values over their number,
perplexity comes from the sum of nats over that of tokens. `of_sums` takes the stories' terms, and
`difference` those of two models on the same stories, which is far surer than two intervals that
may overlap; `unpaired_difference` is for other stories. `estimate` takes any statistic.
"""

import warnings
from collections.abc import Callable, Sequence
from math import isfinite
from typing import Any

import numpy as np
from numpy.typing import NDArray

RESAMPLES = 1000
BATCH = 100
"""Resamples that are in memory at a time."""

Values = NDArray[np.floating[Any]]
"""One value a story (stories,), NaN where it has none; or several terms a story (stories, k)."""
Total = Callable[[Values], Values]
"""Sums over stories (..., k) -> the figure (...)."""

Estimate = dict[str, float | None]
"""`value`, the ends of its interval, `low` and `high`, and `n`, the stories behind it; `None` where
there is no figure or no interval. One story says nothing of how much stories differ, so a figure of
one has no interval."""
Difference = Callable[[Values, Values, Total], Estimate]


def ratio(sums: Values) -> Values:
    """The first sum over the second: of a value and a one for each story, the mean."""
    found: Values = sums[..., 0] / sums[..., 1]
    return found


def mean(values: Values) -> Estimate:
    """The mean over stories; those without a value (NaN) are left out."""
    return of_sums(terms(values), ratio)


def terms(values: Values) -> Values:
    """One value a story as terms whose `ratio` is the mean; terms as they are."""
    return values if values.ndim > 1 else np.stack([values, np.ones_like(values)], axis=1)


def value_of_sums(values: Values, total: Total) -> float | None:
    """The `value` of `of_sums` alone: its interval takes a thousand times as long."""
    known = _known(values)
    value = float(total(known.sum(axis=0))) if len(known) else float("nan")
    return significant(value) if isfinite(value) else None


def of_sums(values: Values, total: Total) -> Estimate:
    """`total` of the sums of terms (stories, k); a story that lacks a term (NaN) is left out."""
    known = _known(values)

    def statistic(chosen: NDArray[np.int64], axis: int = -1) -> Values:
        return total(known[chosen].sum(axis=-2))

    return _estimate([len(known)], statistic, vectorized=True)


def _known(values: Values) -> Values:
    return values[~np.isnan(values).any(axis=1)]


def difference(values: Values, others: Values, total: Total) -> Estimate:
    """`total` of some stories' terms less that of others' terms on the same stories."""
    terms = values.shape[1]

    def between(sums: Values) -> Values:
        return total(sums[..., :terms]) - total(sums[..., terms:])

    return of_sums(np.concatenate([values, others], axis=1), between)


def unpaired_difference(values: Values, others: Values, total: Total) -> Estimate:
    """The same where they are terms of different stories, drawn apart from each other."""
    mine, theirs = _known(values), _known(others)

    def statistic(some: NDArray[np.int64], rest: NDArray[np.int64], axis: int = -1) -> Values:
        return total(mine[some].sum(axis=-2)) - total(theirs[rest].sum(axis=-2))

    return _estimate([len(mine), len(theirs)], statistic, vectorized=True)


def estimate(
    stories: int,
    statistic: Callable[[NDArray[np.int64]], float],
    redrawn: Callable[[NDArray[np.int64]], float] | None = None,
) -> Estimate:
    """A statistic of stories 0 to `stories` - 1.

    `statistic` takes the numbers of the stories, some of them more than once. Where it is NaN of
    all stories, there is no figure; where it is NaN of some resample, there is no interval.
    `redrawn` takes its place in resamples, where more than the stories is uncertain: it draws that
    anew at each call.
    """
    return _estimate([stories], statistic, vectorized=False, redrawn=redrawn)


def alone(value: float) -> Estimate:
    """A figure of a whole set of stories that resampling would change, such as their variety."""
    return {"value": significant(value), "low": None, "high": None, "n": None}


def _estimate(
    counts: Sequence[int],
    statistic: Callable[..., object],
    *,
    vectorized: bool,
    redrawn: Callable[..., object] | None = None,
) -> Estimate:
    """Of a statistic of so many stories, or of several samples of them, each drawn by itself."""
    from scipy.stats import DegenerateDataWarning, bootstrap  # a second, which readers need not

    everything, stories = tuple(map(np.arange, counts)), min(counts)
    value = float(statistic(*everything)) if stories else float("nan")  # type: ignore[arg-type]
    if not isfinite(value):
        return {"value": None, "low": None, "high": None, "n": stories}
    low = high = float("nan")
    if stories > 1:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DegenerateDataWarning)  # a NaN has no interval below
            found = bootstrap(
                everything,
                redrawn or statistic,
                n_resamples=RESAMPLES,
                batch=BATCH,
                method="percentile",
                vectorized=vectorized,
                rng=0,
            )
        low, high = (float(end) for end in found.confidence_interval)
    ends = {"low": low, "high": high}
    return {
        "value": significant(value),
        **{name: significant(end) if isfinite(end) else None for name, end in ends.items()},
        "n": stories,
    }


def significant(value: float) -> float:
    """`value` rounded to the 4 significant digits that are written."""
    return float(f"{value:.4g}")
