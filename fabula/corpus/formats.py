"""The formats that stories come in: one reader a format, in a registry by file suffix.

A reader gives the records of a file with the line (in parquet the row) that each begins at. It
holds one record at a time, and what it cannot take apart it gives as a `RecordError`.
"""

import csv
import gzip
import json
from collections.abc import Callable, Iterator
from io import TextIOWrapper
from itertools import zip_longest
from pathlib import Path
from typing import Any, BinaryIO, cast

import pyarrow.parquet as pq

from fabula.corpus.bad_records import RecordError
from fabula.corpus.instruct import parse_block
from fabula.corpus.records import FIELDS
from fabula.errors import DataError

Record = dict[str, Any] | RecordError
Reader = Callable[[Path, str], Iterator[tuple[int, Record]]]

LONGEST = 10_000_000
"""Characters of one record held in memory: a file without separators cannot fill it."""


def open_bytes(path: Path) -> BinaryIO:
    """The file's bytes, unpacked where its name ends in `.gz`."""
    return cast(BinaryIO, gzip.open(path)) if path.suffix == ".gz" else path.open("rb")


def lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines with their numbers from 1, a longer one cut just above `LONGEST`.

    A byte that is not UTF-8 becomes a surrogate, so that its record can be named.
    """
    with TextIOWrapper(open_bytes(path), "utf-8-sig", errors="surrogateescape") as file:
        number = 0
        while line := file.readline(LONGEST + 1):
            number += 1
            rest = line
            while rest and not rest.endswith("\n"):
                rest = file.readline(LONGEST)
            yield number, line.removesuffix("\n")


def read_text(path: Path, separator: str) -> Iterator[tuple[int, Record]]:
    """Stories between lines that are the separator; with none, one story a line."""
    for number, block in _blocks(path, separator) if separator else lines(path):
        if not separator and not block.strip():
            continue
        yield number, _too_long(block) or parse_block(block)


def _blocks(path: Path, separator: str) -> Iterator[tuple[int, str]]:
    """What stands between the separators; white space after the last one is no block."""
    first, block, size = 0, list[str](), 0
    for number, line in lines(path):
        if line.strip() == separator:
            yield first or number, "\n".join(block)
            first, block, size = 0, [], 0
            continue
        if not first and line.strip():
            first = number
        if size <= LONGEST:
            block.append(line)
            size += len(line) + 1
    if first:
        yield first, "\n".join(block)


def read_jsonl(path: Path, _: str) -> Iterator[tuple[int, Record]]:
    """One JSON object a line; blank lines are no records."""
    for number, line in lines(path):
        if line.strip():
            yield number, _too_long(line) or _json(line)


def _json(line: str) -> Record:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        return RecordError("malformed", f"not JSON: {error}", line)
    if not isinstance(record, dict):
        return RecordError("malformed", "not a JSON object", line)
    return record


def read_csv(path: Path, _: str) -> Iterator[tuple[int, Record]]:
    """Comma-separated values with a header that names `story`."""
    csv.field_size_limit(LONGEST)
    rows = csv.reader((f"{line}\n" for _, line in lines(path)), strict=True)
    header = next(rows, [])
    if header:
        _require_story(path, header)
    while True:
        line = rows.line_num + 1
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield line, RecordError("malformed", f"not CSV: {error}", f"the row from line {line}")
            continue
        if len(row) == len(header):
            yield line, {name: value or None for name, value in zip(header, row, strict=True)}
        elif row:
            detail = f"{len(row)} values where the header names {len(header)}"
            yield line, RecordError("malformed", detail, ",".join(row))


def read_parquet(path: Path, _: str) -> Iterator[tuple[int, Record]]:
    """Parquet with a column `story`."""
    with open_bytes(path) as file, pq.ParquetFile(file) as table:
        names = table.schema_arrow.names
        _require_story(path, names)
        row = 0
        columns = [name for name in names if name in FIELDS]
        for batch in table.iter_batches(batch_size=1000, columns=columns):
            for record in batch.to_pylist():
                row += 1
                yield row, record


def read_pairs(path: Path, _: str) -> Iterator[tuple[int, Record]]:
    """Line n of `*.wp_target` is the story for the prompt in line n of `*.wp_source`."""
    prompts = path.with_name(path.name.replace(".wp_target", ".wp_source"))
    if not prompts.is_file():
        raise DataError(f"{path}: its prompts are missing; expected them in {prompts}")
    for prompt, story in zip_longest(lines(prompts), lines(path)):
        if prompt is None or story is None:
            longer, number = (prompts, prompt[0]) if prompt else (path, story[0])
            raise DataError(
                f"{longer}:{number}: a line without a partner; {prompts.name} and {path.name} "
                "must have the same number of lines"
            )
        number, text = story
        yield number, _too_long(text) or {"prompt": prompt[1], "story": text}


def _require_story(path: Path, names: list[str]) -> None:
    if "story" not in names:
        raise DataError(
            f"{path}: no column 'story'; it has: {', '.join(map(repr, names))}; rename one"
        )


def _too_long(text: str) -> RecordError | None:
    if len(text) <= LONGEST:
        return None
    detail = f"a record of more than {LONGEST:,} characters; usually a separator is missing"
    return RecordError("too_long", detail, text)


READERS: dict[str, Reader] = {
    ".txt": read_text,
    ".jsonl": read_jsonl,
    ".csv": read_csv,
    ".parquet": read_parquet,
    ".wp_target": read_pairs,
}


def reader(path: Path) -> Reader | None:
    """The reader for a file name, with or without `.gz`."""
    return READERS.get(Path(path.name.removesuffix(".gz")).suffix)
