"""Hugging Face's Trainer for stories: our loss, our validation, checkpoints that are whole."""

import logging
import math
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from torch import Tensor
from transformers import (
    EarlyStoppingCallback,
    PreTrainedModel,
    PrinterCallback,
    Trainer,
    TrainerCallback,
    TrainerControl,
    TrainerState,
    TrainingArguments,
)
from transformers.trainer_utils import IntervalStrategy, SaveStrategy, rotate_checkpoints

from fabula.command import is_main_process
from fabula.config.training import Training
from fabula.errors import TrainingError, of_the_system
from fabula.models import devices, processes
from fabula.models.likelihood import story_likelihoods, token_losses
from fabula.models.precision import use_bf16
from fabula.tokens.packing import PackedRows, drop_tags, noisy
from fabula.tokens.windows import StoryWindows, collate
from fabula.training import lora, optimizers
from fabula.training.compilation import compiled, compiles
from fabula.training.losses import (
    chunk_loss,
    ends_with_its_head,
    hidden_states_for_logits,
    summed_loss,
)

log = logging.getLogger(__name__)

COMPLETE = "complete"
"""The file that marks a checkpoint as whole: a run can be killed while it writes one."""
LOGS_AN_EVALUATION = 5
DIGITS = 4
"""Of the losses in the curves."""

Instrument = Callable[[PreTrainedModel], dict[str, float]]
"""Figures of a model in training, by name."""


class StoryTrainer(Trainer):
    """Trainer with token-weighted losses: every token counts the same, in training and validation.

    Trainer's own evaluation averages the means of batches, in which short rows weigh too much.
    """

    control: TrainerControl
    instrument: Instrument | None = None
    """Further figures of the model, logged beside each validation loss."""

    def __init__(self, config: Training, **arguments: Any) -> None:
        """The arguments of Trainer; `eval_dataset` are `StoryWindows` that label tokens once."""
        super().__init__(**arguments)
        self._config = config
        self._loss_shifts_labels = False  # our labels are shifted already: count all of them
        self.model_accepts_loss_kwargs = True  # count the labels of each optimizer step ...
        self.loss_is_scaled_for_ga = True  # ... because `compute_loss` divides by them
        self._head = self.model.get_output_embeddings()
        self._in_chunks = ends_with_its_head(self.model)
        if not self._in_chunks:
            log.info("this model changes its logits after its head, so the loss takes all at once")
        self._chunk_loss = chunk_loss
        if config.compile and compiles():
            lora.inner(self.model).base_model.compile()
            self._chunk_loss = compiled(chunk_loss)
        self.remove_callback(PrinterCallback)

    def create_optimizer(self, model: torch.nn.Module | None = None) -> torch.optim.Optimizer:
        """The optimizer of `fabula.training.optimizers`."""
        self.optimizer = optimizers.build(self.model, self._config)
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
        """One forward pass's share of the mean over the whole optimizer step (all processes').

        It is 0 where the step has no label, which a row within a long prefix can bring about.
        """
        assert num_items_in_batch is not None
        assert not return_outputs
        labels = inputs.pop("labels")
        if self._config.input_noise:
            ids, words = inputs["input_ids"], len(self._head.weight)
            noise = self._config.input_noise, self.train_dataset.special, words
            inputs["input_ids"] = noisy(ids, *noise)
        if self._in_chunks:
            with hidden_states_for_logits(self._head):
                hidden = model(**inputs).logits
            if self.args.fp16:  # which does not reach as far as sums over a chunk
                total = summed_loss(hidden.float(), self._head, labels, self._chunk_loss)
            else:
                with self.accelerator.autocast():  # Trainer only wraps the model in it
                    total = summed_loss(hidden, self._head, labels, self._chunk_loss)
        else:
            total = token_losses(model(**inputs).logits, labels).sum()
        # the gradients of the processes are averaged, and are to be summed
        labelled = torch.as_tensor(num_items_in_batch).clamp(min=1)
        loss: Tensor = total / labelled * self.accelerator.num_processes
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
        """Log and return `eval_loss`, nats per token, computed in the precision of the training,
        and what `instrument` says of the model.

        The loss is rounded as the curve is: whoever reads the curve sees which loss was the best,
        and why a run ended.
        """
        with (
            torch.compiler.set_stance("force_eager"),  # these windows have many lengths
            self._in_16_bits(),
        ):
            likelihoods = story_likelihoods(
                self.model, self.eval_dataset, self.args.per_device_train_batch_size
            )
            further = self.instrument(self.model) if self.instrument else {}
        figures = {"eval_loss": likelihoods.loss, **further}
        metrics = {name: round(value, DIGITS) for name, value in figures.items()}
        self._require_finite(likelihoods.loss, "validation")
        self.log(metrics)
        self.control = self.callback_handler.on_evaluate(
            self.args, self.state, self.control, metrics
        )
        return metrics

    def _in_16_bits(self) -> torch.autocast:
        """The precision of the training, where it is one of 16 bits."""
        dtype = torch.float16 if self.args.fp16 else torch.bfloat16
        on = self.args.fp16 or self.args.bf16
        return torch.autocast(self.args.device.type, dtype, enabled=on)

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
            if processes.tells_of_a_loss(error):
                raise
            why = of_the_system(error) or f"{error}; free some space"
            raise TrainingError(
                f"{checkpoint} could not be written: {why}, and give the same command again: it "
                "goes on from the last good checkpoint"
            ) from error
        if self.is_world_process_zero():
            rotate_checkpoints(str(folder), 1, self.state.best_model_checkpoint)

    def _load_from_checkpoint(self, resume_from_checkpoint: str, model: Any = None) -> None:
        """The weights, or of an adapted model the adapter."""
        if lora.is_adapted(self.model):
            lora.read(self.model, Path(resume_from_checkpoint))
        else:
            super()._load_from_checkpoint(resume_from_checkpoint, model)

    def _issue_warnings_after_load(self, load_result: Any) -> None:
        """Tied weights are stored once, which is no news; anything else must not happen."""
        assert set(load_result.missing_keys) <= set(self.model._tied_weights_keys or ())
        assert not load_result.unexpected_keys

    def _require_finite(self, loss: float, kind: str) -> None:
        if loss - loss != 0:  # infinities too
            raise TrainingError(
                f"the {kind} loss is {loss} at step {self.state.global_step}: the run diverged. "
                f"Lower learning_rate (now {self._config.learning_rate:g}) or max_grad_norm (now "
                f"{self._config.max_grad_norm:g}), raise warmup_ratio, or try precision: fp32"
            )


