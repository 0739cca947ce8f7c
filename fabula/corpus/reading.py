"""A user's own files, as stories with their splits."""

import logging
import os
from collections.abc import Generator, Iterator, Sequence
from pathlib import Path

from fabula.config.data import Data
from fabula.corpus.bad_records import BadRecords, RecordError
from fabula.corpus.finding import find, reading, require_folder
from fabula.corpus.formats import Record, read_text, reader
from fabula.corpus.records import as_story
from fabula.corpus.splits import HELD_OUT_FIRST
from fabula.corpus.tables import DAMAGE, damage
from fabula.errors import DataError
from fabula.stories import Split, Story

LOG = logging.getLogger(__name__)


def read_files(data: Data, bad: BadRecords) -> Iterator[Story]:
    """The stories of `data.files`, file by file as `named` lists them."""
    undivided = []
    for path, split in named(data):
        count = yield from file_stories(path, split, data, bad)
        if is_undivided(path, count, data):
            undivided.append(path.name)
    say_undivided(undivided, data)


def named(data: Data) -> Iterator[tuple[Path, Split | None]]:
    """The files of `data.files` with their splits, held-out splits first.

    A file belongs to the first of test, validation and train that names it, so `*.txt` can stand
    for all the rest. Where a held-out split is not named, the training files' stories have no
    split yet.
    """
    folder = Path(data.files.folder)
    require_folder(folder)
    cut = not (data.files.validation and data.files.test)
    taken = set[str]()
    for split in HELD_OUT_FIRST:
        pattern: str = getattr(data.files, split)
        if not pattern and split != "train":
            continue
        found = [path for path in find(folder, pattern, split) if _real(path) not in taken]
        if not found:
            raise DataError(f"data.files.{split}: {pattern!r} names only files of other splits")
        taken.update(map(_real, found))
        for path in found:
            yield path, None if cut and split == "train" else split


def file_stories(
    path: Path, split: Split | None, data: Data, bad: BadRecords
) -> Generator[Story, None, int]:
    """The stories of a file; in the end, how many records it has."""
    folder, count = Path(data.files.folder), 0
    for line, record in records(path, data.files.separator, skip_damage=bad.skips):
        count += 1
        try:
            if isinstance(record, RecordError):
                raise record
            story = as_story(record, data, split)
        except RecordError as problem:
            bad.report(folder, path, line, problem)
        else:
            yield story
    if not count:
        bad.report(folder, path, 1, RecordError("empty", "the file holds no story", ""))
    return count


def is_undivided(path: Path, count: int, data: Data) -> bool:
    """Whether a text file is one story though a separator would have divided it."""
    return count == 1 and reader(path) is read_text and bool(data.files.separator)


def say_undivided(names: Sequence[str], data: Data) -> None:
    """A line on such files, as it may be the separator that is wrong."""
    if names:
        LOG.info(
            "data.files.separator: %r divides nothing in %d files, each is one story: %s",
            data.files.separator,
            len(names),
            ", ".join(names[:10]),
        )


def _real(path: Path) -> str:
    """The file itself, where `path` is one of several names for it."""
    return os.path.realpath(path)


def records(path: Path, separator: str, *, skip_damage: bool) -> Iterator[tuple[int, Record]]:
    """The records of a file of a known format, each with the line that it begins at.

    What is damaged is one more bad record with `skip_damage`, else a `DataError`.
    """
    read = reader(path)
    assert read is not None
    line = 0
    try:
        for line, record in read(path, separator):
            yield line, record
    except RecordError as whole:
        yield 1, whole
    except DAMAGE as error:
        problem = damage(error)
        if not problem:
            with reading(path):
                raise
        if not skip_damage:
            raise DataError(
                f"{path} cannot be read: it is damaged: {problem}\n"
                "  copy the file again, or set data.on_bad_record: skip to read what can be read"
            ) from None
        detail = f"what follows cannot be read, the file is damaged: {problem}"
        yield line + 1, RecordError("malformed", detail, "")
