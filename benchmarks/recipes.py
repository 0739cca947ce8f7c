"""Every recipe that is measured, by name: the peers' and ours.

Ours go through `fabula.training.trainer` with the parameters of `params.yaml`, and say here what
they change.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from transformers import PreTrainedModel, Trainer

from benchmarks import peers
from benchmarks.material import Vocabulary
from fabula import models
from fabula.config.presets import with_changes
from fabula.config.training import Training
from fabula.tokens.packing import PackedRows
from fabula.tokens.windows import Layout, StoryWindows
from fabula.training import budgets, gpt2, tagmodel, trainer
from fabula.training.compilation import compiles


@dataclass(frozen=True)
class Job:
    """A trainer that is ready to run."""

    trainer: Trainer
    useful: float
    """Tokens that reach the loss in one optimizer step, on average."""
    length: int
    """Tokens in a row."""
    layout: Layout
    """How it reads validation stories: with no more context than it was trained on."""
    compiled: bool = False
    """Whether `torch.compile` is used: asked for, and possible here."""


Make = Callable[[Vocabulary, int, Path], Job]
"""The job for a vocabulary, a number of steps and a folder that it may write to."""


@dataclass(frozen=True)
class Recipe:
    """What is measured."""

    label: str
    vocabulary: str
    """`own` or `kept`."""
    make: Make
    against: str = ""
    """The name of the peers' recipe that it is compared with; empty: it is one."""


