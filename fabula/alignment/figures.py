"""What a model writes before and after it learned from preferences, on the same prompts.

Known dangers stand beside the joint score: longer and longer stories, loops, and stories that do
not end.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from fabula.evaluation.intervals import Values, difference, mean, ratio, terms
from fabula.evaluation.metrics.freshness import Freshness
from fabula.evaluation.metrics.joint_score import counts
from fabula.evaluation.metrics.memorisation import remembered
from fabula.evaluation.quality.joint_pass import Learned, Quality, with_limits
from fabula.evaluation.quality.repetition import repetitive
from fabula.generation.polishing import polish
from fabula.generation.writing import Continuation, Prompt
from fabula.words import words

Written = Sequence[tuple[Prompt, Continuation]]
"""What one model wrote, in the order of the prompts."""


@dataclass(frozen=True)
class Standard:
    """What stories are measured against."""

    quality: Quality
    freshness: Freshness
    training: Sequence[str]
    """Stories that count as copied where they are told again."""


def standard(learned: Learned, held_out: Sequence[str], training: Iterable[str]) -> Standard:
    """`held_out` real texts, cut like what is measured, set all limits."""
    return Standard(with_limits(learned, held_out), Freshness(held_out), list(training))


def values(written: Written, against: Standard) -> dict[str, Values]:
    """Metric -> the value of each story; percent but for `words`."""
    texts = [story.text for _, story in written]
    copied = remembered(texts, against.training).copied_fraction
    looped = [
        polish(story.text, ended=story.ended == "eos", opening=prompt.text).looped
        for prompt, story in written
    ]
    return {
        "joint_score": 100.0 * counts(texts, against.quality, against.freshness, copied),
        "joint_pass": 100.0 * against.quality.passes(texts),
        "repetition_rate": repetitive(texts, against.quality.repetition),
        "looped": 100.0 * np.array(looped),
        "unended": np.array([100.0 * (story.ended != "eos") for _, story in written]),
        "words": np.array([float(len(words(text))) for text in texts]),
    }


def compared(before: Mapping[str, Values], after: Mapping[str, Values]) -> dict[str, Any]:
    """The means of both, and how far `after` lies above on the same prompts, with intervals."""
    return {
        "before": {name: mean(found) for name, found in before.items()},
        "after": {name: mean(found) for name, found in after.items()},
        "difference": {
            name: difference(terms(after[name]), terms(before[name]), ratio) for name in before
        },
    }
