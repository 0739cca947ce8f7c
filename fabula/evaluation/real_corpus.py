"""The real stories that anybody's are held against: a file's, this run's, or the embedded ones.

They are divided so that none serves twice: from most is learned what stories are like, others set
the limits, and the rest stands beside what is measured and is broken to check the metrics.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice

from fabula import world
from fabula.config.data import Data
from fabula.corpus import store
from fabula.corpus.paths import stories_file
from fabula.errors import DataError
from fabula.evaluation.corpus_stories import held_out_stories, training_stories
from fabula.evaluation.given import Given, Stories
from fabula.stories import Story

LEARNED = 1000
"""Stories that something is learned from: as many tell shuffled stories by an AUC of .99."""
LIMITS = 300
SHOWN = 200
LEAST = 40
"""Real stories that a file must have: of fewer no limits can be set."""


@dataclass(frozen=True)
class RealCorpus:
    """Real stories by what they are for."""

    name: str
    learned_from: Sequence[str]
    limits: Sequence[Given]
    shown: Sequence[Given]


def own_corpus() -> RealCorpus:
    """The stories of this run, by its own splits; without any, the embedded ones."""
    if all(stories_file(split).exists() for split in ("train", "validation", "test")):
        test = list(islice(store.read_stories(stories_file("test")), SHOWN))
        return _by_splits("data/stories", training_stories(), held_out_stories(), test)
    seed = Data.load().seed
    return _by_splits(
        "the embedded stories",
        list(world.tell(seed, "train", LEARNED)),
        list(world.tell(seed, "validation", LIMITS)),
        list(world.tell(seed, "test", SHOWN)),
    )


def _by_splits(
    name: str, training: Sequence[Story], held_out: Sequence[Story], test: Sequence[Story]
) -> RealCorpus:
    limits, shown = ([Given(story.text, "", story.prompt) for story in s] for s in (held_out, test))
    learned_from = [story.text for story in training[:LEARNED]]
    return RealCorpus(name, learned_from, limits[:LIMITS], shown[:SHOWN])


def divided(real: Stories) -> RealCorpus:
    """A file's stories, each once, in an order that depends on their texts alone.

    `DataError` for fewer than `LEAST`.
    """
    each = {
        story.whole.strip(): Given(story.whole, "", "" if story.opening else story.prompt)
        for story in real.stories
    }
    each.pop("", None)
    if len(each) < LEAST:
        raise DataError(
            f"{real.name}: {len(each)} different real stories are too few to measure others by; "
            f"give {LEAST} at least, better {LEARNED + LIMITS + SHOWN:,}"
        )
    stories = [each[text] for text in sorted(each, key=_hash)]
    quarter = len(stories) // 4
    shown, limits = min(SHOWN, quarter), min(LIMITS, quarter)
    rest = stories[shown + limits :][:LEARNED]
    learned_from = [story.whole for story in rest]
    return RealCorpus(real.name, learned_from, stories[shown : shown + limits], stories[:shown])


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()
