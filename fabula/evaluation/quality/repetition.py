"""Texts that say the same again.

A text is repetitive when, within its first 120 words (longer texts repeat more, whoever wrote
them), it has more repeated 4-grams than 99% of real texts, or a sentence of four words or more
twice, or anything three times in a row.
"""

from collections.abc import Sequence

import numpy as np

from fabula.evaluation.intervals import Values
from fabula.words import first_words, ngrams, sentences, spans, words

WORDS = 120
SENTENCE_WORDS = 4


def seq_rep_4(text: str) -> float:
    """Fraction of 4-grams that stood before, in the first 120 words: 0 to 1 (Welleck 2020)."""
    grams = list(ngrams(words(text)[:WORDS], 4))
    return 1 - len(set(grams)) / len(grams) if grams else 0.0


def repetition_limit(real: Sequence[str]) -> float:
    """The 99th percentile of `seq_rep_4` over real texts."""
    return float(np.percentile([seq_rep_4(text) for text in real], 99))


def three_in_a_row(words: Sequence[str]) -> bool:
    """Whether some run of words, of whatever length, stands three times without a gap."""
    for n in range(1, len(words) // 3 + 1):
        same = 0  # neighbours in a row that equal the word n places on
        for word, later in zip(words, words[n:], strict=False):
            same = same + 1 if word == later else 0
            if same == 2 * n:
                return True
    return False


def repeats_a_sentence(text: str) -> bool:
    """Whether a sentence of four words or more stands twice, whatever its punctuation."""
    long = [tuple(words(sentence)) for sentence in sentences(text)]
    long = [sentence for sentence in long if len(sentence) >= SENTENCE_WORDS]
    return len(set(long)) < len(long)


def is_repetitive(text: str, limit: float) -> bool:
    """Whether a text repeats itself within its first 120 words; see the top of this module."""
    return (
        seq_rep_4(text) > limit
        or repeats_a_sentence(first_words(text, WORDS))
        or three_in_a_row(words(text)[:WORDS])
    )


def repeated_spans(text: str) -> list[tuple[int, int]]:
    """Where the first 120 words say again what they said: runs of four words or more, in order."""
    said, places = words(text)[:WORDS], spans(text)
    seen, again = set[tuple[str, ...]](), list[tuple[int, int]]()
    for start, gram in enumerate(ngrams(said, 4)):
        if gram in seen:
            if again and start <= again[-1][1]:
                again[-1] = again[-1][0], start + 4
            else:
                again.append((start, start + 4))
        seen.add(gram)
    return [(places[first][0], places[last - 1][1]) for first, last in again]


def repetitive(texts: Sequence[str], limit: float) -> Values:
    """100 for each text that is repetitive, else 0; an empty text is not (but a failure)."""
    return np.array([100.0 * is_repetitive(text, limit) for text in texts])
