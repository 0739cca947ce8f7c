"""A wheel installs all that writing and measuring need, without the repository."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from repository import ROOT, working_tree

from fabula.cli import anywhere
from fabula.cli.main import command

MINE = '{"text": "A fox found a red ball. He gave it back."}\n' * 3


def test_in_a_project_nobody_goes_elsewhere(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(anywhere, "SHIPPED", project / "presets")
    command(["preset"])()
    assert Path.cwd() == project


def test_the_users_files_keep_their_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Options of every kind: paths, lists of paths, and texts that may name one."""
    from argparse import Namespace

    home, shipped = tmp_path / "home", tmp_path / "shipped"
    home.mkdir()
    shipped.mkdir()
    (home / "mine").mkdir()
    monkeypatch.chdir(home)
    monkeypatch.setattr(anywhere, "SHIPPED", shipped)
    options = Namespace(file=[Path("a.txt")], prompts="-", model="mine", json=None)
    anywhere.enter("generate", options)
    assert Path.cwd() == shipped
    assert options.file == [home / "a.txt"]
    assert (options.prompts, options.model, options.json) == ("-", str(home / "mine"), None)
    monkeypatch.chdir(home)
    studio = Namespace(store=None, models=[])
    anywhere.enter("studio", studio)
    assert studio.store == home / ".studio/stories.sqlite"


def test_where_nothing_is_shipped_a_project_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    from argparse import Namespace

    anywhere.enter("generate", Namespace())
    assert Path.cwd() == tmp_path


@pytest.mark.slow
def test_a_wheel_writes_and_measures_in_an_empty_folder(tmp_path: Path) -> None:
    working_tree(tmp_path / "tree")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
    alone = ["--quiet", "--no-deps"]
    wheel = [*pip, "wheel", *alone, "--no-build-isolation", "--wheel-dir", "dist", "./tree"]
    subprocess.run(wheel, cwd=tmp_path, check=True)
    (built,) = (tmp_path / "dist").glob("*.whl")
    install = [*pip, "install", *alone, "--target", "site", str(built)]
    subprocess.run(install, cwd=tmp_path, check=True)

    empty = tmp_path / "empty"
    empty.mkdir()
    (empty / "mine.jsonl").write_text(MINE)

    def fabula(*arguments: str) -> str:
        return subprocess.run(
            [sys.executable, "-m", "fabula.cli.main", *arguments],
            cwd=empty,
            env=os.environ | {"PYTHONPATH": str(tmp_path / "site"), "HF_HUB_OFFLINE": "1"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
            timeout=600,
        ).stdout

    story = fabula("generate", "--prompt", "Once upon a time", "--max-new-tokens", "20")
    assert story.startswith("Once upon a time")
    assert len(story.split()) > 8
    assert "usage: fabula studio" in fabula("studio", "--help")
    assert "mine.jsonl" in fabula("evaluate", "mine.jsonl", "--json", "found.json")
    assert {path.name for path in empty.iterdir()} == {"mine.jsonl", "found.json"}
    assert not (ROOT / "fabula/shipped").exists(), "the wheel brings it, the repository has it not"
