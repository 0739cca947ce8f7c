"""Whether a story says what the others of its set do not, though all answer different openings.

Greedy search, beams and low temperatures tell much the same sound story again and again: each
passes alone, all together are one. So the fraction of a story's runs of four words that the next 99
stories of the set hold too is compared with what real stories share.
"""

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from fabula.evaluation.intervals import Values
from fabula.evaluation.metrics.diversity import one_of_each_prompt
from fabula.words import ngrams, words

RUN = 4
WORDS = 100
"""Words of each story that count: longer stories share more."""
NEIGHBOURS = 99
"""Stories that each is held against; fewer where there are fewer."""
PERCENTILE = 97.5
"""Of real stories, above which a story is not fresh."""


def shared(texts: Sequence[str], neighbours: int = NEIGHBOURS) -> Values:
    """Fraction of each text's runs of four words that the next texts hold, 0 to 1, in a circle.

    A text without such a run shares nothing.
    """
    runs = [set(ngrams(words(text)[:WORDS], RUN)) for text in texts]
    neighbours = min(neighbours, len(texts) - 1)
    held = Counter(run for mine in runs[1 : neighbours + 1] for run in mine)
    found = []
    for number, mine in enumerate(runs):
        found.append(sum(held[run] > 0 for run in mine) / max(1, len(mine)))
        held.subtract(runs[(number + 1) % len(runs)])
        held.update(runs[(number + neighbours + 1) % len(runs)])
    return np.array(found)


@dataclass(frozen=True)
class Freshness:
    """The measure, with the real held-out texts that set its limit."""

    real: Sequence[str]

    def fresh(
        self, texts: Sequence[str], prompts: Sequence[Hashable] | None = None
    ) -> NDArray[np.bool_]:
        """Whether each text shares no more with the next ones than real texts do with theirs.

        The next ones answer other prompts (`prompts`; by default each text has its own): siblings
        share what their prompt tells them to.
        """
        found = np.zeros(len(texts), np.bool_)
        for mine in one_of_each_prompt(prompts or range(len(texts))):
            neighbours = min(NEIGHBOURS, len(mine) - 1, len(self.real) - 1)
            found[mine] = shared([texts[n] for n in mine], neighbours) <= self._limit(neighbours)
        return found

    def _limit(self, neighbours: int) -> float:
        if neighbours not in self._limits:
            real = shared(self.real, neighbours)
            self._limits[neighbours] = float(np.percentile(real, PERCENTILE))
        return self._limits[neighbours]

    @cached_property
    def _limits(self) -> dict[int, float]:
        """By the number of neighbours."""
        return {}
