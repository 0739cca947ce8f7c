from random import Random

import numpy as np
import pytest
from nltk.translate.bleu_score import SmoothingFunction, sentence_bleu

from fabula.evaluation.metrics.diversity import (
    MAX_NGRAMS,
    STORIES,
    WORDS,
    distinct,
    fair_ngram_count,
    self_bleu,
    self_bleu_of_prompts,
)
from fabula.words import words

CHANCE = Random(1)
TEXTS = [" ".join(CHANCE.choices(words("A fox saw the moon"), k=4 + n % 9)) for n in range(20)]


def test_distinct_by_hand() -> None:
    text = "The cat saw the cat run."
    assert distinct([text], 1, 6) == pytest.approx(4 / 6)  # the, cat, saw, run
    assert distinct([text], 2, 5) == pytest.approx(4 / 5)  # "the cat" twice
    assert distinct([text], 4, 3) == pytest.approx(1)


def test_n_grams_never_reach_across_two_texts() -> None:
    assert distinct(["a b", "c d"], 2, 2) == 1
    assert distinct(["a b", "c d"], 2, 3) == pytest.approx(2 / 3)


def test_only_the_budget_is_counted_so_that_length_does_not_matter() -> None:
    short = "one two three four"
    assert distinct([short], 1, 4) == distinct([short + " one two three four"], 1, 4) == 1


def test_repeated_text_is_the_least_diverse() -> None:
    assert distinct(["ha " * 50], 1, 50) == pytest.approx(1 / 50)
    assert distinct(["ha " * 50], 4, 40) == pytest.approx(1 / 40)


def test_what_a_row_lacks_counts_as_nothing_new() -> None:
    assert distinct(["", ""], 1, 10) == 0
    assert distinct(["one two"], 1, 10) == pytest.approx(0.2)


def test_the_budget_is_half_of_what_real_texts_have() -> None:
    nine_words = "a b c d e f g h i"  # 6 runs of four
    assert fair_ngram_count([nine_words, nine_words]) == 6
    assert fair_ngram_count([nine_words, "x y z"]) == 3


def test_the_budget_has_bounds() -> None:
    assert fair_ngram_count([""]) == 1
    assert fair_ngram_count(["a b c d " * MAX_NGRAMS]) == MAX_NGRAMS


def test_self_bleu_is_that_of_nltk_against_all_others() -> None:
    word_lists = [words(text) for text in TEXTS]
    expected = [
        100
        * sentence_bleu(
            [*word_lists[:number], *word_lists[number + 1 :]],
            text,
            smoothing_function=SmoothingFunction().method1,
        )
        for number, text in enumerate(word_lists)
    ]
    assert len(set(expected)) > 10
    assert self_bleu(TEXTS) == pytest.approx(expected)


def test_one_story_again_and_again_is_100_and_strangers_are_near_0() -> None:
    assert self_bleu(["once a fox saw the moon"] * 3) == pytest.approx([100] * 3)
    strangers = ["one two three four", "five six seven eight", "nine ten eleven twelve"]
    assert self_bleu(strangers).max() < 10


def test_self_bleu_counts_so_many_words() -> None:
    start = " ".join(f"word{number % 9}" for number in range(WORDS))
    assert self_bleu([f"{start} and so on {number}" for number in range(3)]) == (
        pytest.approx([100] * 3)
    )


def test_every_text_stands_among_so_many_whatever_their_number() -> None:
    strangers = [f"a{number} b{number} c{number} d{number}" for number in range(2 * STORIES)]
    late = [*strangers[:STORIES], *strangers[: STORIES // 2]]
    values = self_bleu(late)
    assert values[: STORIES // 2].max() < 10  # the same story stands in another block
    assert values[STORIES:].max() < 10
    early = [*strangers[: STORIES + 1], strangers[STORIES - 1]]
    assert self_bleu(early)[-1] == pytest.approx(100)  # the last block reaches back
    assert not np.isnan(self_bleu(strangers)).any()


def test_self_bleu_needs_another_text_and_four_words() -> None:
    assert np.isnan(self_bleu(["once a fox saw the moon"])).all()
    assert np.isnan(self_bleu(["", "a fox saw", "a fox saw us"])).tolist() == [True, True, False]
    assert self_bleu([]).shape == (0,)


def test_stories_of_one_prompt_are_held_against_each_other_alone() -> None:
    texts = [TEXTS[5], TEXTS[6], TEXTS[7], TEXTS[5], TEXTS[8]]
    values = self_bleu_of_prompts(texts, ["fox", "moon", "moon", "fox", "alone"])
    assert values is not None
    assert values[[0, 3]] == pytest.approx([100, 100])
    assert values[[1, 2]] == pytest.approx(self_bleu([TEXTS[6], TEXTS[7]]))
    assert np.isnan(values[4])
    assert self_bleu_of_prompts(texts, range(5)) is None


def test_self_bleu_holds_no_text_against_another_of_its_prompt() -> None:
    """The same story a second time for each prompt, however they stand."""
    for texts in (TEXTS, [f"{text} And so on, {n}." for n, text in enumerate(TEXTS * 20)]):
        alone = self_bleu(texts)
        prompts = list(range(len(texts)))
        found = self_bleu([*texts, *texts], [*prompts, *prompts])
        np.testing.assert_array_equal(found, [*alone, *alone])
        paired = self_bleu([text for text in texts for _ in (1, 2)], np.repeat(prompts, 2).tolist())
        np.testing.assert_array_equal(paired[::2], alone)
