import pytest

from fabula.metrics.diversity import BUDGET, distinct, fair_budget


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
    assert fair_budget([nine_words, nine_words]) == 6
    assert fair_budget([nine_words, "x y z"]) == 3


def test_the_budget_has_bounds() -> None:
    assert fair_budget([""]) == 1
    assert fair_budget(["a b c d " * BUDGET]) == BUDGET
