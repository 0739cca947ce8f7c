"""What two machines must agree on, and what they may not: runs of made-up figures."""

from pathlib import Path
from typing import Any

import pytest
from history import commit_all, git, write_run

from fabula import files, paths
from fabula.cli.main import command
from fabula.corpus.paths import DATA_METRICS
from fabula.errors import FabulaError

JOINT_PASS = {"value": 20.5, "low": 15.0, "high": 26.5, "n": 200}


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """HEAD has a run; the workspace has the same."""
    monkeypatch.chdir(tmp_path)
    git("init", "--quiet", "--initial-branch", "main")
    files.write_text(paths.PARAMS, "")
    computed()
    commit_all("first")
    return tmp_path


def computed(
    last: float = 2.5,
    joint_pass: Any = JOINT_PASS,
    stories: int = 300,
    tokens: str = "1234.dir",
    **more: Any,
) -> None:
    """A run in the workspace."""
    write_run(last, joint_pass=joint_pass, **more)
    lock = files.read_json(paths.LOCK)
    lock["stages"]["tokenize"] = {"outs": [{"path": "data/tokens", "md5": tokens}]}
    files.write_json(paths.LOCK, lock)
    files.write_json(DATA_METRICS, {"stories": {"kept": stories}})


def verdict() -> str:
    """What `fabula reproduced HEAD` refuses with; empty: it does not."""
    try:
        command(["reproduced", "HEAD"])()
    except FabulaError as error:
        return str(error)
    return ""


def test_the_same_figures_are_the_same_run(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert verdict() == ""
    said = capsys.readouterr().out
    assert "workspace is HEAD, as far as two machines can agree" in said
    assert "the same:" in said
    assert "0 of 0" not in said, "every rule has something to say"


@pytest.mark.parametrize(
    "change",
    [
        {"last": 2.52},
        {"joint_pass": {"value": 31.0, "low": 25.0, "high": 37.0, "n": 200}},
        {"config": {"threads": 16}},
    ],
)
def test_what_another_processor_may_do(repository: Path, change: dict[str, Any]) -> None:
    computed(**change)
    assert verdict() == ""


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"last": 2.55}, "metrics/gpt2.json.validation_loss (within 1%): 2.5 and 2.55"),
        ({"last": 2.55}, "metrics/evaluate.json.gpt2.language_model.bits_per_byte"),
        (
            {"joint_pass": {"value": 31.0, "low": 27.0, "high": 37.0, "n": 200}},
            "gpt2.top_p.joint_pass (95% intervals overlap): 15 to 26.5 and 27 to 37",
        ),
        ({"steps": 390}, "metrics/gpt2.json.steps (the same): 400 and 390"),
        ({"tokens": "5678.dir"}, "data/tokens (the same): 1234.dir and 5678.dir"),
        ({"stories": 299}, "metrics/data.json.stories.kept (the same): 300 and 299"),
        ({"config": {"gpt2": {"epochs": 2.0}}}, "gpt2.epochs (the same): 1.0 and 2.0"),
    ],
)
def test_what_no_processor_does(repository: Path, change: dict[str, Any], said: str) -> None:
    computed(**change)
    assert verdict().startswith("workspace is not HEAD computed again")
    assert said in verdict()


def test_where_nothing_was_run(repository: Path) -> None:
    paths.LOCK.unlink()
    assert "there is no dvc.lock to compare: run `dvc repro`" in verdict()
