import copy

import pytest
import torch
from tiny import gpt2_config, new_gpt2, new_tagmodel
from torch.optim.lr_scheduler import LambdaLR
from transformers import PreTrainedModel

from fabula.errors import TrainingError
from fabula.training import optimizers
from fabula.training.optimizers import MuonAndAdamW

MAKE = {"gpt2": new_gpt2, "tagmodel": new_tagmodel}


def give_gradients(model: PreTrainedModel, seed: int) -> None:
    torch.manual_seed(seed)
    for weight in model.parameters():
        weight.grad = torch.randn_like(weight)


def needs_8_bits() -> None:
    """Skip where the optional package is absent."""
    pytest.importorskip("bitsandbytes", reason="bitsandbytes is not installed: an optional package")


@pytest.mark.parametrize(
    ("kind", "matrices"),
    [
        ("gpt2", ["c_attn", "c_proj", "c_fc", "c_proj"]),
        ("tagmodel", ["attention_in", "attention_out", "feedforward_in", "feedforward_out"] * 2),
    ],
)
def test_muon_takes_the_matrices_of_the_blocks(kind: str, matrices: list[str]) -> None:
    """And neither embeddings nor the head, tied (GPT-2) or not (the tag model)."""
    model = MAKE[kind]()
    names = {id(weight): name for name, weight in model.named_parameters()}
    taken = [names[id(weight)] for weight in optimizers.block_matrices(model)]
    assert [name.split(".")[-2] for name in taken] == matrices
    optimizer = optimizers.build(model, gpt2_config(optimizer="muon"))
    every = [weight for group in optimizer.param_groups for weight in group["params"]]
    assert sorted(map(id, every)) == sorted(map(id, model.parameters())), "each weight once"


@pytest.mark.parametrize("name", ["muon", "adamw", "adamw8bit"])
def test_vectors_do_not_decay(name: str) -> None:
    if name == "adamw8bit":
        needs_8_bits()
    optimizer = optimizers.build(new_gpt2(), gpt2_config(optimizer=name, weight_decay=0.3))
    for group in optimizer.param_groups:
        vectors = {weight.ndim <= 1 for weight in group["params"]}
        assert vectors == {group["weight_decay"] == 0}


def test_an_update_of_muon_is_orthogonal_and_as_large_as_one_of_adamw() -> None:
    model, config = new_gpt2(), gpt2_config(learning_rate=0.01, weight_decay=0.0)
    matrix = optimizers.block_matrices(model)[0]
    before = matrix.detach().clone()
    give_gradients(model, 1)
    optimizers.build(model, config).step()
    update = (matrix.detach() - before) / config.learning_rate
    assert update.square().mean().sqrt().item() == pytest.approx(0.2, abs=0.05)
    sizes = torch.linalg.svdvals(update)
    assert sizes.max() < 2 * sizes.min()


def test_a_schedule_reaches_both_parts_before_and_after_a_checkpoint() -> None:
    optimizer = optimizers.build(new_gpt2(), gpt2_config(optimizer="muon", learning_rate=0.01))
    assert isinstance(optimizer, MuonAndAdamW)
    schedule = LambdaLR(optimizer, lambda step: 1 / (step + 1))
    for expected in (0.005, 0.01 / 3):
        optimizer.step()
        schedule.step()
        rates = [group["lr"] for part in optimizer.parts for group in part.param_groups]
        assert rates == pytest.approx([expected] * len(rates))
        optimizer.load_state_dict(copy.deepcopy(optimizer.state_dict()))


def test_a_restored_optimizer_goes_on_as_the_first_one() -> None:
    config = gpt2_config(optimizer="muon")
    model = new_gpt2()
    optimizer = optimizers.build(model, config)
    give_gradients(model, 1)
    optimizer.step()
    twin = new_gpt2()
    twin.load_state_dict(model.state_dict())
    restored = optimizers.build(twin, config)
    restored.load_state_dict(copy.deepcopy(optimizer.state_dict()))
    for each, its_optimizer in ((model, optimizer), (twin, restored)):
        give_gradients(each, 2)
        its_optimizer.step()
    for ours, theirs in zip(model.parameters(), twin.parameters(), strict=True):
        assert torch.equal(ours, theirs)


def test_a_state_in_8_bits_is_small_and_steps_as_adamw_does() -> None:
    needs_8_bits()
    steps, sizes = {}, {}
    for name in ("adamw", "adamw8bit"):
        torch.manual_seed(1)
        model = new_gpt2()
        matrix = model.get_input_embeddings().weight
        assert matrix.numel() > 4096, "smaller ones stay in 32 bits"
        before = matrix.detach().clone()
        optimizer = optimizers.build(model, gpt2_config(optimizer=name, learning_rate=0.01))
        for seed in range(5):
            give_gradients(model, seed)
            optimizer.step()
        steps[name] = (matrix.detach() - before).flatten()
        kept = [each for each in optimizer.state[matrix].values() if torch.is_tensor(each)]
        sizes[name] = sum(each.nbytes for each in kept if each.numel() >= matrix.numel())
    assert torch.corrcoef(torch.stack([*steps.values()]))[0, 1] > 0.98
    assert 4 * sizes["adamw8bit"] == sizes["adamw"]


def test_a_state_in_8_bits_goes_on_after_a_checkpoint() -> None:
    needs_8_bits()
    config = gpt2_config(optimizer="adamw8bit")
    model, again = new_gpt2(), new_gpt2()
    optimizer, other = (optimizers.build(each, config) for each in (model, again))
    give_gradients(model, 1)
    optimizer.step()
    again.load_state_dict(model.state_dict())
    other.load_state_dict(copy.deepcopy(optimizer.state_dict()))
    for each, stepped in ((model, optimizer), (again, other)):
        give_gradients(each, 2)
        stepped.step()
    for one, two in zip(model.parameters(), again.parameters(), strict=True):
        assert torch.equal(one, two)


def test_8_bits_without_their_package_are_one_message(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(optimizers, "find_spec", lambda name: None)
    with pytest.raises(
        TrainingError,
        match=r"^gpt2\.optimizer: adamw8bit needs the package bitsandbytes.*pip install",
    ):
        optimizers.require_installed("gpt2.optimizer", "adamw8bit")
    optimizers.require_installed("gpt2.optimizer", "adamw")
