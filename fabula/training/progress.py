"""What people see while a model trains, and the log of how fast it was.

Seconds differ from run to run, so they stand in a log beside the pipeline and never in an output.
"""

import logging
import time
from pathlib import Path
from typing import Any

from tqdm.auto import tqdm
from transformers import (
    PreTrainedModel,
    TrainerCallback,
    TrainerControl,
    TrainerState,
    TrainingArguments,
)

from fabula import files
from fabula.models.precision import peak_flops
from fabula.tokens.packing import PackedRows
from fabula.tokens.windows import StoryWindows
from fabula.training import run_logs
from fabula.training.optimizers import linear_layers

log = logging.getLogger(__name__)


def flops_a_token(model: PreTrainedModel, length: int) -> float:
    """Floating-point operations of training on one token in a row of `length` tokens.

    Six for each weight of a matrix (two forward, four backward) and 12 x width x length in each
    layer's attention (Chowdhery et al. 2022, arXiv:2204.02311, appendix B).
    """
    weights = sum(layer.weight.numel() for layer in linear_layers(model))
    config = model.config
    return float(6 * weights + 12 * config.num_hidden_layers * config.hidden_size * length)


class Progress(TrainerCallback):
    """A bar on a terminal, else lines: loss, tokens a second, fraction of the peak, time left."""

    def __init__(
        self, model: PreTrainedModel, rows: PackedRows | StoryWindows, path: Path, *, bf16: bool
    ) -> None:
        """`path` is the CSV that gets a line for every line of the curve, as the run goes on."""
        self._fraction = flops_a_token(model, rows.size) / peak_flops(bf16=bf16)
        self._path = path
        self._lines: list[dict[str, float]] = []

    def on_train_begin(
        self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **_: Any
    ) -> None:
        """Go on with the log of an interrupted run."""
        self._bar = tqdm(
            total=state.max_steps, initial=state.global_step, disable=None, unit="step"
        )
        if state.global_step and self._path.exists():
            lines = files.read_numbers(self._path)
            self._lines = [line for line in lines if line["step"] <= state.global_step]
        self._before = self._lines[-1]["seconds"] if self._lines else 0.0
        self._began = time.monotonic()
        self._warm = False
        self._start_interval(state)

    def on_step_end(
        self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **_: Any
    ) -> None:
        """Move the bar; the first step compiles, and is left out of a speed that has others."""
        self._bar.update()
        if not self._warm and not control.should_log:
            self._start_interval(state)
        self._warm = True

    def on_log(
        self,
        args: TrainingArguments,
        state: TrainerState,
        control: TrainerControl,
        logs: dict[str, float],
        **_: Any,
    ) -> None:
        """Show and keep a line of the training curve; a validation loss is shown."""
        if "eval_loss" in logs:
            self._say(f"step {state.global_step:,}: validation loss {logs['eval_loss']:.4f}")
        if "loss" not in logs:
            return
        now = time.monotonic()
        speed = (state.num_input_tokens_seen - self._tokens) / (now - self._since)
        left = (
            (state.max_steps - state.global_step)
            * (now - self._since)
            / max(1, state.global_step - self._step)
        )
        self._lines.append(
            {
                "step": state.global_step,
                "tokens": state.num_input_tokens_seen,
                "seconds": round(self._before + now - self._began, 1),
                "loss": round(logs["loss"], 4),
                "tokens_per_second": round(speed),
                "share_of_peak": round(speed * self._fraction, 3),
            }
        )
        files.write_csv(self._path, self._lines)
        shown = (
            f"loss {logs['loss']:.3f}, {speed:,.0f} tokens/s, {speed * self._fraction:.0%} of peak"
        )
        self._bar.set_postfix_str(shown)
        if self._bar.disable:
            log.info(
                "step %d of %d: %s, %s left",
                state.global_step,
                state.max_steps,
                shown,
                tqdm.format_interval(left),
            )
        self._start_interval(state)

    def on_evaluate(
        self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **_: Any
    ) -> None:
        """The time of an evaluation is no training time, nor is that before the first step."""
        self._start_interval(state)

    def on_save(
        self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **_: Any
    ) -> None:
        """The time of a checkpoint is none either."""
        self._start_interval(state)

    def on_train_end(
        self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **_: Any
    ) -> None:
        """Close the bar, and keep the log where the next run does not overwrite it."""
        self._bar.close()
        if self._lines:
            files.write_csv(run_logs.place(self._path.parent, self._lines), self._lines)

    def _start_interval(self, state: TrainerState) -> None:
        self._since, self._step = time.monotonic(), state.global_step
        self._tokens = state.num_input_tokens_seen

    def _say(self, line: str) -> None:
        if self._bar.disable:
            log.info("%s", line)
        else:
            self._bar.write(line)
