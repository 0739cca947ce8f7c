"""What the stories of this run are measured by: its own training and validation stories."""

from collections.abc import Container, Iterator
from itertools import islice

from fabula.corpus.paths import stories_file
from fabula.corpus.store import read_stories
from fabula.evaluation.metrics.novelty import training_words
from fabula.evaluation.metrics.registry import Yardstick, yardstick
from fabula.stories import opening

OTHERS = 200
"""Real stories that others are told from."""
TRAINING = 4000
"""Training stories that the measures of quality are fitted on."""


def training_texts() -> list[str]:
    """The first training stories, whole."""
    return list(islice(all_training_texts(), TRAINING))


def all_training_texts() -> Iterator[str]:
    """All of them, one at a time."""
    return (story.text for story in read_stories(stories_file("train")))


def held_out_texts(words: int, stories: int) -> list[str]:
    """What follows an opening of so many words in the first validation stories."""
    found = islice(read_stories(stories_file("validation")), stories)
    return [after_opening(story.text, words) for story in found]


def corpus_yardstick(words: int, stories: int, continued: Container[str]) -> Yardstick:
    """The yardstick for what is written after openings of so many words.

    From training stories and from what follows such an opening in validation stories. Of the test
    stories those are seen that the models do not continue: `continued` holds the ids of the others.
    """
    unseen = (s for s in read_stories(stories_file("test")) if s.id not in continued)
    return yardstick(
        training_texts(),
        held_out_texts(words, stories),
        training_words(all_training_texts()),
        [after_opening(story.text, words) for story in islice(unseen, OTHERS)],
    )


def after_opening(text: str, words: int) -> str:
    """What follows the first `words` words of a story."""
    return text[len(opening(text, words)) :]
