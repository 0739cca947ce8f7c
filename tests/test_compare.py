"""Runs beside each other: read from made-up histories, told in tables and in a picture."""

from dataclasses import replace
from pathlib import Path

import pytest
from history import commit_all, experiment, git, losses, write_run

from fabula import files, paths
from fabula.cli import compare
from fabula.cli.main import command
from fabula.errors import FabulaError
from fabula.evaluation.paths import EVALUATE_METRICS
from fabula.reporting import comparison
from fabula.reporting.comparison import Run
from fabula.reporting.paths import COMPARISON, COMPARISON_PICTURE
from fabula.training import run_logs

WITH_INTERVAL = {"value": 20.5, "low": 15.0, "high": 26.5, "n": 200}
TAG_MODEL = "Tag model, every window"


def write_log(last: float, seconds_a_step: float) -> None:
    """What this machine knows of the training that ended with this loss."""
    rows = losses(last)
    timed = [row | {"seconds": row["step"] * seconds_a_step} for row in rows]
    files.write_csv(run_logs.place(paths.LOGS, rows), timed)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """HEAD, and an experiment with another learning rate; GPT-2 of HEAD was trained here."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv(run_logs.PROJECT, raising=False)
    git("init", "--quiet", "--initial-branch", "main")
    files.write_text(Path(".gitignore"), "/logs/\n")
    files.write_text(paths.PARAMS, "")  # the project's folder
    write_run(2.5, joint_pass=12.0)
    commit_all("first")
    write_run(2.25, joint_pass=WITH_INTERVAL, config={"gpt2": {"learning_rate": 3e-5}})
    experiment("gentle")
    write_log(2.5, seconds_a_step=0.5)
    return tmp_path


def run(*names: str) -> str:
    """What stands in the page after a comparison of these names."""
    command(["compare", *names])()
    return COMPARISON.read_text(encoding="utf-8")


def rows(page: str, title: str) -> dict[str, dict[str, str]]:
    """The table under a title, by the first cell of a line and the head of a column."""
    table = page.split(f"## {title}\n\n")[1].split("\n\n")[0].splitlines()
    head, _, *lines = ([cell.strip() for cell in line.strip("|").split("|")] for line in table)
    return {line[0]: dict(zip(head[1:], line[1:], strict=True)) for line in lines}


def read(name: str) -> Run:
    (found,), _ = compare.read([name])
    return found


def test_what_differs_and_what_came_of_it(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = run()
    assert rows(page, comparison.DIFFERENT) == {
        "gpt2.learning_rate": {"HEAD = workspace": "–", "gentle": "3e-05"}
    }
    assert rows(page, "GPT-2") == {
        "HEAD = workspace": {
            "validation loss ↓": "2.5000",
            "tokens": "800,000",
            "steps": "400",
            "seconds": "200",
            "bits per byte ↓": "1.25",
            "joint pass, % ↑": "12",
        },
        "gentle": {
            "validation loss ↓": "2.2500",
            "tokens": "800,000",
            "steps": "400",
            "seconds": "–",
            "bits per byte ↓": "1.125",
            "joint pass, % ↑": "20.5 (15 to 26.5)",
        },
    }
    assert rows(page, TAG_MODEL)["gentle"]["validation loss ↓"] == "3.2500"
    assert COMPARISON_PICTURE.read_bytes().startswith(b"\x89PNG")
    printed = capsys.readouterr().out
    for shown in ("gpt2.learning_rate", "HEAD = workspace", "20.5 (15 to 26.5)", TAG_MODEL):
        assert shown in printed
    assert "\x1b" not in printed, "colours only on a terminal"
    assert git("status", "--porcelain") == "", "what it writes is not for Git"


def test_only_what_is_named_is_compared_once(repository: Path) -> None:
    page = run("gentle", "main", "gentle")
    assert list(rows(page, "GPT-2")) == ["gentle", "main"]


def test_a_single_run_has_no_parameters_that_differ(repository: Path) -> None:
    page = run("gentle")
    assert list(rows(page, "GPT-2")) == ["gentle"]
    assert comparison.DIFFERENT not in page


def test_parameters_are_those_that_the_figures_came_from(repository: Path) -> None:
    """An edit of params.yaml that was not run yet is not told as a run's."""
    files.write_text(paths.PARAMS, "gpt2:\n  epochs: 100.0\n")
    assert read("workspace").params["gpt2.epochs"] == 1.0


