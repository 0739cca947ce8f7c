"""Steps that are written out say what `transformers` says, one token of each story at a time."""

from collections.abc import Callable

import pytest
import torch
from transformers import (
    AutoModelForCausalLM,
    GPT2Config,
    LlamaConfig,
    NanoChatConfig,
    PreTrainedConfig,
    PreTrainedModel,
)

from fabula.generation import quick_cache
from fabula.generation.kv_cache import FullCache, KVCache, StoryIds, new_cache
from fabula.generation.quick_cache import QuickCache
from fabula.models.precision import inference

SHAPE = {"hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 4, "vocab_size": 90}
SHAPE |= {"intermediate_size": 48, "max_position_embeddings": 64}
LLAMA3 = {"rope_type": "llama3", "rope_theta": 5e4, "factor": 8.0, "low_freq_factor": 1.0}
LLAMA3 |= {"high_freq_factor": 4.0, "original_max_position_embeddings": 16}
CONFIGS: dict[str, Callable[[], PreTrainedConfig]] = {
    "gpt2": lambda: GPT2Config(n_embd=32, n_layer=2, n_head=2, n_positions=64, vocab_size=90),
    "gpt2 scaled": lambda: GPT2Config(
        n_embd=32,
        n_layer=2,
        n_head=2,
        n_positions=64,
        vocab_size=90,
        scale_attn_by_inverse_layer_idx=True,
        activation_function="relu",
    ),
    "llama": lambda: LlamaConfig(**SHAPE, num_key_value_heads=2),
    "llama with biases": lambda: LlamaConfig(
        **SHAPE,
        num_key_value_heads=1,
        head_dim=16,
        attention_bias=True,
        mlp_bias=True,
        rope_parameters=LLAMA3,
    ),
    "nanochat": lambda: NanoChatConfig(
        **SHAPE, num_key_value_heads=2, final_logit_softcapping=None, pad_token_id=None
    ),
}
STORIES = [StoryIds([], [1, 20, 30]), StoryIds([], [1, *range(40, 51)]), StoryIds([], [1])]


def built(name: str) -> PreTrainedModel:
    """With weights so large that every part of a layer tells."""
    torch.manual_seed(0)
    model: PreTrainedModel = AutoModelForCausalLM.from_config(CONFIGS[name]())
    with torch.no_grad():
        for weight in model.parameters():
            weight.add_(0.05 * torch.randn_like(weight))
    return model.eval()


def said(cache: KVCache) -> list[torch.Tensor]:
    """Logits while stories are written, copied as along beams, and some of them ended."""
    generator = torch.Generator().manual_seed(1)
    found = [cache.prefill(STORIES)]
    for rows in ([0, 0, 1, 1, 2, 2], [1, 0, 2, 2, 5, 4], [0, 1, 2, 3, 4, 5], [3, 3, 2, 0, 5, 5]):
        cache.select(torch.tensor(rows))
        found += [cache.step(torch.randint(90, (6,), generator=generator)) for _ in range(4)]
    cache.select(torch.tensor([4, 1]))
    return [*found, cache.step(torch.tensor([7, 8])), cache.hidden]


@pytest.mark.parametrize("precision", ["fp32", "bf16"])
@pytest.mark.parametrize("name", CONFIGS)
def test_they_say_what_transformers_says(
    name: str, precision: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quick_cache, "ROOM", 3)
    model = built(name)
    with inference(precision):
        ours = new_cache(model, 0)
        assert isinstance(ours, QuickCache)
        near = 1e-4 if precision == "fp32" else 0.05
        for mine, theirs in zip(said(ours), said(FullCache(model, 0)), strict=True):
            assert (mine - theirs).abs().max() < near * theirs.abs().max()


@pytest.mark.parametrize("name", CONFIGS)
def test_in_bf16_a_story_is_as_likely_as_transformers_finds_it(name: str) -> None:
    """To a part of what 16 bits cost in either: the loss of what is written stays the same."""
    model = built(name)
    losses = {}
    for precision, make in (
        ("fp32", lambda: FullCache(model, 0)),
        ("bf16", lambda: FullCache(model, 0)),
        ("quick", lambda: new_cache(model, 0)),
    ):
        tokens = torch.randint(90, (40, 3), generator=torch.Generator().manual_seed(2))
        with inference("fp32" if precision == "fp32" else "bf16"):
            cache = make()
            logits, loss = cache.prefill(STORIES), 0.0
            for token in tokens:
                loss += float(torch.nn.functional.cross_entropy(logits, token)) / len(tokens)
                logits = cache.step(token)
        losses[precision] = loss
    assert losses["quick"] == pytest.approx(losses["fp32"], rel=0.003)
    assert losses["bf16"] == pytest.approx(losses["fp32"], rel=0.003)


def test_what_is_not_written_out_is_left_to_transformers() -> None:
    capped = NanoChatConfig(**SHAPE, num_key_value_heads=2, pad_token_id=None)
    crossed = GPT2Config(n_embd=32, n_layer=1, n_head=2, vocab_size=90, add_cross_attention=True)
    for config in (capped, crossed):
        assert isinstance(new_cache(AutoModelForCausalLM.from_config(config), 0), FullCache)
