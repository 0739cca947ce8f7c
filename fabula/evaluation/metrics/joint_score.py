"""Joint pass, of stories that repeat neither each other nor training stories.

Joint pass reads each story by itself, so one sound story told after every opening passes each time,
and so does a copied one. Here neither counts.
"""

from collections.abc import Hashable, Sequence

import numpy as np
from numpy.typing import NDArray

from fabula.evaluation.intervals import Values
from fabula.evaluation.metrics.freshness import Freshness
from fabula.evaluation.quality.joint_pass import Quality

COPIED = 0.5
"""Fraction of a story's runs of 8 words that training stories hold, above which it is a copy."""


def counts(
    texts: Sequence[str],
    quality: Quality,
    freshness: Freshness,
    copied: Values,
    prompts: Sequence[Hashable] | None = None,
) -> NDArray[np.bool_]:
    """Whether each text counts; `copied` is the fraction of its runs that training stories hold,
    and `prompts` says which prompt each answers."""
    found: NDArray[np.bool_] = (
        quality.passes(texts) & freshness.fresh(texts, prompts) & ~(np.nan_to_num(copied) > COPIED)
    )
    return found
