import pytest

from fabula.evaluation.quality.repetition import (
    is_repetitive,
    repeats_a_sentence,
    repetition_limit,
    repetitive,
    seq_rep_4,
    three_in_a_row,
)

NEVER = 1.0
"""A limit that no share of 4-grams is above."""


def counting(words: int) -> str:
    return " ".join(f"word{number}" for number in range(words))


def test_seq_rep_4_by_hand() -> None:
    # 6 runs of four; the first comes back at the end
    assert seq_rep_4("a b c d x a b c d") == pytest.approx(1 / 6)
    assert seq_rep_4("a b c d e") == seq_rep_4("a b c") == seq_rep_4("") == 0


def test_seq_rep_4_looks_at_120_words_only() -> None:
    assert seq_rep_4(counting(120) + " a b c d" * 20) == 0
    assert seq_rep_4(counting(110) + " a b c d" * 20) > 0


def test_the_limit_is_the_99th_percentile_of_real_texts() -> None:
    repeated = "a b c d x a b c d"
    assert repetition_limit([repeated] * 101) == pytest.approx(1 / 6)
    # 101 values: the 99th percentile is the one before the highest
    assert repetition_limit([counting(20)] * 100 + [repeated]) == 0
    assert repetition_limit([counting(20)] * 99 + [repeated] * 2) == pytest.approx(1 / 6)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("very very very", True),
        ("he ran and he ran and he ran and", True),
        ("so he ran he ran he ran", True),
        ("very very big", False),
        ("he ran he ran he fell", False),
        ("very big very small very old", False),
        ("", False),
    ],
)
def test_three_in_a_row(words: str, expected: bool) -> None:
    assert three_in_a_row(words.split()) is expected


def test_a_sentence_of_four_words_must_not_come_back() -> None:
    assert repeats_a_sentence('He ran far away. She slept. "He ran far away!"')
    assert not repeats_a_sentence("He ran away. She slept. He ran away.")
    assert not repeats_a_sentence("He ran far away. He ran far.")


def test_each_of_the_three_signs_is_enough() -> None:
    assert not is_repetitive("He ran far away. She slept.", NEVER)
    assert is_repetitive("He ran far away. She slept. He ran far away.", NEVER)
    assert is_repetitive("He was very, very, very small.", NEVER)
    shared = "they went to the park and then they went to the lake"
    assert is_repetitive(shared, 0.1)
    assert not is_repetitive(shared, 0.2)  # 1 of 9 runs of four


def test_what_comes_after_120_words_does_not_count() -> None:
    assert not is_repetitive(counting(120) + ". Very very very.", NEVER)
    assert is_repetitive(counting(117) + ". Very very very.", NEVER)


def test_the_rate_is_a_share_of_all_texts() -> None:
    texts = ["ha ha ha", "She slept.", "", "He ran far away."]
    assert repetitive(texts, NEVER).mean() == 25
    assert repetitive([""], NEVER).tolist() == [0]
