"""One more token of each story, by the weights of a model and few kernels.

`transformers` takes some twenty calls of Python for every kernel that it starts, and its attention
copies what is kept of all stories at every token. Both cost more than the arithmetic where a token
is computed at a time. Here the families of this project are written out: GPT-2, Llama and nanochat.
They say what the model says, but for rounding; of other models `quick_step` knows nothing.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import PreTrainedModel

Product = Callable[[Tensor], Tensor]
"""States (B, in) -> (B, out), in the type of the products."""
Attention = Callable[[int, Tensor, Tensor, Tensor], Tensor]
"""Number of the layer, queries (B, heads, size) that are scaled, keys and values (B, kept heads,
size) -> what the queries find (B, heads * size)."""


class QuickStep:
    """What the families have in common; `layers` are those of `transformers`, in their order."""

    def __init__(self, model: PreTrainedModel, dtype: torch.dtype) -> None:
        """The weights of products are turned into `dtype` once; all else stays in fp32."""
        self._model, self._dtype = model, dtype
        self.head = self._product(model.get_output_embeddings())
        self.layers: Sequence[Any] = []

    def __call__(self, tokens: Tensor, positions: Tensor, attend: Attention) -> Tensor:
        """Tokens (B,) at positions (B,) -> the states (B, width) that logits are made of."""
        raise NotImplementedError

    def _product(self, module: Any) -> Product:
        """The product of a linear layer, or of GPT-2's, whose weights lie the other way round."""
        weight = module.weight if type(module).__name__ == "Conv1D" else module.weight.t()
        weight = weight.detach().to(self._dtype)
        if module.bias is None:
            return lambda states: states.to(self._dtype) @ weight
        bias = module.bias.detach().to(self._dtype)
        return lambda states: torch.addmm(bias, states.to(self._dtype), weight)


class Gpt2Step(QuickStep):
    """`GPT2LMHeadModel`."""

    def __init__(self, model: PreTrainedModel, dtype: torch.dtype) -> None:
        """As `QuickStep`."""
        super().__init__(model, dtype)
        self._body = model.transformer
        self._layers = [
            (
                layer.ln_1,
                self._product(layer.attn.c_attn),
                float(layer.attn.scaling),
                self._product(layer.attn.c_proj),
                layer.ln_2,
                self._product(layer.mlp.c_fc),
                _activation(layer.mlp.act),
                self._product(layer.mlp.c_proj),
            )
            for layer in self._body.h
        ]

    def __call__(self, tokens: Tensor, positions: Tensor, attend: Attention) -> Tensor:
        """As `QuickStep`."""
        body, size = self._body, self._body.h[0].attn.head_dim
        x: Tensor = body.wte(tokens) + body.wpe(positions)
        for number, (first, mix, scaling, out, second, up, act, down) in enumerate(self._layers):
            q, k, v = mix(first(x)).view(len(x), 3, -1, size).unbind(1)
            x = x + out(attend(number, q * scaling, k, v))
            x = x + down(act(up(second(x))))
        states: Tensor = body.ln_f(x)
        return states


class LlamaStep(QuickStep):
    """`LlamaForCausalLM`: rotary positions, queries that share keys, a gated network."""

    def __init__(self, model: PreTrainedModel, dtype: torch.dtype) -> None:
        """As `QuickStep`."""
        super().__init__(model, dtype)
        self._body = model.model
        first = self._body.layers[0].self_attn
        self._size, self._scaling = first.head_dim, float(first.scaling)
        self._heads = self._model.config.num_attention_heads
        self._layers = [
            (
                _rms_norm(layer.input_layernorm),
                *map(self._product, _projections(layer.self_attn)),
                self._product(layer.self_attn.o_proj),
                _rms_norm(layer.post_attention_layernorm),
                self._network(layer.mlp),
            )
            for layer in self._body.layers
        ]
        self._end = _rms_norm(self._body.norm)

    def __call__(self, tokens: Tensor, positions: Tensor, attend: Attention) -> Tensor:
        """As `QuickStep`."""
        x = self._begin(self._body.embed_tokens(tokens))
        cos, sin = self._body.rotary_emb(x, positions[:, None])
        turned = partial(self._turned, cos=cos, sin=self._signed(sin))
        for number, (first, query, key, value, out, second, network) in enumerate(self._layers):
            h = first(x).to(self._dtype)
            q, k, v = (each(h).view(len(x), -1, self._size) for each in (query, key, value))
            q, k = turned(torch.cat([q, k], dim=1)).tensor_split((self._heads,), dim=1)
            x = x + out(attend(number, q * self._scaling, k, v))
            x = x + network(second(x).to(self._dtype))
        return self._end(x)

    def _begin(self, x: Tensor) -> Tensor:
        """What is done to embeddings before the first layer."""
        return x

    def _signed(self, sin: Tensor) -> Tensor:
        """The sines (B, 1, size) as they are multiplied with the other half of a head."""
        half = sin.shape[-1] // 2
        return torch.cat([-sin[..., :half], sin[..., half:]], dim=-1)

    def _turned(self, states: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
        """Queries and keys (B, heads, size), turned by their position."""
        return states * cos + states.roll(self._size // 2, dims=-1) * sin

    def _network(self, mlp: Any) -> Product:
        gate, up, down = map(self._product, (mlp.gate_proj, mlp.up_proj, mlp.down_proj))
        act = _activation(mlp.act_fn)
        return lambda states: down(act(gate(states)) * up(states))


class NanoChatStep(LlamaStep):
    """`NanoChatForCausalLM`: turned the other way, then normalised; a plain network."""

    def _begin(self, x: Tensor) -> Tensor:
        return self._end(x)

    def _signed(self, sin: Tensor) -> Tensor:
        return -super()._signed(sin)

    def _turned(self, states: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
        eps = self._model.config.rms_norm_eps
        turned = super()._turned(states, cos, sin)
        return functional.rms_norm(turned.float(), (self._size,), eps=eps)

    def _network(self, mlp: Any) -> Product:
        up, act, down = (
            self._product(mlp.fc1),
            _activation(mlp.activation_fn),
            self._product(mlp.fc2),
        )
        return lambda states: down(act(up(states)))


def quick_step(model: PreTrainedModel) -> type[QuickStep] | None:
    """What computes tokens of a model one by one; `None` where only `transformers` knows how."""
    config, kind = model.config, type(model).__name__
    if kind == "GPT2LMHeadModel":
        return None if config.add_cross_attention or config.reorder_and_upcast_attn else Gpt2Step
    if kind == "LlamaForCausalLM":
        return LlamaStep
    if kind == "NanoChatForCausalLM":
        return NanoChatStep if config.final_logit_softcapping is None else None
    return None


def _projections(attention: Any) -> tuple[nn.Module, nn.Module, nn.Module]:
    return attention.q_proj, attention.k_proj, attention.v_proj


def _activation(module: Any) -> Product:
    """An activation; GPT-2's own approximation of GELU in one kernel instead of eight."""
    if type(module).__name__ == "NewGELUActivation":
        return partial(functional.gelu, approximate="tanh")
    found: Product = module
    return found


def _rms_norm(module: Any) -> Product:
    """A norm without a mean, in one call; nanochat's has no weights."""
    weight = getattr(module, "weight", None)
    eps = module.eps if weight is None else module.variance_epsilon

    def norm(states: Tensor) -> Tensor:
        return functional.rms_norm(states, states.shape[-1:], weight, eps)

    return norm
