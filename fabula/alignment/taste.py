"""A simulated rater whose taste is known, to prove that a model learns what a rater likes.

It likes a story in which somebody speaks, and one that ends well, by the rules of
`fabula.corpus.labels`, which no training sees. Now and then it says the opposite of what it means.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from random import Random

from fabula.alignment.pairs import Preference
from fabula.corpus.labels import bad_ending, dialogue

SPEECH, HAPPY_END = 2, 1
"""What each is worth to it: speech decides, and where both or none have it the end does."""


@dataclass(frozen=True)
class Rater:
    """Chooses between two stories."""

    noise: float
    """How often it says the opposite, 0 to 1."""
    seed: int

    def worth(self, story: str) -> int:
        """How much it likes a whole story."""
        return SPEECH * dialogue(story) + HAPPY_END * (not bad_ending(story))

    def preferences(self, prompt: str, stories: Sequence[str]) -> list[Preference]:
        """What it says of each two stories that go on from a prompt; nothing where it likes both
        the same."""
        chance = Random(f"{self.seed}/{prompt}")
        found = []
        for one, other in combinations(stories, 2):
            lead = self.worth(prompt + one) - self.worth(prompt + other)
            slip = chance.random() < self.noise
            if lead and one != other:
                first = (lead > 0) != slip
                chosen, rejected = (one, other) if first else (other, one)
                found.append(Preference(prompt, chosen, rejected, rater="simulated"))
        return found
