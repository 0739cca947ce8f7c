import hashlib

import pytest

from fabula.errors import DataError
from fabula.stories import SPECIAL_TOKENS, TAG_TOKENS, TAGS, Story, opening, ordered_tags


def test_tags_are_numbered_in_alphabetical_order() -> None:
    assert list(TAGS) == sorted(TAGS)
    assert dict(zip(TAGS, TAG_TOKENS, strict=True))["MoralValue"] == "[TAG_5]"
    assert len(SPECIAL_TOKENS) == len(set(SPECIAL_TOKENS)) == 9


def test_an_id_is_of_the_text_alone() -> None:
    story = Story("Once.", prompt="a", tags=("Twist",), split="train")
    assert story.id == Story("Once.").id == hashlib.sha256(b"Once.").hexdigest()[:16]
    assert story.id != Story("Once!").id


def test_tags_are_put_in_order_without_repeats() -> None:
    assert ordered_tags(["Twist", "BadEnding", "Twist"]) == ("BadEnding", "Twist")
    assert ordered_tags([]) == ()


def test_unknown_tags_are_named_with_those_known() -> None:
    with pytest.raises(DataError, match=r"unknown tag 'twist', 'zz'; known: BadEnding, Conflict"):
        ordered_tags(["zz", "Twist", "twist"])


@pytest.mark.parametrize(
    ("text", "words", "start"),
    [
        ("Once upon a time.", 2, "Once upon"),
        ("Once  upon\na time.", 3, "Once  upon\na"),
        ("  Once upon", 1, "  Once"),
        ("a aa a aa", 3, "a aa a"),
        ("Short.", 12, "Short."),
        ("", 3, ""),
    ],
)
def test_an_opening_keeps_the_white_space_as_it_stands(text: str, words: int, start: str) -> None:
    assert opening(text, words) == start
    assert text.startswith(opening(text, words))
