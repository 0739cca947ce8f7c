"""Early stopping, replayed: the library's own rule, what it costs, and one real run."""

import random
from pathlib import Path
from types import SimpleNamespace

import pytest
from ruamel.yaml import YAML
from tiny import tokenizer
from transformers import EarlyStoppingCallback, Trainer, TrainerControl, TrainerState

from fabula import files, paths
from fabula.config import presets
from fabula.config.early_stopping import EarlyStopping
from fabula.config.params import Params
from fabula.config.yaml12 import read_yaml
from fabula.reporting import pictures
from fabula.tokens.paths import TOKENIZER, TOKENS
from fabula.tokens.shards import write_shards
from fabula.training import early_stopping_replay
from fabula.training.early_stopping_replay import evaluations, replay
from fabula.training.paths import EARLY_STOPPING_CURVE, EARLY_STOPPING_METRICS
from fabula.training.training_run import Outcome
from fabula.world import tell
from stages import early_stopping as stage

ROOT = Path(__file__).parent.parent
Points = list[dict[str, float]]
LOSSES = [5.0, 4.0, 4.2, 3.9, 4.5]


def curve(losses: list[float], untrained: float = 9.0) -> Points:
    return [{"step": 10 * n, "tokens": n, "loss": x} for n, x in enumerate([untrained, *losses])]


def outcome(losses: list[float]) -> Outcome:
    """Of a run with these validation losses, two lines of the training curve to each."""
    rows = curve(losses)
    training = [{"step": 5 * n, "loss": 9.0 - n} for n in range(1, 2 * len(losses) + 1)]
    best = min(rows[1:], key=lambda row: row["loss"])
    metrics = {"steps": rows[-1]["step"], "validation_loss": losses[-1]}
    metrics |= {"best_step": best["step"], "best_validation_loss": best["loss"]}
    return Outcome(metrics, training, rows)


def asked(patiences: list[int], min_deltas: list[float]) -> EarlyStopping:
    committed = EarlyStopping.load(ROOT / paths.PARAMS)
    return committed.model_copy(update={"patiences": patiences, "min_deltas": min_deltas})


def evaluations_of_the_library(losses: list[float], patience: int, min_delta: float) -> int:
    """The losses in Trainer's own order: the callback looks, then the best one is remembered."""
    callback, control = EarlyStoppingCallback(patience, min_delta), TrainerControl()
    arguments = SimpleNamespace(
        greater_is_better=False, metric_for_best_model="eval_loss", save_strategy="steps"
    )
    trainer = SimpleNamespace(args=arguments, state=TrainerState())
    for number, loss in enumerate(losses, start=1):
        metrics = {"eval_loss": loss}
        callback.on_evaluate(arguments, trainer.state, control, metrics)
        Trainer._determine_best_metric(trainer, metrics, None)
        if control.should_training_stop:
            return number
    return len(losses)


def test_a_replay_stops_where_the_library_does() -> None:
    """Falling, rising and noisy losses, rounded so that some are equal or just min_delta apart."""
    dice = random.Random(1)
    stopped = 0
    for _ in range(500):
        slope, noise = dice.uniform(-0.2, 0.2), dice.choice([0.0, 0.05, 0.3])
        losses = [round(5 + slope * n + dice.gauss(0, noise), 2) for n in range(20)]
        for patience in (1, 2, 3, 5):
            for min_delta in (0.0, 0.01, 0.1):
                found = evaluations(losses, patience, min_delta)
                assert found == evaluations_of_the_library(losses, patience, min_delta)
                stopped += found < len(losses)
    assert 1000 < stopped < 5000, "both kinds were tried"


@pytest.mark.parametrize(
    ("patience", "min_delta", "expected"),
    [
        (1, 0.0, (30, 20, 0.1, 0.4)),
        (2, 0.0, (50, 40, 0.0, 0.0)),
        (2, 0.15, (40, 40, 0.0, 0.2)),  # 3.9 is the best, and not enough below 4.0
        (1, 1.5, (20, 20, 0.1, 0.6)),
        (9, 0.0, (50, 40, 0.0, 0.0)),
    ],
)
def test_what_a_stop_saves_and_costs(
    patience: int, min_delta: float, expected: tuple[float, ...]
) -> None:
    found = replay(curve(LOSSES), patience, min_delta)
    assert tuple(found.values()) == pytest.approx(expected)
    assert list(found) == ["stop_step", "best_step", "regret", "steps_saved"]