@pytest.mark.parametrize("stage", ["generate_samples", "evaluate"])
def test_figures_of_another_model_are_not_told(repository: Path, stage: str) -> None:
    """`dvc exp run train_gpt2` leaves the evaluation of the model before."""
    lock = files.read_json(paths.LOCK)
    lock["stages"][stage]["deps"][0]["md5"] = "of the model before"
    files.write_json(paths.LOCK, lock)
    page = run("HEAD", "workspace")
    head, workspace = rows(page, "GPT-2").values()
    assert head["joint pass, % ↑"] == "12"
    assert [workspace[name] for name in ("bits per byte ↓", "joint pass, % ↑")] == ["–", "–"]
    assert workspace["validation loss ↓"] == head["validation loss ↓"]
    assert "workspace was trained and not evaluated" in page
    assert "HEAD was trained and not" not in page


def test_runs_that_are_the_same_stand_under_one_name(repository: Path) -> None:
    head, gentle = read("HEAD"), read("gentle")
    again = replace(head, name="again")
    assert comparison.merged([head, gentle, again]) == [replace(head, name="HEAD = again"), gentle]
    other = replace(again, params={**head.params, "threads": 1})
    assert len(comparison.merged([head, other])) == 2


def test_a_revision_without_results_is_named_and_left_out(repository: Path) -> None:
    EVALUATE_METRICS.unlink()
    commit_all("not evaluated")
    page = run("HEAD", "gentle")
    assert list(rows(page, "GPT-2")) == ["gentle"]
    assert "HEAD is left out: metrics/evaluate.json missing." in page
    with pytest.raises(FabulaError, match=r"nothing to compare; HEAD is left out: .* `dvc repro`"):
        run("HEAD")


def test_where_head_has_no_experiments_it_says_which_there_are(repository: Path) -> None:
    assert "no experiments" not in run()
    commit_all("later")
    page = run()
    assert "HEAD has no experiments: `dvc exp run" in page
    assert "began at other commits: gentle." in page


def test_models_that_only_some_runs_have(repository: Path) -> None:
    write_run(2.0, tags_at="story_start")
    experiment("start")
    page = run("HEAD", "start")
    assert list(rows(page, "GPT-2")) == ["HEAD", "start"]
    assert list(rows(page, TAG_MODEL)) == ["HEAD"]
    assert list(rows(page, "Tag model, story start")) == ["start"]


def test_a_warning_where_losses_mean_different_things(repository: Path) -> None:
    head = read("HEAD")
    warning = "tokenizer.vocab_size"
    assert warning not in " ".join(comparison.notes([head, read("gentle")]))
    other = replace(head, params={**head.params, warning: 300})
    assert warning in " ".join(comparison.notes([head, other]))


def test_seconds_are_those_of_the_very_same_training(repository: Path) -> None:
    head, gentle = (read(name).models["GPT-2"] for name in ("HEAD", "gentle"))
    assert comparison.seconds(head) == [20.0 * n for n in range(11)]
    assert gentle.log == []
    write_log(2.25, seconds_a_step=2)
    assert comparison.seconds(read("gentle").models["GPT-2"]) == [80.0 * n for n in range(11)]
    assert read("HEAD").models["GPT-2"] == head


def test_the_picture_shows_losses_and_seconds(repository: Path) -> None:
    def drawn(*names: str) -> bytes:
        comparison.picture([read(name) for name in names], Path("a.png"))
        return Path("a.png").read_bytes()

    both = drawn("HEAD", "gentle")
    assert both == drawn("HEAD", "gentle"), "the same runs, the same bytes"
    assert both != drawn("HEAD")
    write_log(2.25, seconds_a_step=2)
    assert both != drawn("HEAD", "gentle")
