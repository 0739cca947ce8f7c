import numpy as np
import pytest

from fabula.metrics.corruptions import CORRUPTIONS
from fabula.metrics.validity import auc, validity

STORIES = [
    f"One day {name} found a {thing}. It was old. {name} took it home. Now {name} is glad."
    for name, thing in (("Ann", "kite"), ("Ben", "drum"), ("Carl", "lamp"), ("Dora", "boat"))
]


def test_auc_by_hand() -> None:
    assert auc(np.array([2.0, 3.0]), np.array([0.0, 1.0, 1.5])) == 1
    assert auc(np.array([1.0, 3.0]), np.array([2.0, 0.0])) == 0.75
    assert auc(np.array([True, False]), np.array([False])) == 0.75


def test_a_tie_counts_half_and_no_score_is_the_lowest() -> None:
    assert auc(np.array([1.0, 1.0]), np.array([1.0])) == 0.5
    assert auc(np.array([0.0]), np.array([np.nan, 1.0])) == 0.5
    assert auc(np.array([np.nan]), np.array([np.nan])) == 0.5


def test_every_way_of_breaking_is_held_against_the_whole_stories() -> None:
    def opens_well(texts):
        return np.array([text.startswith("One day") for text in texts])

    table = validity({"opens": opens_well}, STORIES)
    assert list(table) == ["real", *CORRUPTIONS]
    assert table["real"]["opens"] == {"mean": 1, "auc": 0.5}
    assert table["splice"]["opens"] == {"mean": 1, "auc": 0.5}, "blind to it"
    shuffled = table["sentence_shuffle"]["opens"]
    assert shuffled["mean"] < 1
    assert shuffled["auc"] == pytest.approx(1 - shuffled["mean"] / 2)


def test_a_way_that_breaks_no_story_has_no_row() -> None:
    table = validity({"length": lambda texts: np.array([len(text) for text in texts])}, ["So. No."])
    assert "rename" not in table
    assert table["sentence_shuffle"]["length"]["auc"] == 0.5
