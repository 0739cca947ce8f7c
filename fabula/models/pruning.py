"""A small model cut out of a larger one: some of its layers, and the tokens that stories use.

A few layers of a Llama and its embeddings of the tokens that a corpus uses are a better start for a
small model than random weights: they know words, and how to copy, from far more text than the
stories are. What was cut out has to be trained on before it says anything.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import nn
from transformers import AutoModelForCausalLM, PreTrainedModel, PreTrainedTokenizerFast

from fabula import files
from fabula.errors import ModelError

END = "<|endoftext|>"
"""The one special token that is kept: it stands between two texts."""
TEXTS = 1000
"""Encoded at a time."""

Description = dict[str, Any]
"""What `tokenizer.json` holds."""


def prune(
    source: Path, folder: Path, layers: Sequence[int], vocab_size: int, texts: Iterable[str]
) -> None:
    """Write the model folder `folder`: the `layers` of the Llama in `source`, in this order, and
    the `vocab_size` tokens that `texts` use most, of its byte-level BPE.

    `ModelError` where the model has no such layers, or no such tokenizer.
    """
    model = AutoModelForCausalLM.from_pretrained(source, dtype=torch.float32)
    known = model.config.num_hidden_layers
    if unknown := [layer for layer in layers if not 0 <= layer < known]:
        raise ModelError(f"layers {unknown} are not in {source}: it has layers 0 to {known - 1}")
    description = json.loads((source / "tokenizer.json").read_text(encoding="utf-8"))
    vocabulary = description["model"].get("vocab", {})
    if description["model"]["type"] != "BPE" or END not in vocabulary:
        raise ModelError(f"{source} has no byte-level BPE with {END}, which alone can be pruned")
    kept = _used_tokens(description, texts, vocab_size)
    _keep_layers(model, layers)
    _keep_rows(model, [vocabulary[token] for token in kept])
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=_with_tokens(description, kept), bos_token=END, eos_token=END
    )
    with files.replacing(folder) as temporary:
        model.save_pretrained(temporary)
        tokenizer.save_pretrained(temporary)


def _used_tokens(description: Description, texts: Iterable[str], vocab_size: int) -> list[str]:
    """The tokens to keep, in the old order after `END`: all single bytes, and those that are used
    most, each with the shorter ones that it is merged from."""
    vocabulary: dict[str, int] = description["model"]["vocab"]
    special = {token["content"] for token in description["added_tokens"]}
    parts = {left + right: (left, right) for left, right in _merges(description)}
    kept = {token for token in vocabulary if len(token) == 1} | {END}
    for token in _by_use(description, texts):
        needed = set(_closure(token, parts)) - kept
        if token not in special and len(kept) + len(needed) <= vocab_size:
            kept |= needed
    return [END, *sorted(kept - {END}, key=vocabulary.__getitem__)]


def _by_use(description: Description, texts: Iterable[str]) -> Iterator[str]:
    tokenizer = Tokenizer.from_str(json.dumps(description))
    tokenizer.encode_special_tokens = True  # a literal end in a text is just text
    counts = Counter[int]()
    waiting = iter(texts)
    while batch := list(islice(waiting, TEXTS)):
        for encoded in tokenizer.encode_batch(batch, add_special_tokens=False):
            counts.update(encoded.ids)
    names = {id_: token for token, id_ in description["model"]["vocab"].items()}
    return (names[id_] for id_, _ in counts.most_common() if id_ in names)


def _closure(token: str, parts: dict[str, tuple[str, str]]) -> Iterator[str]:
    """A token and all that it is merged from."""
    yield token
    for part in parts.get(token, ()):
        yield from _closure(part, parts)


def _merges(description: Description) -> Iterator[tuple[str, str]]:
    for merge in description["model"]["merges"]:
        left, right = merge.split(" ") if isinstance(merge, str) else merge
        yield left, right


def _with_tokens(description: Description, kept: list[str]) -> Tokenizer:
    """The tokenizer that knows these tokens alone, numbered in this order."""
    vocabulary = {token: number for number, token in enumerate(kept)}
    merges = [
        [left, right]
        for left, right in _merges(description)
        if {left, right, left + right} <= vocabulary.keys()
    ]
    end = [
        {**token, "id": vocabulary[END]}
        for token in description["added_tokens"]
        if token["content"] == END
    ]
    model = {**description["model"], "vocab": vocabulary, "merges": merges}
    return Tokenizer.from_str(json.dumps({**description, "model": model, "added_tokens": end}))


def _keep_layers(model: PreTrainedModel, layers: Sequence[int]) -> None:
    kept = nn.ModuleList(model.base_model.layers[layer] for layer in layers)
    for number, layer in enumerate(kept):
        attention: Any = layer.self_attn
        attention.layer_idx = number  # where the cache keeps its keys and values
    model.base_model.layers = kept
    model.config.num_hidden_layers = len(layers)
    if getattr(model.config, "layer_types", None):
        model.config.layer_types = [model.config.layer_types[layer] for layer in layers]


def _keep_rows(model: PreTrainedModel, rows: list[int]) -> None:
    """Of the embeddings, and of the head that is tied to them, these rows in this order."""
    weights = model.get_input_embeddings().weight.data[rows].clone()
    model.resize_token_embeddings(len(rows))
    model.get_input_embeddings().weight.data.copy_(weights)
    model.tie_weights()
    ends = {"bos_token_id": 0, "eos_token_id": 0, "pad_token_id": None}
    model.config.update(ends)
    model.generation_config.update(**ends)