def _peers_gpt2(
    layers: int, width: int, heads: int, vocabulary: Vocabulary, steps: int, folder: Path
) -> Job:
    tokenizer = vocabulary.tokenizer
    rows = peers.rows(vocabulary.texts(), tokenizer)
    model = peers.gpt2(layers, width, heads, vocabulary.entries)
    return Job(
        peers.gpt2_trainer(model, rows, tokenizer, steps, folder),
        useful=peers.BATCH * float(np.mean([peers.useful_tokens(row) for row in rows])),
        length=peers.LENGTH,
        layout=Layout(peers.LENGTH, stride=peers.LENGTH // 2),
    )


def _peers_tagmodel(vocabulary: Vocabulary, steps: int, folder: Path) -> Job:
    layout = Layout(peers.WINDOW, stride=1, tags_at="story_start", last_only=True)
    windows = StoryWindows(vocabulary.store("train"), layout, vocabulary.special, once=False)
    model = peers.tagmodel(vocabulary.entries)
    trainer = peers.tagmodel_trainer(model, windows, steps, folder)
    return Job(trainer, useful=1, length=layout.size, layout=layout)


def _gpt2(changes: Mapping[str, Any], vocabulary: Vocabulary, steps: int, folder: Path) -> Job:
    made = with_changes({"gpt2": changes}, __name__).gpt2
    model = gpt2.build(made, vocabulary.tokenizer_of_all_entries())
    rows = gpt2.training_rows(made, vocabulary.store("train"), model, vocabulary.special)
    return _job(model, rows, made, steps, folder)


def _tagmodel(changes: Mapping[str, Any], vocabulary: Vocabulary, steps: int, folder: Path) -> Job:
    made = with_changes({"tagmodel": changes}, __name__).tagmodel
    model = tagmodel.build(made, "story_start", vocabulary.tokenizer_of_all_entries())
    rows = tagmodel.training_rows(made, vocabulary.store("train"), model, vocabulary.special)
    return _job(model, rows, made, steps, folder)


def _job(
    model: PreTrainedModel,
    rows: PackedRows | StoryWindows,
    config: Training,
    steps: int,
    folder: Path,
) -> Job:
    ready = trainer.story_trainer(model, rows, None, config, steps, folder, from_start=False)
    rows_a_step = config.batch_size * config.accumulation_steps
    return Job(
        ready,
        useful=budgets.labels_a_row(rows) * rows_a_step,
        length=rows.size,
        layout=models.layout_of(model),
        compiled=config.compile and compiles(),
    )


FROM_SCRATCH = {"init": "scratch", "learning_rate": 0.003}
"""What every GPT-2 of ours begins with, as the usual script does."""
SMALL = FROM_SCRATCH | {
    "architecture": "gpt2",
    "layers": 6,
    "width": 384,
    "heads": 6,
    "context": 256,
    "batch_size": 16,
    "compile": True,
}
GPT2_124M = SMALL | {"layers": 12, "width": 768, "heads": 12, "batch_size": 8}
ADAMW = {"optimizer": "adamw"}
WINDOW = 50
"""Tokens that a tag model sees at a time, as the original does."""
TAG_MODEL = {
    "init": "scratch",
    "window": WINDOW,
    "stride": 40,
    "attention": "causal",
    "layers_per_group": 3,
    "width": 256,
    "heads": 8,
    "feedforward": [768, 1024, 1024, 768],
    "dropout": 0.0,
    "batch_size": 64,
    "learning_rate": 0.001,
    "compile": True,
}
ORIGINAL = {"attention": "bidirectional", "compile": False}
"""One prediction a window."""
TWO_WINDOWS = {"batch_size": 2, "compile": False}
"""About as many predictions a step as the original makes with 64 windows."""
TAG_MODEL_MUON = {"optimizer": "muon", "learning_rate": 0.006}
SCRATCH = FROM_SCRATCH | {
    "architecture": "nanochat",
    "layers": 6,
    "width": 256,
    "heads": 4,
    "context": 256,
    "batch_size": 16,
    "learning_rate": 0.003,
    "compile": True,
}
"""For minutes of training on 2 cores."""
SHORT = SCRATCH | {"layers": 4, "batch_size": 8, "compile": False}
"""For half a minute, which is too short to wait for a compiler."""

RECIPES: dict[str, Recipe] = {
    "peers-small": Recipe(
        "peers' recipe: 6 layers, width 384, GPT-2's vocabulary",
        "kept",
        partial(_peers_gpt2, 6, 384, 6),
    ),
    "small-kept": Recipe(
        "ours: the same blocks, vocabulary kept",
        "kept",
        partial(_gpt2, SMALL | ADAMW),
        "peers-small",
    ),
    "small-own": Recipe(
        "ours: the same blocks, own vocabulary",
        "own",
        partial(_gpt2, SMALL | ADAMW),
        "peers-small",
    ),
    "small-own-muon": Recipe(
        "ours: the same blocks, own vocabulary, Muon", "own", partial(_gpt2, SMALL), "peers-small"
    ),
    "peers-124m": Recipe(
        "peers' recipe: GPT-2 124M, 12 layers, width 768", "kept", partial(_peers_gpt2, 12, 768, 12)
    ),
    "124m": Recipe(
        "ours: the same blocks", "kept", partial(_gpt2, GPT2_124M | ADAMW), "peers-124m"
    ),
    "peers-tagmodel": Recipe(
        "original tag model: one prediction a window, batch 1", "kept", _peers_tagmodel
    ),
    "tagmodel": Recipe(
        "ours: the same layers, causal, batch 64",
        "kept",
        partial(_tagmodel, TAG_MODEL | ADAMW),
        "peers-tagmodel",
    ),
    "tagmodel-original": Recipe(
        "original attention, one prediction a window, batch 64",
        "kept",
        partial(_tagmodel, TAG_MODEL | ADAMW | ORIGINAL),
    ),
    "tagmodel-same-tokens": Recipe(
        "ours: the same layers, causal, batch 2",
        "kept",
        partial(_tagmodel, TAG_MODEL | ADAMW | TWO_WINDOWS),
        "tagmodel-original",
    ),
    "tagmodel-muon": Recipe(
        "ours: the same layers, causal, batch 64, Muon",
        "kept",
        partial(_tagmodel, TAG_MODEL | TAG_MODEL_MUON),
        "tagmodel-original",
    ),
    "scratch": Recipe(
        "ours: nanochat, 6 layers, width 256, own vocabulary, Muon",
        "own",
        partial(_gpt2, SCRATCH),
        "peers-small",
    ),
    "scratch-short": Recipe(
        "ours: nanochat, 4 layers, width 256, own vocabulary, Muon, not compiled",
        "own",
        partial(_gpt2, SHORT),
        "peers-small",
    ),
}
"""AdamW where the optimizer is not named."""

SPEED = tuple(name for name in RECIPES if not name.startswith(("scratch", "tagmodel-")))
"""What the speed table shows; the others are there for their loss."""
