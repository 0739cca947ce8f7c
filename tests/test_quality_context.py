from collections import Counter
from math import hypot, log
from pathlib import Path

import numpy as np
import pytest
from breaking import broken, table

from fabula.evaluation.metrics.corruptions import rename, sentence_shuffle, splice
from fabula.evaluation.quality.context import (
    Context,
    Vocabulary,
    hero_stays,
    known_names,
    learn_words,
    with_limit,
)

REAL = Path(__file__).parents[2] / "shared/data/tinystories"
NAMES = ("Anna", "Ben", "Clara", "David", "Ella", "Finn", "Greta", "Hannes")
THINGS = ("boat", "cake", "drum", "kite", "lamp", "shell", "clock", "wheel")


def story(number: int) -> str:
    name, thing = NAMES[number % 8], THINGS[number * 3 % 8]
    return (
        f"Once there was a child called {name}. One day {name} found a {thing}. It was a fine "
        f"{thing}. But the {thing} was broken. In the end {name} mended the {thing}. All went home."
    )


STORIES = [story(number) for number in range(8)]


@pytest.fixture(scope="module")
def fitted() -> Context:
    return with_limit(learn_words(STORIES), STORIES)


def test_known_names_by_hand() -> None:
    assert known_names("He met Ann. It was late. So Ann and Ben and Carl left. Then Ann sang.") == (
        pytest.approx(2 / 4)
    )
    assert known_names("It was late. He slept.") == 1
    assert known_names("") == 1


def test_the_hero_is_whom_the_first_half_names_most() -> None:
    first = "Once Ann met Ben. It was Ann who sang. "
    assert hero_stays(first + "Ben left. Then Ann left.")
    assert not hero_stays(first + "Then Ann left. Ben slept. All was quiet. He dreamt.")
    assert hero_stays("Once Ann slept. All was quiet. Who came? Nobody."), "named once: no hero"


def test_real_stories_keep_their_context(fitted: Context) -> None:
    assert fitted.kept(STORIES).sum() >= 7, "one of eight is under the limit by its definition"


def test_it_is_blind_to_order_but_not_to_another_story(fitted: Context) -> None:
    assert not fitted.kept(broken(splice, STORIES)).any()
    assert not fitted.kept(broken(rename, STORIES)).any()
    shuffled = broken(sentence_shuffle, STORIES)
    assert fitted.scores(shuffled).mean() > fitted.scores(broken(splice, STORIES)).mean() + 1


def test_the_halves_share_what_they_share() -> None:
    vocabulary = learn_words(STORIES)
    assert vocabulary.shared("The kite flew. The kite flew.") == pytest.approx(1)
    assert vocabulary.shared("The kite flew. A drum broke.") == 0
    assert vocabulary.shared("") == vocabulary.shared("Anna sang.") == 0


def test_shared_vocabulary_by_hand() -> None:
    vocabulary = Vocabulary(3, Counter(the=3, bee=1, ant=1, cow=0))
    bee, cow = 1 + log(4 / 2), 1 + log(4 / 1)
    # "the" says nothing; bee is in both halves, ant twice (1 + ln 2) in the first, cow unknown
    first = hypot(bee, (1 + log(2)) * bee)
    expected = bee * bee / (first * hypot(bee, cow))
    assert vocabulary.shared("The bee, ant ant. The bee cow.") == pytest.approx(expected)


def test_texts_without_two_sentences_have_no_context(fitted: Context) -> None:
    assert fitted.kept(["", "?!", "Anna sang."]).tolist() == [False] * 3
    assert np.isfinite(fitted.scores(["", "Anna sang."])).all()


def test_on_real_stories_it_notices_splices_and_renames() -> None:
    if not REAL.is_dir():
        pytest.skip("the real TinyStories are not beside this checkout")
    text = (REAL / "validation.txt").read_text(encoding="utf-8")
    stories = [story.strip() for story in text.split("<|endoftext|>") if story.strip()]
    context = with_limit(learn_words(stories[500:1500]), stories[500:1500])
    measures = {"score": context.scores, "kept": context.kept}
    found = table(measures, stories[:300])
    assert found["splice"]["score"]["auc"] > 0.97
    assert found["rename"]["score"]["auc"] > 0.97
    assert found["real"]["kept"]["mean"] > 0.9
    assert max(found[name]["kept"]["mean"] for name in ("splice", "rename")) < 0.1
    assert abs(found["sentence_shuffle"]["score"]["auc"] - 0.5) < 0.05, "it is blind to order"
