"""Whether the second half of a story still knows its first half.

A story keeps its context when at least half of the names in its second half were named in the
first, its hero (whom the first half names most, twice at least) is named in its last third, and
its halves share as much of their vocabulary as in 97% of real stories. A story without names is
judged by its vocabulary.

It notices another story's second half, and a hero with another name; it is blind to order.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from math import hypot, log

import numpy as np
from numpy.typing import NDArray

from fabula.evaluation.quality.names import names_by_sentence
from fabula.words import sentences, words

KNOWN = 0.5
"""Fraction of the second half's names that the first half must know."""
LIMIT = 3
"""Percentile of the vocabulary that real stories' halves share, which a story must reach."""


def known_names(text: str) -> float:
    """Fraction of the names in the second half that the first knows, 0 to 1; 1 without any."""
    mentions = names_by_sentence(text)
    middle = len(mentions) // 2
    first, second = set(chain(*mentions[:middle])), list(chain(*mentions[middle:]))
    return sum(name in first for name in second) / len(second) if second else 1.0


def hero_stays(text: str) -> bool:
    """Whether the hero is named in the last third; true without a hero."""
    mentions = names_by_sentence(text)
    named = Counter(chain(*mentions[: len(mentions) // 2])).most_common(1)
    if not named or named[0][1] < 2:
        return True
    return named[0][0] in chain(*mentions[len(mentions) * 2 // 3 :])


def stranger_spans(text: str) -> list[tuple[int, int]]:
    """Where the names of the second half stand that the first half does not know."""
    mentions = names_by_sentence(text)
    middle = len(mentions) // 2
    strangers = set(chain(*mentions[middle:])) - set(chain(*mentions[:middle]))
    places = (re.finditer(rf"\b{re.escape(name)}\b", text) for name in strangers)
    return sorted(place.span() for place in chain(*places))


@dataclass(frozen=True)
class Vocabulary:
    """How many training stories use each word; a word tells more the fewer do."""

    stories: int
    uses: Counter[str]

    def shared(self, text: str) -> float:
        """The tf-idf cosine between a text's halves, 0 to 1; 0 where one is empty."""
        parts = sentences(text)
        middle = len(parts) // 2
        return self.cosine(parts[:middle], parts[middle:])

    def content(self, text: str) -> set[str]:
        """The words that say something: those of half of all stories or fewer."""
        return set(self._weights([text]))

    def cosine(self, one: Sequence[str], other: Sequence[str]) -> float:
        """The tf-idf cosine between two texts, each in parts, 0 to 1; 0 where one is empty."""
        first, second = self._weights(one), self._weights(other)
        length = hypot(*first.values()) * hypot(*second.values())
        product = sum(weight * second.get(word, 0) for word, weight in first.items())
        return product / length if length else 0.0

    def _weights(self, parts: Sequence[str]) -> dict[str, float]:
        """Each word's (1 + ln tf) * idf; what more than half of all stories use says nothing."""
        counts = Counter(word for part in parts for word in words(part))
        return {
            word: (1 + log(count)) * (1 + log((1 + self.stories) / (1 + self.uses[word])))
            for word, count in counts.items()
            if self.uses[word] <= self.stories / 2
        }


@dataclass(frozen=True)
class Context:
    """The measure, its limit set by `with_limit`."""

    vocabulary: Vocabulary
    limit: float
    """What the halves' vocabularies must share at least."""

    def kept(self, texts: Sequence[str]) -> NDArray[np.bool_]:
        """Whether each text keeps its context; a text of one sentence has none."""
        return np.array([self._keeps(text) for text in texts], np.bool_)

    def _keeps(self, text: str) -> bool:
        shared = self.vocabulary.shared(text)
        return (
            shared > 0 and shared >= self.limit and known_names(text) >= KNOWN and hero_stays(text)
        )

    def scores(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """The three signs in one number, 0 to 4, to rank texts by; `kept` is what is reported."""
        return np.array(
            [
                known_names(text) + hero_stays(text) + 2 * self.vocabulary.shared(text)
                for text in texts
            ]
        )


def learn_words(training: Sequence[str]) -> Vocabulary:
    """Count in how many training stories each word stands."""
    return Vocabulary(
        len(training), Counter(word for text in training for word in set(words(text)))
    )


def with_limit(vocabulary: Vocabulary, real: Sequence[str]) -> Context:
    """The measure whose limit all but `LIMIT` percent of some real texts reach."""
    shared = [vocabulary.shared(text) for text in real]
    return Context(vocabulary, float(np.percentile(shared, LIMIT)))