class LastLine(TrainerCallback):
    """Logs the last step too, which need not be a multiple of the logging interval."""

    def on_step_end(
        self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **_: Any
    ) -> None:
        """Ask for a line after the last step."""
        control.should_log |= state.global_step >= state.max_steps


class TagDropout(TrainerCallback):
    """Shows some of the stories without their tags, others in each epoch."""

    def __init__(self, rows: PackedRows | StoryWindows, config: Training) -> None:
        """`config` says how many of them, and its seed which."""
        self._rows, self._config = rows, config

    def on_epoch_begin(
        self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **_: Any
    ) -> None:
        """Draw anew. A run that goes on within an epoch draws what it drew before."""
        epoch = math.floor(state.epoch or 0)
        fraction, seed = self._config.conditioning_dropout, self._config.seed
        self._rows.tell(drop_tags(self._rows.room_for, fraction, seed, epoch))


class EarlyStopping(EarlyStoppingCallback):
    """The library's own, without its warning that Trainer may end with other weights than the best.

    `fabula.training.training_run` loads the best ones.
    """

    def on_train_begin(self, *_: Any, **__: Any) -> None:
        """Without the warning."""


class OneDevice(TrainingArguments):
    """A process trains on one device, however many GPUs it sees.

    Trainer would wrap the model in DataParallel, which splits each batch among all GPUs: slower
    than a process for each, and our loss and `model.device` would not survive it.
    """

    @property
    def n_gpu(self) -> int:
        """1, or 0 on a CPU."""
        return min(1, int(super().n_gpu))


