"""How sure a figure is: 95% intervals by the bootstrap, over stories."""

import warnings
from collections.abc import Callable
from math import isfinite

import numpy as np
from numpy.typing import NDArray
from scipy.stats import DegenerateDataWarning, bootstrap

RESAMPLES = 1000

Estimate = dict[str, float | None]
"""`value`, and the ends of its interval, `low` and `high`; `None` where there is no figure."""


def estimate(stories: int, statistic: Callable[[NDArray[np.int64]], float]) -> Estimate:
    """A statistic of stories 0 to `stories` - 1, and its 95% interval (Efron 1979, percentiles).

    `statistic` takes the numbers of the stories, some of them more than once. Where it is NaN of
    all stories, there is no figure; where it is NaN of some resample, there is no interval.
    """
    everything = np.arange(stories)
    value = statistic(everything) if stories else float("nan")
    if not isfinite(value):
        return {"value": None, "low": None, "high": None}
    low = high = value
    if stories > 1:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DegenerateDataWarning)  # a NaN has no interval below
            found = bootstrap(
                (everything,),
                statistic,
                n_resamples=RESAMPLES,
                method="percentile",
                vectorized=False,
                rng=0,
            )
        low, high = (float(end) for end in found.confidence_interval)
    ends = {"low": low, "high": high}
    return {"value": round(value, 4)} | {
        name: round(end, 4) if isfinite(end) else None for name, end in ends.items()
    }


def mean(values: NDArray[np.float64]) -> Estimate:
    """The mean over stories; those without a value (NaN) are left out."""
    known = values[~np.isnan(values)]
    return estimate(len(known), lambda chosen: float(known[chosen].mean()))
