"""Texts that are no story at all; they stay in every other metric as they are."""

from collections.abc import Sequence

from fabula.metrics.words import words

SHORTEST = 30


def failures(texts: Sequence[str]) -> float:
    """Percent of texts that are empty or have fewer than 30 words, 0 to 100."""
    return 100 * sum(len(words(text)) < SHORTEST for text in texts) / len(texts)
