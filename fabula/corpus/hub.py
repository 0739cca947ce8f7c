"""Stories from a dataset of the Hugging Face Hub, read row by row from its files.

The files come through the hub's own client into its own cache: those already there are not loaded
again, a download that breaks off goes on where it stopped, and every file is held against the
checksum that the hub has for it. The revision becomes a commit, which the manifest names.
"""

import hashlib
import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any

from fabula import files
from fabula.config.data import Data, Hub
from fabula.corpus.bad_records import BadRecords, RecordError
from fabula.corpus.hub_requests import ask, require_client
from fabula.corpus.hub_rows import PACKERS, READERS, Row, file_rows, is_parquet, is_readable
from fabula.corpus.records import FIELDS, as_story
from fabula.corpus.splits import HELD_OUT_FIRST
from fabula.corpus.tables import DAMAGE, damage
from fabula.errors import DataError
from fabula.stories import Split, Story

LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Known:
    """What we know of a dataset: the column of each field, and its licence."""

    columns: Mapping[str, str]
    licence: str


KNOWN = {
    "roneneldan/TinyStories": Known({"story": "text"}, "CDLA-Sharing-1.0"),
    "skeskinen/TinyStories-GPT4": Known(
        {"story": "story", "prompt": "prompt", "tags": "features", "summary": "summary"},
        "CDLA-Sharing-1.0",
    ),
    "euclaise/writingprompts": Known({"story": "story", "prompt": "prompt"}, "MIT"),
}
"""Datasets that need no `data.hub.columns`."""


@dataclass(frozen=True)
class Snapshot:
    """A dataset at one commit: its files by split, with their checksums.

    A checksum is a file's SHA-256, or of small files that are not in LFS git's own SHA-1.
    """

    commit: str
    licence: str
    splits: Mapping[Split, Mapping[str, str]]


def read_hub(data: Data, bad: BadRecords) -> Iterator[Story]:
    """The stories of `data.hub`, held-out splits first; a file is loaded when its turn comes.

    Where a held-out split is not named, the training stories have no split yet.
    """
    hub = data.hub
    columns, found = columns_of(hub), snapshot(hub)
    cut = not (hub.validation and hub.test)
    for split, checksums in found.splits.items():
        number = 0
        for name, checksum in checksums.items():
            before = number
            path = _load(hub, found.commit, name, checksum)
            for row, record in _records(hub, path, columns, bad):
                number = before + row
                try:
                    if isinstance(record, RecordError):
                        raise record
                    story = as_story(record, data, None if cut and split == "train" else split)
                except RecordError as problem:
                    bad.report(Path(), Path(hub.name, split), number, problem)
                else:
                    yield story


def about(hub: Hub) -> dict[str, Any]:
    """What the manifest says of the dataset."""
    found = snapshot(hub)
    checksums = {name: value for files in found.splits.values() for name, value in files.items()}
    return {
        "licence": found.licence,
        "dataset": hub.name,
        "revision": hub.revision,
        "commit": found.commit,
        "files": checksums,
    }


def columns_of(hub: Hub) -> Mapping[str, str]:
    """The column of each field: as `data.hub.columns` says, or as we know the dataset."""
    if hub.columns.story:
        named = {field: getattr(hub.columns, field) for field in FIELDS}
        return {field: column for field, column in named.items() if column}
    if hub.name in KNOWN:
        return KNOWN[hub.name].columns
    raise DataError(
        f"data.hub.columns.story: name the column of {hub.name} that holds the story; it is known "
        f"for {', '.join(KNOWN)}"
    )


