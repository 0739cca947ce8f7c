from pathlib import Path

import pytest

from fabula import checkpoints, files, paths


@pytest.fixture
def stage(project: Path) -> Path:
    """A project with one stage, and what it depends on."""
    files.write_text(
        paths.PIPELINE,
        "stages:\n  train:\n    deps: [code.py, data]\n    params: [gpt2, threads]\n",
    )
    files.write_text(Path("code.py"), "learn()\n")
    files.write_text(Path("data/train.arrow"), "stories")
    return project


def test_the_same_run_finds_its_checkpoints(stage: Path) -> None:
    folder = checkpoints.folder("train")
    assert folder == checkpoints.folder("train")
    assert folder.parent == paths.CHECKPOINTS / "train"


@pytest.mark.parametrize(
    ("file", "before", "after"),
    [
        ("code.py", "learn()", "learn_better()"),
        ("data/train.arrow", "stories", "other stories"),
        ("params.yaml", "learning_rate: 0.0003", "learning_rate: 0.004"),
        ("params.yaml", "threads: 2", "threads: 1"),
    ],
)
def test_another_run_does_not(stage: Path, file: str, before: str, after: str) -> None:
    folder = checkpoints.folder("train")
    text = Path(file).read_text()
    assert before in text
    Path(file).write_text(text.replace(before, after))
    assert checkpoints.folder("train") != folder


def test_what_the_stage_does_not_depend_on_changes_nothing(stage: Path) -> None:
    folder = checkpoints.folder("train")
    text = paths.PARAMS.read_text()
    paths.PARAMS.write_text(text.replace("top_p: 0.9", "top_p: 0.8"))
    files.write_text(Path("notes.txt"), "something else")
    assert checkpoints.folder("train") == folder


def test_another_version_of_a_library_is_another_run(
    stage: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = checkpoints.folder("train")
    monkeypatch.setattr("importlib.metadata.version", lambda _: "0.0")
    assert checkpoints.folder("train") != folder
