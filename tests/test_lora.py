"""LoRA: an adapter alone learns; merged it is an ordinary model, kept it needs its own base."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import tiny
import torch
from published import bytes_tokenizer
from torch import nn
from transformers import GPT2Config, GPT2LMHeadModel, PreTrainedModel, PreTrainedTokenizerFast

from fabula import files, models
from fabula.config.gpt2 import Gpt2
from fabula.errors import ModelError, ParamsError
from fabula.models import adapters, devices
from fabula.models.likelihood import story_likelihoods
from fabula.models.precision import require_fp16
from fabula.tokens import tokenization
from fabula.tokens.shards import TokenStore, write_shards
from fabula.tokens.windows import StoryWindows
from fabula.training import gpt2, lora, trainer
from fabula.training.training_run import train

RANK = {"rank": 4, "alpha": 8.0, "dropout": 0.0, "merge": True}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small GPT-2 as others publish it, with random weights."""
    folder, tokenizer = tmp_path_factory.mktemp("published"), bytes_tokenizer()
    torch.manual_seed(1)
    shape = {"n_embd": 32, "n_layer": 2, "n_head": 2, "n_positions": 64}
    ends = {"bos_token_id": 0, "eos_token_id": 0, "vocab_size": len(tokenizer)}
    GPT2LMHeadModel(GPT2Config(**shape, **ends)).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def config(published: Path, **changes: Any) -> Gpt2:
    few = {"init": str(published), "max_steps": 8, "epochs": 0.0, "evaluations": 2}
    few |= {"optimizer": "adamw", "learning_rate": 0.01, "lora": RANK, "condition": "tags"}
    return tiny.gpt2_config(**few | changes)


@dataclass(frozen=True)
class Tuned:
    """A trained adapter, what it was trained on, and where its base lies."""

    model: Any
    tokenizer: PreTrainedTokenizerFast
    windows: StoryWindows
    metrics: dict[str, float]
    base: Path

    def loss(self, model: PreTrainedModel) -> float:
        return story_likelihoods(model, self.windows, 4).loss


def tuned(chosen: Gpt2, folder: Path) -> Tuned:
    """The four stories, learned by an adapter alone."""
    tokenizer = tokenization.load_pretrained(chosen.init)
    model, special = gpt2.build(chosen, tokenizer), models.special_ids(tokenizer)
    models.save(model, tokenizer, folder / "base")
    write_shards(tiny.STORIES, folder, "train", tokenizer, 4)
    store = TokenStore(folder, "train")
    adapted = lora.adapted(model, chosen.lora, special)
    rows = gpt2.training_rows(chosen, store, adapted, special)
    windows = StoryWindows(store, models.layout_of(adapted), special, once=True)
    outcome = train(adapted, rows, windows, chosen, folder / "checkpoints")
    return Tuned(adapted, tokenizer, windows, outcome.metrics, folder / "base")


def test_an_adapter_alone_learns_and_merged_it_is_an_ordinary_model(
    published: Path, tmp_path: Path
) -> None:
    chosen = config(published)
    found = tuned(chosen, tmp_path)
    base, _ = models.load(found.base)
    before = {name: weight.clone() for name, weight in base.state_dict().items()}
    trains = {name for name, weight in found.model.named_parameters() if weight.requires_grad}
    assert all("lora_" in name or "trainable_tokens" in name for name in trains)
    for name, weight in found.model.get_base_model().named_parameters():
        if ".base_layer." in name:
            assert torch.equal(
                weight, before[name.replace(".token_adapter", "").replace(".base_layer", "")]
            ), name
    best = found.metrics["best_validation_loss"]
    assert best < found.loss(base) - 0.1
    lora.save(found.model, found.tokenizer, chosen.lora, found.base, tmp_path / "merged")
    merged, _ = models.load(tmp_path / "merged")
    assert set(merged.state_dict()) == set(before)
    assert found.loss(merged) == pytest.approx(best, abs=1e-3)
    rows = merged.get_input_embeddings().weight - before["transformer.wte.weight"]
    special = models.special_ids(found.tokenizer)
    moved = set(rows.abs().sum(dim=1).nonzero().flatten().tolist())
    assert moved <= {special.bos, special.eos, *special.tags}
    assert len(moved & set(special.tags)) > 1, "tags can be told apart"


