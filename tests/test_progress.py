import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from test_training import data, run
from tiny import gpt2_config, new_gpt2, new_tagmodel
from transformers import PreTrainedModel

from fabula import files
from fabula.training import progress, run_logs
from fabula.training.progress import flops_a_token
from fabula.training.trainer import LOGS_AN_EVALUATION, StoryTrainer
from fabula.training.training_run import train


@pytest.mark.parametrize(
    ("model", "matrices", "attention"),
    [
        # 12 width^2 a block and the head; each of the layers looks at the whole row
        (new_gpt2(), 12 * 32**2 + 300 * 32, 12 * 1 * 32),
        (new_tagmodel(), 2 * 4 * 32**2 + 2 * 32 * (48 + 64) + 300 * 32, 12 * 2 * 32),
    ],
)
def test_operations_of_a_token(model: PreTrainedModel, matrices: int, attention: int) -> None:
    assert flops_a_token(model, length=10) == 6 * matrices + 10 * attention


def test_what_people_see_and_what_is_logged(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    model = new_gpt2()
    config = gpt2_config(epochs=8, batch_size=2, evaluations=4)
    rows, validation = data(model, tmp_path)
    log = tmp_path / "logs" / "gpt2.csv"
    with caplog.at_level(logging.INFO):
        outcome = train(model, rows, validation, config, tmp_path / "checkpoints", log)
    assert "tokens/s" in caplog.text
    assert "% of peak" in caplog.text
    assert f"validation loss {outcome.metrics['validation_loss']:.4f}" in caplog.text
    lines = [{name: float(value) for name, value in row.items()} for row in files.read_csv(log)]
    for name in ("step", "tokens", "loss"):
        assert [line[name] for line in lines] == [row[name] for row in outcome.train_curve]
    seconds = [line["seconds"] for line in lines]
    assert seconds == sorted(seconds)
    assert all(line["tokens_per_second"] > 0 for line in lines)
    fractions = [line["share_of_peak"] for line in lines]
    assert all(0 <= fraction < 1 for fraction in fractions), (
        "0 where the machine had other things to do"
    )
    assert max(fractions) > 0


@pytest.mark.parametrize("logged_every", [1, 3])
def test_the_speed_counts_no_validation_and_no_first_step_that_compiles(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, logged_every: int
) -> None:
    """A step takes a second, the first one a minute more where others stand beside it; a validation
    and a checkpoint take an hour each."""
    clock = {"now": 0.0}
    monkeypatch.setattr(progress.time, "monotonic", lambda: clock["now"])

    def takes(name: str, seconds: Callable[[StoryTrainer], float]) -> None:
        original = getattr(StoryTrainer, name)

        def timed(self: StoryTrainer, *arguments: Any, **keywords: Any) -> Any:
            clock["now"] += seconds(self)
            return original(self, *arguments, **keywords)

        monkeypatch.setattr(StoryTrainer, name, timed)

    compiling = 60.0 if logged_every > 1 else 0.0
    takes("training_step", lambda trainer: 1.0 if trainer.state.global_step else 1.0 + compiling)
    takes("evaluate", lambda _: 3600.0)
    takes("_save_checkpoint", lambda _: 3600.0)
    evaluations = 2
    steps = logged_every * LOGS_AN_EVALUATION * evaluations
    config = gpt2_config(epochs=0, max_steps=steps, batch_size=2, evaluations=evaluations)
    model, log = new_gpt2(), tmp_path / "gpt2.csv"
    rows, validation = data(model, tmp_path)
    train(model, rows, validation, config, tmp_path / "checkpoints", log)
    lines = files.read_numbers(log)
    assert [line["step"] for line in lines] == list(range(logged_every, steps + 1, logged_every))
    seen = [0.0, *(line["tokens"] for line in lines)]
    for line, before, after in zip(lines[1:], seen[1:-1], seen[2:], strict=True):
        assert line["tokens_per_second"] == round((after - before) / logged_every)
    assert 0 < lines[0]["tokens_per_second"] <= rows.size * config.batch_size
    assert lines[0]["tokens_per_second"] >= rows.size * config.batch_size / 2


def test_time_does_not_touch_the_outcome(tmp_path: Path) -> None:
    """The same run twice, faster and slower: seconds stand in the log alone."""
    config = gpt2_config(epochs=4, batch_size=2, evaluations=2)
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    assert run(new_gpt2(), tmp_path / "a", config) == run(new_gpt2(), tmp_path / "b", config)


def test_the_log_of_an_experiment_in_a_copy_outlives_the_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`dvc exp run --temp` and `--queue` run in a folder that DVC deletes."""
    project, copy = tmp_path / "project", tmp_path / "project" / "copy"
    copy.mkdir(parents=True)
    monkeypatch.chdir(copy)
    monkeypatch.setenv(run_logs.PROJECT, str(project))
    model = new_gpt2()
    config = gpt2_config(epochs=4, batch_size=2, evaluations=2)
    rows, validation = data(model, tmp_path)
    log = Path("logs/gpt2.csv")
    outcome = train(model, rows, validation, config, tmp_path / "checkpoints", log)
    kept = run_logs.place(log.parent, outcome.train_curve)
    assert kept.parent == project / "logs" / "runs"
    assert kept.read_bytes() == log.read_bytes()
    other = [row | {"loss": row["loss"] + 0.1} for row in outcome.train_curve]
    assert not run_logs.place(log.parent, other).exists()
