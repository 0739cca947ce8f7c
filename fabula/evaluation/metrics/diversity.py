"""How much of what a set of texts says is different.

`distinct` counts different n-grams over a fixed number of n-grams. Distinct / total falls as texts
grow longer, so rows of different length only compare over the same number of n-grams: the first
`ngram_count` of each row, texts in order, none across two texts. The real texts alone set that
number (`fair_ngram_count`), so that one row of short texts does not shorten all others. n-grams
that a row lacks count as nothing new, and a row of empty texts scores 0.

`self_bleu` holds each text against all others.

Word salad maximises diversity: it is read as distance from real text, never alone.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from itertools import chain, islice
from math import exp, log

import numpy as np

from fabula.evaluation.intervals import Values
from fabula.words import ngrams, words

MAX_NGRAMS = 10_000
LONGEST = 4
"""Words in the longest n-gram that is counted; its number decides how many."""
STORIES, WORDS = 100, 100
"""Self-BLEU holds so many stories against each other, so many words of each: it grows with both."""
NOTHING = 0.1
"""Matches that are counted where there is none (Chen and Cherry 2014, method 1)."""


def fair_ngram_count(real: Iterable[str]) -> int:
    """Half of the n-grams that the real texts have, `MAX_NGRAMS` at most and 1 at least.

    Half, so that a row whose texts are somewhat shorter than real ones is not taken for a dull one.
    """
    count = sum(max(0, len(words(text)) - LONGEST + 1) for text in real)
    return max(1, min(MAX_NGRAMS, count // 2))


def distinct(texts: Iterable[str], n: int, ngram_count: int) -> float:
    """How many of the first `ngram_count` n-grams of words differ, over `ngram_count`: 0 to 1.

    Distinct-n (Li et al. 2016, arXiv:1510.03055), over a fixed number of n-grams.
    """
    assert ngram_count > 0
    found = chain.from_iterable(ngrams(words(text), n) for text in texts)
    return len(set(islice(found, ngram_count))) / ngram_count


def one_of_each_prompt(prompts: Sequence[Hashable]) -> list[list[int]]:
    """The numbers of the texts, in sets that answer each prompt once.

    The first set holds the first text of each prompt, the next one the second of each that has one.
    Several stories of one prompt share its names and things, as one story of each cannot.
    """
    seen = Counter[Hashable]()
    sets: list[list[int]] = []
    for number, prompt in enumerate(prompts):
        if seen[prompt] == len(sets):
            sets.append([])
        sets[seen[prompt]].append(number)
        seen[prompt] += 1
    return sets


def self_bleu(texts: Sequence[str], prompts: Sequence[Hashable] | None = None) -> Values:
    """BLEU-4 of each text against 99 others, 0 to 100 (Zhu et al. 2018): higher is duller.

    No other is of the same prompt (`prompts`; by default each text has its own). Texts stand in
    blocks of 100, the last of which reaches back to be whole; of fewer texts all stand in one. The
    first 100 words count; NaN for a text of fewer than four words, and for one text alone.
    """
    scores = np.full(len(texts), np.nan)
    for mine in one_of_each_prompt(prompts or range(len(texts))):
        for start in range(0, len(mine), STORIES):
            start = max(0, min(start, len(mine) - STORIES))
            block = mine[start : start + STORIES]
            scores[block] = _against_the_others([words(texts[n])[:WORDS] for n in block])
    return scores


def self_bleu_of_prompts(texts: Sequence[str], prompts: Sequence[Hashable]) -> Values | None:
    """The same among the stories of one prompt; `None` where each has one story.

    `prompts` says which prompt each text continues; the only story of one has NaN. It grows with
    the stories of a prompt: only rows with as many of them compare.
    """
    scores = np.full(len(texts), np.nan)
    groups: dict[Hashable, list[int]] = {}
    for number, prompt in enumerate(prompts):
        groups.setdefault(prompt, []).append(number)
    for mine in groups.values():
        scores[mine] = _against_the_others([words(texts[number])[:WORDS] for number in mine])
    return scores if len(groups) < len(texts) else None


def _against_the_others(word_lists: Sequence[Sequence[str]]) -> Values:
    """BLEU-4 of each text with all others as its references."""
    logs = np.zeros(len(word_lists))
    for n in range(1, LONGEST + 1):
        counts = [Counter(ngrams(text, n)) for text in word_lists]
        most, second = Counter[tuple[str, ...]](), Counter[tuple[str, ...]]()
        for count in counts:  # a text is held against the most that another one has
            for gram, times in count.items():
                second[gram] = max(second[gram], min(times, most[gram]))
                most[gram] = max(most[gram], times)
        for number, count in enumerate(counts):
            matches = sum(
                min(times, second[gram] if times == most[gram] else most[gram])
                for gram, times in count.items()
            )
            total = count.total()
            logs[number] += log((matches or NOTHING) / total) / LONGEST if total else -np.inf
    lengths = [len(text) for text in word_lists]
    found = [
        100 * _brevity(lengths, number) * exp(score) if np.isfinite(score) else np.nan
        for number, score in enumerate(logs)
    ]
    return np.array(found if len(word_lists) > 1 else [np.nan] * len(word_lists))


def _brevity(lengths: Sequence[int], number: int) -> float:
    """BLEU's penalty for a text that is shorter than the other one whose length is nearest."""
    mine = lengths[number]
    others = [*lengths[:number], *lengths[number + 1 :]]
    nearest = min(others, key=lambda length: (abs(length - mine), length), default=mine)
    return exp(min(0.0, 1 - nearest / mine))
