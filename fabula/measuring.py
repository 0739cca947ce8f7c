"""What the stories of this run are measured by: its own training and validation stories."""

from itertools import islice

from fabula import metrics, paths
from fabula.corpus.store import read_stories
from fabula.stories import opening

TRAINING = 4000
"""Training stories that the measures of quality are fitted on."""


def corpus_yardstick(words: int, stories: int) -> metrics.Yardstick:
    """The yardstick for what is written after openings of so many words.

    From training stories and from what follows such an opening in validation stories; the test
    stories, which the models continue, are not seen.
    """
    training = [story.text for story in islice(read_stories(paths.stories("train")), TRAINING)]
    held_out = [
        story.text[len(opening(story.text, words)) :]
        for story in islice(read_stories(paths.stories("validation")), stories)
    ]
    return metrics.yardstick(training, held_out)
