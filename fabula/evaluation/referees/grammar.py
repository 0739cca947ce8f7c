"""What Harper, a grammar checker of English, finds wrong (https://writewithharper.com)."""

from collections.abc import Sequence
from functools import cache
from importlib import import_module
from typing import Any

import numpy as np

from fabula.evaluation.intervals import Values
from fabula.evaluation.referees.packages import GRAMMAR
from fabula.words import words

TASTE = ("Capitalization", "Enhancement", "Style")
"""Kinds of lints that are no errors: Harper would write `mom` small, and commas before `and`."""


def lints(texts: Sequence[str]) -> Values:
    """Errors per 100 words of each text, 0 or more; NaN without words."""
    return np.array([_per_100_words(text) for text in texts])


def _per_100_words(text: str) -> float:
    count = len(words(text))
    if not count:
        return float("nan")
    if text not in _KNOWN:
        found = _linter().lint(text, language="plaintext")
        _KNOWN[text] = sum(lint.lint_kind not in TASTE for lint in found)
    return 100 * _KNOWN[text] / count


_KNOWN: dict[str, int] = {}


@cache
def _linter() -> Any:
    return import_module(GRAMMAR).Linter()
