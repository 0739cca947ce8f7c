"""One tokenizer for both models: our own byte-level BPE, or a pretrained one, plus `[PAD]` etc."""

import os
from collections.abc import Iterable
from pathlib import Path

from tokenizers import Tokenizer as Backend
from tokenizers import decoders, models, pre_tokenizers, trainers
from transformers import AutoTokenizer, GPT2Tokenizer, PreTrainedTokenizerFast

from fabula.errors import ModelError
from fabula.stories import BOS, EOS, PAD, SPECIAL_TOKENS, TAG_TOKENS

BPE = "bpe"
"""The name that asks for our own tokenizer instead of a pretrained one."""


def train_bpe(texts: Iterable[str], vocab_size: int) -> PreTrainedTokenizerFast:
    """A byte-level BPE of `vocab_size` entries, the 9 special tokens included and first.

    Any text can be encoded and decoded without loss. A small corpus may yield fewer entries.
    """
    backend = Backend(models.BPE())
    backend.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    backend.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=vocab_size,
        special_tokens=list(SPECIAL_TOKENS),
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    backend.train_from_iterator(texts, trainer)
    return _with_special_tokens(PreTrainedTokenizerFast(tokenizer_object=backend))


def load_pretrained(name: str) -> PreTrainedTokenizerFast:
    """The tokenizer of a hub name or a folder, with our 9 special tokens added at its end.

    A folder may hold just `vocab.json` and `merges.txt`, as GPT-2 was published. Raises
    `ModelError` where there is none, or the hub cannot be reached.
    """
    only_bpe_files = (Path(name) / "merges.txt").is_file() and not any(
        (Path(name) / file).is_file() for file in ("tokenizer.json", "tokenizer_config.json")
    )
    kind = GPT2Tokenizer if only_bpe_files else AutoTokenizer
    try:
        tokenizer = kind.from_pretrained(name)
    except (OSError, ValueError) as error:
        raise ModelError(
            f"tokenizer.name: no tokenizer can be loaded from {name!r}: give a hub name (and a "
            f"network), a folder that holds tokenizer.json or vocab.json and merges.txt, or {BPE} "
            f"to train one. The loader said: {error}"
        ) from error
    if not tokenizer.is_fast:
        raise ModelError(f"tokenizer.name: {name!r} has no fast tokenizer, which is needed here")
    return _with_special_tokens(tokenizer)


def load(folder: Path) -> PreTrainedTokenizerFast:
    """The tokenizer that `save_pretrained` wrote into `folder`."""
    if not (folder / "tokenizer.json").is_file():
        raise ModelError(f"{folder} holds no tokenizer.json; run `dvc repro tokenize`")
    return AutoTokenizer.from_pretrained(folder)


def use_workers(workers: int) -> None:
    """Let the tokenizer use this many threads; call it before any text is encoded."""
    os.environ["RAYON_NUM_THREADS"] = str(workers)
    os.environ["TOKENIZERS_PARALLELISM"] = "true"


def encode(tokenizer: PreTrainedTokenizerFast, texts: list[str]) -> list[list[int]]:
    """Token ids of each text, without special tokens: a literal `[EOS]` in a story is just text."""
    backend = tokenizer.backend_tokenizer
    backend.encode_special_tokens = True
    return [encoding.ids for encoding in backend.encode_batch_fast(texts, add_special_tokens=False)]


def _with_special_tokens(tokenizer: PreTrainedTokenizerFast) -> PreTrainedTokenizerFast:
    tokenizer.add_special_tokens(
        {
            "pad_token": PAD,
            "bos_token": BOS,
            "eos_token": EOS,
            "extra_special_tokens": list(TAG_TOKENS),
        }
    )
    return tokenizer
