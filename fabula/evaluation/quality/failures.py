"""Texts that are no story at all; they stay in every other metric as they are."""

from collections.abc import Sequence

import numpy as np

from fabula.evaluation.intervals import Values
from fabula.words import words

SHORTEST = 30


def is_failure(text: str) -> bool:
    """Whether a text is empty or has fewer than 30 words."""
    return len(words(text)) < SHORTEST


def failures(texts: Sequence[str]) -> Values:
    """100 for each text that is empty or has fewer than 30 words, else 0."""
    return np.array([100.0 * is_failure(text) for text in texts])
