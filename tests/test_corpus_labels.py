"""The rules for tags: what each looks for, and how far each can be trusted."""

import pytest

from fabula import world
from fabula.corpus.labels import RULES, agreement, label
from fabula.stories import SPLITS, TAGS, Story

QUIET = (
    "Anna had a garden. She watered the beans each morning. The beans grew tall. "
    "In the evening she ate soup. It was a warm night. The cat slept on the wall."
)


def test_a_quiet_story_has_no_tag() -> None:
    assert label(QUIET) == ()


@pytest.mark.parametrize(
    ("sentence", "at_the_end", "tag"),
    [
        ('"Come in," said the owl.', False, "Dialogue"),
        ("“Come in!” said the owl.", False, "Dialogue"),
        ("Anna and Tom argued about the beans.", False, "Conflict"),
        ("Grandma warned her of the snails.", False, "Foreshadowing"),
        ("Anna learned that patience pays.", True, "MoralValue"),
        ("It turned out that the cat had eaten them.", True, "Twist"),
        ("But the beans died, and Anna cried alone.", True, "BadEnding"),
    ],
)
def test_each_rule_finds_its_tag(sentence: str, at_the_end: bool, tag: str) -> None:
    text = f"{QUIET} {sentence}" if at_the_end else f"{sentence} {QUIET}"
    assert label(text) == (tag,)


def test_a_quoted_word_is_no_dialogue() -> None:
    assert label(f'They called it the "bean tower". {QUIET}') == ()


def test_tears_in_the_middle_are_no_bad_ending() -> None:
    assert "BadEnding" not in label(f"Anna was sad and cried alone. {QUIET} They were happy.")


def test_every_tag_has_its_rule() -> None:
    assert tuple(RULES) == TAGS
    assert label("") == ()


def test_precision_and_recall_by_hand() -> None:
    speech, none = '"Come in," said the owl. ' + QUIET, QUIET
    stories = [
        Story(speech, tags=("Dialogue",)),
        Story(speech),
        Story(speech, tags=("Dialogue", "Twist")),
        Story(none, tags=("Dialogue",)),
    ]
    numbers = agreement(stories)
    assert numbers["Dialogue"] == {"precision": 0.667, "recall": 0.667, "prevalence": 0.75}
    assert numbers["Twist"] == {"precision": 0.0, "recall": 0.0, "prevalence": 0.25}


def test_the_rules_say_more_than_chance() -> None:
    """On stories with true tags, what a rule finds holds the tag more often than any story."""
    numbers = agreement([story for split in SPLITS for story in world.tell(5, split, 150)])
    for tag in TAGS:
        assert numbers[tag]["precision"] > numbers[tag]["prevalence"] + 0.05, tag
        assert numbers[tag]["recall"] > 0.2, tag
    assert numbers["Dialogue"]["precision"] > 0.95
    assert numbers["MoralValue"]["recall"] > 0.9
