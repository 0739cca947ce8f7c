"""Text files in pieces: between line ends or other marks, never more than one piece in memory."""

import gzip
from collections.abc import Iterator
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO, cast

from fabula.corpus.bad_records import RecordError

CHUNK = 1 << 16
"""Characters read at once."""


def open_bytes(path: Path) -> BinaryIO:
    """The file's bytes, unpacked where its name ends in `.gz`."""
    return cast(BinaryIO, gzip.open(path)) if path.suffix.lower() == ".gz" else path.open("rb")


def pieces(path: Path, end: str, longest: int) -> Iterator[tuple[int, str, bool]]:
    """What stands before each `end`, and (`False`) after the last one; with the line it begins in.

    One longer than `longest` is cut somewhere above that, and the next one is whole again. Lines
    end at `\\n` alone, as no other character is sure to end one. A byte that is not UTF-8 becomes
    a surrogate, so that its record can be named.
    """
    number, rest = 1, ""
    head, size, line_ends = list[str](), 0, 0  # of the piece whose end has not come yet
    for chunk in chunks(path):
        *ended, rest = (rest + chunk).split(end)
        for tail in ended:
            yield number, "".join([*head, tail]), True
            number += line_ends + tail.count("\n") + end.count("\n")
            head, size, line_ends = [], 0, 0
        whole = max(0, len(rest) - len(end) + 1)  # what is left may be the beginning of an `end`
        if size <= longest:
            head.append(rest[:whole])
        size += whole
        line_ends += rest.count("\n", 0, whole)
        rest = rest[whole:]
    yield number, "".join([*head, rest]), False


def chunks(path: Path) -> Iterator[str]:
    """The text as it stands; a file with no line end but `\\r` is of an old Mac.

    `RecordError` where it is no UTF-8 at all.
    """
    with TextIOWrapper(
        open_bytes(path), "utf-8-sig", errors="surrogateescape", newline="\n"
    ) as file:
        chunk = file.read(CHUNK)
        if "\0" in chunk[:4] or chunk[:2] in ("\udcff\udcfe", "\udcfe\udcff"):
            detail = f"{path.name} is not UTF-8, but UTF-16 or no text; save it as UTF-8"
            raise RecordError("not_utf8", detail, chunk[:20])
        old = "\r" in chunk[:-1] and "\n" not in chunk
        while chunk:
            yield chunk.replace("\r", "\n") if old else chunk
            chunk = file.read(CHUNK)
