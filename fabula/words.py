"""What counts as a word, a token and a sentence, for every metric alike; nothing is downloaded.

Scripts differ: Devanagari writes its vowels as marks on letters, which are a part of the word;
Chinese has no spaces between words, so each of its characters counts as one, and none after a full
stop.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence

UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf"
    "\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
"""Thai, Lao, Burmese, Khmer, Japanese and Chinese, which have no spaces between words."""
STOPS = "。．｡！？｡।॥؟۔։።፧၊။។៕"
"""What ends a sentence in other scripts, whatever follows it."""
_CLOSING = r"(?:[」』”’）》】〉]|[\"'](?=\s|\Z))"
_JOINERS = "\u200c\u200d"


def _marks() -> str:
    """What is written on a letter or joins two, which `\\w` lacks, as ranges of characters.

    Beyond the range that is searched there are Chinese characters, and no marks to write with.
    """
    found: list[list[int]] = []
    for number in range(0x300, 0x20000):
        if unicodedata.category(chr(number))[0] == "M":
            if found and found[-1][1] == number - 1:
                found[-1][1] = number
            else:
                found.append([number, number])
    return _JOINERS + "".join(f"{chr(first)}-{chr(last)}" for first, last in found)


_MARKS = _marks()

_SPACED = rf"[^\W{UNSPACED}]"
_RUN = rf"{_SPACED}+(?:[{_MARKS}]+{_SPACED}*)*"
_WORD = rf"(?:{_RUN}(?:['’]{_RUN})*|(?=\w)[{UNSPACED}][{_MARKS}]*)"
_WORDS = re.compile(_WORD)
_TOKENS = re.compile(rf"{_WORD}|[^\w\s]")
_TITLE = "".join(rf"(?<!\b{title}\.)" for title in ("Mr", "Mrs", "Ms", "Dr", "St"))
_SENTENCE_END = re.compile(
    rf"(?<=[.!?…]){_TITLE}(?P<quotes>[\"'”’)]*)\s+(?=[^a-z\s])|\n+|"
    rf"(?<=[{STOPS}])(?P<closing>{_CLOSING}*)\s*(?![{STOPS}]|{_CLOSING})"
)


def words(text: str) -> list[str]:
    """The words in lower case, without punctuation; an apostrophe within a word stays.

    Of scripts without spaces between words, each character.
    """
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
    anything but a small letter: '"Stop!" said Mr. Fox.' is one sentence. The stops of other scripts
    end one wherever they stand, with the quotes that they close.
    """
    return [text[start:end] for start, end in sentence_spans(text)]


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Where each of the `sentences` starts and ends in the text, in characters."""
    spans, start = [], 0
    ends = [
        (match.start() + len(match["quotes"] or match["closing"] or ""), match.end())
        for match in _SENTENCE_END.finditer(text)
    ]
    for end, following in [*ends, (len(text), len(text))]:
        part = text[start:end]
        if _WORDS.search(part):
            spans.append((end - len(part.lstrip()), start + len(part.rstrip())))
        start = following
    return spans


def ngrams(items: Sequence[str], n: int) -> Iterator[tuple[str, ...]]:
    """Every run of `n` neighbours, in order; none where there are fewer than `n` items."""
    return zip(*(items[offset:] for offset in range(n)), strict=False)
