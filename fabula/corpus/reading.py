"""A user's own files: which ones hold which split, and the stories in them."""

import gzip
import logging
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePath

import pyarrow as pa

from fabula.config.data import Data
from fabula.corpus.bad_records import BadRecords, RecordError
from fabula.corpus.formats import READERS, reader
from fabula.corpus.records import as_story
from fabula.corpus.splits import HELD_OUT_FIRST
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
    if not folder.is_dir():
        raise DataError(f"data.files.folder: there is no folder {str(folder)!r}")
    cut = not (data.files.validation and data.files.test)
    taken: set[Path] = set()
    for split in HELD_OUT_FIRST:
        pattern: str = getattr(data.files, split)
        if not pattern and split != "train":
            continue
        found = [path for path in find(folder, pattern, split) if path not in taken]
        if not found:
            raise DataError(f"data.files.{split}: {pattern!r} names only files of other splits")
        taken.update(found)
        for path in found:
            yield from _stories(path, data, None if cut and split == "train" else split, bad)


def find(folder: Path, pattern: str, split: Split) -> list[Path]:
    """The files that a name or a glob stands for, a named folder with all below it, in order."""
    knob = f"data.files.{split}"
    if PurePath(pattern).is_absolute() or ".." in PurePath(pattern).parts or not pattern:
        raise DataError(f"{knob}: expected a name or a glob inside {folder}, got {pattern!r}")
    named = folder / pattern
    found = [named] if named.exists() else sorted(folder.glob(pattern))
    nested = [path for named in found if named.is_dir() for path in sorted(named.rglob("*"))]
    below = [path for path in nested if path.is_file()]
    ignored = [path.name for path in below if not _target(path)]
    if ignored:
        LOG.warning("%s: not read, no known format: %s", knob, ", ".join(ignored[:10]))
    targets = [_target(path) or _unknown(path) for path in found if path.is_file()]
    targets += [target for path in below if (target := _target(path))]
    if not targets:
        content = ", ".join(sorted(path.name for path in folder.iterdir())[:10]) or "nothing"
        raise DataError(f"{knob}: no file in {folder} matches {pattern!r}; it holds {content}")
    return list(dict.fromkeys(targets))


def _target(path: Path) -> Path | None:
    """The file to read for a name: a file of prompts is read with its stories."""
    path = path.with_name(path.name.replace(".wp_source", ".wp_target"))
    return path if reader(path) else None


def _unknown(path: Path) -> Path:
    known = ", ".join([*READERS, ".wp_source"])
    raise DataError(f"{path}: no known format; known: {known}, each also with .gz")


def _stories(path: Path, data: Data, split: Split | None, bad: BadRecords) -> Iterator[Story]:
    read = reader(path)
    assert read is not None
    folder, empty = Path(data.files.folder), True
    try:
        for line, record in read(path, data.files.separator):
            empty = False
            try:
                if isinstance(record, RecordError):
                    raise record
                story = as_story(record, data, split)
            except RecordError as problem:
                bad.report(folder, path, line, problem)
            else:
                yield story
    except FileNotFoundError as error:
        raise DataError(f"{path}: there is no such file") from error
    except (EOFError, zlib.error, gzip.BadGzipFile, PermissionError, pa.ArrowInvalid) as error:
        raise DataError(f"{path} cannot be read: {error}") from None
    if empty:
        bad.report(folder, path, 1, RecordError("empty", "the file holds no story", ""))
