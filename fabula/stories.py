"""What a story is, and the one format in which tags and prompts stand before it."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, get_args

from fabula.errors import DataError

Tag = Literal["BadEnding", "Conflict", "Dialogue", "Foreshadowing", "MoralValue", "Twist"]
TAGS: tuple[str, ...] = get_args(Tag)
"""The six narrative tags, in the alphabetical order that numbers `[TAG_1]` to `[TAG_6]`."""

Split = Literal["train", "validation", "test", "new_world"]
SPLITS: tuple[Split, ...] = get_args(Split)
"""`new_world` holds stories of names, things, places and plots that the others lack, and is empty
where the data has none."""

PAD, BOS, EOS = "[PAD]", "[BOS]", "[EOS]"
TAG_TOKENS = tuple(f"[TAG_{number}]" for number, _ in enumerate(TAGS, start=1))
SPECIAL_TOKENS = (PAD, BOS, EOS, *TAG_TOKENS)
"""Added to every tokenizer, in this order: the 9 tokens of the original tag model."""

CONTROL = re.compile("[\x00-\x08\x0b-\x1f]")
"""All below U+0020 but tab and line end."""


@dataclass(frozen=True)
class Story:
    """One story and what is known about it.

    `tags` are a subset of `TAGS`, in that order. `prompt` is the instruction or premise that the
    story was written for, empty where there is none; it is never a part of `text`. `split` is set
    where the source decides it, and `None` where our own stable hash shall.
    """

    text: str
    prompt: str = ""
    tags: tuple[str, ...] = ()
    split: Split | None = None
    summary: str = ""
    characters: tuple[str, ...] = ()

    @cached_property
    def id(self) -> str:
        """16 hexadecimal digits of the text's SHA-256: the same story has the same id anywhere."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:16]


def ordered_tags(tags: Iterable[str]) -> tuple[str, ...]:
    """The tags without repeats in the order of `TAGS`; `DataError` names those unknown."""
    wanted = set(tags)
    unknown = sorted(wanted - set(TAGS))
    if unknown:
        raise DataError(f"unknown tag {', '.join(map(repr, unknown))}; known: {', '.join(TAGS)}")
    return tuple(tag for tag in TAGS if tag in wanted)


def opening(text: str, words: int) -> str:
    """The first `words` words of a story, white space as it stands, or the whole of a shorter one.

    This is the prompt that a model continues in `generate_samples`; what follows it in the real
    story is the reference.
    """
    position = 0
    for word in text.split()[:words]:
        position = text.index(word, position) + len(word)
    return text[:position]


def require_text(where: str, text: str) -> None:
    """`DataError` where a text that somebody gave holds control characters, or is not UTF-8."""
    if control := CONTROL.search(text):
        raise DataError(f"{where} has a control character, U+{ord(control[0]):04X}")
    require_utf8(where, text)


def require_utf8(where: str, text: str) -> None:
    """`DataError` where a text is not UTF-8: its bytes reach Python as surrogates, which no
    tokenizer takes."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise DataError(
            f"{where} is not UTF-8, at character {error.start + 1}; give it as UTF-8, from a "
            "terminal or file that is"
        ) from None
