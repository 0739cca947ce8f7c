from pathlib import Path
from random import Random

import numpy as np
import pytest
from breaking import broken

from fabula import world
from fabula.evaluation.metrics.contradictions import contradict, contradicted, contradictions

REAL = Path(__file__).parents[2] / "shared/data/tinystories"

FOUND = {
    "Once a girl named Ann had a kite. So Ann ran. Soon he fell.": (
        "gender",
        "a girl named Ann",
        "he",
    ),
    "Up the hill went Ann. She sang. Then Ann ran home. All day he slept.": ("gender", "She", "he"),
    "Once a boy called Sam had a kite. In truth Sam was a girl.": (
        "gender",
        "a boy called Sam",
        "Sam was a girl",
    ),
    "Once a dog named Rex ran. It was cold. The sun rose. It was late. Rex the cat slept.": (
        "species",
        "a dog named Rex",
        "Rex the cat",
    ),
    "There was Rex, a hungry dog. In the end Rex was a big fish.": (
        "species",
        "Rex, a hungry dog",
        "Rex was a big fish",
    ),
    "The tree was very big. It was old. The tree was small.": (
        "state",
        "The tree was very big",
        "The tree was small",
    ),
    "Once a tall boy named Sam had a kite. Oh, Sam was short.": (
        "state",
        "a tall boy named Sam",
        "Sam was short",
    ),
    "The box was heavy. It was red. The box was not heavy.": (
        "state",
        "The box was heavy",
        "The box was not heavy",
    ),
    "It was late, and Sam died. Then Sam laughed.": ("state", "Sam died", "Sam laughed"),
}

SOUND = {
    "it is right": "Once a girl named Ann had a kite. So Ann ran. Soon she fell.",
    "somebody else is near": "A girl named Ann saw a dog. So Ann ran. Soon he fell.",
    "another name is near": "A girl named Ann met Sam. So Ann ran. Soon he fell.",
    "it is spoken": 'A girl named Ann ran. "He fell!" said Ann. "Ann is a cat."',
    "nobody is told of": "Then Ann ran home. Soon he fell.",
    "a bird of one kind": "Once a bird named Tweety sang. Oh, Tweety was a robin.",
    "a word of change": "The tree was small. It grew. The tree was big.",
    "time has passed": "The tree was small. It was May. June came. July came. The tree was big.",
    "two of a kind": "There was a big dog. There was a small dog.",
    "praise": "Once a dog named Rex ran. Oh, Rex was a good boy.",
    "he dies last": "It was late, and Sam laughed. Then Sam died.",
    "one each": "Once a boy and a girl named Sam and Ann ran. Soon Sam fell. He cried.",
    "nothing": "",
    "no word": "?!",
}


@pytest.mark.parametrize("text", FOUND)
def test_both_places_of_a_contradiction_are_marked(text: str) -> None:
    kind, first, second = FOUND[text]
    (found,) = contradictions(text)
    assert (found.kind, text[slice(*found.first)], text[slice(*found.second)]) == (
        kind,
        first,
        second,
    )


@pytest.mark.parametrize("why", SOUND)
def test_what_may_be_true_is_no_contradiction(why: str) -> None:
    assert contradictions(SOUND[why]) == []


def test_several_are_found_in_order() -> None:
    text = "Once a dog named Rex ran. Oh, Rex was a cat. So Rex was tall. But Rex was short."
    assert [each.kind for each in contradictions(text)] == ["species", "state"]


def test_the_mean_is_a_percentage() -> None:
    values = contradicted([*FOUND, *SOUND.values()])
    assert values.tolist() == [100.0] * len(FOUND) + [0.0] * len(SOUND)


def test_a_story_is_made_to_contradict_itself() -> None:
    story = "Once a girl named Ann had a kite. It was red. So Ann ran. She fell. Ann cried."
    broken = {contradict(story, "", Random(seed)) for seed in range(20)}
    assert "Once a girl named Ann had a kite. It was red. So Ann ran. He fell. Ann cried." in broken
    assert all(contradictions(text) for text in broken if text != story)
    assert contradict(story, "", Random(1)) == contradict(story, "", Random(1))


def test_what_is_spoken_is_not_swapped() -> None:
    story = 'It was late. "She is here," he said.'
    assert contradict(story, "", Random(1)) == 'It was late. "She is here," she said.'


@pytest.mark.parametrize("story", ["", "Hello.", "It was late. The sun rose."])
def test_a_story_of_nobody_stays_as_it_is(story: str) -> None:
    assert contradict(story, "", Random(1)) == story


def test_embedded_stories_hardly_contradict_themselves() -> None:
    stories = [story.text for story in world.tell(7, "validation", 300)]
    assert contradicted(stories).mean() <= 2


def test_real_stories_hardly_contradict_themselves_and_broken_ones_do() -> None:
    if not REAL.is_dir():
        pytest.skip("the real TinyStories are not beside this checkout")
    text = (REAL / "validation.txt").read_text(encoding="utf-8")
    stories = [story.strip() for story in text.split("<|endoftext|>") if story.strip()]
    assert contradicted(stories).mean() <= 1
    assert np.mean(contradicted(broken(contradict, stories[:500]))) >= 60
