"""Ways to break a real story, to show that a metric notices what is broken and nothing else.

Each takes a story, another real story and a source of chance, and returns a text of about the same
length. Line ends become spaces. A story that is too short to break, or that has no name to change,
comes back whole.
"""

from collections import Counter
from collections.abc import Callable
from itertools import chain, cycle, islice
from random import Random

from fabula.evaluation.quality.names import names_by_sentence, renamed
from fabula.words import sentences

STRANGERS = ("Oscar", "Nina", "Felix", "Ruby", "Hugo", "Stella")

Corruption = Callable[[str, str, Random], str]


def sentence_shuffle(story: str, other: str, chance: Random) -> str:
    """All sentences in another order."""
    return " ".join(_reordered(sentences(story), chance))


def middle_shuffle(story: str, other: str, chance: Random) -> str:
    """The first and the last sentence where they were, those between in another order."""
    parts = sentences(story)
    return " ".join([*parts[:1], *_reordered(parts[1:-1], chance), *parts[1:][-1:]])


def word_salad(story: str, other: str, chance: Random) -> str:
    """All words in another order."""
    return " ".join(_reordered(story.split(), chance))


def splice(story: str, other: str, chance: Random) -> str:
    """The first half of the story, then the second half of the other."""
    mine, theirs = sentences(story), sentences(other)
    return " ".join([*mine[: len(mine) // 2], *theirs[len(theirs) // 2 :]])


def rename(story: str, other: str, chance: Random) -> str:
    """From the middle on, whoever is named most has another name: a new one, where any is left."""
    parts = sentences(story)
    mentions = Counter(chain.from_iterable(names_by_sentence(story)))
    if not mentions:
        return " ".join(parts)
    hero = mentions.most_common(1)[0][0]
    others = [name for name in STRANGERS if name != hero]
    stranger = chance.choice([name for name in others if name not in mentions] or others)
    middle = len(parts) // 2
    return " ".join([*parts[:middle], *(renamed(part, hero, stranger) for part in parts[middle:])])


def repeated_tail(story: str, other: str, chance: Random) -> str:
    """The first third, then its last two sentences again and again, to the story's length."""
    parts = sentences(story)
    kept = parts[: max(2, len(parts) // 3)]
    return " ".join([*kept, *islice(cycle(kept[-2:]), len(parts) - len(kept))])


def adjacent_swap(story: str, other: str, chance: Random) -> str:
    """Two neighbouring sentences have changed places."""
    parts = sentences(story)
    if len(parts) > 1:
        first = chance.randrange(len(parts) - 1)
        parts[first : first + 2] = reversed(parts[first : first + 2])
    return " ".join(parts)


def foreign_sentence(story: str, other: str, chance: Random) -> str:
    """One sentence, neither the first nor the last, is such a sentence of the other story."""
    mine, theirs = sentences(story), sentences(other)[1:-1]
    if len(mine) > 2 and theirs:
        mine[chance.randrange(1, len(mine) - 1)] = chance.choice(theirs)
    return " ".join(mine)


CORRUPTIONS: dict[str, Corruption] = {
    "sentence_shuffle": sentence_shuffle,
    "middle_shuffle": middle_shuffle,
    "word_salad": word_salad,
    "splice": splice,
    "rename": rename,
    "repeated_tail": repeated_tail,
    "adjacent_swap": adjacent_swap,
    "foreign_sentence": foreign_sentence,
}


def _reordered(parts: list[str], chance: Random) -> list[str]:
    """In another order, unless there is only one."""
    order = list(parts)
    while order == parts and len(set(parts)) > 1:
        chance.shuffle(order)
    return order
