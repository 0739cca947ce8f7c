from collections import Counter
from math import log, sqrt
from pathlib import Path

import numpy as np
import pytest

from fabula.evaluation.metrics.relevance import prompt_relevance, relevance, taken_up
from fabula.evaluation.quality.context import Vocabulary, learn_words
from fabula.stories import opening
from fabula.world import tell

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


def test_a_prompt_counts_less_what_other_prompts_share_by_hand() -> None:
    premises, texts = ["a bee", "an ant", "", "a cow"], ["The bee.", "The cow.", "The bee.", ""]
    own, none = relevance(premises[:1], texts[:1], VOCABULARY)[0], 0.0
    expected = [own - none, none - relevance(["a cow"], texts[1:2], VOCABULARY)[0] / 2, np.nan, 0]
    found = prompt_relevance(premises, texts, VOCABULARY)
    assert found == pytest.approx(expected, nan_ok=True)


def test_words_that_all_prompts_and_stories_share_make_no_story_relevant() -> None:
    premises = ["a story of a bee", "a story of a bee and a bell"]
    same = ["A story of a bee.", "A story of a bee."]
    found = prompt_relevance(premises, same, VOCABULARY)
    assert found.sum() == pytest.approx(0), "what one gains the other loses"
    alone = prompt_relevance(["a bee", "a bee"], same, VOCABULARY)
    assert np.isnan(alone).all(), "there is no other prompt to hold it against"


def test_stories_told_for_their_prompts_are_told_from_swapped_ones() -> None:
    """The embedded stories, which were each told for a prompt."""
    stories = list(tell(3, "validation", 60))
    vocabulary = learn_words([story.text for story in tell(3, "train", 200)])
    premises, texts = [story.prompt for story in stories], [story.text for story in stories]
    own = prompt_relevance(premises, texts, vocabulary)
    swapped = prompt_relevance([*premises[1:], premises[0]], texts, vocabulary)
    above = (own[:, None] > swapped[None, :]).mean()
    assert above > 0.9, "AUC"
    assert abs(np.nanmean(swapped)) < 0.1 * np.nanmean(own), "the floor is 0"


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
