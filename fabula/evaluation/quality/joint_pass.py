"""The headline of quality: stories that are coherent, keep their context, and do not repeat.

Each sign alone can be played: text that repeats itself is coherent, a shuffled story keeps its
context. All three on the same story cannot easily.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fabula.evaluation.quality.coherence import Coherence, fit_coherence
from fabula.evaluation.quality.context import Context, fit_context
from fabula.evaluation.quality.failures import is_failure
from fabula.evaluation.quality.repetition import is_repetitive, repetition_limit


@dataclass(frozen=True)
class Quality:
    """The measures, fitted on one corpus by `fit_quality`."""

    coherence: Coherence
    context: Context
    repetition: float
    """Share of repeated 4-grams above which a text is repetitive."""

    def passes(self, texts: Sequence[str]) -> NDArray[np.bool_]:
        """Whether each text is coherent, keeps its context, and is neither repetitive nor short."""
        sound = [
            not is_failure(text) and not is_repetitive(text, self.repetition) for text in texts
        ]
        return self.coherence.coherent(texts) & self.context.kept(texts) & np.array(sound, np.bool_)


def fit_quality(training: Sequence[str], real: Sequence[str]) -> Quality:
    """Fit on training stories; set the limits by `real` held-out ones, which are not measured."""
    return Quality(
        fit_coherence(training, real), fit_context(training, real), repetition_limit(real)
    )
