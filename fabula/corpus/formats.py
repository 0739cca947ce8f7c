"""The formats that stories come in: one reader a format, in a registry by file suffix.

A reader gives the records of a file with the line (in parquet the row) that each begins at. It
holds one record at a time, and what it cannot take apart it gives as a `RecordError`.
"""

import csv
import logging
import re
from collections.abc import Callable, Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from fabula.corpus.bad_records import RecordError, too_long
from fabula.corpus.instruct import parse_block
from fabula.corpus.json_values import json_objects, load_json
from fabula.corpus.pieces import open_bytes, pieces
from fabula.corpus.records import fields_of
from fabula.corpus.tables import table_rows
from fabula.errors import DataError

LOG = logging.getLogger(__name__)

Record = dict[str, Any] | RecordError
Reader = Callable[[Path, str], Iterator[tuple[int, Record]]]

LONGEST = 10_000_000
"""Characters of one record held in memory: a file without separators cannot fill it."""
BOM = "\ufeff"
"""The byte order mark that some files begin with; inside of one it shows where two were joined."""
JOINT = re.compile(rf"""^{BOM}|(?<=[.!?…"'”’»>\]]){BOM}""", re.MULTILINE)
"""Where a joined file begins: elsewhere the mark is one more invisible character."""
MARK = re.compile(r"<\|[^<>|]+\|>|</\w+>|<(?:bos|eos|sep)>|\[[A-Z]+\]")
"""A separator that is never text, and so separates inside of a line too."""
DELIMITERS = ",;\t|"
"""Between the values of a CSV: the first of them that a header with `story` is written with."""
JOINED_JSON = re.compile(rf"(?<=}}){BOM}(?={{)")


def lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines with their numbers from 1, without what ends them, a longer one cut."""
    for number, line, ended in pieces(path, "\n", LONGEST):
        if line or ended:
            yield number, line.removesuffix("\r").lstrip(BOM)


def read_text(path: Path, separator: str) -> Iterator[tuple[int, Record]]:
    """Stories between the separators; with none, one story a line."""
    for number, block in _blocks(path, separator):
        if isinstance(block, RecordError):
            yield number, block
        else:
            for line, story in _unjoined(path, number, block):
                yield line, _block(story)


def _block(text: str) -> Record:
    try:
        return _too_long(text) or parse_block(text)
    except RecordError as problem:
        return problem


def _blocks(path: Path, separator: str) -> Iterator[tuple[int, str | RecordError]]:
    if not separator:
        return ((number, line) for number, line in lines(path) if line.strip())
    if MARK.fullmatch(separator):
        return _between_marks(path, separator)
    return _between_lines(path, separator)


def _between_marks(path: Path, mark: str) -> Iterator[tuple[int, str]]:
    """What stands between marks, wherever they are; white space after the last one is no block."""
    for number, piece, ended in pieces(path, mark, LONGEST):
        text = piece.replace("\r\n", "\n")
        block = text.lstrip()
        if block or ended:
            yield number + text[: len(text) - len(block)].count("\n"), block


def _between_lines(path: Path, separator: str) -> Iterator[tuple[int, str | RecordError]]:
    """The same, for a separator that is a line by itself: inside of a line it is an error."""
    inside, first, block, size = _inside(separator), 0, list[str](), 0
    glued: tuple[int, RecordError] | None = None
    for number, line, ended in pieces(path, "\n", LONGEST):
        bare = line.replace(BOM, "").strip()
        if bare == separator:
            yield glued or (first or number, "\n".join(block))
            first, block, size, glued = 0, [], 0, None
        elif first or bare:
            first = first or number
            if not glued and inside.search(line):
                glued = number, _not_alone(separator, line)
            if size <= LONGEST:
                block.append(line.removesuffix("\r"))
                size += len(line) + ended
    if first:
        yield glued or (first, "\n".join(block))


def _inside(separator: str) -> re.Pattern[str]:
    """Finds the separator inside of a line: not in a word, and one or two signs not beside one."""
    beside = r"\S" if len(separator) < 3 else r"\w"
    before = rf"(?<!{beside})" if len(separator) < 3 or separator[0].isalnum() else ""
    after = rf"(?!{beside})" if len(separator) < 3 or separator[-1].isalnum() else ""
    return re.compile(before + re.escape(separator) + after)


def _not_alone(separator: str, line: str) -> RecordError:
    detail = (
        f"the separator {separator!r} stands in a line with other text; give it a line of its own, "
        "or choose another one in data.files.separator if it is text"
    )
    return RecordError("malformed", detail, line.strip())


def _unjoined(path: Path, number: int, block: str) -> Iterator[tuple[int, str]]:
    """The block, or its parts where other files were joined to the first without a separator."""
    if BOM not in block or len(block) > LONGEST:
        yield number, block
        return
    parts = list[tuple[int, str]]()
    for part in JOINT.split(block):
        if part.strip():
            parts.append((number + _blank_lines(part), part.lstrip()))
        number += part.count("\n")
    for line, _ in parts[1:]:
        LOG.warning("%s:%d: another file was joined here: a new story begins", path, line)
    yield from parts or [(number, "")]


def _blank_lines(text: str) -> int:
    return text[: len(text) - len(text.lstrip())].count("\n")


def read_jsonl(path: Path, _: str) -> Iterator[tuple[int, Record]]:
    """One JSON object a line, or an array of them; blank lines are no records."""
    filled = ((number, line) for number, line in lines(path) if line.strip())
    for place, (number, line) in enumerate(filled):
        if not place and line.lstrip().startswith("["):
            yield from json_objects(path, LONGEST)
            return
        for text in JOINED_JSON.split(line) if BOM in line else [line]:
            yield number, _too_long(text) or load_json(text)


def read_json(path: Path, _: str) -> Iterator[tuple[int, Record]]:
    """An array of JSON objects, or objects with anything white between them."""
    return json_objects(path, LONGEST)


def read_csv(path: Path, _: str) -> Iterator[tuple[int, Record]]:
    """Values between commas, semicolons or tabs with a header that names `story`."""
    csv.field_size_limit(LONGEST)
    number, delimiter = _header_line(path)
    if not number:
        return
    text = (f"{line}\n" for place, line in lines(path) if place >= number)
    rows = csv.reader(text, strict=True, delimiter=delimiter)
    try:
        header = next(rows, [])
    except csv.Error as error:
        raise DataError(
            f"{path}:{number}: the header is not CSV: {_csv_problem(error)}; it has to name the "
            "columns, one of them 'story'"
        ) from None
    columns = _columns(path, header)
    while True:
        line = number + rows.line_num
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            detail = f"not CSV: {_csv_problem(error)}"
            yield line, RecordError("malformed", detail, f"the row from line {line}")
            continue
        if len(row) == len(header):
            values = dict(zip(header, row, strict=True))
            if row != header:  # which stands again where files were joined
                yield line, {field: values[name] for field, name in columns.items()}
        elif row:
            detail = (
                f"{len(row)} values where the header names {len(header)}; a value with "
                f"{delimiter!r} in it has to stand in quotes"
            )
            yield line, RecordError("malformed", detail, delimiter.join(row))


def _header_line(path: Path) -> tuple[int, str]:
    """The number of the header's line, 0 where all are blank, and what is between its names."""
    delimiter = ""
    for number, line in lines(path):
        if not line.strip():
            continue
        if not delimiter and (named := re.match(rf"(?i)sep=([{DELIMITERS}])\s*$", line)):
            delimiter = named[1]
            continue
        for choice in delimiter or DELIMITERS:
            if "story" in (name.strip(' "').lower() for name in line.split(choice)):
                return number, choice
        return number, delimiter or ","
    return 0, ","


