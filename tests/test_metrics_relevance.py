from collections import Counter
from math import log, sqrt
from pathlib import Path

import numpy as np
import pytest

from fabula.evaluation.metrics.relevance import relevance, taken_up
from fabula.evaluation.quality.context import Vocabulary, learn_words
from fabula.stories import opening

REAL = Path(__file__).parents[2] / "shared/data/tinystories"
VOCABULARY = Vocabulary(3, Counter(the=3, bee=1, ant=1, cow=0))


def test_by_hand() -> None:
    start, text = "The bee and the ant:", "The bee! The bee met the cow."
    known, new = 1 + log(4 / 2), 1 + log(4 / 1)  # bee and ant are known; "the" says nothing
    first = sqrt(known**2 + new**2 + known**2)  # bee, and, ant
    second = sqrt(((1 + log(2)) * known) ** 2 + 2 * new**2)  # bee twice, met, cow
    expected = known * (1 + log(2)) * known / (first * second)
    assert relevance([start], [text], VOCABULARY) == pytest.approx([expected])
    assert taken_up([start], [text], VOCABULARY) == pytest.approx([100 / 3])


def test_the_same_words_are_the_most_and_other_words_the_least() -> None:
    starts, texts = ["the ant met the cow", "bee"], ["The cow met the ant.", "A cow met an ant."]
    assert relevance(starts, texts, VOCABULARY) == pytest.approx([1, 0])
    assert taken_up(starts, texts, VOCABULARY).tolist() == [100, 0]


@pytest.mark.parametrize("measure", [relevance, taken_up])
def test_an_opening_that_says_nothing_has_no_value_and_an_empty_story_takes_nothing_up(
    measure,
) -> None:
    values = measure(["", "the", "bee"], ["The bee.", "The bee.", ""], VOCABULARY)
    assert np.isnan(values[:2]).all()
    assert values[2] == 0


@pytest.mark.parametrize("measure", [relevance, taken_up])
def test_openings_of_other_stories_are_the_floor(measure) -> None:
    if not REAL.is_dir():
        pytest.skip("the real TinyStories are not beside this checkout")
    text = (REAL / "validation.txt").read_text(encoding="utf-8")
    stories = [story.strip() for story in text.split("<|endoftext|>") if story.strip()]
    vocabulary = learn_words(stories[500:1500])
    openings = [opening(story, 12) for story in stories[:200]]
    texts = [story[len(start) :] for story, start in zip(stories, openings, strict=False)]
    shuffled = [*openings[1:], openings[0]]
    own, floor = (np.nanmean(measure(each, texts, vocabulary)) for each in (openings, shuffled))
    assert own > 4 * floor
