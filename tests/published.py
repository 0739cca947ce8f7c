"""Models as other people publish them: a tiny one of each family, and tokenizers of each kind."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import torch
import transformers as hf
from tiny import STORIES
from tokenizers import Tokenizer, decoders, normalizers, pre_tokenizers, trainers
from tokenizers.models import BPE
from transformers import AutoModelForCausalLM, PreTrainedConfig
from transformers import PreTrainedTokenizerFast as Fast

TEXTS = [story.text for story in STORIES]


@cache
def bytes_tokenizer() -> Fast:
    """As GPT-2's: every byte is a token, a space belongs to the word after it."""
    backend = Tokenizer(BPE())
    backend.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    backend.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    return _trained(backend, 290, ["<|endoftext|>"], alphabet)


@cache
def metaspace_tokenizer() -> Fast:
    """As Llama's: a mark stands for each space and for the begin of a text, which has none."""
    backend = Tokenizer(BPE(unk_token="<unk>"))
    backend.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="first")
    backend.decoder = decoders.Metaspace(prepend_scheme="first")
    return _trained(backend, 120, ["</s>", "<s>", "<unk>"], [])


@cache
def prepending_tokenizer() -> Fast:
    """As Llama 2's: a space is put before every text, and taken away when it is decoded."""
    backend = Tokenizer(BPE(unk_token="<unk>"))
    mark = [normalizers.Prepend("▁"), normalizers.Replace(" ", "▁")]
    backend.normalizer = normalizers.Sequence(mark)
    backend.pre_tokenizer = pre_tokenizers.Split("▁", "merged_with_next")
    unmark = [decoders.Replace("▁", " "), decoders.Fuse(), decoders.Strip(" ", 1, 0)]
    backend.decoder = decoders.Sequence(unmark)
    return _trained(backend, 120, ["</s>", "<s>", "<unk>"], [])


def _trained(backend: Tokenizer, size: int, special: list[str], alphabet: list[str]) -> Fast:
    trainer = trainers.BpeTrainer(
        vocab_size=size, special_tokens=special, initial_alphabet=alphabet, show_progress=False
    )
    backend.train_from_iterator(TEXTS, trainer)
    return Fast(tokenizer_object=backend, eos_token=special[0])


SHAPE: dict[str, Any] = {"hidden_size": 32, "num_attention_heads": 2, "num_hidden_layers": 2}
LIKE_LLAMA = SHAPE | {"intermediate_size": 48, "max_position_embeddings": 64}
GROUPED = LIKE_LLAMA | {"num_key_value_heads": 1, "head_dim": 16}
IDS = {"bos_token_id": 0, "eos_token_id": 0, "pad_token_id": None}


@dataclass(frozen=True)
class Family:
    """How one family is published."""

    config: Callable[..., PreTrainedConfig]
    shape: dict[str, Any]
    tokenizer: Callable[[], Fast] = bytes_tokenizer
    padded: int = 0
    """Rows of the embedding beyond the tokenizer's entries."""


FAMILIES = {
    "gpt2": Family(hf.GPT2Config, {"n_embd": 32, "n_layer": 2, "n_head": 2, "n_positions": 64}),
    "gpt_neo": Family(
        hf.GPTNeoConfig,
        {"hidden_size": 32, "num_layers": 2, "num_heads": 2, "max_position_embeddings": 64}
        | {"attention_types": [[["global", "local"], 1]], "window_size": 8},
    ),
    "gpt_neox": Family(hf.GPTNeoXConfig, LIKE_LLAMA, padded=64),
    "opt": Family(
        hf.OPTConfig,
        SHAPE | {"ffn_dim": 48, "max_position_embeddings": 64, "word_embed_proj_dim": 16},
    ),
    "bloom": Family(hf.BloomConfig, {"hidden_size": 32, "n_layer": 2, "n_head": 2}),
    "llama": Family(hf.LlamaConfig, GROUPED, prepending_tokenizer),
    "mistral": Family(hf.MistralConfig, GROUPED | {"sliding_window": 8}, metaspace_tokenizer),
    "qwen2": Family(hf.Qwen2Config, LIKE_LLAMA | {"num_key_value_heads": 1}, padded=64),
    "qwen3": Family(hf.Qwen3Config, GROUPED, padded=9),
    "gemma": Family(hf.GemmaConfig, GROUPED, metaspace_tokenizer, padded=64),
    "gemma2": Family(hf.Gemma2Config, GROUPED | {"sliding_window": 8}, metaspace_tokenizer),
    "phi": Family(hf.PhiConfig, LIKE_LLAMA, padded=4),
    "falcon": Family(hf.FalconConfig, SHAPE | {"max_position_embeddings": 64}),
    "mamba": Family(
        hf.MambaConfig, {"hidden_size": 32, "num_hidden_layers": 2, "state_size": 4}, padded=64
    ),
}


def published(name: str, folder: Path) -> Path:
    """Random weights and a tokenizer in a folder of their own."""
    family = FAMILIES[name]
    tokenizer = family.tokenizer()
    config = family.config(**family.shape | IDS, vocab_size=len(tokenizer) + family.padded)
    torch.manual_seed(1)
    model = AutoModelForCausalLM.from_config(config)
    with torch.no_grad():
        for weight in model.parameters():
            weight.mul_(3)  # some begin with so small ones that all tokens are the same to them
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder
