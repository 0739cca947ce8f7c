"""What a run left in Git: of any commit, of an experiment of DVC, or in the workspace.

An experiment is a commit with a reference of its own, `refs/exps/<2 digits>/<38 digits>/<name>`;
the digits are the commit that it began at. Parameters (in `dvc.lock`), figures and curves stand
in Git itself (`cache: false` in `dvc.yaml`), so DVC need not be asked for them.
"""

import shlex
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

from fabula import paths
from fabula.errors import FabulaError

WORKSPACE = "workspace"
HEAD = "HEAD"
EXPERIMENTS = "refs/exps"
IN_GIT = (str(paths.LOCK), "metrics", "plots")
TO_MAKE_ONE = "`dvc exp run -n NAME -S gpt2.learning_rate=0.001` makes one"


def known() -> list[str]:
    """What is there to compare: HEAD, the experiments that began at it, the workspace."""
    return [HEAD, *experiments(began_at=commit(HEAD)), WORKSPACE]


def experiments(began_at: str = "") -> dict[str, str]:
    """The commits of experiments by name, the oldest first; all, or those that began at a commit.

    Where several have one name, the newest has it.
    """
    place = f"{EXPERIMENTS}/{began_at[:2]}/{began_at[2:]}" if began_at else f"{EXPERIMENTS}/??/*/*"
    shown = "--format=%(refname:lstrip=4) %(objectname)"
    answer = _git("for-each-ref", "--sort=creatordate", shown, place) or b""
    return dict(line.split() for line in answer.decode().splitlines())


def commit(name: str) -> str:
    """The commit of what Git knows by this name, or of an experiment: of one of HEAD before others.

    `FabulaError` where there is none.
    """
    head = _commit(HEAD)
    if head is None:
        raise FabulaError(
            "there are no commits here to take runs from: clone the project with Git, or commit "
            f"what is here; {WORKSPACE} alone needs none"
        )
    named = experiments() | experiments(began_at=head)
    found = _commit(name) or named.get(name)
    if found is None:
        known = ", ".join(named) or f"none yet, {TO_MAKE_ONE}"
        raise FabulaError(
            f"{name!r} is no experiment and no revision that Git knows; experiments: {known}"
        )
    return found


@contextmanager
def opened(name: str) -> Iterator[Path]:
    """A folder that holds the parameters, figures and curves of a run at their usual paths.

    It is empty where the commit has none of them.
    """
    if name == WORKSPACE:
        yield Path()
        return
    packed = _git("archive", "--format=zip", commit(name), *IN_GIT)
    with TemporaryDirectory() as folder:
        if packed:
            with ZipFile(BytesIO(packed)) as files:
                files.extractall(folder)
        yield Path(folder)


def _commit(revision: str) -> str | None:
    answer = _git("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    return answer.decode().strip() if answer else None


def _git(*arguments: str) -> bytes | None:
    """What Git answers; `None` where it refuses, or where it is not installed.

    `FabulaError` where the folder belongs to somebody whom it does not trust.
    """
    try:
        done = subprocess.run(["git", *arguments], capture_output=True, check=False)
    except FileNotFoundError:
        return None
    if b"safe.directory" in done.stderr:
        trust = f"git config --global --add safe.directory {shlex.quote(str(Path.cwd()))}"
        raise FabulaError(
            f"this folder belongs to another user, so Git reads nothing of it; if you trust it: "
            f"`{trust}`"
        )
    return None if done.returncode else done.stdout
