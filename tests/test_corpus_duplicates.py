"""Copies go, held-out splits keep theirs, and stories of the same kind stay."""

import random
from collections.abc import Callable, Iterable
from itertools import combinations

import pytest

from fabula import world
from fabula.corpus.duplicates import Duplicates, shingles
from fabula.corpus.splits import HELD_OUT_FIRST
from fabula.stories import SPLITS, Split, Story

Stories = dict[Split, list[Story]]


def deduplicated(stories: Stories, similarity: float = 0.5) -> tuple[Stories, Duplicates]:
    duplicates = Duplicates(similarity)
    kept: Stories = {
        split: list(duplicates.removed_from(iter(stories[split]), split))
        for split in HELD_OUT_FIRST
    }
    return kept, duplicates


def similarity(left: set[str], right: set[str]) -> float:
    """Of two stories' shingles, the share that both have; exact, where the library estimates."""
    return len(left & right) / len(left | right)


@pytest.fixture(scope="module")
def embedded() -> Stories:
    return {split: list(world.tell(4, split, 40)) for split in HELD_OUT_FIRST}


def renamed(text: str) -> str:
    return text.replace(" the ", " that ", 3)


def shouted(text: str) -> str:
    return text.upper().replace(",", "").replace(".", "!")


def shortened(text: str) -> str:
    return text[: len(text) * 4 // 5]


def with_preface(text: str) -> str:
    return "This tale was told to me by an old friend, who had it from her own aunt. " + text


def with_some_words_changed(text: str) -> str:
    words, chance = text.split(), random.Random(1)
    for place in chance.sample(range(len(words)), len(words) // 25):
        words[place] = "something"
    return " ".join(words)


NEAR = [renamed, shouted, shortened, with_preface, with_some_words_changed]


def test_stories_of_the_same_world_stay(embedded: Stories) -> None:
    kept, duplicates = deduplicated(embedded)
    assert kept == embedded
    assert duplicates.counts["near"]["within"] == dict.fromkeys(SPLITS, 0)


@pytest.mark.parametrize("spoil", NEAR)
def test_near_leaks_are_gone_and_held_out_splits_keep_theirs(
    embedded: Stories, spoil: Callable[[str], str]
) -> None:
    leaks = [
        Story(spoil(story.text)) for story in embedded["test"][:10] + embedded["validation"][:10]
    ]
    own = [Story(spoil(story.text)) for story in embedded["train"][:10]]
    to_validation = [Story(spoil(story.text)) for story in embedded["test"][10:15]]
    kept, duplicates = deduplicated(
        {
            "train": leaks + embedded["train"] + own,
            "validation": to_validation + embedded["validation"],
            "test": embedded["test"],
        }
    )
    assert kept == embedded
    assert duplicates.counts["near"] == {
        "within": {"train": 10, "validation": 0, "test": 0, "new_world": 0},
        "across": {"train": 20, "validation": 5, "test": 0, "new_world": 0},
    }
    assert no_leak(kept)


def no_leak(stories: Stories) -> bool:
    sets = {
        split: [set(shingles(story.text)) for story in stories[split]] for split in HELD_OUT_FIRST
    }
    return all(
        similarity(one, two) < 0.5
        for left, right in combinations(HELD_OUT_FIRST, 2)
        for one in sets[left]
        for two in sets[right]
    )


def test_exact_copies_are_counted_as_such(embedded: Stories) -> None:
    copies: Stories = {
        "train": embedded["train"] + embedded["train"][:2] + embedded["test"][:3],
        "validation": embedded["validation"] + embedded["test"][:4],
        "test": embedded["test"] + embedded["test"][:5],
    }
    for similarity_knob in (0.5, 0.0):
        kept, duplicates = deduplicated(copies, similarity_knob)
        assert kept == embedded
        assert duplicates.counts["exact"] == {
            "within": {"train": 2, "validation": 0, "test": 5, "new_world": 0},
            "across": {"train": 3, "validation": 4, "test": 0, "new_world": 0},
        }


def test_near_copies_stay_where_the_parameter_is_off(embedded: Stories) -> None:
    stories = embedded | {"train": [Story(renamed(story.text)) for story in embedded["test"]]}
    kept, _ = deduplicated(stories, 0.0)
    assert kept == stories


def test_the_higher_the_parameter_the_more_alike_stories_must_be(embedded: Stories) -> None:
    story = embedded["test"][0]
    changed = Story(with_some_words_changed(story.text))
    assert 0.6 < similarity(set(shingles(story.text)), set(shingles(changed.text))) < 0.9
    stories: Stories = {"train": [changed], "validation": [], "test": [story]}
    assert deduplicated(stories, 0.5)[0]["train"] == []
    assert deduplicated(stories, 1.0)[0]["train"] == [changed]


@pytest.mark.parametrize("texts", [["A.", "B."], ["…", "!!", "?"], ["Yes, I do.", "Yes, I did."]])
def test_very_short_stories_are_compared_as_they_are(texts: list[str]) -> None:
    def as_stories(found: Iterable[str]) -> Stories:
        return {"train": [Story(text) for text in found], "validation": [], "test": []}

    assert deduplicated(as_stories(texts))[0] == as_stories(texts)
    assert deduplicated(as_stories([*texts, texts[0]]))[0] == as_stories(texts)
