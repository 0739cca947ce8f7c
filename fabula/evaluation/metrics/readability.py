"""How easily texts read, and how much had to be mended before they were shown."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from math import inf

import numpy as np

from fabula.evaluation.intervals import Values
from fabula.evaluation.quality.names import is_latin
from fabula.words import sentences, words

VOWELS = re.compile("[aeiouy]+")
SILENT_END = re.compile(
    r"(?:(?<![aeiouyl])e|(?<=[aeiouy]l)e|(?<![aeiouytd])ed|(?<![aeiouysxzcgh])es)\Z"
)


def readabilities(texts: Sequence[str]) -> Values:
    """The reading ease of each text; NaN without words.

    Its syllables are those of English: NaN too for a text in another script than the Latin one.
    """
    return np.array([readability(text) if _is_readable(text) else np.nan for text in texts])


def _is_readable(text: str) -> bool:
    return bool(words(text)) and is_latin(text)


def edits(before: Sequence[str], after: Sequence[str]) -> Values:
    """Edits per 100 words of each text; NaN without words."""
    pairs = zip(before, after, strict=True)
    return np.array([edits_per_100_words(*pair) if pair[0].split() else np.nan for pair in pairs])


def edits_per_100_words(before: str, after: str) -> float:
    """Words inserted, deleted or replaced per 100 words of `before`: 0 or more, lower is less.

    A word is what stands between white space, so that its capital and its marks count. A text that
    grew from no words has infinitely many.
    """
    old, new = before.split(), after.split()
    if old == new:  # as most texts are
        return 0.0
    changed = sum(
        max(old_end - old_start, new_end - new_start)
        for edit, old_start, old_end, new_start, new_end in SequenceMatcher(
            None, old, new, autojunk=False
        ).get_opcodes()
        if edit != "equal"
    )
    return 100 * changed / len(old) if old else inf if new else 0.0


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
