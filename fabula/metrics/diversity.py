"""How many different n-grams a set of texts uses, over a fixed budget of n-grams.

Distinct / total falls as texts grow longer, so rows of different length only compare over the same
number of n-grams: the first `budget` of each row, texts in order, none across two texts. The real
texts alone set it (`fair_budget`), so that no broken row takes the measure from the others. n-grams
that a row lacks count as nothing new, and a row of empty texts scores 0.

Word salad maximises diversity: it is read as distance from real text, never alone.
"""

from collections.abc import Iterable
from itertools import chain, islice

from fabula.metrics.words import ngrams, words

BUDGET = 10_000
LONGEST = 4
"""Words in the longest n-gram that is counted; its number decides the budget."""


def fair_budget(real: Iterable[str]) -> int:
    """Half of the n-grams that the real texts have, `BUDGET` at most and 1 at least.

    Half, so that a row whose texts are somewhat shorter than real ones is not taken for a dull one.
    """
    count = sum(max(0, len(words(text)) - LONGEST + 1) for text in real)
    return max(1, min(BUDGET, count // 2))


def distinct(texts: Iterable[str], n: int, budget: int) -> float:
    """Different n-grams of words among the first `budget`, over `budget`: 0 to 1 (Li 2016)."""
    assert budget > 0
    found = chain.from_iterable(ngrams(words(text), n) for text in texts)
    return len(set(islice(found, budget))) / budget
