from collections import Counter
from random import Random

import pytest
from breaking import broken

from fabula.evaluation.metrics.corruptions import (
    CORRUPTIONS,
    STRANGERS,
    adjacent_swap,
    middle_shuffle,
    rename,
    repeated_tail,
    sentence_shuffle,
    splice,
    word_salad,
)
from fabula.words import sentences

STORY = (
    "One day a girl called Anna found a key. The key was old. It opened no door. Anna asked Ben. "
    "Ben knew a box. They ran to it. The key fitted. There was a cake in it, and Anna ate it."
)
OTHER = "A bear sat by a lake. He was alone. A duck swam by. They became friends."


def break_it(corruption, story: str = STORY) -> list[str]:
    return sentences(corruption(story, OTHER, Random(1)))


def test_a_shuffle_keeps_the_sentences_and_loses_their_order() -> None:
    assert break_it(sentence_shuffle) != sentences(STORY)
    assert Counter(break_it(sentence_shuffle)) == Counter(sentences(STORY))


def test_a_middle_shuffle_keeps_both_ends() -> None:
    parts = break_it(middle_shuffle)
    assert (parts[0], parts[-1]) == (sentences(STORY)[0], sentences(STORY)[-1])
    assert parts != sentences(STORY)
    assert Counter(parts) == Counter(sentences(STORY))


def test_word_salad_keeps_the_words_alone() -> None:
    salad = word_salad(STORY, OTHER, Random(1)).split()
    assert salad != STORY.split()
    assert Counter(salad) == Counter(STORY.split())


def test_a_splice_ends_as_another_story() -> None:
    assert break_it(splice) == [*sentences(STORY)[:4], "A duck swam by.", "They became friends."]


def test_the_hero_has_another_name_from_the_middle_on() -> None:
    parts = break_it(rename)
    assert parts[:4] == sentences(STORY)[:4]
    assert parts[4:7] == sentences(STORY)[4:7], "Ben is not the hero"
    assert "Anna" not in parts[-1]


@pytest.mark.parametrize("hero", [*STRANGERS, "Anna"])
def test_a_story_of_all_other_names_has_its_hero_renamed_too(hero: str) -> None:
    """The name is then that of another: the hero is not who it was all the same."""
    story = f"One day {hero} met {', '.join(STRANGERS)} and Ben. They saw {hero}. Then {hero} left."
    before, after = sentences(story)[1:], break_it(rename, story)[1:]
    assert all(hero in part for part in before)
    assert not any(hero in part for part in after)
    assert any(name in after[-1] for name in STRANGERS)


@pytest.mark.parametrize("name", CORRUPTIONS)
@pytest.mark.parametrize(
    "story",
    [
        "\n\n",
        "...",
        "Said Oscar Nina Felix Ruby Hugo Stella. " * 3,
        "当時、狐がいた。卵を見つけた。",
        "one long line without an end " * 40,
        "So (Anna) met [Ben] \\1 and Tom+. She saw A.B. Then Ünal ran! Émile? Yes.",
    ],
)
def test_odd_stories_survive(name: str, story: str) -> None:
    for other in (story, STORY, ""):
        CORRUPTIONS[name](story, other, Random(1))


def test_a_tail_repeats_to_the_length_of_the_story() -> None:
    parts = break_it(repeated_tail)
    first, second = sentences(STORY)[:2]
    assert parts == [first, second] * 4


def test_a_swap_moves_two_neighbours() -> None:
    differ = [a != b for a, b in zip(break_it(adjacent_swap), sentences(STORY), strict=True)]
    assert sum(differ) == 2
    assert differ.index(True) + 1 == 7 - differ[::-1].index(True)


@pytest.mark.parametrize("name", CORRUPTIONS)
def test_the_same_chance_breaks_the_same_way(name: str) -> None:
    assert break_it(CORRUPTIONS[name]) == break_it(CORRUPTIONS[name])


@pytest.mark.parametrize("name", CORRUPTIONS)
@pytest.mark.parametrize("story", ["", "Hello.", "Hello. Bye."])
def test_the_shortest_texts_survive(name: str, story: str) -> None:
    CORRUPTIONS[name](story, story, Random(1))


def test_what_cannot_be_broken_is_left_out() -> None:
    assert broken(rename, [OTHER, STORY]) == [rename(STORY, OTHER, Random("1 1"))]
    assert broken(sentence_shuffle, ["Hello.", "Bye."]) == []