def _csv_problem(error: csv.Error) -> str:
    """The error in the user's words."""
    if "unexpected end of data" in str(error):
        return f"{error}: a quote is opened and not closed"
    if "new-line character" in str(error):
        return "a carriage return stands in a value without quotes"
    return str(error)


def read_parquet(path: Path, _: str) -> Iterator[tuple[int, Record]]:
    """Parquet with a column `story`."""
    with (
        open_bytes(path) as file,
        pq.ParquetFile(file, page_checksum_verification=True) as table,
    ):
        yield from table_rows(table, _columns(path, table.schema_arrow.names))


def _columns(path: Path, names: list[str]) -> dict[str, str]:
    """The column of each field; `DataError` where none holds stories."""
    try:
        columns = fields_of(names)
    except RecordError as problem:
        raise DataError(f"{path}: {problem.detail}") from None
    if "story" not in columns:
        raise DataError(
            f"{path}: no column 'story'; it has: {', '.join(map(repr, names))}; rename one"
        )
    return columns


def read_pairs(path: Path, _: str) -> Iterator[tuple[int, Record]]:
    """Line n of `*.wp_target` is the story for the prompt in line n of `*.wp_source`."""
    prompts = _prompts(path)
    for prompt, story in zip_longest(lines(prompts), lines(path)):
        if prompt is None or story is None:
            longer, number = (prompts, prompt[0]) if prompt else (path, story[0])
            raise DataError(
                f"{longer}:{number}: a line without a partner; {prompts.name} and {path.name} "
                "must have the same number of lines"
            )
        number, text = story
        yield number, _too_long(text) or _pair(prompt[1], text)


def _pair(prompt: str, story: str) -> Record:
    if BOM in prompt and BOM in story:
        detail = "two lines in one: files were joined here without a line end between"
        return RecordError("malformed", detail, story)
    return {"prompt": prompt, "story": story}


def _prompts(path: Path) -> Path:
    """The file of prompts that belongs to a file of stories."""
    expected = path.with_name(re.sub(r"(?i)\.wp_target", ".wp_source", path.name))
    if expected.is_file():
        return expected
    for other in sorted(path.parent.iterdir()):
        if other.name.lower() == expected.name.lower() and other.is_file():
            return other
    raise DataError(f"{path}: its prompts are missing; expected them in {expected}")


def _too_long(text: str) -> RecordError | None:
    return too_long(text, LONGEST) if len(text) > LONGEST else None


READERS: dict[str, Reader] = {
    ".txt": read_text,
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
    ".json": read_json,
    ".csv": read_csv,
    ".tsv": read_csv,
    ".parquet": read_parquet,
    ".wp_target": read_pairs,
}


def reader(path: Path) -> Reader | None:
    """The reader for a file name, with or without `.gz`, in capitals or not."""
    return READERS.get(Path(path.name.lower().removesuffix(".gz")).suffix)
