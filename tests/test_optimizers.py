import copy

import pytest
import torch
from tiny import gpt2_config, new_gpt2, new_tagmodel
from torch.optim.lr_scheduler import LambdaLR
from transformers import PreTrainedModel

from fabula.training import optimizers
from fabula.training.optimizers import MuonAndAdamW

MAKE = {"gpt2": new_gpt2, "tagmodel": new_tagmodel}


def give_gradients(model: PreTrainedModel, seed: int) -> None:
    torch.manual_seed(seed)
    for weight in model.parameters():
        weight.grad = torch.randn_like(weight)


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


@pytest.mark.parametrize("name", ["muon", "adamw"])
def test_vectors_do_not_decay(name: str) -> None:
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
