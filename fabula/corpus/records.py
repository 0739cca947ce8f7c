"""From a record, as a file holds it, to a `Story`."""

import json
import math
import re
from collections.abc import Iterable, Mapping
from typing import Any

from fabula.config.data import Data
from fabula.corpus.bad_records import RecordError
from fabula.corpus.cleaning import MARKER, words
from fabula.errors import DataError
from fabula.stories import TAGS, Split, Story, ordered_tags

FIELDS = ("story", "prompt", "tags", "summary", "characters")
"""What a record may hold; any other field is the user's own and not read."""
BOUNDARY = re.compile(
    r"(?i:<\|(?:start|begin|end)_?of_?(?:text|story|document)\|>)|\[[BE]OS\]|</s>\s*<s>|<[be]os>"
)
"""The marks of a story's begin and end that other tools and we ourselves use."""
LIST = re.compile(r"""\[.*\]|[({]\s*(?:["'].*)?[)}]""", re.DOTALL)
QUOTED = re.compile(r"""(["'])(.*?)\1""", re.DOTALL)
SEPARATOR = "[,;|\n]"


def fields_of(names: Iterable[str]) -> dict[str, str]:
    """The name of each field: itself, or with spaces around it or other case, as in `Story `."""
    found = dict[str, str]()
    for name in names:
        field = name.strip().lower()
        if field not in FIELDS:
            continue
        if field in found and (name == field) == (found[field] == field):
            detail = f"both {found[field]!r} and {name!r} may be the field {field!r}; rename one"
            raise RecordError("malformed", detail, name)
        if field not in found or name == field:
            found[field] = name
    return found


def as_story(raw: Mapping[str, Any], data: Data, split: Split | None) -> Story:
    """The story of a record; `RecordError` says why there is none.

    Its tags are read only where `data.tagger` asks for them: they may be of another kind.
    """
    record = {field: raw[name] for field, name in fields_of(raw).items()}
    if "story" not in record:
        fields = ", ".join(map(repr, raw)) or "none"
        raise RecordError("no_story", f"no field 'story'; its fields: {fields}", dict(raw))
    text = _text(record, "story")
    if not text:
        raise RecordError("empty", "the story is empty", record["story"])
    if mark := glued(text):
        detail = (
            f"{mark!r} stands inside of the story, so it is more than one; separate them, in a "
            ".txt by data.files.separator"
        )
        raise RecordError("malformed", detail, text[max(0, text.index(mark) - 20) :])
    length = words(text)
    if length > data.max_words:
        detail = (
            f"a story of {length:,} words, above data.max_words ({data.max_words:,}); "
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


def glued(text: str) -> str | None:
    """The mark of a story's begin or end that stands between words: there begins another story."""
    if not (found := BOUNDARY.findall(text)):
        return None
    tells = [bool(re.search(r"\w", MARKER.sub("", part))) for part in BOUNDARY.split(text)]
    return found[tells.index(True)] if sum(tells) > 1 else None


def _is_nothing(value: object) -> bool:
    """Whether a value says that there is none; NaN is how tables write it."""
    return value is None or (isinstance(value, float) and math.isnan(value))


def _text(record: Mapping[str, Any], field: str) -> str:
    value = record.get(field)
    if _is_nothing(value):
        return ""
    if isinstance(value, bytes):
        value = value.decode(errors="surrogateescape")
    if not isinstance(value, str):
        raise RecordError("malformed", f"{field} is {type(value).__name__}, not text", value)
    return _utf8(value.strip())


def _names(record: Mapping[str, Any], field: str) -> tuple[str, ...]:
    """A list of strings, or its text, or, as CSV has no lists, names between commas or the like."""
    value = record.get(field)
    if _is_nothing(value):
        return ()
    if isinstance(value, str):
        value = _listed(value)
    if isinstance(value, list):
        value = [name for name in value if not _is_nothing(name)]
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        raise RecordError("malformed", f"{field} is no list of strings", value)
    return tuple(_utf8(name.strip()) for name in value if name.strip())


def _listed(text: str) -> list[Any]:
    """The names in a text: of a list in JSON or Python, or with separators between them."""
    if not LIST.fullmatch(text.strip()):
        return re.split(SEPARATOR, text)
    try:
        value = json.loads(text)
    except ValueError:
        inner = text.strip()[1:-1]
        quoted = [name for _, name in QUOTED.findall(inner)]
        return quoted or [name for name in re.split(SEPARATOR, inner) if not _is_word_none(name)]
    return [value] if value and not isinstance(value, list) else list(value)


def _is_word_none(name: str) -> bool:
    return name.strip().lower() in ("none", "null", "nan", "n/a", "-")


def _tags(record: Mapping[str, Any]) -> tuple[str, ...]:
    """The tags, in any case and with any space or line in a name: `bad_ending`."""
    names = [name for name in _names(record, "tags") if not _is_word_none(name)]
    known = {tag.lower(): tag for tag in TAGS}
    try:
        return ordered_tags(known.get(re.sub(r"[\W_]", "", name).lower(), name) for name in names)
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
