"""Which of a user's files hold which split."""

import logging
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from fnmatch import fnmatchcase
from pathlib import Path, PurePath

from fabula import paths
from fabula.corpus.formats import READERS, reader
from fabula.corpus.paths import STORIES
from fabula.errors import DataError
from fabula.stories import Split

LOG = logging.getLogger(__name__)

WRITTEN = (
    *map(Path, ("data/tokenizer", "data/tokens", "models", "metrics", "plots")),
    STORIES,
    paths.LOGS,
    paths.CHECKPOINTS,
    paths.RESULTS,
)
"""The folders that the pipeline writes to; beside them it writes files into `data`."""


def require_folder(folder: Path) -> None:
    """`DataError` where `data.files.folder` can be no folder of a user's stories."""
    with reading(folder):
        if not folder.is_dir():
            advice = "name the folder it is in" if folder.exists() else "make it and put files in"
            raise DataError(
                f"data.files.folder: there is no folder {str(folder)!r}"
                f"{', it is a file' if folder.exists() else ''}; {advice}"
            )
    own = Path(os.path.realpath(folder))
    for path in WRITTEN:
        written = path.resolve()
        if own in (written, *written.parents) or written in own.parents:
            raise DataError(
                f"data.files.folder: {str(folder)!r} is where the pipeline itself writes ({path}); "
                "put your stories in a folder of their own"
            )


def find(folder: Path, pattern: str, split: Split) -> list[Path]:
    """The files that a name or a glob stands for, a named folder with all below it, in order.

    Links are followed; a file that is there twice is found once. Names that begin with a dot are
    left out, unless the pattern has one: they are what systems and editors keep for themselves.
    """
    key = f"data.files.{split}"
    if PurePath(pattern).is_absolute() or ".." in PurePath(pattern).parts or not pattern:
        raise DataError(f"{key}: expected a name or a glob inside {folder}, got {pattern!r}")
    with reading(folder):
        exact = folder / pattern
        named = [exact] if exact.is_file() else list(_globbed(folder, pattern))
        content = ", ".join(sorted(path.name for path in folder.iterdir())[:10]) or "nothing"
    if not named:
        raise DataError(f"{key}: no file in {folder} matches {pattern!r}; it holds {content}")
    targets = [target for path in named if (target := _target(path))]
    ignored = [path for path in named if not _target(path)]
    if not targets:
        known = ", ".join([*READERS, ".wp_source"])
        raise DataError(f"{ignored[0]}: no known format; known: {known}, each also with .gz")
    if ignored:
        names = ", ".join(path.name for path in ignored[:10])
        LOG.warning("%s: not read, no known format: %s", key, names)
    found = dict[str, Path]()
    for path in targets:
        found.setdefault(os.path.realpath(path), path)
    return list(found.values())


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """What the system has against reading `path`, or a file in it, becomes a `DataError`."""
    try:
        yield
    except FileNotFoundError as error:
        raise DataError(f"{error.filename or path}: there is no such file") from None
    except OSError as error:
        raise DataError(
            f"{error.filename or path} cannot be read: {error.strerror or error}\n"
            "  mend that, or name other files in data.files; then run the same command again"
        ) from None


def _globbed(folder: Path, pattern: str) -> Iterator[Path]:
    """The files that a pattern matches, and those in a folder that it matches."""
    if (folder / pattern).is_dir():
        yield from _below(folder / pattern, hidden=False)
        return
    wanted = PurePath(pattern).parts
    for path in _below(folder, hidden=any(part.startswith(".") for part in wanted)):
        parts = path.relative_to(folder).parts
        if any(_matches(parts[:length], wanted) for length in range(len(parts), 0, -1)):
            yield path


def _below(folder: Path, hidden: bool, above: tuple[str, ...] = ()) -> Iterator[Path]:
    """All files in a folder and those in it, in order; a link to a folder above ends there."""
    above += (os.path.realpath(folder),)
    for path in sorted(folder.iterdir()):
        if path.name.startswith(".") and not hidden:
            if reader(path) or path.is_dir():
                LOG.warning("not read, for its name begins with a dot: %s", path)
        elif path.is_dir():
            if os.path.realpath(path) not in above:
                yield from _below(path, hidden, above)
        elif path.is_file() or path.is_symlink():
            yield path


def _matches(parts: Sequence[str], pattern: Sequence[str]) -> bool:
    """Whether a path is as a glob says, in which `**` stands for any number of folders."""
    if not pattern:
        return not parts
    if pattern[0] == "**":
        return any(_matches(parts[start:], pattern[1:]) for start in range(len(parts) + 1))
    return bool(parts) and fnmatchcase(parts[0], pattern[0]) and _matches(parts[1:], pattern[1:])


def _target(path: Path) -> Path | None:
    """The file to read for a name: a file of prompts is read with its stories."""
    name = path.name.replace(".wp_source", ".wp_target").replace(".WP_SOURCE", ".WP_TARGET")
    return path.with_name(name) if reader(Path(name)) else None
