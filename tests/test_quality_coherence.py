import numpy as np
import pytest
from breaking import broken

from fabula.errors import DataError
from fabula.evaluation.metrics.corruptions import adjacent_swap, sentence_shuffle
from fabula.evaluation.quality.coherence import (
    Coherence,
    Sentence,
    features,
    learn_order,
    with_limit,
)
from fabula.world import tell

ANIMALS = ("bear", "duck", "fox", "goat", "hare", "mole", "owl", "wolf")
THINGS = ("boat", "cake", "drum", "kite", "lamp", "shell")


def story(number: int) -> str:
    animal, thing = ANIMALS[number % 8], THINGS[number * 5 % 6]
    return (
        f'Once there was a {animal}. The {animal} had found a {thing}. "Whose is it?" he asked. '
        f"Nobody knew. So he kept the {thing} and went home. At last the {animal} slept."
    )


STORIES = [story(number) for number in range(48)]


@pytest.fixture(scope="module")
def fitted() -> Coherence:
    return with_limit(learn_order(STORIES[:32]), STORIES[32:])


def test_order_is_noticed(fitted: Coherence) -> None:
    shuffled = broken(sentence_shuffle, STORIES[32:])
    assert fitted.scores(shuffled).max() < fitted.scores(STORIES[32:]).min()
    assert fitted.scores(shuffled).mean() < 0 < fitted.scores(STORIES).mean()
    assert not fitted.coherent(shuffled).any()
    assert (~fitted.coherent(STORIES[32:])).sum() <= 1, "of 16 under their 5th percentile"


def test_a_text_without_two_sentences_has_an_issue_and_no_score(fitted: Coherence) -> None:
    texts = ["", "?!", "One sentence."]
    assert np.isnan(fitted.scores(texts)).all()
    assert not fitted.coherent(texts).any()


def test_a_score_is_the_texts_own(fitted: Coherence) -> None:
    together = fitted.scores([STORIES[0], "", STORIES[1]])
    assert together[0] == pytest.approx(fitted.scores([STORIES[0]])[0])
    assert together[2] == pytest.approx(fitted.scores([STORIES[1]])[0])
    anew = with_limit(learn_order(STORIES[:32]), STORIES[32:])
    assert anew.scores([STORIES[1]])[0] == pytest.approx(together[2])


def test_the_same_stories_give_the_same_measure(fitted: Coherence) -> None:
    again = with_limit(learn_order(STORIES[:32]), STORIES[32:])
    assert again.limit == fitted.limit
    assert np.array_equal(again.model.weights, fitted.model.weights)


def test_stories_of_two_sentences_teach_nothing() -> None:
    with pytest.raises(DataError, match="three sentences"):
        learn_order(["One. Two."])


def test_features_tell_what_is_introduced_and_taken_up() -> None:
    first, second = Sentence("He saw a bear."), Sentence('"Run!" said the bear.')
    forward, backward = features([first, second], 1), features([second, first], 1)
    assert "taken up True" in forward
    assert "too late False" in forward
    assert "too late True" in backward
    assert "both bear" in forward
    assert "opens run said" in forward
    assert "opens he saw" in backward
    assert "pronoun he False" in backward


def test_features_see_speech_with_either_kind_of_quotes() -> None:
    said = Sentence("She slept.")
    spoken = [features([said, Sentence(text)], 1) for text in ('"Run!"', "“Run!”")]
    first, second = ([f for f in found if f.startswith("speech")] for found in spoken)
    assert first == second


def test_a_sentence_in_a_new_place_is_noticed_against_its_own_story() -> None:
    """Two neighbours that changed places: most stories score above their own copies."""
    training, held_out, measured = (
        [story.text for story in tell(7, split, count)]
        for split, count in (("train", 1000), ("validation", 100), ("test", 150))
    )
    measure = with_limit(learn_order(training), held_out)
    whole, swapped = (
        measure.scores(texts) for texts in (measured, broken(adjacent_swap, measured))
    )
    assert len(whole) == len(swapped)
    assert np.mean(whole > swapped) > 0.7
