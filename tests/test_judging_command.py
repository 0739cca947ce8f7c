"""`fabula judgements`: from files of stories to figures."""

import json
from pathlib import Path

import pytest

from fabula.cli.main import command
from fabula.errors import DataError
from fabula.judging import rounds
from fabula.judging.judgements import Judgement
from fabula.judging.paths import EXPORTED, ROUND, STORE
from fabula.judging.store import Store, read_export
from fabula.world import tell


def stories(folder: Path, name: str, seed: int) -> Path:
    path = folder / name
    told = tell(seed, "test", 12)
    records = [{"prompt": f"prompt {n}", "text": story.text} for n, story in enumerate(told)]
    path.write_text("".join(json.dumps(record) + "\n" for record in records))
    return path


@pytest.fixture
def files(project: Path) -> list[str]:
    real = "".join(f"{story.text!r}\n" for story in tell(3, "test", 44))
    (project / "real.txt").write_text(real)
    return [str(stories(project, f"{name}.jsonl", seed)) for name, seed in (("one", 1), ("two", 2))]


def test_from_a_plan_to_figures(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    command(["judgements", "measure"])()
    assert capsys.readouterr().out == "no ratings yet\n"
    command(["judgements", "plan", *files, "--real", "real.txt"])()
    assert "12 pairs, with checks and repeats 17 to judge" in capsys.readouterr().out
    store = Store(STORE)
    tasks = rounds.load(ROUND)
    for task in tasks:
        choice = "left" if task.left_by in ("one", "real") else "right"
        store.add(Judgement(task.id, task.id, "owl", 9.0, choice))  # type: ignore[arg-type]
    command(["judgements", "measure", "--real", "real.txt", "--json", "found.json"])()
    assert "failed_checks: 0" in capsys.readouterr().out
    found = json.loads(Path("found.json").read_text())
    assert found["preferences"]["one over two"]["wins"] == 12
    assert "coherence_issues" in found["metrics"]
    command(["judgements", "export"])()
    assert len(read_export(EXPORTED)) == 17


def test_a_round_is_not_written_over(files: list[str]) -> None:
    command(["judgements", "plan", *files, "--real", "real.txt", "--pairs", "3"])()
    with pytest.raises(DataError, match="a round is there already"):
        command(["judgements", "plan", *files, "--real", "real.txt"])()


def test_stories_that_a_plan_has_no_use_for_are_counted(
    files: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with Path(files[0]).open("a") as file:
        file.write(json.dumps({"prompt": "prompt 0", "text": "A second one."}) + "\n")
        file.write(json.dumps({"text": "One without a prompt."}) + "\n")
    command(["judgements", "plan", *files, "--real", "real.txt"])()
    assert f"{files[0]}: 2 stories" in capsys.readouterr().out
    assert not any("A second one." in (task.left, task.right) for task in rounds.load(ROUND))


def test_what_cannot_be_done_is_said(files: list[str]) -> None:
    with pytest.raises(DataError, match="two writers"):
        command(["judgements", "plan", files[0]])()
    with pytest.raises(DataError, match="different names"):
        command(["judgements", "plan", files[0], files[0]])()
    with pytest.raises(DataError, match="no store"):
        command(["judgements", "export"])()
