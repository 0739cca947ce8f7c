"""How far a continuation repeats the true continuation of the same prompt.

Nearly uninformative for open-ended text: a good story need not be *the* story. So each value is
read beside its floor, another held-out story's continuation (`floor`): about 3.5 BLEU and 0.17
ROUGE-L on TinyStories. The prompt, which both texts would share, is never part of either.

Texts of any length are accepted, empty ones included, which score 0. The libraries are imported
where they are used: nltk alone takes a second.
"""

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from fabula.errors import DataError
from fabula.evaluation.intervals import Values
from fabula.words import tokens, words

if TYPE_CHECKING:
    from rouge_score.rouge_scorer import RougeScorer
    from sacrebleu.metrics.bleu import BLEU

T = TypeVar("T")


def floor(references: Sequence[T]) -> list[T]:
    """For each prompt the true continuation of the next one: real text, but not of this story.

    The texts are the references themselves, so whatever is measured without pairing them up
    (diversity, repetition, failures) is that of real text.
    """
    if len(references) < 2:
        raise DataError("one story alone has no other beside it: set generate.prompts to 2 or more")
    return [*references[1:], references[0]]


def bleu_terms(continuations: Sequence[str], references: Sequence[str]) -> Values:
    """(stories, 10): lengths of both texts, then matching and all n-grams for n = 1 to 4."""
    assert len(continuations) == len(references) > 0
    found = [
        _sacrebleu(by_sentence=True).sentence_score(text, [reference])
        for text, reference in zip(continuations, references, strict=True)
    ]
    return np.array(
        [[one.sys_len, one.ref_len, *one.counts, *one.totals] for one in found], dtype=np.float64
    )


def bleu_of(sums: Values) -> Values:
    """sacreBLEU's corpus BLEU of summed terms (..., 10): 0 to 100, higher is nearer (Post 2018)."""
    return np.apply_along_axis(_bleu, -1, sums)


def _bleu(sums: Values) -> float:
    sys_len, ref_len, *grams = map(int, sums)
    found = _sacrebleu().compute_bleu(
        grams[:4], grams[4:], sys_len=sys_len, ref_len=ref_len, smooth_method="exp"
    )
    return float(found.score)


@cache
def _sacrebleu(*, by_sentence: bool = False) -> "BLEU":
    from sacrebleu.metrics.bleu import BLEU

    return BLEU(effective_order=by_sentence)  # else it warns at every sentence


def nltk_bleu(continuations: Sequence[str], references: Sequence[str]) -> float:
    """NLTK's corpus BLEU on words and punctuation marks, 0 to 100 (Papineni 2002).

    The earlier GPT-2 system names NLTK. Given strings it would compare characters, on which any two
    English texts look alike, so it is only ever given tokens. Missing n-grams are smoothed by
    epsilon (Chen and Cherry 2014, method 1).
    """
    from nltk.translate.bleu_score import SmoothingFunction, corpus_bleu

    assert len(continuations) == len(references) > 0
    candidates = [tokens(text) for text in continuations]
    truths = [[tokens(text)] for text in references]
    smoothing = SmoothingFunction().method1
    return 100 * float(corpus_bleu(truths, candidates, smoothing_function=smoothing))


def rouge_l(continuations: Sequence[str], references: Sequence[str]) -> Values:
    """(stories,): each text's ROUGE-L F-measure by rouge-score, 0 to 1 (Lin 2004), unstemmed."""
    assert len(continuations) == len(references) > 0
    pairs = zip(continuations, references, strict=True)
    return np.array(
        [_rouge().score(true, said)["rougeL"].fmeasure for said, true in pairs], dtype=np.float64
    )


@cache
def _rouge() -> "RougeScorer":
    from rouge_score.rouge_scorer import RougeScorer

    return RougeScorer(["rougeL"], tokenizer=_Words())


class _Words:
    """For rouge-score: our words, since its own are those of a to z alone."""

    def tokenize(self, text: str) -> list[str]:
        return words(text)


def rouge_l_in_bulk(continuations: Sequence[str], references: Sequence[str]) -> Values:
    """The figures of `rouge_l`, in a fiftieth of the time."""
    pairs = zip(map(words, continuations), map(words, references), strict=True)
    return np.array([_common_f1(said, true) for said, true in pairs], dtype=np.float64)


def _common_f1(one: Sequence[str], other: Sequence[str]) -> float:
    """Words that both have in one order, twice over all words of both: precision and recall in
    one."""
    return 2 * common_in_order(one, other) / max(1, len(one) + len(other))


def common_in_order(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words the longest common subsequence of two texts has.

    A number's bits hold a whole row of the usual table (Crochemore et al. 2001): bit i is 0 where
    the common subsequence with the first i + 1 words of `one` is longer than with the first i.
    """
    places: dict[str, int] = {}
    for place, word in enumerate(one):
        places[word] = places.get(word, 0) | 1 << place
    whole = row = (1 << len(one)) - 1
    for word in other:
        same = row & places.get(word, 0)
        row = ((row + same) | (row - same)) & whole
    return len(one) - row.bit_count()
