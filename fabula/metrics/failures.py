"""Texts that are no story at all; they stay in every other metric as they are."""

from collections.abc import Sequence

from fabula.metrics.words import words

SHORTEST = 30


def is_failure(text: str) -> bool:
    """Whether a text is empty or has fewer than 30 words."""
    return len(words(text)) < SHORTEST


def failures(texts: Sequence[str]) -> float:
    """Percent of texts that are empty or have fewer than 30 words, 0 to 100."""
    return 100 * sum(map(is_failure, texts)) / len(texts)
