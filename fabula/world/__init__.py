"""The embedded corpus: an original world that tells as many different stories as asked for.

Every story is known from the inside: its tags are the turns that its plot was given, its prompt is
the premise that it was told from. Names, things, places and plots are held back from training, so
that validation and test show what a model makes of the new.

In come a seed, a split and a count; out come stories. It may import the top of `fabula`.
"""

from collections.abc import Iterator
from random import Random

from fabula.stories import TAGS, Split, Story
from fabula.world.held import HELD
from fabula.world.telling import write_story

LICENCE = "MIT (original to this repository)"

PROBABILITIES = {
    "BadEnding": 0.35,
    "Conflict": 0.38,
    "Dialogue": 0.6,
    "Foreshadowing": 0.3,
    "MoralValue": 0.38,
    "Twist": 0.3,
}
"""How often each tag is drawn, independently of the others."""


def tell(seed: int, split: Split, count: int) -> Iterator[Story]:
    """The first `count` stories of a split; the same seed always tells the same stories."""
    for number in range(count):
        random = Random(f"{seed}/{split}/{number}")
        tags = tuple(tag for tag in TAGS if random.random() < PROBABILITIES[tag])
        yield write_story(random, split, tags)


def held_back() -> dict[str, list[str]]:
    """What only the stories of `new_world` may use: kind -> items."""
    return {kind: list(items) for kind, items in HELD.items()}
