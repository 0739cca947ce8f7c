"""Who is in a story: proper names, found by their capitals alone."""

import re
import unicodedata
from functools import lru_cache

from fabula.words import sentences, tokens

_WORD = re.compile(r"(?<!\w)(?P<quote>[\"“‘'(]?)(?P<word>[^\W\d_]+)")
_NO_NAMES = frozenset(
    tokens(
        "I OK TV Mr Mrs Ms Dr St Monday Tuesday Wednesday Thursday Friday Saturday Sunday Christmas"
    )
)
"""What has a capital anywhere, or stands before the name."""


@lru_cache(maxsize=1024)
def names_by_sentence(text: str) -> tuple[tuple[str, ...], ...]:
    """The names that each sentence mentions, in order.

    A name has a capital somewhere within a sentence, where nothing else explains it; then its
    mentions at the start of a sentence, or of quoted speech, count too.
    """
    marked = [
        [
            (match["word"], position > 0 and not match["quote"])
            for position, match in enumerate(_WORD.finditer(sentence))
        ]
        for sentence in sentences(text)
    ]
    within = {word for sentence in marked for word, inside in sentence if inside}
    known = {word for word in within if word[0].isupper()} - _NO_NAMES
    return tuple(tuple(word for word, _ in sentence if word in known) for sentence in marked)


def has_capitals(text: str) -> bool:
    """Whether names can be found in a text: most of its letters have capitals, as in Latin, Greek
    and Cyrillic, and unlike Arabic, Chinese and Hindi."""
    if text.isascii():
        return True
    letters = [letter for letter in text if letter.isalpha()]
    return 2 * sum(letter.lower() != letter.upper() for letter in letters) >= len(letters)


def is_latin(text: str) -> bool:
    """Whether a text can be read as English: at least half of its letters are Latin ones."""
    if text.isascii():
        return True
    letters = [letter for letter in text if letter.isalpha()]
    latin = (unicodedata.name(letter, "").startswith("LATIN") for letter in letters)
    return 2 * sum(latin) >= len(letters)


def renamed(text: str, name: str, other: str) -> str:
    """The text with every mention of `name` replaced by `other`."""
    return re.sub(rf"\b{re.escape(name)}\b", other, text)
