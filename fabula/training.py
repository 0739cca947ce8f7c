"""The one training harness, for both models: Hugging Face's Trainer, our rows, our loss."""

import logging
import shutil
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
import transformers
from torch import Tensor
from transformers import (
    PreTrainedModel,
    Trainer,
    TrainerCallback,
    TrainerControl,
    TrainerState,
    TrainingArguments,
)
from transformers.trainer_utils import get_last_checkpoint

from fabula import params
from fabula.precision import use_bf16
from fabula.scoring import nats, score
from fabula.windows import IGNORED, PackedRows, StoryWindows, collate

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Outcome:
    """What a training run leaves besides the model."""

    metrics: dict[str, float]
    """`parameters`, `steps`, `tokens` (labels seen), `train_loss`, `validation_loss`: the last."""
    train_curve: list[dict[str, float]]
    """Rows of step, tokens and loss (nats per token, mean since the row before)."""
    validation_curve: list[dict[str, float]]
    """Rows of step, tokens and loss (nats per token over the validation stories)."""


class StoryTrainer(Trainer):
    """Trainer with token-weighted losses: every token counts the same, in training and validation.

    Trainer's own evaluation averages the means of batches, in which short rows weigh too much.
    """

    control: TrainerControl

    def __init__(self, **arguments: Any) -> None:
        """The arguments of Trainer; `eval_dataset` are `StoryWindows` that label tokens once."""
        super().__init__(compute_loss_func=_mean_nats, data_collator=collate, **arguments)
        self._loss_shifts_labels = False  # our labels are shifted already: count all of them

    def get_batch_samples(self, *arguments: Any) -> tuple[list[Any], Tensor | int | None]:
        """Count the labels of each optimizer step in the state, which checkpoints keep."""
        samples, labels = super().get_batch_samples(*arguments)
        self.state.num_input_tokens_seen += int(labels or 0)
        return samples, labels

    def log(self, logs: dict[str, float], start_time: float | None = None) -> None:
        """Log what is given, and the labels seen so far as `tokens`."""
        super().log({**logs, "tokens": self.state.num_input_tokens_seen}, start_time)

    def evaluate(self, *_: Any, **__: Any) -> dict[str, float]:
        """Log and return `eval_loss`, nats per token."""
        scores = score(self.model, self.eval_dataset, self.args.per_device_train_batch_size)
        metrics = {"eval_loss": scores.nats_per_token}
        self.log(metrics)
        self.control = self.callback_handler.on_evaluate(
            self.args, self.state, self.control, metrics
        )
        return metrics


class NoLastCheckpoint(TrainerCallback):
    """Keeps no checkpoint of the last step: a run that goes on from there does a step too many."""

    def on_step_end(
        self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **_: Any
    ) -> TrainerControl:
        """Take back the order to save when the budget is used up."""
        control.should_save = control.should_save and state.global_step < state.max_steps
        return control


def _mean_nats(outputs: Any, labels: Tensor, num_items_in_batch: Tensor | None = None) -> Tensor:
    """The loss of one forward pass: its share of the mean over the whole optimizer step."""
    tokens = (labels != IGNORED).sum() if num_items_in_batch is None else num_items_in_batch
    return nats(outputs.logits, labels).sum() / tokens


def train(
    model: PreTrainedModel,
    rows: PackedRows | StoryWindows,
    validation: StoryWindows,
    knobs: params.Training,
    checkpoints: Path,
) -> Outcome:
    """Train `model` in place; go on from `checkpoints` where an earlier run was interrupted.

    An interrupted and continued run ends with the same weights and curves as an uninterrupted one.
    The checkpoints are deleted when the run is complete.
    """
    transformers.set_seed(knobs.seed)
    steps = _steps(len(rows), knobs)
    last = get_last_checkpoint(checkpoints) if checkpoints.is_dir() else None
    if last:
        log.info("going on from %s", last)
    trainer = StoryTrainer(
        model=model,
        args=_arguments(knobs, steps, checkpoints, from_start=last is None),
        train_dataset=rows,
        eval_dataset=validation,
        callbacks=[NoLastCheckpoint()],
    )
    started = time.monotonic()
    trainer.train(resume_from_checkpoint=last)
    log.info("%d steps in %.0f s", steps, time.monotonic() - started)
    shutil.rmtree(checkpoints, ignore_errors=True)
    return _outcome(trainer.model, trainer.state.log_history)


def _steps(rows: int, knobs: params.Training) -> int:
    """Optimizer steps in the budget; at least one."""
    return max(1, round(knobs.epochs * rows / (knobs.batch_size * knobs.accumulation_steps)))


def _arguments(
    knobs: params.Training, steps: int, checkpoints: Path, *, from_start: bool
) -> TrainingArguments:
    interval = -(-steps // knobs.evaluations)
    return TrainingArguments(
        output_dir=str(checkpoints),
        max_steps=steps,
        per_device_train_batch_size=knobs.batch_size,
        gradient_accumulation_steps=knobs.accumulation_steps,
        learning_rate=knobs.learning_rate,
        lr_scheduler_type="cosine",
        warmup_steps=round(knobs.warmup_share * steps),
        weight_decay=knobs.weight_decay,
        max_grad_norm=knobs.max_grad_norm,
        optim="adamw_torch_fused",
        bf16=use_bf16(knobs.precision),
        use_cpu=not torch.cuda.is_available(),
        seed=knobs.seed,
        eval_strategy="steps",
        eval_steps=interval,
        eval_on_start=from_start,
        save_strategy="steps",
        save_steps=interval,
        save_total_limit=1,
        logging_steps=max(1, interval // 5),
        logging_nan_inf_filter=False,
        include_num_input_tokens_seen="no",
        remove_unused_columns=False,
        disable_tqdm=not sys.stderr.isatty(),
        report_to="none",
    )


def _outcome(model: PreTrainedModel, history: list[dict[str, float]]) -> Outcome:
    train_curve = [_point(row, "loss") for row in history if "loss" in row]
    validation_curve = [_point(row, "eval_loss") for row in history if "eval_loss" in row]
    last = validation_curve[-1]
    metrics = {
        "parameters": model.num_parameters(),
        "steps": last["step"],
        "tokens": last["tokens"],
        "train_loss": train_curve[-1]["loss"],
        "validation_loss": last["loss"],
    }
    return Outcome(metrics, train_curve, validation_curve)


def _point(row: dict[str, float], name: str) -> dict[str, float]:
    return {"step": row["step"], "tokens": row["tokens"], "loss": round(row[name], 4)}
