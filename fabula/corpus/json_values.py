"""JSON objects one after the other: the elements of an array, or with white space between them."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fabula.corpus.bad_records import RecordError, too_long
from fabula.corpus.pieces import CHUNK, chunks

BETWEEN = re.compile(r"[\s,\ufeff]*")
NEXT_OBJECT = re.compile(r"(?:(?<=\})[\s,\ufeff]*|(?<=\n)[ \t]*)(?=\{\s*\")")
"""Where to go on after an object that is broken."""


def load_json(text: str) -> dict[str, Any] | RecordError:
    """The JSON object that a text holds; a `RecordError` where it is none."""
    try:
        value = DECODER.decode(text)
    except (ValueError, RecursionError) as error:
        return RecordError("malformed", f"not JSON: {error}", text)
    return value if isinstance(value, dict) else _no_object(value)


def json_objects(path: Path, longest: int) -> Iterator[tuple[int, dict[str, Any] | RecordError]]:
    """The objects of a file, in an array or not, with the line that each begins in."""
    buffer = _Buffer(path, longest)
    in_array = False
    while (character := buffer.next_character()) is not None:
        number = buffer.number
        if character == "[" and not in_array:
            in_array = True
            buffer.move(1)
        elif character == "]":
            in_array = False
            buffer.move(1)
        else:
            yield number, buffer.value()
    if in_array:
        detail = "the array has no end: the file is cut off"
        yield buffer.number, RecordError("malformed", detail, "")


class _Buffer:
    """The part of a file that is looked at; twice `longest` at the most."""

    def __init__(self, path: Path, longest: int) -> None:
        self._chunks = chunks(path)
        self._text, self._at, self._longest = "", 0, longest
        self.number = 1
        """The number of the line, from 1, that the next character stands in."""

    def next_character(self) -> str | None:
        """The first one of the next value, or a bracket; `None` at the end."""
        while True:
            between = BETWEEN.match(self._text, self._at)
            assert between
            self.move(len(between[0]))
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return None

    def move(self, characters: int) -> None:
        """Pass over so many characters."""
        self.number += self._text.count("\n", self._at, self._at + characters)
        self._at += characters

    def value(self) -> dict[str, Any] | RecordError:
        """The value that begins here; after a broken one comes the next object."""
        while True:
            try:
                value, end = DECODER.raw_decode(self._text, self._at)
            except (ValueError, RecursionError) as error:
                if len(self._text) - self._at > self._longest or not self._more():
                    return self._broken(error)
            else:
                self.move(end - self._at)
                return value if isinstance(value, dict) else _no_object(value)

    def _broken(self, error: Exception) -> RecordError:
        """What is wrong with the object that begins here; then the next one is looked for."""
        text = self._text[self._at : self._at + self._longest + 1]
        following = NEXT_OBJECT.search(self._text, self._at + 1)
        if (following.start() if following else len(self._text)) - self._at > self._longest:
            found = too_long(text, self._longest)
        else:
            reason = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
            found = RecordError("malformed", f"not JSON: {reason}", text)
        while not following:
            self.move(max(0, len(self._text) - self._at - CHUNK // 2))
            if not self._more():
                self.move(len(self._text) - self._at)
                return found
            following = NEXT_OBJECT.search(self._text, self._at + 1)
        self.move(following.end() - self._at)
        return found

    def _more(self) -> bool:
        """Hold about twice as much; whether there was more."""
        self._text, self._at = self._text[self._at :], 0
        wanted = max(CHUNK, 2 * len(self._text))
        parts, size = [self._text], len(self._text)
        while size < wanted and (chunk := next(self._chunks, "")):
            parts.append(chunk)
            size += len(chunk)
        grown = size > len(self._text)
        self._text = "".join(parts)
        return grown


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; a name that stands twice would hide a value."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"the name {twice!r} stands twice in one object")
    return found


def _no_object(value: object) -> RecordError:
    return RecordError("malformed", "not a JSON object", value)


DECODER = json.JSONDecoder(object_pairs_hook=_unique)
