"""The ranker learns what a rater likes, and the simulated rater likes what it says."""

from random import Random

import numpy as np
import pytest

from fabula import world
from fabula.alignment import ranker
from fabula.alignment.held_out import split
from fabula.alignment.pairs import Preference
from fabula.alignment.ranker import Ranker
from fabula.alignment.taste import Rater
from fabula.errors import DataError
from fabula.evaluation.quality.joint_pass import Learned, learn

HAPPY, SAD = "He was glad.", "He was sad and alone."
SPOKEN, SILENT = ' "Come," said the fox.', " The fox came."


@pytest.fixture(scope="module")
def learned() -> Learned:
    return learn([story.text for story in world.tell(5, "train", 60)])


@pytest.fixture(scope="module")
def judged() -> list[Preference]:
    """Real stories two by two, and what a rater with some noise says of them."""
    stories = [story.text for story in world.tell(5, "validation", 300)]
    rater = Rater(noise=0.1, seed=1)
    return [
        each
        for number in range(0, 300, 2)
        for each in rater.preferences("", stories[number : number + 2])
    ]


def test_the_rater_likes_speech_more_than_a_happy_end() -> None:
    rater = Rater(noise=0, seed=1)
    (first, *rest) = rater.preferences("A day.", [f"{SPOKEN} {SAD}", f"{SILENT} {HAPPY}"])
    assert (first.chosen, rest) == (f"{SPOKEN} {SAD}", [])
    (second,) = rater.preferences("A day.", [f"{SILENT} {SAD}", f"{SILENT} {HAPPY}"])
    assert second.chosen == f"{SILENT} {HAPPY}"
    assert not rater.preferences("A day.", [f"{SILENT} {SAD}", f"{SILENT} Alone, he was sad."])


def test_its_noise_is_what_is_stated_and_repeats() -> None:
    rater = Rater(noise=0.2, seed=3)
    stories = [f"{SPOKEN} {HAPPY}", f"{SILENT} {SAD}"]
    said = [rater.preferences(f"Day {n}.", stories)[0].chosen for n in range(1000)]
    assert 0.15 < said.count(stories[1]) / 1000 < 0.25
    assert said == [rater.preferences(f"Day {n}.", stories)[0].chosen for n in range(1000)]


def test_a_ranker_learns_the_taste(judged: list[Preference], learned: Learned) -> None:
    fitting, kept_aside = split([*map(_named, range(len(judged)), judged)], 0.3)
    fitted = ranker.fit(fitting, learned)
    assert fitted.weights["Dialogue"] > 0 > fitted.weights["BadEnding"]
    found = ranker.accuracy(fitted, kept_aside, learned)
    assert found["low"] is not None
    assert found["low"] > 0.6
    spoken, silent = ranker.scores(fitted, [f"A day. {SPOKEN}", f"A day. {SILENT}"], learned)
    assert spoken > silent


def test_what_every_chosen_story_has_alone_counts(learned: Learned) -> None:
    pairs = [Preference(f"Day {n}.", SPOKEN, SILENT) for n in range(20)]
    fitted = ranker.fit(pairs, learned)
    assert fitted.weights["Dialogue"] > 0
    assert ranker.accuracy(fitted, pairs, learned)["value"] == 1


def _named(number: int, pair: Preference) -> Preference:
    """A prompt of its own, or all pairs would be on one side."""
    return Preference(f"{number}.", f" {pair.chosen}", f" {pair.rejected}")


def test_a_ranker_of_guesses_is_right_half_of_the_time(
    judged: list[Preference], learned: Learned
) -> None:
    chance = Random(2)
    guessed = [
        Preference(f"{number}.", *chance.sample([each.chosen, each.rejected], 2))
        for number, each in enumerate(judged)
    ]
    fitting, kept_aside = split(guessed, 0.5)
    found = ranker.accuracy(ranker.fit(fitting, learned), kept_aside, learned)
    assert found["low"] is not None
    assert found["low"] < 0.6


def test_turning_all_pairs_round_turns_all_weights_round(
    judged: list[Preference], learned: Learned
) -> None:
    turned = [Preference(each.prompt, each.rejected, each.chosen) for each in judged]
    one, other = (ranker.fit(pairs, learned).weights for pairs in (judged, turned))
    assert np.allclose(list(one.values()), [-weight for weight in other.values()], atol=1e-3)


def test_it_is_kept_as_it_is(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("ranker") / "ranker.json"
    with pytest.raises(DataError, match="no ranker has been fitted yet"):
        ranker.load(path)
    ranker.save(Ranker({"words": 0.25}, 7), path)
    assert ranker.load(path) == Ranker({"words": 0.25}, 7)
    with pytest.raises(DataError, match="a pair of stories at least"):
        ranker.fit([], None)  # type: ignore[arg-type]
