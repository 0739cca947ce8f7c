"""A user's own files, as stories with their splits."""

import logging
import os
from collections.abc import Generator, Iterator
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
    """The stories of `data.files`, held-out splits first.

    A file belongs to the first of test, validation and train that names it, so `*.txt` can stand
    for all the rest. Where a held-out split is not named, the training files' stories have no
    split yet.
    """
    folder = Path(data.files.folder)
    require_folder(folder)
    cut = not (data.files.validation and data.files.test)
    taken, undivided = set[str](), list[str]()
    for split in HELD_OUT_FIRST:
        pattern: str = getattr(data.files, split)
        if not pattern and split != "train":
            continue
        found = [path for path in find(folder, pattern, split) if _real(path) not in taken]
        if not found:
            raise DataError(f"data.files.{split}: {pattern!r} names only files of other splits")
        taken.update(map(_real, found))
        for path in found:
            count = yield from _stories(
                path, data, None if cut and split == "train" else split, bad
            )
            if count == 1 and reader(path) is read_text and data.files.separator:
                undivided.append(path.name)
    if undivided:
        LOG.info(
            "data.files.separator: %r divides nothing in %d files, each is one story: %s",
            data.files.separator,
            len(undivided),
            ", ".join(undivided[:10]),
        )


def _stories(
    path: Path, data: Data, split: Split | None, bad: BadRecords
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
