"""How many different n-grams a set of texts uses, over a fixed budget of n-grams.

Distinct / total falls as texts grow longer, so rows of different length only compare over the same
number of n-grams: the first `budget` of each row, texts in order, none across two texts.
`common_budget` finds it: what the shortest row has, `BUDGET` at most. n-grams that a row lacks
count as nothing new, so a row of empty texts scores 0.

Word salad maximises diversity: it is read as distance from real text, never alone.
"""

from collections.abc import Iterable, Sequence
from itertools import chain, islice

from fabula.metrics.words import ngrams, words

BUDGET = 10_000
LONGEST = 4
"""Words in the longest n-gram that is counted; its number decides the common budget."""


def common_budget(rows: Iterable[Sequence[str]]) -> int:
    """The largest number of n-grams that every row of texts has, `BUDGET` at most.

    Rows without any are left out, or one broken row would take the measure from all.
    """
    counts = [sum(max(0, len(words(text)) - LONGEST + 1) for text in row) for row in rows]
    return min([BUDGET, *filter(None, counts)])


def distinct(texts: Iterable[str], n: int, budget: int) -> float:
    """Different n-grams of words among the first `budget`, over `budget`: 0 to 1 (Li 2016)."""
    assert budget > 0
    found = chain.from_iterable(ngrams(words(text), n) for text in texts)
    return len(set(islice(found, budget))) / budget