def test_the_untrained_model_is_no_loss_to_be_better_than() -> None:
    """Fine-tuning may begin below all that follows."""
    assert replay(curve(LOSSES, untrained=1.0), 1, 0.0) == replay(curve(LOSSES), 1, 0.0)


def test_a_run_that_does_not_overfit_says_so() -> None:
    falling = outcome([5.0, 4.0, 3.0])
    found = early_stopping_replay.analysis(falling, falling, asked([1, 2], [0.0]))
    assert found["whole_run"]["overfitting"] == 0
    for pairs in found["replay"].values():
        assert pairs["min_delta_0"]["regret"] == pairs["min_delta_0"]["steps_saved"] == 0


def test_a_real_run_is_held_against_the_replay() -> None:
    """It differs where it ends at another step, or on the way has another loss."""
    whole = outcome(LOSSES)
    pair = asked([2, 1], [0.0])  # the last one is run
    same, longer = outcome(LOSSES[:3]), outcome(LOSSES)
    other = outcome([5.0, 4.01, 4.2])
    found = [
        early_stopping_replay.analysis(whole, run, pair)["real_run"]
        for run in (same, longer, other)
    ]
    assert [run["stop_step_off"] for run in found] == [0, 20, 0]
    assert [run["loss_off"] for run in found] == [0, 0, 0.01]
    assert (found[0]["patience"], found[0]["stop_step"]) == (1, 30)


def test_the_same_analysis_is_the_same_picture(tmp_path: Path) -> None:
    drawn = []
    for number, losses in enumerate([LOSSES, LOSSES, [5.0, 4.0, 3.0]]):
        whole, path = outcome(losses), tmp_path / f"{number}.png"
        found = early_stopping_replay.analysis(whole, whole, asked([1, 2, 9], [0.0, 0.15]))
        pictures.early_stopping_picture(found, early_stopping_replay.curve(whole), path)
        drawn.append(path.read_bytes())
    assert drawn[0].startswith(b"\x89PNG")
    assert drawn[0] == drawn[1] != drawn[2]


@pytest.fixture
def prepared(project: Path) -> Path:
    """The smoke preset, and the tokens that it needs."""
    values = read_yaml(paths.PARAMS)
    presets.merge(values, read_yaml(paths.PRESETS / "smoke.yaml"))
    YAML().dump(values | {"threads": 1}, paths.PARAMS)
    (project / paths.PIPELINE).write_bytes((ROOT / paths.PIPELINE).read_bytes())
    words = tokenizer()
    words.save_pretrained(TOKENIZER)
    TOKENS.mkdir(parents=True)
    for split in ("train", "validation"):
        write_shards(tell(1, split, 20), TOKENS, split, words, shard_stories=100)
    return project


def test_the_stage_stops_a_real_run_where_the_replay_does(prepared: Path) -> None:
    stage.main()
    found = files.read_json(EARLY_STOPPING_METRICS)
    whole, real = found["whole_run"], found["real_run"]
    assert real["stop_step"] < whole["steps"], "nothing was stopped"
    assert (real["stop_step_off"], real["loss_off"]) == (0, 0)
    stop = found["replay"]["patience_2"]["min_delta_0.2"]
    assert (real["patience"], real["min_delta"], real["stop_step"]) == (2, 0.2, stop["stop_step"])
    rows = files.read_numbers(EARLY_STOPPING_CURVE)
    assert [row["step"] for row in rows] == [3 * n for n in range(1, 9)]
    assert min(row["validation"] for row in rows) == whole["best_validation_loss"]
    assert not [path for path in paths.CHECKPOINTS.rglob("*") if path.is_file()]


def test_the_recipe_is_that_of_gpt2_over_the_whole_budget() -> None:
    p = Params.load(ROOT / paths.PARAMS)
    gpt2 = p.gpt2.model_copy(update={"max_tokens": 5, "patience": 3, "seed": 8, "compile": True})
    found = early_stopping_replay.recipe(gpt2, p.early_stopping)
    assert (found.seed, found.optimizer) == (8, gpt2.optimizer)
    assert found.max_steps == p.early_stopping.max_steps
    assert found.width == p.early_stopping.width
    assert not (found.epochs or found.max_tokens or found.patience or found.compile)
