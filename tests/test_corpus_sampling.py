"""The limit on training stories: which are taken, and that held-out stories are left alone."""

from pathlib import Path
from typing import Any

import pytest

from fabula.config.data import Data
from fabula.corpus.sampling import Sampler
from fabula.stories import Split, Story

ROOT = Path(__file__).parents[1]
STORIES = [
    Story(f"Story {number}.", split="test" if number % 10 == 0 else "train")
    for number in range(1000)
]


def config(**changes: Any) -> Data:
    return Data.load(ROOT / "params.yaml").model_copy(update=changes)


def taken(split: Split, stories: list[Story] = STORIES, **changes: Any) -> list[Story]:
    sampler = Sampler(config(**changes))
    candidates = list(sampler.candidates(stories))
    return [story for story in sampler.chosen(candidates) if story.split == split]


@pytest.mark.parametrize("selection", ["first", "random"])
def test_the_limit_is_for_training_stories(selection: str) -> None:
    assert len(taken("train", selection=selection, limit=50)) == 50
    assert len(taken("train", selection=selection, limit=5000)) == 900
    assert len(taken("train", selection=selection, limit=0)) == 900
    assert len(taken("test", selection="random", limit=50)) == 100


def test_the_first_are_the_first_and_no_more_are_read() -> None:
    sampler = Sampler(config(selection="first", limit=50))
    stories = iter(STORIES)
    assert [story for story in sampler.candidates(stories) if story.split == "train"] == [
        story for story in STORIES if story.split == "train"
    ][:50]
    assert next(stories) is STORIES[sampler.seen]


def test_a_random_sample_is_of_all_in_any_order_and_by_the_seed() -> None:
    chosen = {story.id for story in taken("train", selection="random", limit=90)}
    again = {story.id for story in taken("train", STORIES[::-1], selection="random", limit=90)}
    other = {story.id for story in taken("train", selection="random", limit=90, seed=8)}
    assert chosen == again
    assert len(chosen & other) < 30
    late = sum(story.id in chosen for story in STORIES[500:])
    assert 30 < late < 60


def test_a_smaller_random_sample_is_a_part_of_a_larger_one() -> None:
    small, large = (
        {story.id for story in taken("train", selection="random", limit=limit)}
        for limit in (20, 200)
    )
    assert small < large


def test_few_candidates_are_kept_on_the_way() -> None:
    sampler = Sampler(config(selection="random", limit=10))
    assert sum(story.split == "train" for story in sampler.candidates(STORIES)) < 120
    assert sampler.seen == 1000
