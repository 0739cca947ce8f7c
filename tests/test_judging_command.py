"""`fabula judgements`: from files of stories to figures."""

import json
from pathlib import Path

import pytest

from fabula.alignment import feedback
from fabula.cli.main import command
from fabula.corpus.labels import label
from fabula.errors import DataError
from fabula.files import write_jsonl
from fabula.generation.paths import SAMPLES
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
    said = capsys.readouterr().out
    assert "12 pairs, with checks and repeats 17 to judge" in said
    assert "one and two: 12 decisive pairs detect that one wins 87%" in said
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
    assert f"{files[0]}: without a prompt, or after its first story, and not used: 2." in (
        capsys.readouterr().out
    )
    assert not any("A second one." in (task.left, task.right) for task in rounds.load(ROUND))


@pytest.mark.parametrize("condition", ["tags", "nothing"])
def test_a_plan_without_files_pairs_the_models_of_the_run(
    files: list[str], condition: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(DataError, match="written no stories yet"):
        command(["judgements", "plan"])()
    params = Path("params.yaml").read_text()
    assert "condition: tags" in params
    Path("params.yaml").write_text(params.replace("condition: tags", f"condition: {condition}"))
    write_jsonl(
        SAMPLES,
        [
            {"model": model, "strategy": "top_p", "prompt": f"Once {n}", "tags": ["Twist"]}
            | {"text": f" {model} sang. {sample}"}
            for model in ("gpt2", "tagmodel", "base")
            for n in range(5)
            for sample in (1, 2)
        ],
    )
    command(["judgements", "plan", "--real", "real.txt"])()
    said = capsys.readouterr().out
    assert "15 pairs" in said
    assert "base and gpt2: 5 decisive pairs are too few" in said
    tasks = rounds.load(ROUND)
    pairs = [task for task in tasks if task.kind != "attention"]
    assert {task.left_by for task in pairs} == {"gpt2", "tagmodel", "base"}
    assert all(task.left == f"{task.prompt} {task.left_by} sang. 1" for task in pairs)
    told = condition == "tags"
    assert {tuple(task.tags) for task in pairs} == {("Twist",) if told else ()}
    if told:
        assert all(tuple(task.tags) == label(real_of(task)) for task in tasks if task not in pairs)
    store = Store(STORE)
    store.add(Judgement("a", pairs[0].id, "owl", 9.0, "left"))
    store.close()
    command(["judgements", "export"])()
    (learned,) = feedback.all_preferences()
    assert learned.tags == (("Twist",) if told else ())


def real_of(task: rounds.Task) -> str:
    return task.left if task.left_by == rounds.REAL else task.right


def test_what_cannot_be_done_is_said(files: list[str]) -> None:
    with pytest.raises(DataError, match="two writers"):
        command(["judgements", "plan", files[0]])()
    with pytest.raises(DataError, match="different names"):
        command(["judgements", "plan", files[0], files[0]])()
    with pytest.raises(DataError, match="no store"):
        command(["judgements", "export"])()
