"""How easily texts read, and how much had to be mended before they were shown."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from math import inf

import numpy as np

from fabula.metrics.words import sentences, words

VOWELS = re.compile("[aeiouy]+")
SILENT_END = re.compile(
    r"(?:(?<![aeiouyl])e|(?<=[aeiouy]l)e|(?<![aeiouytd])ed|(?<![aeiouysxzcgh])es)\Z"
)


def mean_readability(texts: Sequence[str]) -> float:
    """The mean reading ease of the texts that have words; 0 where none has."""
    return float(np.mean([readability(text) for text in texts if words(text)] or [0.0]))


def mean_edits(before: Sequence[str], after: Sequence[str]) -> float:
    """The mean number of edits per 100 words, over texts that have words."""
    pairs = zip(before, after, strict=True)
    return float(
        np.mean([edits_per_100_words(*pair) for pair in pairs if pair[0].split()] or [0.0])
    )


def edits_per_100_words(before: str, after: str) -> float:
    """Words inserted, deleted or replaced per 100 words of `before`: 0 or more, lower is less.

    A word is what stands between white space, so that its capital and its marks count. A text that
    grew from no words has infinitely many.
    """
    old, new = before.split(), after.split()
    edits = sum(
        max(old_end - old_start, new_end - new_start)
        for edit, old_start, old_end, new_start, new_end in SequenceMatcher(
            None, old, new, autojunk=False
        ).get_opcodes()
        if edit != "equal"
    )
    return 100 * edits / len(old) if old else inf if new else 0.0


def readability(text: str) -> float:
    """Flesch reading ease: higher is easier; for texts that have words.

    206.835 - 1.015 words per sentence - 84.6 syllables per word (Flesch, A new readability
    yardstick, Journal of Applied Psychology 32, 1948). Most texts have 0 (for scholars) to 100 (for
    children); 121.22 is the most, for single words of one syllable, and there is no least.
    """
    spoken = words(text)
    per_word = sum(map(syllables, spoken)) / len(spoken)
    return 206.835 - 1.015 * len(spoken) / len(sentences(text)) - 84.6 * per_word


def syllables(word: str) -> int:
    """Syllables of an English word, 1 or more: groups of vowels, without a silent `e`."""
    groups = len(VOWELS.findall(word.lower()))
    return max(1, groups - bool(SILENT_END.search(word.lower())))
