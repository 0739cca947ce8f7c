import numpy as np
import pytest

from fabula.errors import DataError
from fabula.metrics.coherence import Coherence, Sentence, features, fit_coherence
from fabula.metrics.corruptions import broken, sentence_shuffle

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
    return fit_coherence(STORIES[:32], STORIES[32:])


def test_order_is_noticed(fitted: Coherence) -> None:
    shuffled = broken(sentence_shuffle, STORIES[32:])
    assert fitted.scores(shuffled).max() < fitted.scores(STORIES[32:]).min()
    assert fitted.mean(shuffled) < 0 < fitted.mean(STORIES)
    assert fitted.issues(shuffled) == 100
    assert fitted.issues(STORIES[32:]) <= 6.25, "at most one of 16 is under their 5th percentile"


def test_a_text_without_two_sentences_has_an_issue_and_a_score(fitted: Coherence) -> None:
    texts = ["", "?!", "One sentence."]
    assert np.isnan(fitted.scores(texts)).all()
    assert fitted.issues(texts) == 100
    assert fitted.mean(texts) == fitted.lowest == fitted.scores(STORIES[32:]).min()


def test_a_score_is_the_texts_own(fitted: Coherence) -> None:
    together = fitted.scores([STORIES[0], "", STORIES[1]])
    assert together[0] == pytest.approx(fitted.scores([STORIES[0]])[0])
    assert together[2] == pytest.approx(fitted.scores([STORIES[1]])[0])


def test_the_same_stories_give_the_same_measure(fitted: Coherence) -> None:
    again = fit_coherence(STORIES[:32], STORIES[32:])
    assert (again.limit, again.lowest) == (fitted.limit, fitted.lowest)


def test_stories_of_two_sentences_teach_nothing() -> None:
    with pytest.raises(DataError, match="three sentences"):
        fit_coherence(["One. Two."], STORIES)


def test_features_tell_what_is_introduced_and_taken_up() -> None:
    first, second = Sentence("He saw a bear."), Sentence('"Run!" said the bear.')
    forward, backward = features(first, second), features(second, first)
    assert "taken up True" in forward
    assert "too late False" in forward
    assert "too late True" in backward
    assert "both bear" in forward
    assert "opens run said" in forward
    assert "opens he saw" in backward
    assert "pronoun he False" in backward


def test_features_see_speech_with_either_kind_of_quotes() -> None:
    said = Sentence("She slept.")
    assert {f for f in features(said, Sentence('"Run!"')) if f.startswith("speech")} == {
        f for f in features(said, Sentence("“Run!”")) if f.startswith("speech")
    }
