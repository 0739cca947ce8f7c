"""What counts as a word, a token and a sentence, for every metric alike; nothing is downloaded."""

import re
from collections.abc import Iterator, Sequence

_WORD = r"\w+(?:['’]\w+)*"
_WORDS = re.compile(_WORD)
_TOKENS = re.compile(rf"{_WORD}|[^\w\s]")
_TITLE = "".join(rf"(?<!\b{title}\.)" for title in ("Mr", "Mrs", "Ms", "Dr", "St"))
_SENTENCE_END = re.compile(rf"(?<=[.!?…]){_TITLE}(?P<quotes>[\"'”’)]*)\s+(?=[^a-z\s])|\n+")


def words(text: str) -> list[str]:
    """The words in lower case, without punctuation; an apostrophe within a word stays."""
    return [word.lower().replace("’", "'") for word in _WORDS.findall(text)]


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
    parts, start = [], 0
    for end in _SENTENCE_END.finditer(text):
        cut = end.end("quotes") if end["quotes"] else end.start()
        parts.append(text[start:cut])
        start = end.end()
    parts.append(text[start:])
    return [part.strip() for part in parts if _WORDS.search(part)]


def ngrams(items: Sequence[str], n: int) -> Iterator[tuple[str, ...]]:
    """Every run of `n` neighbours, in order; none where there are fewer than `n` items."""
    return zip(*(items[offset:] for offset in range(n)), strict=False)
