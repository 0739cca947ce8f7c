from pathlib import Path
from random import Random

import numpy as np
import pytest
from breaking import broken

from fabula.evaluation.metrics.corruptions import word_salad
from fabula.evaluation.metrics.detectability import FOLDS, WORDS, detectability

REAL = Path(__file__).parents[2] / "shared/data/tinystories"
SENTENCES = [
    f"{who} {did} the {thing}."
    for who in ("A fox", "An owl", "The moon")
    for did in ("saw", "lost", "loved")
    for thing in ("river", "lamp", "old tree")
]


def stories(count: int, seed: int) -> list[str]:
    """Stories of the same kind, six sentences each."""
    chance = Random(seed)
    return [" ".join(chance.choices(SENTENCES, k=6)) for _ in range(count)]


def test_what_is_alike_cannot_be_told_apart() -> None:
    values = [detectability(stories(60, seed), stories(60, seed + 100)) for seed in range(5)]
    assert np.mean(values) == pytest.approx(0.5, abs=0.06)


def test_a_word_of_their_own_tells_texts_from_real_ones() -> None:
    values = detectability([f"Moreover, {text}" for text in stories(60, 1)], stories(60, 2))
    assert values.shape == (60,)
    assert values.mean() > 0.95


def test_what_stands_behind_the_words_that_are_read_tells_nothing() -> None:
    texts, real = stories(60, 1), stories(60, 2)
    filled = [" ".join([*text.split(), *["and"] * WORDS]) for text in (*texts, *real)]
    longer = [f"{text} moreover" for text in filled[:60]]
    assert np.array_equal(
        detectability(longer, filled[60:]), detectability(filled[:60], filled[60:])
    )


def test_texts_of_one_prompt_are_not_learnt_from_each_other() -> None:
    heroes = [f"Hero{number // 4}" for number in range(80)]
    texts = [f"{hero}! {text}" for hero, text in zip(heroes, stories(80, 1), strict=True)]
    real = [f"Real{number}! {text}" for number, text in enumerate(stories(80, 2))]
    assert detectability(texts, real).mean() > 0.8
    assert detectability(texts, real, heroes).mean() < 0.6


def test_too_few_have_no_value_and_empty_texts_have_one() -> None:
    assert np.isnan(detectability(stories(FOLDS - 1, 1), stories(20, 2))).all()
    assert np.isnan(detectability(stories(20, 1), stories(20, 2), ["one prompt"] * 20)).all()
    assert detectability([""] * 20, stories(20, 2)).mean() > 0.95
    assert detectability([], []).shape == (0,)


def test_real_stories_are_not_told_from_real_ones_and_salad_is() -> None:
    if not REAL.is_dir():
        pytest.skip("the real TinyStories are not beside this checkout")
    text = (REAL / "validation.txt").read_text(encoding="utf-8")
    real = [story.strip() for story in text.split("<|endoftext|>") if story.strip()]
    sets = [real[number : number + 200] for number in range(0, 1600, 200)]
    alike = [
        detectability(one, other).mean() for one, other in zip(sets[::2], sets[1::2], strict=True)
    ]
    assert np.mean(alike) == pytest.approx(0.5, abs=0.05)
    assert detectability(broken(word_salad, sets[0]), sets[1]).mean() > 0.98
