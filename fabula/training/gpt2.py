"""GPT-2 (or any causal model by name), with our special tokens, and the rows it trains on."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import (
    AutoConfig,
    AutoModelForCausalLM,
    GenerationConfig,
    GPT2Config,
    NanoChatConfig,
    PreTrainedConfig,
    PreTrainedModel,
    PreTrainedTokenizerFast,
    set_seed,
)

from fabula import models
from fabula.config.gpt2 import Gpt2
from fabula.errors import DataError, ModelError
from fabula.models import adapters, devices
from fabula.tokens import tokenization
from fabula.tokens.packing import PackedRows
from fabula.tokens.shards import TokenStore
from fabula.tokens.windows import SpecialIds

SCRATCH = "scratch"
"""The name that asks for a fresh small model instead of pretrained weights."""


def build(config: Gpt2, tokenizer: PreTrainedTokenizerFast) -> PreTrainedModel:
    """The base model, before training: random weights from `config.seed`, or pretrained ones.

    `ModelError` where `config.init` cannot be loaded, has another vocabulary than the tokenizer,
    fewer positions than `config.context`, no place for `config.dropout`, or keeps no KV cache.
    """
    set_seed(config.seed)
    model = (_from_scratch if config.init == SCRATCH else _pretrained)(config, tokenizer)
    models.cache_argument(model)  # rather now than after training
    if config.gradient_checkpointing and not model.supports_gradient_checkpointing:
        raise ModelError(
            f"gpt2.gradient_checkpointing: a {type(model).__name__} cannot do that; set it to false"
        )
    model.config.condition = config.condition  # is saved with the model, and read where it is used
    return model


def training_rows(
    config: Gpt2, stories: TokenStore, model: PreTrainedModel, special: SpecialIds, first: int = 0
) -> PackedRows:
    """Packed rows of the `first` so many stories; 0: of all.

    A model that takes tags gets them; `fabula.training.trainer` leaves some out.
    `DataError` where it takes prompts, and no story has one.
    """
    prompts = models.takes_prompts(model)
    if prompts and not stories.prompt_lengths.any():
        raise DataError(
            f"gpt2.condition: {config.condition!r}, but none of the {len(stories)} training "
            "stories has a prompt; set it to tags or nothing, or name the column that holds the "
            "prompts"
        )
    tags = stories.tag_bits if models.takes_tags(model) else None
    return PackedRows(stories, config.context, special, tags, prompts=prompts, stories=first)


def _from_scratch(config: Gpt2, tokenizer: PreTrainedTokenizerFast) -> PreTrainedModel:
    model_config = ARCHITECTURES[config.architecture](config)
    model_config.update({"vocab_size": len(tokenizer), **_token_ids(tokenizer)})
    model = AutoModelForCausalLM.from_config(model_config, attn_implementation=_attention(config))
    _drop_out(model, config.dropout)
    return model


def _gpt2(config: Gpt2) -> PreTrainedConfig:
    return GPT2Config(
        n_positions=config.context,
        n_embd=config.width,
        n_layer=config.layers,
        n_head=config.heads,
        activation_function="gelu_pytorch_tanh",  # GPT-2's own tanh form, in one fast kernel
        resid_pdrop=config.dropout,
        embd_pdrop=config.dropout,
        attn_pdrop=config.dropout,
    )


def _nanochat(config: Gpt2) -> PreTrainedConfig:
    return NanoChatConfig(
        max_position_embeddings=config.context,
        hidden_size=config.width,
        intermediate_size=4 * config.width,
        num_hidden_layers=config.layers,
        num_attention_heads=config.heads,
        final_logit_softcapping=None,
        pad_token_id=None,
    )


ARCHITECTURES: dict[str, Callable[[Gpt2], PreTrainedConfig]] = {
    "gpt2": _gpt2,
    "nanochat": _nanochat,
}
"""The shape of a new model, in the form of `transformers`, by `gpt2.architecture`.

