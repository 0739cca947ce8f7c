"""A training run of stories from one end to the other: from `data/tokens` to a model folder."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from transformers import PreTrainedModel, PreTrainedTokenizerFast

from fabula import files, models
from fabula.command import is_main_process
from fabula.config.training import Training
from fabula.tokens import tokenization
from fabula.tokens.packing import PackedRows
from fabula.tokens.paths import TOKENIZER, TOKENS
from fabula.tokens.shards import TokenStore
from fabula.tokens.windows import SpecialIds, StoryWindows
from fabula.training.copying import copying_scores
from fabula.training.running import Outcome, train

Model = TypeVar("Model", bound=PreTrainedModel)


@dataclass(frozen=True)
class Leaves:
    """Where a run leaves what; what has no place is not kept."""

    model: Path | None = None
    """The folder of the trained model."""
    base: Path | None = None
    """The folder of the model before training."""
    curves: str = ""
    """How the paths of both curves begin: `train.csv` and `validation.csv` are their ends."""
    log: Path | None = None
    """A CSV of seconds and speed."""


def train_on_stories(
    build: Callable[[PreTrainedTokenizerFast], Model],
    training_rows: Callable[[Model, SpecialIds], PackedRows | StoryWindows],
    knobs: Training,
    checkpoints: Path,
    leaves: Leaves,
) -> Outcome:
    """Train what `build` makes on its `training_rows`; `data/tokens` holds what validates it.

    It goes on from `checkpoints` and raises what `fabula.training.running.train` raises.
    """
    tokenizer = tokenization.load(TOKENIZER)
    special = models.special_ids(tokenizer)
    model = build(tokenizer)
    if leaves.base and is_main_process():
        models.save(model, tokenizer, leaves.base)
    rows = training_rows(model, special)
    validation = StoryWindows(
        TokenStore(TOKENS, "validation"),
        models.scoring_layout(model),
        special,
        once=True,
        stories=knobs.validation_stories,
    )
    copying = partial(copying_scores, tokenizer=tokenizer, bos=special.bos)
    outcome = train(model, rows, validation, knobs, checkpoints, leaves.log, copying)
    if leaves.model and is_main_process():
        models.save(model, tokenizer, leaves.model)
    if leaves.curves and is_main_process():
        files.write_csv(Path(f"{leaves.curves}train.csv"), outcome.train_curve)
        files.write_csv(Path(f"{leaves.curves}validation.csv"), outcome.validation_curve)
    return outcome
