import math
import random
from pathlib import Path
from typing import Any

import pytest
import torch
from tiny import (
    STORIES,
    generate_config,
    gpt2_config,
    new_gpt2,
    new_nanochat,
    new_tagmodel,
    store,
    tagmodel_config,
    tokenizer,
)
from transformers import PreTrainedModel, Trainer

from fabula import models
from fabula.config.training import Training
from fabula.generation.writing import Prompt, write
from fabula.models.likelihood import story_likelihoods, token_losses
from fabula.stories import Story, opening
from fabula.tokens.packing import PackedRows
from fabula.tokens.windows import IGNORED, StoryWindows, collate
from fabula.training import trainer
from fabula.training.losses import chunk_loss
from fabula.training.trainer import StoryTrainer
from fabula.training.training_run import Outcome, train

SPECIAL = models.special_ids(tokenizer())
CONFIGS = {"gpt2": gpt2_config, "nanochat": gpt2_config, "tagmodel": tagmodel_config}
MAKE = {"gpt2": new_gpt2, "nanochat": new_nanochat, "tagmodel": new_tagmodel}

STOPS = {"patience": 3, "min_delta": 9.0}
"""After four evaluations: no loss is so much lower than the first."""


def data(
    model: PreTrainedModel, folder: Path, stories: list[Story] = STORIES
) -> tuple[PackedRows | StoryWindows, StoryWindows]:
    tokens = store(folder, stories)
    validation = StoryWindows(tokens, models.layout_of(model), SPECIAL, once=True)
    if isinstance(model, models.TagModel):
        return StoryWindows(tokens, model.layout(stride=6), SPECIAL, once=False), validation
    return PackedRows(tokens, model.config.max_position_embeddings, SPECIAL), validation


def run(
    model: PreTrainedModel, folder: Path, config: Training, stories: list[Story] = STORIES
) -> Outcome:
    rows, validation = data(model, folder, stories)
    return train(model, rows, validation, config, folder / "checkpoints")


@pytest.mark.parametrize("kind", ["gpt2", "nanochat", "tagmodel"])
def test_a_tiny_model_learns_four_stories_and_continues_each(kind: str, tmp_path: Path) -> None:
    """The stories stand in many orders, so that each one begins at many places of a row."""
    shape = {} if kind == "tagmodel" else {"context": 128}
    model = MAKE[kind](width=64, **shape)
    epochs, rate = (4, 0.005) if kind == "tagmodel" else (12, 0.01)
    config = CONFIGS[kind](width=64, epochs=epochs, batch_size=8, learning_rate=rate, **shape)
    shuffled = random.Random(1).choices(STORIES, k=300)
    outcome = run(model, tmp_path, config, shuffled)
    assert outcome.metrics["validation_loss"] < 0.3
    prompts = [
        Prompt(story.id, start, story.tags, story.text[len(start) :])
        for story in STORIES
        for start in [opening(story.text, 2)]
    ]
    written = write(
        model.eval(), tokenizer(), prompts, "greedy", generate_config(max_new_tokens=90)
    )
    for prompt, story in zip(prompts, written, strict=True):
        assert (story.text, story.ended) == (prompt.reference, "eos")


