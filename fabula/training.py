"""The one training harness, for both models: Hugging Face's Trainer, our rows, our loss.

`launch` in `params.yaml` starts it in one process or in many: the batch is that of all processes
together, so the same parameters are the same recipe.
"""

import logging
import math
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import torch
import transformers
from safetensors import SafetensorError
from torch import Tensor
from transformers import (
    AutoModelForCausalLM,
    PreTrainedModel,
    PrinterCallback,
    Trainer,
    TrainerCallback,
    TrainerControl,
    TrainerState,
    TrainingArguments,
)
from transformers.trainer_utils import IntervalStrategy, SaveStrategy, rotate_checkpoints

from fabula import budgets, optimizers, params
from fabula.compilation import compiled, compiles
from fabula.errors import TrainingError
from fabula.losses import (
    chunk_nats,
    ends_with_its_head,
    hidden_states_for_logits,
    nats,
    summed_nats,
)
from fabula.precision import use_bf16
from fabula.progress import Progress
from fabula.scoring import score
from fabula.windows import PackedRows, StoryWindows, collate, noisy

log = logging.getLogger(__name__)

COMPLETE = "complete"
"""The file that marks a checkpoint as whole: a run can be killed while it writes one."""
STATE = "trainer_state.json"
LOGS_AN_EVALUATION = 5
PACE_STEPS = 8
"""Steps that are timed; before them as many warm the machine up."""


@dataclass(frozen=True)
class Outcome:
    """What a training run leaves besides the model."""

    metrics: dict[str, float]
    """`parameters`, `steps`, `tokens` (labels seen), `train_loss` and `validation_loss` at the end;
    `best_step` and `best_validation_loss`, of the weights that are kept."""
    train_curve: list[dict[str, float]]
    """Rows of step, tokens, loss (nats per token, mean since the row before), learning_rate, and
    gradient_norm (before clipping)."""
    validation_curve: list[dict[str, float]]
    """Rows of step, tokens and loss (nats per token over the validation stories)."""


class StoryTrainer(Trainer):
    """Trainer with token-weighted losses: every token counts the same, in training and validation.

    Trainer's own evaluation averages the means of batches, in which short rows weigh too much.
    """

    control: TrainerControl

    def __init__(self, knobs: params.Training, **arguments: Any) -> None:
        """The arguments of Trainer; `eval_dataset` are `StoryWindows` that label tokens once."""
        super().__init__(**arguments)
        self._knobs = knobs
        self._loss_shifts_labels = False  # our labels are shifted already: count all of them
        self.model_accepts_loss_kwargs = True  # count the labels of each optimizer step ...
        self.loss_is_scaled_for_ga = True  # ... because `compute_loss` divides by them
        self._head = self.model.get_output_embeddings()
        self._in_chunks = ends_with_its_head(self.model)
        if not self._in_chunks:
            log.info("this model changes its logits after its head, so the loss takes all at once")
        self._nats = chunk_nats
        if knobs.compile and compiles():
            self.model.base_model.compile()
            self._nats = compiled(chunk_nats)
        self.remove_callback(PrinterCallback)

    def create_optimizer(self, model: torch.nn.Module | None = None) -> torch.optim.Optimizer:
        """The optimizer of `fabula.optimizers`."""
        self.optimizer = optimizers.build(self.model, self._knobs)
        return self.optimizer

    def get_batch_samples(self, *arguments: Any) -> tuple[list[Any], Tensor | int | None]:
        """Count the labels of each optimizer step in the state, which checkpoints keep."""
        samples, labels = super().get_batch_samples(*arguments)
        self.state.num_input_tokens_seen += int(labels or 0)
        return samples, labels

    def compute_loss(
        self,
        model: torch.nn.Module,
        inputs: dict[str, Tensor],
        return_outputs: bool = False,
        num_items_in_batch: Tensor | int | None = None,
    ) -> Tensor:
        """One forward pass's share of the mean over the whole optimizer step (all processes')."""
        assert num_items_in_batch is not None
        assert not return_outputs
        labels = inputs.pop("labels")
        if self._knobs.input_noise:
            ids, words = inputs["input_ids"], self._head.out_features
            noise = self._knobs.input_noise, self.train_dataset.special, words
            inputs["input_ids"] = noisy(ids, *noise)
        if self._in_chunks:
            with hidden_states_for_logits(self._head):
                hidden = model(**inputs).logits
            with self.accelerator.autocast():  # Trainer only wraps the model in it
                total = summed_nats(hidden, self._head, labels, self._nats)
        else:
            total = nats(model(**inputs).logits, labels).sum()
        # the gradients of the processes are averaged, and are to be summed
        loss: Tensor = total / num_items_in_batch * self.accelerator.num_processes
        return loss

    def training_step(self, *arguments: Any, **keywords: Any) -> Tensor:
        """Stop before a loss that is no number reaches the weights."""
        loss: Tensor = super().training_step(*arguments, **keywords)
        self._require_finite(float(loss), "training")
        return loss

    def log(self, logs: dict[str, float], start_time: float | None = None) -> None:
        """Log what is given, and the labels seen so far as `tokens`."""
        super().log({**logs, "tokens": self.state.num_input_tokens_seen}, start_time)

    def evaluate(self, *_: Any, **__: Any) -> dict[str, float]:
        """Log and return `eval_loss`, nats per token, computed in the precision of the training."""
        with (
            torch.compiler.set_stance("force_eager"),  # these windows have many lengths
            torch.autocast(self.args.device.type, torch.bfloat16, enabled=self.args.bf16),
        ):
            scores = score(self.model, self.eval_dataset, self.args.per_device_train_batch_size)
        metrics = {"eval_loss": scores.nats_per_token}
        self._require_finite(scores.nats_per_token, "validation")
        self.log(metrics)
        self.control = self.callback_handler.on_evaluate(
            self.args, self.state, self.control, metrics
        )
        return metrics

    def _save_checkpoint(self, model: torch.nn.Module, trial: Any) -> None:
        """Write a whole checkpoint or none; then delete all but it and the best one."""
        folder = Path(self.args.output_dir)
        checkpoint = folder / f"checkpoint-{self.state.global_step}"
        try:
            super()._save_checkpoint(model, trial)
            self.accelerator.wait_for_everyone()
            if self.is_world_process_zero():
                (checkpoint / COMPLETE).touch()
        except (OSError, RuntimeError, SafetensorError) as error:
            shutil.rmtree(checkpoint, ignore_errors=True)
            raise TrainingError(
                f"{checkpoint} could not be written ({error}); free some space and give the same "
                "command again: it goes on from the last good checkpoint"
            ) from error
        if self.is_world_process_zero():
            rotate_checkpoints(str(folder), 1, self.state.best_model_checkpoint)

    def _issue_warnings_after_load(self, load_result: Any) -> None:
        """Tied weights are stored once, which is no news; anything else must not happen."""
        assert set(load_result.missing_keys) <= set(self.model._tied_weights_keys or ())
        assert not load_result.unexpected_keys

    def _require_finite(self, loss: float, kind: str) -> None:
        if loss - loss != 0:  # infinities too
            raise TrainingError(
                f"the {kind} loss is {loss} at step {self.state.global_step}: the run diverged. "
                f"Lower learning_rate (now {self._knobs.learning_rate:g}) or max_grad_norm (now "
                f"{self._knobs.max_grad_norm:g}), raise warmup_share, or try precision: fp32"
            )