def test_a_kept_adapter_opens_with_its_base_and_with_no_other(
    published: Path, tmp_path: Path
) -> None:
    chosen = config(published, lora=RANK | {"merge": False})
    found = tuned(chosen, tmp_path)
    folder = tmp_path / "adapter"
    lora.save(found.model, found.tokenizer, chosen.lora, found.base, folder)
    assert models.weights_file(folder).stat().st_size < 100_000
    assert not (folder / "model.safetensors").exists()
    opened, _ = models.load(folder)
    assert type(opened) is GPT2LMHeadModel
    assert found.loss(opened) == pytest.approx(found.metrics["best_validation_loss"], abs=1e-3)
    assert models.takes_tags(opened)

    with pytest.raises(
        ModelError, match=r"is an adapter, not a model: begin with its base, .*base"
    ):
        gpt2.build(config(folder), found.tokenizer)
    other = gpt2.build(chosen.model_copy(update={"init": "scratch"}), found.tokenizer)
    models.save(other, found.tokenizer, found.base)
    with pytest.raises(ModelError, match="was trained on other weights than those in"):
        models.load(folder)
    (folder / adapters.ADAPTER).unlink()
    with pytest.raises(ModelError, match=r"the adapter .* does not fit its base"):
        models.load(folder)
    shutil.rmtree(found.base)
    with pytest.raises(ModelError, match=r"is an adapter, and its base .* cannot be read: put it"):
        models.load(folder)
    named = files.read_json(folder / adapters.PEFT_CONFIG) | {"base_model_name_or_path": ""}
    files.write_json(folder / adapters.PEFT_CONFIG, named)
    with pytest.raises(ModelError, match="an adapter that does not say of which model"):
        models.load(folder)


def test_an_interrupted_run_ends_as_an_uninterrupted_one(
    published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = config(published)
    whole = tuned(chosen, tmp_path / "whole")

    save = trainer.StoryTrainer._save_checkpoint

    def save_and_die(self: Any, *arguments: Any) -> None:
        save(self, *arguments)
        if self.state.global_step == 4:
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(trainer.StoryTrainer, "_save_checkpoint", save_and_die)
        with pytest.raises(KeyboardInterrupt):
            tuned(chosen, tmp_path / "killed")
    again = tuned(chosen, tmp_path / "killed")
    assert again.metrics == whole.metrics


def test_gradient_checkpointing_changes_no_result(published: Path, tmp_path: Path) -> None:
    plain = tuned(config(published), tmp_path / "plain").metrics
    again = tuned(config(published, gradient_checkpointing=True), tmp_path / "again").metrics
    assert again == pytest.approx(plain, rel=1e-3)


def test_rank_above_the_width(published: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"gpt2\.lora\.rank: 64 is above the width .*, 32"):
        tuned(config(published, lora=RANK | {"rank": 64}), tmp_path)


def test_a_model_without_layers_to_adapt(published: Path) -> None:
    chosen = config(published)
    tokenizer = tokenization.load_pretrained(chosen.init)
    model = gpt2.build(chosen, tokenizer)
    model.transformer.h = nn.ModuleList()
    with pytest.raises(ModelError, match=r"gpt2\.lora\.rank: .* has no linear layers to adapt"):
        lora.adapted(model, chosen.lora, models.special_ids(tokenizer))


def test_random_weights_are_not_adapted() -> None:
    with pytest.raises(
        ParamsError, match=r"gpt2\.lora: rank 4 adapts pretrained weights, and init"
    ):
        tiny.gpt2_config(lora=RANK)


def test_fp16_on_a_cpu_is_refused_in_one_line() -> None:
    if devices.device().type != "cpu":
        pytest.skip("there is a GPU")
    with pytest.raises(
        ModelError, match=r"^gpt2\.precision: fp16 needs a GPU, .* to bf16 or auto$"
    ):
        require_fp16("gpt2.precision", "fp16")
    require_fp16("gpt2.precision", "bf16")
