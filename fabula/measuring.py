"""What the stories of this run are measured by: its own training and validation stories."""

from collections.abc import Iterator
from itertools import islice

from fabula import paths
from fabula.corpus.store import read_stories
from fabula.metrics.novelty import training_words
from fabula.metrics.registry import Yardstick, yardstick
from fabula.stories import opening

TRAINING = 4000
"""Training stories that the measures of quality are fitted on."""


def training_texts() -> list[str]:
    """The first training stories, whole."""
    return list(islice(all_training_texts(), TRAINING))


def all_training_texts() -> Iterator[str]:
    """All of them, one at a time."""
    return (story.text for story in read_stories(paths.stories("train")))


def corpus_yardstick(words: int, stories: int) -> Yardstick:
    """The yardstick for what is written after openings of so many words.

    From training stories and from what follows such an opening in validation stories; the test
    stories, which the models continue, are not seen.
    """
    held_out = [
        after_opening(story.text, words)
        for story in islice(read_stories(paths.stories("validation")), stories)
    ]
    return yardstick(training_texts(), held_out, training_words(all_training_texts()))


def after_opening(text: str, words: int) -> str:
    """What follows the first `words` words of a story."""
    return text[len(opening(text, words)) :]
