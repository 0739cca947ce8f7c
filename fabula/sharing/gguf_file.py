"""A model as one GGUF file, which llama.cpp and what is built on it run.

Of the Llama and GPT-2 architectures, with a byte-level BPE: what `gpt2.init` begins with here, and
what it makes from random weights. Names and keys are those of the package `gguf`; what it leaves
open (Llama's rows of queries and keys in another order, GPT-2's matrices transposed) is as in
llama.cpp's `convert_hf_to_gguf.py`. Weights are 32-bit floats, so llama.cpp finds the same next
token; its own `llama-quantize` makes smaller ones.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import gguf
import numpy as np
import numpy.typing as npt
from transformers import PreTrainedModel, PreTrainedTokenizerFast

from fabula import files, models
from fabula.errors import ModelError
from fabula.models.tagmodel import TagModel

Weights = npt.NDArray[np.float32]

TRANSPOSED = (".c_attn.weight", ".c_proj.weight", ".c_fc.weight")
"""Matrices of GPT-2, which multiplies from the other side."""
PLAIN = {"type": "ByteLevel", "add_prefix_space": False, "use_regex": True}
DIGITS = {"type": "Digits", "individual_digits": True}


def write(folder: Path, path: Path) -> None:
    """Write the model of a folder into a GGUF file; `ModelError` where llama.cpp has none such."""
    model, tokenizer = models.load(folder)
    kinds: dict[str, Callable[[Any, Any], None]] = {"llama": _llama, "gpt2": _gpt2}
    kind = model.config.model_type
    if isinstance(model, TagModel) or kind not in kinds:
        raise ModelError(
            f"{folder} is a {type(model).__name__}, and only {' and '.join(kinds)} are written as "
            "GGUF here; `fabula export folder` copies any model for transformers"
        )
    with files.replacing(path) as temporary:
        writer = gguf.GGUFWriter(temporary, kind)
        writer.add_name(folder.name)
        writer.add_file_type(gguf.LlamaFileType.ALL_F32)
        kinds[kind](writer, model.config)
        _vocabulary(writer, tokenizer, model.config.vocab_size)
        for name, weights in _tensors(model, kind):
            writer.add_tensor(name, weights)
        writer.write_header_to_file()
        writer.write_kv_data_to_file()
        writer.write_tensors_to_file()
        writer.close()


def _llama(writer: Any, config: Any) -> None:
    rope = config.rope_parameters
    if rope["rope_type"] != "default" or config.hidden_act != "silu":
        raise ModelError(
            f"this Llama has rope_type {rope['rope_type']!r} and hidden_act {config.hidden_act!r}; "
            "'default' and 'silu' are written as GGUF here"
        )
    writer.add_block_count(config.num_hidden_layers)
    writer.add_context_length(config.max_position_embeddings)
    writer.add_embedding_length(config.hidden_size)
    writer.add_feed_forward_length(config.intermediate_size)
    writer.add_head_count(config.num_attention_heads)
    writer.add_head_count_kv(config.num_key_value_heads)
    writer.add_layer_norm_rms_eps(config.rms_norm_eps)
    writer.add_rope_freq_base(rope["rope_theta"])
    writer.add_rope_dimension_count(config.head_dim)
    writer.add_key_length(config.head_dim)
    writer.add_value_length(config.head_dim)
    writer.add_vocab_size(config.vocab_size)


def _gpt2(writer: Any, config: Any) -> None:
    writer.add_block_count(config.n_layer)
    writer.add_context_length(config.n_positions)
    writer.add_embedding_length(config.n_embd)
    writer.add_feed_forward_length(config.n_inner or 4 * config.n_embd)
    writer.add_head_count(config.n_head)
    writer.add_layer_norm_eps(config.layer_norm_epsilon)


def _tensors(model: PreTrainedModel, kind: str) -> list[tuple[str, Weights]]:
    """Every weight by GGUF's name; a head that is the embedding again is left out."""
    config: Any = model.config
    architecture = {"llama": gguf.MODEL_ARCH.LLAMA, "gpt2": gguf.MODEL_ARCH.GPT2}[kind]
    names = gguf.get_tensor_name_map(architecture, config.num_hidden_layers)
    heads = {"q_proj": config.num_attention_heads}
    heads["k_proj"] = getattr(config, "num_key_value_heads", config.num_attention_heads)
    found = []
    for name, tensor in model.state_dict().items():
        if name == "lm_head.weight" and config.tie_word_embeddings:
            continue
        weights: Weights = tensor.float().cpu().numpy()
        if kind == "gpt2" and name.endswith(TRANSPOSED):
            weights = np.ascontiguousarray(weights.T)
        part = name.split(".")[-2]
        if kind == "llama" and part in heads:
            weights = interleaved(weights, heads[part])
        new = names.get_name(name, try_suffixes=(".weight", ".bias"))
        assert new is not None, name
        found.append((new, weights))
    return found


def interleaved(weights: Weights, heads: int) -> Weights:
    """Rows of queries or keys as llama.cpp turns them: (a0, b0, a1, b1, ...) of each head, where
    transformers has (a0, a1, ..., b0, b1, ...)."""
    halves = weights.reshape(heads, 2, weights.shape[0] // heads // 2, *weights.shape[1:])
    return np.ascontiguousarray(halves.swapaxes(1, 2).reshape(weights.shape))


def _vocabulary(writer: Any, tokenizer: PreTrainedTokenizerFast, rows: int) -> None:
    """The entries, their kinds and the merges; rows beyond the tokenizer's are there and unused."""
    description = json.loads(tokenizer.backend_tokenizer.to_str())
    special = {token["id"] for token in description["added_tokens"] if token["special"]}
    named = {number: token for token, number in tokenizer.get_vocab().items()}
    kinds, tokens = [], []
    for number in range(rows):
        tokens.append(named.get(number, f"[UNUSED_{number}]"))
        kind = gguf.TokenType.NORMAL if number in named else gguf.TokenType.UNUSED
        kinds.append(gguf.TokenType.CONTROL if number in special else kind)
    merges = [
        merge if isinstance(merge, str) else " ".join(merge)
        for merge in description["model"].get("merges", [])
    ]
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre(_pre_tokenizer(description))
    writer.add_token_list(tokens)
    writer.add_token_types(kinds)
    writer.add_token_merges(merges)
    if tokenizer.bos_token_id is not None:
        writer.add_bos_token_id(tokenizer.bos_token_id)
    writer.add_add_bos_token(tokenizer.bos_token_id is not None)
    writer.add_eos_token_id(tokenizer.eos_token_id)


def _pre_tokenizer(description: dict[str, Any]) -> str:
    """llama.cpp's name for how text is cut before it is merged; `ModelError` where it has none."""
    pre = description["pre_tokenizer"] or {}
    steps = [
        {name: value for name, value in step.items() if name in (*PLAIN, *DIGITS)}
        for step in pre.get("pretokenizers", [pre])
    ]
    if description["model"]["type"] == "BPE" and not description["normalizer"]:
        if steps == [PLAIN]:
            return "gpt-2"
        if steps == [DIGITS, PLAIN]:
            return "smollm"
    raise ModelError(
        "its tokenizer is no byte-level BPE as GPT-2's or SmolLM's, which alone are written as "
        "GGUF here; llama.cpp's own convert_hf_to_gguf.py knows more"
    )
