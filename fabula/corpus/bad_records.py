"""Records that are no story: the run stops at the first, or all are left out and listed."""

import json
from collections import Counter
from pathlib import Path
from types import TracebackType
from typing import Literal, Self, get_args

from fabula.errors import DataError

Reason = Literal["malformed", "no_story", "empty", "too_long", "unknown_tag", "not_utf8"]
REASONS: tuple[Reason, ...] = get_args(Reason)

LISTED = 20
"""Skipped records shown in the manifest; `skipped.jsonl` has them all."""


class RecordError(Exception):
    """Why one record of a file is no story; `value` is what was received."""

    def __init__(self, reason: Reason, detail: str, value: object, below: int = 0) -> None:
        """`detail` reads well after `file:line: `; `below`: lines below the record's first."""
        super().__init__(detail)
        self.reason: Reason = reason
        self.detail = detail
        self.value = value
        self.below = below


def too_long(text: str, longest: int) -> RecordError:
    """The error of a record of more than `longest` characters."""
    detail = f"a record of more than {longest:,} characters; usually a separator is missing"
    return RecordError("too_long", detail, text)


class BadRecords:
    """Decides about bad records: `fail` stops at the first, `skip` lists each in a file."""

    def __init__(self, path: Path, policy: Literal["fail", "skip"]) -> None:
        """The list is written at `path`, one JSON object a line."""
        self._file = path.open("w", encoding="utf-8", newline="\n")
        self.skips = policy == "skip"
        self.counts: Counter[str] = Counter(dict.fromkeys(REASONS, 0))
        self.first: list[dict[str, str | int]] = []

    def report(self, folder: Path, file: Path, line: int, bad: RecordError) -> None:
        """Stop with one `DataError`, or list the record; its file is named relative to `folder`.

        `line` is the first one of the record.
        """
        excerpt, line = _excerpt(bad.value), line + bad.below
        if not self.skips:
            raise DataError(
                f"{file}:{line}: {bad.detail}\n"
                f"  got: {excerpt}\n"
                "  mend the record, or set data.on_bad_record: skip to leave such records out"
            )
        record: dict[str, str | int] = {
            "file": file.relative_to(folder).as_posix(),
            "line": line,
            "reason": bad.reason,
            "detail": bad.detail,
            "got": excerpt,
        }
        self._file.write(json.dumps(record) + "\n")
        self.counts[bad.reason] += 1
        if len(self.first) < LISTED:
            self.first.append(record)

    def __enter__(self) -> Self:
        """The list is open for as long as records are read."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close the list."""
        self._file.close()


def _excerpt(value: object, length: int = 80) -> str:
    if isinstance(value, str):
        return ascii(value) if len(value) <= length else f"{value[:length]!a}..."
    return ascii(value)[:length]
