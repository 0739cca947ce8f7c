"""The headline of quality: stories that are coherent, keep their context, and do not repeat.

Each sign alone can be gamed: text that repeats itself is coherent, a shuffled story keeps its
context. All three on the same story cannot easily.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fabula.evaluation.quality import coherence, context
from fabula.evaluation.quality.coherence import Coherence, SentenceModel
from fabula.evaluation.quality.context import Context, Vocabulary
from fabula.evaluation.quality.failures import is_failure
from fabula.evaluation.quality.repetition import is_repetitive, repetition_limit


@dataclass(frozen=True)
class Quality:
    """The measures, their limits set by `with_limits`."""

    coherence: Coherence
    context: Context
    repetition: float
    """Fraction of repeated 4-grams above which a text is repetitive."""

    def passes(self, texts: Sequence[str]) -> NDArray[np.bool_]:
        """Whether each text is coherent, keeps its context, and is neither repetitive nor short."""
        sound = [
            not is_failure(text) and not is_repetitive(text, self.repetition) for text in texts
        ]
        return self.coherence.coherent(texts) & self.context.kept(texts) & np.array(sound, np.bool_)


@dataclass(frozen=True)
class Learned:
    """What the measures learn from training stories, before real texts set their limits."""

    order: SentenceModel
    vocabulary: Vocabulary


def learn(training: Sequence[str]) -> Learned:
    """Learn from training stories what stories are like; `DataError` as in `learn_order`."""
    return Learned(coherence.learn_order(training), context.learn_words(training))


def with_limits(learned: Learned, real: Sequence[str]) -> Quality:
    """The measures for texts of the kind of `real` ones, held-out and not measured."""
    return Quality(
        coherence.with_limit(learned.order, real),
        context.with_limit(learned.vocabulary, real),
        repetition_limit(real),
    )
