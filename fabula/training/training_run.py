"""One training run of either model, from its first step or from a checkpoint to its end.

`launch` in `params.yaml` starts it in one process or in many: the batch is that of all processes
together, so the same parameters are the same recipe.
"""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import torch
import transformers
from transformers import AutoModelForCausalLM, PreTrainedModel, TrainerCallback, TrainerState

from fabula.config.training import Training
from fabula.errors import TrainingError
from fabula.models import processes
from fabula.tokens.packing import PackedRows
from fabula.tokens.windows import StoryWindows
from fabula.training import budgets, lora, sharding
from fabula.training.copying import COPYING
from fabula.training.progress import Progress
from fabula.training.sharded_trainer import ShardedTrainer
from fabula.training.trainer import (
    DIGITS,
    Instrument,
    StoryTrainer,
    has_ended,
    last_checkpoint,
    story_trainer,
)

log = logging.getLogger(__name__)

STATE = "trainer_state.json"
LOST_PROCESS = f"{processes.LOST}: it goes on from the last checkpoint"
PACE_STEPS = 8
"""Steps that are timed; before them as many warm the machine up."""


@dataclass(frozen=True)
class Outcome:
    """What a training run leaves besides the model."""

    metrics: dict[str, float]
    """`parameters`, `steps`, `tokens` (labels seen), `train_loss` and `validation_loss` at the end;
    `best_step` and `best_validation_loss` of the weights that are kept, and their copying
    scores."""
    train_curve: list[dict[str, float]]
    """Points of step, tokens, loss (nats per token, mean since the point before), learning_rate,
    and gradient_norm (before clipping)."""
    validation_curve: list[dict[str, float]]
    """Points of step, tokens and loss (nats per token over the validation stories), and of what the
    instrument of the run says."""


def train(
    model: PreTrainedModel,
    rows: PackedRows | StoryWindows,
    validation: StoryWindows,
    config: Training,
    checkpoints: Path,
    logs: Path | None = None,
    instrument: Instrument | None = None,
) -> Outcome:
    """Train `model` in place; go on from `checkpoints` where an earlier run was interrupted.

    An interrupted and continued run ends with the same weights and curves as an uninterrupted one,
    whenever it was killed. `model` ends with the weights of the best validation loss. `logs` is a
    CSV for what differs from run to run: seconds and speed. `instrument` adds figures of the model
    to each point of the validation curve. The checkpoints stay, so that a stage that is interrupted
    later finds this run done; the stage deletes them. `TrainingError` where memory or disk runs
    out, or the loss is no number.
    """
    transformers.set_seed(config.seed)
    steps = budgets.steps(rows, config)
    last = last_checkpoint(checkpoints)
    divided = sharding.is_asked_for(config)
    trainer = story_trainer(
        model,
        rows,
        validation,
        config,
        steps,
        checkpoints,
        from_start=last is None,
        kind=ShardedTrainer if divided else StoryTrainer,
    )
    trainer.instrument = instrument
    if logs and trainer.is_world_process_zero():
        trainer.add_callback(
            Progress(model, rows, logs, bf16=trainer.args.bf16 or trainer.args.fp16)
        )
    if last:
        trainer.state = TrainerState.load_from_json(str(last / STATE))
        _tell_going_on(trainer.state, steps)
    if not has_ended(trainer.state):
        started = time.monotonic()
        lost = TrainingError(LOST_PROCESS)
        with _explaining_memory(config), processes.telling_of_a_lost_process(lost):
            trainer.train(resume_from_checkpoint=str(last) if last else None)
        log.info("%d steps in %.0f s", trainer.state.global_step, time.monotonic() - started)
    kept = checkpoints / f"checkpoint-{trainer.state.best_global_step}"
    if lora.is_adapted(model):
        lora.read(model, kept)
    else:
        if divided:
            sharding.filled(model)
        best = AutoModelForCausalLM.from_pretrained(kept, dtype=torch.float32)
        model.load_state_dict(best.state_dict())
    trainer.accelerator.wait_for_everyone()  # the first process deletes the checkpoints next
    outcome = _outcome(model, trainer.state)
    passes = float(trainer.state.epoch)
    log.info("%s", budgets.advice(outcome.train_curve, outcome.validation_curve, passes))
    return outcome


def seconds_a_step(
    model: PreTrainedModel, rows: PackedRows | StoryWindows, config: Training, folder: Path
) -> float:
    """How long an optimizer step takes on this machine, from a few of them; `model` changes."""
    times: list[float] = []

    class Clock(TrainerCallback):
        def on_step_end(self, *_: object, **__: object) -> None:
            times.append(time.perf_counter())

    steps = 2 * PACE_STEPS
    trainer = story_trainer(model, rows, None, config, steps, folder, from_start=False)
    trainer.add_callback(Clock())
    trainer.train()
    return (times[-1] - times[-1 - PACE_STEPS]) / PACE_STEPS


def _tell_going_on(state: TrainerState, steps: int) -> None:
    """A process that the system kills for its memory cannot say so: its successor does."""
    log.info(
        "going on from step %d of %d. If the system ended the last run because memory ran out, "
        "halve batch_size and double accumulation_steps: the same recipe in less memory",
        state.global_step,
        steps,
    )


@contextmanager
def _explaining_memory(config: Training) -> Iterator[None]:
    try:
        yield
    except (torch.OutOfMemoryError, RuntimeError) as error:
        if not isinstance(error, torch.OutOfMemoryError) and "allocate memory" not in str(error):
            raise
        raise TrainingError(
            f"memory ran out: halve batch_size (now {config.batch_size}) and double "
            f"accumulation_steps (now {config.accumulation_steps}), which is the same recipe; a "
            "shorter context or a smaller model needs less too"
        ) from error


def _outcome(model: PreTrainedModel, state: TrainerState) -> Outcome:
    history = state.log_history
    train_curve = [
        _point(row, "loss")
        | {
            "learning_rate": float(f"{row['learning_rate']:.4g}"),
            "gradient_norm": round(row["grad_norm"], 4),
        }
        for row in history
        if "loss" in row
    ]
    validation_curve = [
        _point(row, "eval_loss") | {name: row[name] for name in COPYING if name in row}
        for row in history
        if "eval_loss" in row
    ]
    last = validation_curve[-1]
    best = next(row for row in validation_curve if row["step"] == state.best_global_step)
    metrics = {
        "parameters": model.num_parameters(),
        "steps": last["step"],
        "tokens": last["tokens"],
        "train_loss": train_curve[-1]["loss"],
        "validation_loss": last["loss"],
        "best_step": best["step"],
        "best_validation_loss": best["loss"],
    } | {name: best[name] for name in COPYING if name in best}
    return Outcome(metrics, train_curve, validation_curve)


def _point(row: dict[str, float], name: str) -> dict[str, float]:
    return {"step": row["step"], "tokens": row["tokens"], "loss": round(row[name], DIGITS)}
