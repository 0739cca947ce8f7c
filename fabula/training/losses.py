"""The loss of both models: cross-entropy in nats, without the logits of a whole batch in memory.

A batch of 8 x 256 tokens over GPT-2's vocabulary has 100 million logits: 0.4 GB, and as much again
for their gradient. Training therefore takes the last hidden states and the output head, and goes
through the tokens a chunk at a time: the logits of a chunk and their gradient are used at once and
forgotten, and only the sums stay.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import PreTrainedModel

from fabula.tokens.windows import IGNORED

CHUNK = 1024
"""Tokens whose logits exist at a time: fewer take more time, more take more memory."""

ChunkLoss = Callable[[Tensor, Tensor, Tensor | None, Tensor], Tensor]


def chunk_loss(hidden: Tensor, weight: Tensor, bias: Tensor | None, labels: Tensor) -> Tensor:
    """The sum of -ln p of labels (N) whose logits are `hidden` (N, width) @ `weight`.T + `bias`."""
    logits = functional.linear(hidden, weight, bias).float()
    return functional.cross_entropy(logits, labels, ignore_index=IGNORED, reduction="sum")


def summed_loss(
    hidden: Tensor, head: nn.Linear, labels: Tensor, of_chunk: ChunkLoss = chunk_loss
) -> Tensor:
    """The sum of -ln p of labels (B, T) after hidden states (B, T, width), chunk by chunk.

    `of_chunk` is `chunk_loss`, or a compiled form of it. PyTorch's own chunked form
    (`functional.linear_cross_entropy` with options) takes three times as long on a CPU.
    """
    flat = hidden.reshape(-1, hidden.shape[-1])
    arguments = (of_chunk, flat, head.weight, getattr(head, "bias", None), labels.reshape(-1))
    total: Tensor = _Chunked.apply(*arguments)  # type: ignore[no-untyped-call]
    return total


class _Chunked(torch.autograd.Function):
    """Works out the gradients of each chunk right after its loss, while its logits exist."""

    @staticmethod
    def forward(
        ctx: Any,
        of_chunk: ChunkLoss,
        hidden: Tensor,
        weight: Tensor,
        bias: Tensor | None,
        labels: Tensor,
    ) -> Tensor:
        kind = hidden.device.type
        dtype = torch.get_autocast_dtype(kind) if torch.is_autocast_enabled(kind) else hidden.dtype
        trains = ctx.needs_input_grad[2]  # a head that is frozen needs no gradient
        head = [
            part.detach().to(dtype).requires_grad_(trains)
            for part in (weight, bias)
            if part is not None
        ]
        total = torch.zeros((), device=hidden.device)
        hidden_gradient = torch.empty_like(hidden)
        head_gradients: list[Tensor] = []
        for start in range(0, len(hidden), CHUNK):
            chunk = slice(start, start + CHUNK)
            states = hidden[chunk].detach().to(dtype).requires_grad_()
            with torch.enable_grad():
                loss = of_chunk(
                    states, head[0], head[1] if bias is not None else None, labels[chunk]
                )
            of_states, *of_head = torch.autograd.grad(loss, [states, *(head if trains else ())])
            total += loss.detach()
            hidden_gradient[chunk] = of_states
            for number, part in enumerate(of_head):
                if start == 0:
                    head_gradients.append(part.to(weight.dtype))
                else:
                    head_gradients[number] += part
        ctx.save_for_backward(hidden_gradient, *head_gradients)
        return total

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> tuple[Tensor | None, ...]:
        (scale,) = gradients
        of_hidden, *of_head = (gradient * scale for gradient in ctx.saved_tensors)
        of_weight, of_bias = (*of_head, None, None)[:2]
        return None, of_hidden, of_weight, of_bias, None


@contextmanager
def hidden_states_for_logits(head: nn.Module) -> Iterator[None]:
    """Within the block the output head is the identity: a model's logits are its last hidden
    states.

    The model is called as ever, so that all that wraps it (several processes, compilation) works.
    """
    with _head_gives(head, _same):
        yield


def ends_with_its_head(model: PreTrainedModel) -> bool:
    """Whether nothing is done to logits after the head; some models cap or scale them."""
    head = model.get_output_embeddings()
    marks = torch.linspace(-100, 100, len(head.weight), device=model.device)
    with torch.no_grad(), _head_gives(head, lambda hidden: marks.expand(*hidden.shape[:-1], -1)):
        logits = model(torch.zeros(1, 2, dtype=torch.long, device=model.device)).logits
    return bool((logits == marks).all())


@contextmanager
def _head_gives(head: nn.Module, answer: Callable[[Tensor], Tensor]) -> Iterator[None]:
    head.forward = answer  # shadows the method of the class
    try:
        yield
    finally:
        del head.forward


def _same(hidden: Tensor) -> Tensor:
    return hidden
