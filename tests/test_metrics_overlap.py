import math
import random

import pytest
from rouge_score.rouge_scorer import RougeScorer

from fabula.errors import DataError
from fabula.evaluation.metrics.overlap import (
    bleu_of,
    bleu_terms,
    floor,
    nltk_bleu,
    rouge_l,
    rouge_l_in_bulk,
)

REFERENCE = "the cat sat on a mat"
CANDIDATE = "the cat sat on the mat"
# n-grams of the candidate found in the reference: 5 of 6 words, 3 of 5, 2 of 4, 1 of 3
BY_HAND = 100 * (5 / 6 * 3 / 5 * 2 / 4 * 1 / 3) ** (1 / 4)

FOXES = "A small fox lived in the green wood and liked to run after leaves in the wind."
BOATS = "Every morning Anna took her red boat out on the lake to look for silver fish."


def bleu(continuations: list[str], references: list[str]) -> float:
    """sacreBLEU's, of sums over all texts as the registry makes them."""
    return float(bleu_of(bleu_terms(continuations, references).sum(axis=0)))


@pytest.mark.parametrize("metric", [bleu, nltk_bleu])
class TestBleu:
    def test_by_hand(self, metric) -> None:
        assert metric([CANDIDATE], [REFERENCE]) == pytest.approx(BY_HAND)

    def test_shorter_than_the_reference_is_punished(self, metric) -> None:
        assert metric(["the cat sat on"], [REFERENCE]) == pytest.approx(100 * math.exp(1 - 6 / 4))

    def test_counts_over_the_whole_corpus_instead_of_averaging(self, metric) -> None:
        longer = "one two three four five six seven eight nine ten eleven twelve"
        # perfect 12-word text: 12, 11, 10 and 9 more of each n-gram
        expected = 100 * (17 / 18 * 14 / 16 * 12 / 14 * 10 / 12) ** (1 / 4)
        assert metric([CANDIDATE, longer], [REFERENCE, longer]) == pytest.approx(expected)

    def test_a_text_against_itself_is_100(self, metric) -> None:
        assert metric([FOXES, BOATS], [FOXES, BOATS]) == pytest.approx(100)

    def test_belongs_to_the_reference_of_the_same_prompt(self, metric) -> None:
        assert metric([FOXES, BOATS], [BOATS, FOXES]) < 10

    def test_empty_texts_score_0(self, metric) -> None:
        assert metric(["", ""], [FOXES, BOATS]) == 0
        assert 0 < metric([FOXES, ""], [FOXES, BOATS]) < 60

    def test_repeating_a_word_of_the_reference_earns_little(self, metric) -> None:
        assert metric(["the " * 17], [FOXES]) < 5

    def test_refuses_lists_that_do_not_pair_up(self, metric) -> None:
        with pytest.raises(AssertionError):
            metric([FOXES], [FOXES, BOATS])


def test_nltk_compares_tokens_instead_of_characters() -> None:
    from nltk.translate.bleu_score import corpus_bleu

    two = "Once there was a bear who was there at the water with the other bears, that is all."
    on_characters = 100 * corpus_bleu([[FOXES]], [two])  # the trap: text looks alike
    assert on_characters > 5 * nltk_bleu([two], [FOXES])


def test_rouge_l_by_hand() -> None:
    assert rouge_l([CANDIDATE], [REFERENCE]).mean() == pytest.approx(5 / 6)
    # 4 words in order of 4 and of 6: precision 1, recall 4/6
    assert rouge_l(["the cat sat on"], [REFERENCE]).mean() == pytest.approx(0.8)


def test_rouge_l_needs_the_order_but_not_the_neighbourhood() -> None:
    assert rouge_l(["mat a on sat cat the"], [REFERENCE]).mean() == pytest.approx(1 / 6)
    assert rouge_l(["the dog cat ran sat"], [REFERENCE]).mean() == pytest.approx(2 * 3 / (5 + 6))


def test_rouge_l_has_a_value_for_each_story() -> None:
    assert rouge_l([FOXES, ""], [FOXES, BOATS]).tolist() == [1, 0]


def test_rouge_l_is_that_of_rouge_score() -> None:
    said = [FOXES, BOATS, f"{BOATS} {FOXES}", "in the wood a fox ran, a fox!", "?!"]
    scorer = RougeScorer(["rougeL"])
    expected = [scorer.score(FOXES, text)["rougeL"].fmeasure for text in said]
    assert len(set(expected)) == len(said)
    assert rouge_l(said, [FOXES] * len(said)) == pytest.approx(expected)


def test_rouge_l_of_many_pairs_is_that_of_rouge_score() -> None:
    """Few different words, so that they stand in one order in many ways."""
    chance = random.Random(1)
    said, true = (
        [" ".join(chance.choices("abcdefghij", k=chance.randrange(90))) for _ in range(300)]
        for _ in range(2)
    )
    scorer = RougeScorer(["rougeL"])
    expected = [scorer.score(*pair)["rougeL"].fmeasure for pair in zip(true, said, strict=True)]
    assert len(set(expected)) > 100
    assert rouge_l(said, true).tolist() == expected
    assert rouge_l_in_bulk(said, true) == pytest.approx(expected, abs=1e-12)


def test_rouge_l_reads_other_alphabets() -> None:
    assert rouge_l(["Жил старый дом"], ["Жил старый дом"]).tolist() == [1]


@pytest.mark.parametrize(
    ("said", "true", "expected"),
    [
        ("", "", 0),
        ("", FOXES, 0),
        ("?!", "?!", 0),
        ("fox", "a fox", 2 / 3),
        ("GRÖSSE zählt", "Große Größe zählt", 2 / 5),
        ("東京 は ふゆ", "東京 ふゆ", 8 / 9),
        ("It’s Anna's boat", "it's Anna’s boat", 1),
        (f"{BOATS} " * 40, BOATS, 2 / 41),
        ("old " * 2000, "new " * 2000, 0),
    ],
)
def test_rouge_l_of_odd_texts(said: str, true: str, expected: float) -> None:
    """Words common in order, twice over the words of both: precision and recall in one."""
    assert rouge_l([said], [true]) == pytest.approx([expected])


def test_the_floor_is_real_text_of_another_story() -> None:
    assert floor(["a", "b", "c"]) == ["b", "c", "a"]
    with pytest.raises(DataError, match=r"generate\.prompts"):
        floor(["a"])