@pytest.mark.parametrize(
    "kind, budget",
    [
        ("gpt2", {"epochs": 8, "evaluations": 4}),
        ("gpt2", {"max_steps": 26, "evaluations": 2}),  # evaluations and lines divide it unevenly
        ("nanochat", {"epochs": 8, "evaluations": 4}),
        ("tagmodel", {"epochs": 8, "evaluations": 4}),
        ("gpt2", {"epochs": 8, "evaluations": 8, **STOPS}),
    ],
)
def test_an_interrupted_run_ends_as_an_uninterrupted_one(
    kind: str, budget: dict[str, float], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = CONFIGS[kind](**{"epochs": 0} | budget, batch_size=2, dropout=0.1, input_noise=0.1)
    whole_model = MAKE[kind](dropout=0.1)
    (tmp_path / "whole").mkdir()
    whole = run(whole_model, tmp_path / "whole", config)

    step = StoryTrainer.training_step
    stop_at = int(whole.metrics["steps"]) * 2 // 3

    def interrupted(self: StoryTrainer, *arguments: object) -> torch.Tensor:
        if self.state.global_step == stop_at:
            raise KeyboardInterrupt
        return step(self, *arguments)

    folder = tmp_path / "cut"
    folder.mkdir()
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(StoryTrainer, "training_step", interrupted)
        run(MAKE[kind](dropout=0.1), folder, config)
    assert list((folder / "checkpoints").glob("checkpoint-*"))
    model = MAKE[kind](dropout=0.1)
    assert run(model, folder, config) == whole
    for ours, theirs in zip(model.parameters(), whole_model.parameters(), strict=True):
        assert torch.equal(ours, theirs)


@pytest.mark.parametrize("stopping", [{}, STOPS])
def test_a_run_that_is_done_is_not_done_again(
    stopping: dict[str, float], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stage that is interrupted after the training finds its end in the checkpoints."""
    config = gpt2_config(epochs=8, batch_size=2, evaluations=8, **stopping)
    first = new_gpt2()
    outcome = run(first, tmp_path, config)
    monkeypatch.delattr(StoryTrainer, "training_step")
    monkeypatch.delattr(Trainer, "training_step")
    second = new_gpt2()
    assert run(second, tmp_path, config) == outcome
    for ours, theirs in zip(first.parameters(), second.parameters(), strict=True):
        assert torch.equal(ours, theirs)


def test_a_run_ends_when_it_has_waited_for_a_better_loss_long_enough(tmp_path: Path) -> None:
    """The first evaluation is of the untrained model, and is no loss to be better than."""
    config = gpt2_config(epochs=8, batch_size=2, evaluations=8, **STOPS)
    outcome = run(new_gpt2(), tmp_path, config)
    assert len(outcome.validation_curve) == 5
    assert outcome.metrics["steps"] == outcome.validation_curve[-1]["step"]


def test_the_loss_is_the_mean_over_all_labels_of_the_step(tmp_path: Path) -> None:
    """Over all forward passes of an optimizer step, of which one has fewer labels."""
    model = new_gpt2()
    rows, _ = data(model, tmp_path)
    config = gpt2_config(epochs=1, batch_size=1, accumulation_steps=len(rows), evaluations=1)
    batch = collate([rows[n] for n in range(len(rows))])
    assert len(set((batch["labels"] >= 0).sum(dim=1).tolist())) > 1, "unlike rows"
    losses = token_losses(model(batch["input_ids"]).logits, batch["labels"])
    expected = losses.detach().sum() / (batch["labels"] >= 0).sum()
    outcome = run(model, tmp_path, config)
    assert outcome.metrics["steps"] == 1
    assert outcome.metrics["tokens"] == (batch["labels"] >= 0).sum()
    assert outcome.train_curve[0]["loss"] == pytest.approx(float(expected), abs=1e-4)


def test_a_step_that_has_nothing_to_predict_is_no_divergence(tmp_path: Path) -> None:
    """Rows that lie within the long prompt of a story have no label."""
    model = new_gpt2()
    long = [Story(story.text, prompt="a red ball " * 40) for story in STORIES]
    tokens = store(tmp_path, long)
    rows = PackedRows(tokens, 32, SPECIAL, prompts=True)
    labels = [int((rows[n]["labels"] != IGNORED).sum()) for n in range(len(rows))]
    assert 0 in labels
    validation = StoryWindows(tokens, models.layout_of(model), SPECIAL, once=True)
    config = gpt2_config(epochs=1, batch_size=1, accumulation_steps=1, evaluations=1)
    outcome = train(model, rows, validation, config, tmp_path / "checkpoints")
    assert outcome.metrics["steps"] == len(rows)
    assert outcome.metrics["tokens"] == sum(labels)
    assert all(math.isfinite(row["loss"]) for row in outcome.train_curve)
    assert outcome.validation_curve[-1]["loss"] < outcome.validation_curve[0]["loss"]


def test_bf16_is_used_for_the_model_and_for_the_loss(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Trainer puts the model alone under autocast; the head is as costly."""
    dtypes = set()

    def watched(hidden: torch.Tensor, *rest: Any) -> torch.Tensor:
        dtypes.add(hidden.dtype)
        return chunk_loss(hidden, *rest)

    monkeypatch.setattr(trainer, "chunk_loss", watched)
    for precision, dtype in (("bf16", torch.bfloat16), ("fp32", torch.float32)):
        folder = tmp_path / precision
        folder.mkdir()
        dtypes.clear()
        run(new_gpt2(), folder, gpt2_config(epochs=1, batch_size=2, precision=precision))
        assert dtypes == {dtype}


def test_the_curves_begin_with_the_untrained_model_and_end_with_the_trained_one(
    tmp_path: Path,
) -> None:
    model = new_gpt2()
    _, validation = data(model, tmp_path)
    before = story_likelihoods(model, validation, 4).loss
    outcome = run(model, tmp_path, gpt2_config(epochs=8, batch_size=1, evaluations=3))
    first, *_, last = outcome.validation_curve
    assert (first["step"], first["loss"]) == (0, pytest.approx(before, abs=1e-4))
    assert last["step"] == outcome.metrics["steps"] == outcome.train_curve[-1]["step"]
    assert last["loss"] == pytest.approx(story_likelihoods(model, validation, 4).loss, abs=1e-4)
    steps = [row["step"] for row in outcome.validation_curve]
    assert steps == sorted(set(steps))
    assert all(math.isfinite(row["loss"]) for row in outcome.train_curve)
