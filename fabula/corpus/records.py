"""From a record, as a file holds it, to a `Story`."""

import re
from collections.abc import Mapping
from typing import Any

from fabula.config.data import Data
from fabula.corpus.bad_records import RecordError
from fabula.errors import DataError
from fabula.stories import Split, Story, ordered_tags

FIELDS = ("story", "prompt", "tags", "summary", "characters")
"""What a record may hold; any other field is the user's own and not read."""


def as_story(record: Mapping[str, Any], data: Data, split: Split | None) -> Story:
    """The story of a record; `RecordError` says why there is none.

    Its tags are read only where `data.tagger` asks for them: they may be of another kind.
    """
    if record.get("story") is None:
        fields = ", ".join(record) or "none"
        raise RecordError("no_story", f"no field 'story'; its fields: {fields}", dict(record))
    text = _text(record, "story")
    if not text:
        raise RecordError("empty", "the story is empty", record["story"])
    words = len(text.split())
    if words > data.max_words:
        detail = (
            f"a story of {words:,} words, above data.max_words ({data.max_words:,}); "
            "usually the separator between two stories is missing"
        )
        raise RecordError("too_long", detail, text)
    return Story(
        text=text,
        prompt=_text(record, "prompt"),
        tags=_tags(record) if data.tagger == "dataset" else (),
        split=split,
        summary=_text(record, "summary"),
        characters=_names(record, "characters"),
    )


def _text(record: Mapping[str, Any], field: str) -> str:
    value = record.get(field)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise RecordError("malformed", f"{field} is {type(value).__name__}, not text", value)
    return _utf8(value.strip())


def _names(record: Mapping[str, Any], field: str) -> tuple[str, ...]:
    """A list of strings, or, as CSV has no lists, a string with commas or semicolons."""
    value = record.get(field)
    if value is None:
        return ()
    if isinstance(value, str):
        value = re.split("[,;]", value)
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        raise RecordError("malformed", f"{field} is no list of strings", value)
    return tuple(_utf8(name.strip()) for name in value if name.strip())


def _tags(record: Mapping[str, Any]) -> tuple[str, ...]:
    try:
        return ordered_tags(_names(record, "tags"))
    except DataError as error:
        detail = f"{error}; data.tagger: rules would not read them"
        raise RecordError("unknown_tag", detail, record["tags"]) from None


def _utf8(text: str) -> str:
    """The text; files are decoded so that a wrong byte becomes a surrogate, which is found here."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        detail = f"not UTF-8, at character {error.start + 1}; save the file as UTF-8"
        raise RecordError("not_utf8", detail, text[max(0, error.start - 20) :]) from None
    return text
