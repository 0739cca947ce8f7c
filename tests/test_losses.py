import math

import pytest
import torch
from tiny import new_gpt2, new_tagmodel
from torch import Tensor, nn
from torch.nn import functional
from transformers import NanoChatConfig, NanoChatForCausalLM

from fabula.models.likelihood import token_losses
from fabula.tokens.windows import IGNORED
from fabula.training import losses
from fabula.training.losses import (
    CHUNK,
    chunk_loss,
    ends_with_its_head,
    hidden_states_for_logits,
    summed_loss,
)

VOCABULARY = 50


def batch(rows: int, length: int, bias: bool) -> tuple[Tensor, nn.Linear, Tensor]:
    """Hidden states, a head and labels, every fifth of which is ignored."""
    torch.manual_seed(0)
    hidden = torch.randn(rows, length, 8, requires_grad=True)
    head = nn.Linear(8, VOCABULARY, bias=bias)
    labels = torch.randint(0, VOCABULARY, (rows, length))
    labels[:, ::5] = IGNORED
    return hidden, head, labels


def test_a_uniform_guess_costs_the_logarithm_of_the_vocabulary() -> None:
    labels = torch.tensor([[3, IGNORED, 7]])
    costs = token_losses(torch.zeros(1, 3, VOCABULARY), labels)
    expected = [math.log(VOCABULARY), 0.0, math.log(VOCABULARY)]
    assert costs[0].tolist() == pytest.approx(expected)


@pytest.mark.parametrize("bias", [False, True])
@pytest.mark.parametrize("length", [CHUNK // 3, CHUNK // 2, CHUNK])
def test_chunks_add_up_to_the_loss_and_the_gradients_of_all_logits(bias: bool, length: int) -> None:
    """Less than a chunk, just one, and more than one with a short last one."""
    hidden, head, labels = batch(2 if length < CHUNK else 3, length, bias)
    weights = [hidden, *head.parameters()]
    whole = 0.5 * token_losses(head(hidden), labels).sum()
    expected = torch.autograd.grad(whole, weights)
    total = 0.5 * summed_loss(hidden, head, labels)
    assert total.item() == pytest.approx(whole.item(), rel=1e-5)
    for ours, theirs in zip(torch.autograd.grad(total, weights), expected, strict=True):
        assert torch.allclose(ours, theirs, atol=1e-5)


def test_bf16_adds_up_in_fp32() -> None:
    hidden, head, labels = batch(4, CHUNK, bias=True)
    exact = summed_loss(hidden, head, labels)
    (slope,) = torch.autograd.grad(exact, [head.weight])
    with torch.autocast("cpu", torch.bfloat16):
        rough = summed_loss(hidden, head, labels)
    (rough_slope,) = torch.autograd.grad(rough, [head.weight])
    assert rough.dtype == rough_slope.dtype == torch.float32
    assert rough.item() == pytest.approx(exact.item(), rel=1e-3)
    assert (rough_slope - slope).norm() < 0.01 * slope.norm()


def test_no_more_logits_than_those_of_one_chunk_exist(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    linear = functional.linear

    def watched(states: Tensor, weight: Tensor, bias: Tensor | None) -> Tensor:
        logits = linear(states, weight, bias)
        seen.append(len(logits))
        return logits

    hidden, head, labels = batch(3, CHUNK, bias=False)
    with monkeypatch.context() as patch:
        patch.setattr(losses.functional, "linear", watched)
        summed_loss(hidden, head, labels, chunk_loss).backward()
    assert seen == [CHUNK] * 3


def test_a_model_that_caps_its_logits_is_noticed() -> None:
    shape = {"vocab_size": 90, "hidden_size": 32, "num_hidden_layers": 1, "intermediate_size": 32}
    shape |= {"num_attention_heads": 2, "eos_token_id": 1, "pad_token_id": None}
    for cap, plain in ((None, True), (15.0, False)):
        config = NanoChatConfig(**shape, final_logit_softcapping=cap)
        assert ends_with_its_head(NanoChatForCausalLM(config)) is plain
    assert ends_with_its_head(new_gpt2())
    assert ends_with_its_head(new_tagmodel())
    assert ends_with_its_head(new_tagmodel(attention="bidirectional"))


def test_a_model_gives_hidden_states_only_while_it_is_asked_to() -> None:
    head = nn.Linear(4, 9)
    states = torch.randn(2, 4)
    with hidden_states_for_logits(head):
        assert head(states) is states
    assert head(states).shape == (2, 9)