class Course(TrainerCallback):
    """Ends the run when `budgets.stops_early` says so, and its curve with the last step."""

    def __init__(self, knobs: params.Training) -> None:
        """Patience and min_delta come from `knobs`."""
        self._knobs = knobs

    def on_evaluate(
        self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **_: Any
    ) -> None:
        """Look at the curve so far."""
        control.should_training_stop |= _stops_early(state.log_history, self._knobs)

    def on_step_end(
        self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **_: Any
    ) -> None:
        """The budget need not be a multiple of the steps between two lines."""
        control.should_log |= state.global_step >= state.max_steps


def train(
    model: PreTrainedModel,
    rows: PackedRows | StoryWindows,
    validation: StoryWindows,
    knobs: params.Training,
    checkpoints: Path,
    logs: Path | None = None,
) -> Outcome:
    """Train `model` in place; go on from `checkpoints` where an earlier run was interrupted.

    An interrupted and continued run ends with the same weights and curves as an uninterrupted one,
    whenever it was killed. `model` ends with the weights of the best validation loss. `logs` is a
    CSV for what differs from run to run: seconds and speed. The checkpoints stay, so that a stage
    that is interrupted later finds this run done; the stage deletes them.
    """
    transformers.set_seed(knobs.seed)
    steps = budgets.steps(rows, knobs)
    last = last_checkpoint(checkpoints)
    trainer = story_trainer(
        model, rows, validation, knobs, steps, checkpoints, from_start=last is None
    )
    if logs and trainer.is_world_process_zero():
        trainer.add_callback(Progress(model, rows, logs, bf16=trainer.args.bf16))
    if last:
        trainer.state = TrainerState.load_from_json(str(last / STATE))
        _tell_going_on(trainer.state, steps)
    if trainer.state.global_step < steps and not _stops_early(trainer.state.log_history, knobs):
        started = time.monotonic()
        with _explaining_memory(knobs):
            trainer.train(resume_from_checkpoint=str(last) if last else None)
        log.info("%d steps in %.0f s", trainer.state.global_step, time.monotonic() - started)
    kept = checkpoints / f"checkpoint-{trainer.state.best_global_step}"
    best = AutoModelForCausalLM.from_pretrained(kept, dtype=torch.float32)
    model.load_state_dict(best.state_dict())
    trainer.accelerator.wait_for_everyone()  # the first process deletes the checkpoints next
    outcome = _outcome(model, trainer.state)
    log.info("%s", budgets.advice(outcome.train_curve, outcome.validation_curve))
    return outcome


