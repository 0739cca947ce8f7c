"""What the training stages do: from `data/tokens` to a model folder, with its curves and logs."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from transformers import PreTrainedModel, PreTrainedTokenizerFast

from fabula import files, models
from fabula.command import is_main_process
from fabula.config.training import Lora, Training
from fabula.models.precision import require_fp16, use_bf16
from fabula.tokens import tokenization
from fabula.tokens.packing import PackedRows
from fabula.tokens.paths import TOKENIZER, TOKENS
from fabula.tokens.shards import TokenStore
from fabula.tokens.windows import SpecialIds, StoryWindows
from fabula.training import lora, memory, optimizers
from fabula.training.copying import copying_scores
from fabula.training.training_run import Outcome, train

Model = TypeVar("Model", bound=PreTrainedModel)


@dataclass(frozen=True)
class OutputPaths:
    """Where a run writes what; what has no path is not kept."""

    log: Path
    """A CSV of seconds and speed; a run that has one shows how it goes on."""
    model: Path | None = None
    """The folder of the trained model."""
    base: Path | None = None
    """The folder of the model before training."""
    curves: str = ""
    """How the paths of both curves begin: `train.csv` and `validation.csv` are their ends. Where
    they are kept, the validation curve has the copying score too."""


def train_on_stories(
    build: Callable[[PreTrainedTokenizerFast], Model],
    training_rows: Callable[[Model, SpecialIds], PackedRows | StoryWindows],
    config: Training,
    checkpoints: Path,
    outputs: OutputPaths,
    adapter: Lora | None = None,
    *,
    fixed: bool = False,
) -> Outcome:
    """Train what `build` makes on its `training_rows`; `data/tokens` holds what validates it.

    With an `adapter` of a rank above 0 it alone trains, beside the weights of the model. A recipe
    that is `fixed` does not stand in params.yaml, so no message says what to change there.

    It goes on from `checkpoints` and raises what `fabula.training.training_run.train` raises.
    """
    require_fp16(f"{config.KEY}.precision", config.precision)
    optimizers.require_installed(f"{config.KEY}.optimizer", config.optimizer)
    tokenizer = tokenization.load(TOKENIZER)
    special = models.special_ids(tokenizer)
    model = build(tokenizer)
    if outputs.base and is_main_process():
        models.save(model, tokenizer, outputs.base)
    shape = memory.shape_of(model)
    may_adapt = adapter is not None and not adapter.rank and model.name_or_path != ""
    adapter = adapter if adapter and adapter.rank else None
    if adapter:
        model = lora.adapted(model, adapter, special)
        shape = memory.adapted(shape, model)
    rows = training_rows(model, special)
    sixteen_bits = config.precision == "fp16" or use_bf16(config.precision)
    validation = StoryWindows(
        TokenStore(TOKENS, "validation"),
        models.layout_of(model),
        special,
        once=True,
        stories=config.validation_stories,
    )
    run = memory.run_of(config, rows.size, longest(validation), sixteen_bits=sixteen_bits)
    section = "" if fixed else config.KEY
    memory.require(shape, run, section=section, may_adapt=may_adapt)
    scores = partial(copying_scores, tokenizer=tokenizer, bos=special.bos)
    copying = scores if outputs.curves else None
    outcome = train(model, rows, validation, config, checkpoints, outputs.log, copying)
    if outputs.model and is_main_process():
        if adapter:
            lora.save(model, tokenizer, adapter, outputs.base, outputs.model)
        else:
            models.save(model, tokenizer, outputs.model)
    if outputs.curves and is_main_process():
        files.write_csv(Path(f"{outputs.curves}train.csv"), outcome.train_curve)
        files.write_csv(Path(f"{outputs.curves}validation.csv"), outcome.validation_curve)
    return outcome


def longest(windows: StoryWindows) -> int:
    """Tokens of the longest window: what a story begins with is as long as its windows get."""
    firsts = {windows.story_of(number): number for number in reversed(range(len(windows)))}
    return max(len(windows[number]["input_ids"]) for number in firsts.values())
