"""The Makefile and Git's settings, wherever and however somebody has the project."""

import os
import shutil
import stat
import subprocess
from pathlib import Path

import pytest
from repository import ROOT, working_tree

FOLDERS = [
    "plain",
    "with a space",
    "two  spaces ",
    "[brackets] (round) {curly}",
    "it's",
    '"quoted"',
    "$HOME & `co`; #1",
    "100% sure, a*b?",
    "Ünï cödé 日本",
    "-dash ~tilde ^ !",
]
TARGETS = ["repro", "smoke", "test", "test-slow", "test-all", "check", "bench", "bench-gpu"]
TARGETS += ["smollm2", "judge"]

TOOL = """#!/bin/sh
echo "$(basename "$0") $*" >> "$LOG"
"""
PYTHON = """#!/bin/sh
# stands for Python: makes an environment of programs that say how they were called
mkdir -p "$3/bin"
for name in python dvc fabula ruff mypy; do cp "$(dirname "$0")/tool" "$3/bin/$name"; done
"""


def copied(place: Path) -> Path:
    """A repository with the Makefile, and a stub of Python beside it."""
    place.mkdir()
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, place)
    for name, code in (("tool", TOOL), ("my python", PYTHON)):
        (place / name).write_text(code, encoding="utf-8")
        (place / name).chmod(stat.S_IRWXU)
    subprocess.run(["git", "init", "--quiet"], cwd=place, check=True)
    return place


def make(place: Path, *words: str, **more: str) -> tuple[int, str, list[str]]:
    """The status, what was said, and how the programs were called."""
    log = place.parent / "log"
    log.write_text("")
    own = {"PYTHON": "./my python", "LOG": str(log)}
    done = subprocess.run(
        ["make", *words],
        cwd=place,
        env={name: os.environ[name] for name in ("PATH", "HOME")} | own | more,  # no VENV of ours
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    calls = log.read_text(encoding="utf-8").splitlines()
    return done.returncode, done.stdout, [call.rstrip() for call in calls]


@pytest.mark.parametrize(
    ("name", "venv"),
    [
        *((name, ".venv") for name in FOLDERS),
        ("plain", "my venv"),
        ("a b", "{beside}/else where/v"),
    ],
)
def test_every_target_runs_the_programs_of_the_environment_in_any_folder(
    tmp_path: Path, name: str, venv: str
) -> None:
    folder, venv = copied(tmp_path / name), venv.format(beside=tmp_path)
    calls: dict[str, list[str]] = {}
    for target in TARGETS:
        status, said, calls[target] = make(folder, target, VENV=venv)
        assert status == 0, said
    assert calls["repro"][0].startswith("python -m pip install ")
    assert calls["repro"][1:] == ["dvc repro", "fabula summary"]
    assert calls["smoke"] == ["fabula preset smoke", "dvc exp run --temp --force --name smoke"]
    assert calls["check"] == ["ruff check .", "ruff format --check .", "mypy"]
    assert all(calls[target][0].startswith("python -m pytest") for target in TARGETS[2:5])
    assert (folder / venv / ".installed").exists()
    status, said, _ = make(folder, "clean", VENV=venv)
    assert status == 0, said
    assert not (folder / venv).exists()
    assert (folder / "Makefile").exists()


@pytest.mark.parametrize("target", ["repro", "smoke"])
def test_a_copy_without_git_is_told_what_dvc_needs(tmp_path: Path, target: str) -> None:
    folder = copied(tmp_path / "from [a] zip")
    shutil.rmtree(folder / ".git")
    status, said, calls = make(folder, target)
    assert status == 2
    assert "there is no .git here, which DVC needs; get the project by `git clone`" in said
    assert not calls, "before anything is installed"


def test_a_shallow_clone_runs_no_experiment_that_dvc_would_lose(tmp_path: Path) -> None:
    whole, shallow = copied(tmp_path / "whole"), tmp_path / "shallow"
    git = ["git", "-c", "user.name=A Reader", "-c", "user.email=reader@example.org"]
    for message in ("one", "two"):
        subprocess.run([*git, "add", "--all"], cwd=whole, check=True)
        commit = [*git, "commit", "--quiet", "--allow-empty", "--message", message]
        subprocess.run(commit, cwd=whole, check=True)
    subprocess.run([*git, "clone", "--quiet", "--depth=1", whole.as_uri(), shallow], check=True)
    status, said, calls = make(shallow, "smoke")
    assert (status, calls) == (2, [])
    assert "this clone is shallow, so DVC would lose the experiment: first `git fetch --uns" in said
    assert make(shallow, "repro")[0] == 0
    subprocess.run(["git", "fetch", "--quiet", "--unshallow"], cwd=shallow, check=True)
    assert make(shallow, "smoke")[0] == 0


def test_a_checkout_on_windows_has_the_same_bytes(tmp_path: Path) -> None:
    """`core.autocrlf`, as Git for Windows sets it, and `core.eol` change no file of the project."""
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    working_tree(ours)
    git = ["git", "-c", "user.name=A Reader", "-c", "user.email=reader@example.org"]
    for words in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "--message", "all"]):
        subprocess.run([*git, *words], cwd=ours, check=True)
    windows = ["-c", "core.autocrlf=true", "-c", "core.eol=crlf"]
    subprocess.run(["git", *windows, "clone", "--quiet", ours, theirs], check=True)
    names = subprocess.check_output(["git", "ls-files", "-z"], cwd=ours, text=True)
    for name in filter(None, names.split("\0")):
        assert (theirs / name).read_bytes() == (ours / name).read_bytes(), name
        assert (ROOT / name).read_bytes() == (ours / name).read_bytes(), name