def story_trainer(
    model: PreTrainedModel,
    rows: PackedRows | StoryWindows,
    validation: StoryWindows | None,
    config: Training,
    steps: int,
    folder: Path,
    *,
    from_start: bool,
    kind: type[StoryTrainer] = StoryTrainer,
) -> StoryTrainer:
    """The trainer of `steps` steps; without `validation` it neither evaluates nor saves."""
    arguments = _arguments(
        config,
        steps,
        folder,
        from_start=from_start,
        # batches of one size, whatever the number of processes; what is left comes another time
        drop_last=len(rows) >= config.batch_size,
    )
    callbacks: list[TrainerCallback] = [LastLine(), TagDropout(rows, config)]
    if validation is None:
        arguments.eval_strategy, arguments.save_strategy = IntervalStrategy.NO, SaveStrategy.NO
    elif config.patience:
        callbacks.append(EarlyStopping(config.patience, config.min_delta))
    return kind(
        config,
        model=model,
        args=arguments,
        train_dataset=rows,
        eval_dataset=validation,
        data_collator=partial(collate, length=rows.size),
        callbacks=callbacks,
    )


def _arguments(
    config: Training, steps: int, checkpoints: Path, *, from_start: bool, drop_last: bool
) -> TrainingArguments:
    logged = math.ceil(steps / config.evaluations / LOGS_AN_EVALUATION)
    interval = logged * math.ceil(
        steps / config.evaluations / logged
    )  # no line across a checkpoint
    processes.require_nothing_of_accelerate()
    count = processes.count()
    if config.batch_size % count:
        raise TrainingError(
            f"batch_size {config.batch_size} cannot be shared by {count} processes: "
            "set it to a multiple"
        )
    _tell_of_idle_gpus(count)
    return OneDevice(
        output_dir=str(checkpoints),
        max_steps=steps,
        per_device_train_batch_size=config.batch_size // count,
        gradient_accumulation_steps=config.accumulation_steps,
        dataloader_drop_last=drop_last,
        learning_rate=config.learning_rate,
        lr_scheduler_type="linear",
        warmup_steps=round(config.warmup_ratio * steps),
        max_grad_norm=config.max_grad_norm,
        bf16=use_bf16(config.precision),
        fp16=config.precision == "fp16",
        activation_checkpointing=getattr(config, "gradient_checkpointing", False),
        activation_checkpointing_kwargs={"use_reentrant": False},
        ddp_find_unused_parameters=False,
        use_cpu=devices.device().type == "cpu",
        seed=config.seed,
        eval_strategy="steps",
        eval_steps=interval,
        eval_on_start=from_start,
        metric_for_best_model="eval_loss",
        greater_is_better=False,
        save_strategy="steps",
        save_steps=interval,
        restore_callback_states_from_checkpoint=True,  # how long early stopping has waited
        logging_steps=logged,
        logging_nan_inf_filter=False,
        include_num_input_tokens_seen="no",
        remove_unused_columns=False,
        disable_tqdm=True,  # `Progress` has a bar of its own
        report_to="none",
    )


def _tell_of_idle_gpus(count: int) -> None:
    if count == 1 and (visible := devices.visible_gpus()) > 1:
        log.info(
            "one of %d GPUs trains; for all of them, set launch: torchrun --nproc-per-node %d",
            visible,
            visible,
        )


def last_checkpoint(folder: Path) -> Path | None:
    """The newest whole checkpoint; what was cut off while it was written is deleted."""
    whole = []
    for checkpoint in folder.glob("checkpoint-*"):
        if (checkpoint / COMPLETE).exists():
            whole.append(checkpoint)
        elif is_main_process():
            shutil.rmtree(checkpoint)
    return max(whole, key=lambda path: int(path.name.split("-")[1]), default=None)


def has_ended(state: TrainerState) -> bool:
    """Whether the run that left this state was done: all its steps, or stopped early."""
    return bool(state.stateful_callbacks["TrainerControl"]["args"]["should_training_stop"])
