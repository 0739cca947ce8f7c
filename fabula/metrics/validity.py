"""Whether a measure notices broken stories: it is only shown together with this."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from fabula.metrics.corruptions import CORRUPTIONS, broken

Scores = NDArray[np.float64] | NDArray[np.bool_]
Measure = Callable[[Sequence[str]], Scores]
"""Texts to a score (higher for better texts; NaN for none) or a verdict each."""

Validity = dict[str, dict[str, dict[str, float]]]


def validity(measures: Mapping[str, Measure], stories: Sequence[str]) -> Validity:
    """Way of breaking stories -> measure -> its `mean`, and the `auc` against the whole stories.

    `stories` are real ones that nothing was fitted on; they stand first, as `real`. The mean of a
    verdict is the share of texts that pass. Stories that cannot be broken in a way are left out,
    and so is a way that can break none.
    """
    sets = {"real": list(stories)}
    sets |= {name: broken(corruption, stories) for name, corruption in CORRUPTIONS.items()}
    found: dict[str, dict[str, dict[str, float]]] = {
        name: {} for name, texts in sets.items() if texts
    }
    for measure, score in measures.items():
        whole = score(stories)
        for name, row in found.items():
            scores = score(sets[name])
            row[measure] = {
                "mean": round(float(np.nanmean(scores)), 4),
                "auc": round(auc(whole, scores), 4),
            }
    return found


def auc(real: Scores, other: Scores) -> float:
    """The chance that a real story scores above another text: 1 always, 0.5 blind.

    A tie counts half; a text without a score is below every other.
    """
    first, second = (
        np.where(np.isnan(scores), -np.inf, scores)
        for scores in (real.astype(float), other.astype(float))
    )
    above, level = first[:, None] > second, first[:, None] == second
    return float((above + 0.5 * level).mean())