`gpt2` (Radford et al. 2019) learns an embedding of each position and has GELU and LayerNorm.
`nanochat` (Karpathy 2025) is its successor for small budgets: rotary positions, normalised queries
and keys, squared ReLU, norms without weights, an output head of its own.
"""


RESIDUAL_DROPOUTS = ("resid_pdrop", "resid_dropout", "hidden_dropout", "dropout")
OTHER_DROPOUTS = ("embd_pdrop", "embed_dropout", "attn_pdrop", "attention_dropout")
"""What configurations call the dropout after each half of a block, and the others."""


def _drop_out(model: PreTrainedModel, rate: float) -> None:
    """Drop out of what the embedding and each half of a block give, where a model does not do so
    itself, as GPT-2 does.

    Newer architectures have no such dropout; it lives in the training process alone.
    """
    if not rate or any(hasattr(model.config, name) for name in RESIDUAL_DROPOUTS):
        return

    def drop(module: nn.Module, _: Any, output: Tensor) -> Tensor:
        return functional.dropout(output, rate, module.training)

    try:
        halves = [
            half
            for layer in model.base_model.layers
            for half in (layer.self_attn.o_proj, layer.mlp)
        ]
    except AttributeError:
        raise ModelError(
            f"gpt2.dropout: a {type(model).__name__} has no place for a dropout of {rate:g}; set "
            "it to 0"
        ) from None
    for module in (model.get_input_embeddings(), *halves):
        module.register_forward_hook(drop)


def _pretrained(config: Gpt2, tokenizer: PreTrainedTokenizerFast) -> PreTrainedModel:
    if adapters.is_adapter(config.init):
        base = adapters.base_of(Path(config.init))
        raise ModelError(
            f"gpt2.init: {config.init!r} is an adapter, not a model: begin with its base, {base}, "
            "or train it again with gpt2.lora.merge: true"
        )
    try:
        theirs = tokenization.foreign(config.init)
        model_config = AutoConfig.from_pretrained(config.init)
        for name in (*RESIDUAL_DROPOUTS, *OTHER_DROPOUTS):
            if hasattr(model_config, name):
                setattr(model_config, name, config.dropout)
        model = models.read_weights(
            config.init, config=model_config, attn_implementation=_attention(config)
        )
    except (OSError, ValueError) as error:
        raise ModelError(
            f"gpt2.init: no causal model can be loaded from {config.init!r}: give a hub name (and "
            f"a network), a folder with weights and tokenizer, or {SCRATCH}. The loader said: "
            f"{error}"
        ) from error
    ours = tokenizer.get_vocab()
    if any(ours.get(token) != id_ for token, id_ in theirs.get_vocab().items()):
        raise ModelError(
            f"gpt2.init: {config.init!r} was trained with another vocabulary than tokenizer.name "
            f"gives; set tokenizer.name to {config.init!r} too, or gpt2.init to {SCRATCH}"
        )
    positions = models.positions(model_config, otherwise=config.context)
    if config.context > positions:
        raise ModelError(
            f"gpt2.context: {config.context} is above the {positions} of {config.init}"
        )
    model.config.max_position_embeddings = positions
    _begin_our_tokens(model, theirs, tokenizer)
    _drop_out(model, config.dropout)
    return model


def _begin_our_tokens(
    model: PreTrainedModel, theirs: PreTrainedTokenizerFast, tokenizer: PreTrainedTokenizerFast
) -> None:
    """Give the tokens that are new to the model their rows: beyond its last one, or among those
    that only pad its embedding.

    `[BOS]` and `[EOS]` begin as the model's own separator, where it has one, and all others as the
    mean of those it knows.
    """
    rows = model.get_input_embeddings().weight.shape[0]
    known = sorted(id_ for id_ in theirs.get_vocab().values() if id_ < rows)
    new = sorted(set(tokenizer.get_vocab().values()).difference(known))
    if rows < len(tokenizer):
        model.resize_token_embeddings(len(tokenizer), mean_resizing=False)
    separator = models.end_of(model.config, theirs)
    ends = [id_ for id_ in (tokenizer.bos_token_id, tokenizer.eos_token_id) if id_ in new]
    for layer in (model.get_input_embeddings(), model.get_output_embeddings()):
        for weights in layer.parameters() if new else ():
            with torch.no_grad():
                weights[new] = weights[known].mean(dim=0)
                if separator is not None:
                    weights[ends] = weights[separator].clone()
    model.config.update(_token_ids(tokenizer))
    model.generation_config = GenerationConfig(**_token_ids(tokenizer))  # theirs writes no stories


def _attention(config: Gpt2) -> str | None:
    """In short rows the plain form is the faster one on a CPU, and takes more memory.

    `None` is `sdpa` where a model has it.
    """
    if config.attention != "auto":
        return config.attention
    return "eager" if devices.device().type == "cpu" else None


def _token_ids(tokenizer: PreTrainedTokenizerFast) -> dict[str, Any]:
    # No pad_token_id: rows are padded on the right, where a causal model never looks.
    return {"bos_token_id": tokenizer.bos_token_id, "eos_token_id": tokenizer.eos_token_id}
