"""Reading ease and edits, by hand."""

from math import inf

import numpy as np
import pytest

from fabula import world
from fabula.evaluation.metrics.contradictions import contradicted
from fabula.evaluation.metrics.novelty import hallucinations
from fabula.evaluation.metrics.readability import (
    edits,
    edits_per_100_words,
    readabilities,
    readability,
    syllables,
)

OTHER_SCRIPTS = (
    "राम एक राजा था। वह रो पड़ा।",
    "他走了。她来了！",
    "むかしむかし、おじいさんがいた。",
    "كان هناك ولد. ذهب إلى السوق؟",
    "היה היה ילד. הוא הלך.",
    "Жил был кот. Она спал.",
    "Μια φορά ήταν ένας λύκος.",
    "옛날에 여우가 살았다.",
    "กาลครั้งหนึ่งนานมาแล้ว",
    "Fox एक राजा था। वह रो पड़ा।",
)


def test_edits_per_100_words_by_hand() -> None:
    assert edits_per_100_words("a b c d", "a b c d") == 0
    assert edits_per_100_words("a b c d", "a x c d") == 25
    assert edits_per_100_words("a b c d", "a b c d e f") == 50
    assert edits_per_100_words("a b c d", "a") == 75
    assert edits_per_100_words("a b c d", "x y d") == 75  # two replaced, one deleted
    assert edits_per_100_words("the cat", "The cat") == 50
    assert edits_per_100_words("", "") == 0
    assert edits_per_100_words(" ", "a") == inf
    assert np.nanmean(edits(["a b", "c d", ""], ["a x", "c d", ""])) == 25


def test_readability_by_hand() -> None:
    assert readability("Go.") == pytest.approx(206.835 - 1.015 - 84.6)
    # 5 and 2 words; 8 syllables
    expected = 206.835 - 1.015 * 7 / 2 - 84.6 * 8 / 7
    assert readability("The little cat ran home. He slept.") == pytest.approx(expected)
    assert readability("Incomprehensible organizations.") < 0
    assert readability("Кот спал.") > 0
    assert np.nanmean(readabilities(["Go.", "?!", ""])) == readability("Go.")
    assert np.isnan(readabilities(["", "?!"])).all()


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (1, "cat the he like whale jumped played makes tree rhythm loved shh 7"),
        (2, "apple little wanted happy dishes boxes people quiet_ly about wooden"),
        (3, "unicorn beautiful together banana"),
    ],
)
def test_syllables(count: int, words: str) -> None:
    assert {word: syllables(word) for word in words.split()} == dict.fromkeys(words.split(), count)


def test_stories_for_children_read_easily() -> None:
    stories = [story.text for story in world.tell(7, "test", 50)]
    assert all(60 < readability(story) < 115 for story in stories)


@pytest.mark.parametrize("text", OTHER_SCRIPTS)
def test_measures_of_english_give_no_figure_on_other_scripts(text: str) -> None:
    assert np.isnan(readabilities([text])).all()
    assert np.isnan(contradicted([text])).all()
    has_capitals = text.startswith(("Жил", "Μια"))
    assert bool(np.isnan(hallucinations([text], {"fox"})).all()) != has_capitals


def test_measures_of_english_read_its_odd_letters_and_quotes() -> None:
    for text in ("“Café!” said Zoë… She didn’t go.", "Æsop’s fox 🦊 met Chloé.", "He said 好。"):
        assert not np.isnan(readabilities([text])).any(), text
        assert not np.isnan(contradicted([text])).any(), text
        assert not np.isnan(hallucinations([text], {"fox"})).any(), text
