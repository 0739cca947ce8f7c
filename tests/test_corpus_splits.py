from collections import Counter
from pathlib import Path

import pytest

from fabula.config.data import Data
from fabula.corpus.splits import by_hash, with_split
from fabula.stories import Story

STORIES = [Story(f"Story number {number}.") for number in range(4000)]


@pytest.fixture
def data() -> Data:
    return Data.load(Path(__file__).parents[1] / "params.yaml")


def test_shares_are_kept(data: Data) -> None:
    data = data.model_copy(update={"validation_fraction": 0.2, "test_fraction": 0.1})
    counts = Counter(by_hash(story.id, data) for story in STORIES)
    assert counts["test"] / 4000 == pytest.approx(0.1, abs=0.02)
    assert counts["validation"] / 4000 == pytest.approx(0.2, abs=0.02)


def test_a_story_keeps_its_split_for_all_time(data: Data) -> None:
    """Fixed values: Python's own hash, or a random generator, would move stories between runs."""
    data = data.model_copy(update={"seed": 7, "validation_fraction": 0.3, "test_fraction": 0.3})
    splits = " ".join(by_hash(f"{number:016x}", data) for number in range(8))
    assert splits == "validation test train test validation validation test train"


def test_a_larger_share_takes_no_test_story_away(data: Data) -> None:
    larger = data.model_copy(update={"validation_fraction": 0.5})
    before = {story.id for story in STORIES if by_hash(story.id, data) == "test"}
    after = {story.id for story in STORIES if by_hash(story.id, larger) == "test"}
    assert before == after


def test_a_source_that_knows_its_splits_keeps_them(data: Data) -> None:
    decided = [Story(story.text, split="validation") for story in STORIES[:50]]
    assert {with_split(story, data).split for story in decided} == {"validation"}


def test_no_story_is_cut_for_a_split_with_its_own_files(data: Data) -> None:
    named = data.files.model_copy(update={"test": "test.txt"})
    data = data.model_copy(update={"source": "files", "files": named})
    assert {by_hash(story.id, data) for story in STORIES} == {"train", "validation"}
