"""The stories of this run that others are held against: its own training and validation stories."""

from collections.abc import Iterator
from itertools import islice

from fabula.corpus.paths import stories_file
from fabula.corpus.store import read_stories
from fabula.stories import Story, opening

TRAINING = 4000
"""Training stories that something is learned from."""


def training_stories() -> list[Story]:
    """The first training stories."""
    return list(islice(read_stories(stories_file("train")), TRAINING))


def all_training_texts() -> Iterator[str]:
    """The texts of all of them, one at a time."""
    return (story.text for story in read_stories(stories_file("train")))


def held_out_stories() -> list[Story]:
    """All validation stories."""
    return list(read_stories(stories_file("validation")))


def held_out_texts(words: int, stories: int) -> list[str]:
    """What follows an opening of so many words in the first validation stories."""
    found = islice(read_stories(stories_file("validation")), stories)
    return [after_opening(story.text, words) for story in found]


def after_opening(text: str, words: int) -> str:
    """What follows the first `words` words of a story."""
    return text[len(opening(text, words)) :]
