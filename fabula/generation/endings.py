"""Where a text stops telling: it says the same again and again, or breaks off in mid-sentence."""

import re
from collections.abc import Sequence

from fabula.words import STOPS, first_words, sentences, tokens

LEAST_ROUNDS = 3
LEAST_REPEATED = 8
"""Words that a loop says again at least: "Ha ha ha!" is none."""

WORD = re.compile(r"\w")
STOP = re.compile(rf"[.!?…]+[\"'”’)]*(?=\s|\Z)|[{STOPS}]+[」』”’）]*")


def without_loop(text: str) -> str:
    """The text up to where it starts to say the same again, and does so until its end.

    The first time stays, to the end of its sentence; where the loop has no sentences, the text
    loses its loose end.
    """
    # A last word without a mark after it may be cut off, so that it equals no other.
    spoken = [token.lower() for token in tokens(text) if WORD.match(token)]
    if text[-1:].isalnum():
        spoken = spoken[:-1]
    loop = first_loop(spoken)
    if loop is None:
        return text
    end, again = (len(first_words(text, count)) for count in loop)
    stop = STOP.search(text, end)
    return without_loose_end(text[: stop.end() if stop and stop.start() <= again else end])


def first_loop(words: Sequence[str]) -> tuple[int, int] | None:
    """The number of words up to the ends of the first and the second round of a loop.

    `None` where the words do not end in a loop: three rounds or more, of whatever length. Of
    several loops the one that starts again first counts.
    """
    loops = []
    for length in range(1, len(words) // LEAST_ROUNDS + 1):
        start = len(words) - length
        while start > 0 and words[start - 1] == words[start - 1 + length]:
            start -= 1
        again = start + length
        if len(words) - again >= max((LEAST_ROUNDS - 1) * length, LEAST_REPEATED):
            loops.append((again, again + length))
    return min(loops, default=None)


def without_loose_end(text: str) -> str:
    """The text up to its last finished sentence, if that leaves half of its characters or more."""
    if is_finished(text):
        return text
    finished = sentences(text)
    end = len(text)
    while finished and not is_finished(finished[-1]):
        end = text.rindex(finished.pop(), 0, end)
    if not finished:
        return text
    end = text.rindex(finished[-1], 0, end) + len(finished[-1])
    return text[:end] if 2 * end >= len(text) else text


def is_finished(text: str) -> bool:
    """Whether a sentence after the text would stand by itself: not after `Mr.`, or no stop."""
    return sentences(f"{text} X")[-1] == "X"