def seconds_a_step(
    model: PreTrainedModel, rows: PackedRows | StoryWindows, knobs: params.Training, folder: Path
) -> float:
    """How long an optimizer step takes on this machine, from a few of them; `model` changes."""
    times: list[float] = []

    class Clock(TrainerCallback):
        def on_step_end(self, *_: Any, **__: Any) -> None:
            times.append(time.perf_counter())

    steps = 2 * PACE_STEPS
    trainer = story_trainer(model, rows, None, knobs, steps, folder, from_start=False)
    trainer.add_callback(Clock())
    trainer.train()
    return (times[-1] - times[-1 - PACE_STEPS]) / PACE_STEPS


def is_main_process() -> bool:
    """Whether this process is the only one or the first: the one that writes what a run leaves."""
    return os.environ.get("RANK", "0") == "0"


def last_checkpoint(folder: Path) -> Path | None:
    """The newest whole checkpoint; what was cut off while it was written is deleted."""
    whole = []
    for checkpoint in folder.glob("checkpoint-*"):
        if (checkpoint / COMPLETE).exists():
            whole.append(checkpoint)
        elif is_main_process():
            shutil.rmtree(checkpoint)
    return max(whole, key=lambda path: int(path.name.split("-")[1]), default=None)


def story_trainer(
    model: PreTrainedModel,
    rows: PackedRows | StoryWindows,
    validation: StoryWindows | None,
    knobs: params.Training,
    steps: int,
    folder: Path,
    *,
    from_start: bool,
) -> StoryTrainer:
    """The trainer of `steps` steps; without `validation` it neither evaluates nor saves."""
    arguments = _arguments(
        knobs,
        steps,
        folder,
        from_start=from_start,
        # batches of one size, whatever the number of processes; what is left comes another time
        drop_last=len(rows) >= knobs.batch_size,
    )
    if validation is None:
        arguments.eval_strategy, arguments.save_strategy = IntervalStrategy.NO, SaveStrategy.NO
    return StoryTrainer(
        knobs,
        model=model,
        args=arguments,
        train_dataset=rows,
        eval_dataset=validation,
        data_collator=partial(collate, length=rows.size),
        callbacks=[Course(knobs)],
    )


def _arguments(
    knobs: params.Training, steps: int, checkpoints: Path, *, from_start: bool, drop_last: bool
) -> TrainingArguments:
    logged = math.ceil(steps / knobs.evaluations / LOGS_AN_EVALUATION)
    interval = logged * math.ceil(steps / knobs.evaluations / logged)  # no line across a checkpoint
    processes = int(os.environ.get("WORLD_SIZE", "1"))
    if knobs.batch_size % processes:
        raise TrainingError(
            f"batch_size {knobs.batch_size} cannot be shared by {processes} processes: "
            "set it to a multiple"
        )
    return TrainingArguments(
        output_dir=str(checkpoints),
        max_steps=steps,
        per_device_train_batch_size=knobs.batch_size // processes,
        gradient_accumulation_steps=knobs.accumulation_steps,
        dataloader_drop_last=drop_last,
        learning_rate=knobs.learning_rate,
        lr_scheduler_type="linear",
        warmup_steps=round(knobs.warmup_share * steps),
        max_grad_norm=knobs.max_grad_norm,
        bf16=use_bf16(knobs.precision),
        ddp_find_unused_parameters=False,
        use_cpu=not torch.cuda.is_available(),
        seed=knobs.seed,
        eval_strategy="steps",
        eval_steps=interval,
        eval_on_start=from_start,
        metric_for_best_model="eval_loss",
        greater_is_better=False,
        save_strategy="steps",
        save_steps=interval,
        logging_steps=logged,
        logging_nan_inf_filter=False,
        include_num_input_tokens_seen="no",
        remove_unused_columns=False,
        disable_tqdm=True,  # `Progress` has a bar of its own
        report_to="none",
    )


def _stops_early(history: list[dict[str, float]], knobs: params.Training) -> bool:
    losses = [row["eval_loss"] for row in history if "eval_loss" in row]
    return budgets.stops_early(losses, knobs.patience, knobs.min_delta)


def _tell_going_on(state: TrainerState, steps: int) -> None:
    """A process that the system kills for its memory cannot say so: its successor does."""
    log.info(
        "going on from step %d of %d. If the system ended the last run because memory ran out, "
        "halve batch_size and double accumulation_steps: the same recipe in less memory",
        state.global_step,
        steps,
    )


@contextmanager
def _explaining_memory(knobs: params.Training) -> Iterator[None]:
    try:
        yield
    except (torch.OutOfMemoryError, RuntimeError) as error:
        if not isinstance(error, torch.OutOfMemoryError) and "allocate memory" not in str(error):
            raise
        raise TrainingError(
            f"memory ran out: halve batch_size (now {knobs.batch_size}) and double "
            f"accumulation_steps (now {knobs.accumulation_steps}), which is the same recipe; a "
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
    validation_curve = [_point(row, "eval_loss") for row in history if "eval_loss" in row]
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
    }
    return Outcome(metrics, train_curve, validation_curve)


def _point(row: dict[str, float], name: str) -> dict[str, float]:
    return {"step": row["step"], "tokens": row["tokens"], "loss": round(row[name], 4)}