@cache
def snapshot(hub: Hub) -> Snapshot:
    """Ask the hub which commit the revision is and which files it has; once in a run."""
    require_client()
    from huggingface_hub import HfApi

    info = ask(
        hub,
        lambda: HfApi().dataset_info(
            hub.name, revision=hub.revision, files_metadata=True, timeout=30
        ),
    )
    assert info.sha is not None, f"the hub named no commit of {hub.name}"
    if hub.revision != info.sha:
        LOG.info("data.hub.revision: %s is %s now; pin it", hub.revision, info.sha)
    siblings = sorted(info.siblings or [], key=lambda file: file.rfilename)
    _refuse_script(hub, [file.rfilename for file in siblings])
    card: Any = info.card_data or {}
    licence = KNOWN[hub.name].licence if hub.name in KNOWN else card.get("license")
    checksums = {
        file.rfilename: checksum
        for file in siblings
        if is_readable(file.rfilename)
        and (checksum := file.lfs.sha256 if file.lfs else file.blob_id)
    }
    return Snapshot(info.sha, str(licence or "unknown"), _by_split(hub, checksums))


def _refuse_script(hub: Hub, names: Iterable[str]) -> None:
    """`DataError` where only a program of the dataset's own makes rows of its files."""
    script = f"{hub.name.rpartition('/')[2]}.py"
    if script in names:
        raise DataError(
            f"data.hub.name: {hub.name} is read by a script of its own, {script}, and we run no "
            "strangers' code; take the hub's parquet copy: data.hub.revision: refs/convert/parquet"
        )


def _by_split(hub: Hub, checksums: Mapping[str, str]) -> dict[Split, dict[str, str]]:
    """The files that each split's glob names; as in `data.files`, held-out splits choose first.

    Where some are parquet, others are copies of them in another format, and left out.
    """
    left, splits = dict(checksums), dict[Split, dict[str, str]]()
    for split in HELD_OUT_FIRST:
        pattern: str = getattr(hub, split)
        if not pattern and split != "train":
            continue
        named = {name: left.pop(name) for name in list(left) if fnmatchcase(name, pattern)}
        parquet = {name: value for name, value in named.items() if is_parquet(name)}
        splits[split] = parquet or named
        if not named:
            raise DataError(
                f"data.hub.{split}: no parquet file of {hub.name} matches {pattern!r}, and none "
                f"in {', '.join(READERS)} (or with {', '.join(PACKERS)} after that); "
                f"it has {', '.join(list(checksums)[:10]) or 'none'}\n"
                "  empty: cut from train (validation and test only); the hub's own parquet copy "
                "of any dataset is at data.hub.revision: refs/convert/parquet"
            )
    return splits


def _load(hub: Hub, commit: str, name: str, checksum: str) -> Path:
    """The path of a file in the hub's cache, loaded if it is not there yet; never a damaged one."""
    from huggingface_hub import hf_hub_download

    path = Path(
        ask(hub, lambda: hf_hub_download(hub.name, name, repo_type="dataset", revision=commit))
    )
    kind, received = _checksum(path, len(checksum))
    if received != checksum:
        path.resolve().unlink()
        path.unlink(missing_ok=True)
        raise DataError(
            f"{hub.name}/{name} is damaged: its {kind} is {received}, the hub's {checksum}\n"
            "  it was removed from the cache; run the same command to load it again"
        )
    return path


def _checksum(path: Path, digits: int) -> tuple[str, str]:
    """The kind and value of a file's checksum with so many digits."""
    if digits == 64:
        return "SHA-256", files.sha256(path)
    content = path.read_bytes()  # what is not in LFS is below 10 MB
    blob = b"blob %d\0" % len(content) + content
    return "git SHA-1", hashlib.sha1(blob, usedforsecurity=False).hexdigest()


def _records(hub: Hub, path: Path, columns: Mapping[str, str], bad: BadRecords) -> Iterator[Row]:
    """The rows of a file; one that is no parquet at all stops the run, or is one bad record."""
    row = 0
    try:
        for row, record in file_rows(hub.name, path, columns):
            yield row, record
    except DAMAGE as error:
        problem = damage(error)
        if not problem:
            raise DataError(f"{path} cannot be read: {error}") from None
        detail = f"{path.name} is no parquet file: {problem}"
        if not bad.skips:
            raise DataError(f"{hub.name}: {detail}") from None
        yield row + 1, RecordError("malformed", detail, "")
