"""What counts as a word, a token and a sentence, for every metric alike; nothing is downloaded."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

_WORD = r"\w+(?:['’]\w+)*"
_WORDS = re.compile(_WORD)
_TOKENS = re.compile(rf"{_WORD}|[^\w\s]")
_TITLE = "".join(rf"(?<!\b{title}\.)" for title in ("Mr", "Mrs", "Ms", "Dr", "St"))
REMEMBERED = 4096
"""Texts whose words, and whose sentences, are kept: a metric asks for those that another had."""
_SENTENCE_END = re.compile(rf"(?<=[.!?…]){_TITLE}(?P<quotes>[\"'”’)]*)\s+(?=[^a-z\s])|\n+")


def words(text: str) -> list[str]:
    """The words in lower case, without punctuation; an apostrophe within a word stays."""
    return list(_words(text))


@lru_cache(REMEMBERED)
def _words(text: str) -> tuple[str, ...]:
    return tuple(word.lower().replace("’", "'") for word in _WORDS.findall(text))


def spans(text: str) -> list[tuple[int, int]]:
    """Where each of the `words` begins and ends in the text, in characters."""
    return [word.span() for word in _WORDS.finditer(text)]


def tokens(text: str) -> list[str]:
    """The words as written, and each punctuation mark by itself."""
    return _TOKENS.findall(text)


def first_words(text: str, count: int) -> str:
    """The text up to the end of its word number `count`, or the whole of a shorter one."""
    for number, word in enumerate(_WORDS.finditer(text), start=1):
        if number == count:
            return text[: word.end()]
    return text


def sentences(text: str) -> list[str]:
    """The sentences that hold a word.

    A sentence ends at a line end, or at `.`, `!`, `?` (and closing quotes) before white space and
    anything but a small letter: '"Stop!" said Mr. Fox.' is one sentence.
    """
    return [text[start:end] for start, end in sentence_spans(text)]


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Where each of the `sentences` starts and ends in the text, in characters."""
    return list(_sentence_spans(text))


@lru_cache(REMEMBERED)
def _sentence_spans(text: str) -> tuple[tuple[int, int], ...]:
    spans, start = [], 0
    ends = [
        (match.end("quotes") if match["quotes"] else match.start(), match.end())
        for match in _SENTENCE_END.finditer(text)
    ]
    for end, following in [*ends, (len(text), len(text))]:
        part = text[start:end]
        if _WORDS.search(part):
            spans.append((end - len(part.lstrip()), start + len(part.rstrip())))
        start = following
    return tuple(spans)


def ngrams(items: Sequence[str], n: int) -> Iterator[tuple[str, ...]]:
    """Every run of `n` neighbours, in order; none where there are fewer than `n` items."""
    return zip(*(items[offset:] for offset in range(n)), strict=False)
