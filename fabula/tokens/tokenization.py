"""One tokenizer for both models: our own byte-level BPE, or a pretrained one, plus `[PAD]` etc."""

import json
import logging
import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import psutil
import pyarrow as pa
from tokenizers import Tokenizer as Backend
from tokenizers import decoders, models, pre_tokenizers, trainers
from transformers import GPT2Tokenizer, PreTrainedTokenizerFast

from fabula.errors import ModelError
from fabula.stories import BOS, EOS, PAD, SPECIAL_TOKENS, TAG_TOKENS

if TYPE_CHECKING:
    import awkward

log = logging.getLogger(__name__)

Starts = npt.NDArray[np.int64]
Ids = npt.NDArray[np.uint32]

BPE = "bpe"
"""The name that asks for our own tokenizer instead of a pretrained one."""
GPT2_ENTRIES = 50_257
GPT2_KNOWN_IDS = {"!": 0, "Ġthe": 262, "Ġstory": 1621, "<|endoftext|>": 50256}
"""A few entries that tell GPT-2's vocabulary."""
BATCH = 1000
"""Texts that `tokenizers` encodes at a time: bounds memory, keeps all workers busy."""
CHECKED = 8
"""Texts of every call that `Encoder` encodes in both ways."""
CACHE_BYTES = 128 * 2**20
"""How far memory may grow before gigatoken forgets the words that it has seen."""


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

    Raises `ModelError` where there is none, or the hub cannot be reached.
    """
    try:
        return _with_special_tokens(foreign(name))
    except (OSError, ValueError) as error:
        raise ModelError(
            f"tokenizer.name: no tokenizer can be loaded from {name!r}: give a hub name (and a "
            f"network), a folder that holds tokenizer.json or vocab.json and merges.txt, or {BPE} "
            f"to train one. The loader said: {error}"
        ) from error


def foreign(name: str) -> PreTrainedTokenizerFast:
    """The tokenizer of a hub name or a folder, as somebody else made it.

    A folder may hold just `vocab.json` and `merges.txt`, as GPT-2 was published. `OSError` or
    `ValueError` where it cannot be loaded.
    """
    only_bpe_files = (Path(name) / "merges.txt").is_file() and not any(
        (Path(name) / file).is_file() for file in ("tokenizer.json", "tokenizer_config.json")
    )
    tokenizer = (GPT2Tokenizer if only_bpe_files else _auto()).from_pretrained(name)
    if not tokenizer.is_fast:
        raise ValueError(f"{name!r} has no fast tokenizer, which is needed here")
    return tokenizer


def is_gpt2s(tokenizer: PreTrainedTokenizerFast) -> bool:
    """Whether a tokenizer has GPT-2's entries and our special tokens, and no others."""
    return len(tokenizer) == GPT2_ENTRIES + len(SPECIAL_TOKENS) and (
        tokenizer.convert_tokens_to_ids(list(GPT2_KNOWN_IDS)) == list(GPT2_KNOWN_IDS.values())
    )


def load(folder: Path) -> PreTrainedTokenizerFast:
    """The tokenizer that `save_pretrained` wrote into `folder`."""
    if not (folder / "tokenizer.json").is_file():
        raise ModelError(f"{folder} holds no tokenizer.json; run `dvc repro tokenize`")
    return PreTrainedTokenizerFast.from_pretrained(folder)


def _auto() -> Any:
    """Imported late, as it brings torch along: 200 MB, which writing tokens has no use for."""
    from transformers import AutoTokenizer

    return AutoTokenizer


def use_workers(workers: int) -> None:
    """Let the tokenizer use this many threads; call it before any text is encoded."""
    os.environ["RAYON_NUM_THREADS"] = str(workers)
    os.environ["TOKENIZERS_PARALLELISM"] = "true"


def encode(tokenizer: PreTrainedTokenizerFast, texts: list[str]) -> list[list[int]]:
    """Token ids of each text, without special tokens: a literal `[EOS]` in a story is just text."""
    backend = tokenizer.backend_tokenizer
    backend.encode_special_tokens = True
    return [encoding.ids for encoding in backend.encode_batch_fast(texts, add_special_tokens=False)]


class Encoder:
    """`encode` for whole corpora: the same ids, many times faster, and never as Python objects.

    gigatoken does the work. It is young, so `tokenizers` repeats a sample of every call, and every
    character beyond ASCII that is new: the two may follow different versions of Unicode. A call in
    which they differ is left to `tokenizers`, and a logged line says so.
    """

    def __init__(self, tokenizer: PreTrainedTokenizerFast) -> None:
        """Any tokenizer will do: `tokenizers` encodes for those that gigatoken does not know."""
        self._tokenizer = tokenizer
        self._same: set[str] = set()
        self._fast: _Gigatoken | None = None
        try:
            self._fast = _Gigatoken(tokenizer)
        except Exception as error:  # whatever it was, there is another way
            reason = str(error).partition("\n")[0]
            log.warning("gigatoken cannot take this tokenizer, so tokenizers encodes: %s", reason)

    def encode(self, texts: pa.StringArray) -> tuple[Starts, Ids]:
        """The ids of all texts in one row: those of text i are `ids[starts[i] : starts[i + 1]]`."""
        if self._fast is not None:
            starts, ids = self._fast.encode(texts)
            different = self._first_difference(texts, starts, ids)
            if different is None:
                return starts, ids
            log.warning(
                "gigatoken and tokenizers differ on %r, so tokenizers encodes these %d texts",
                different,
                len(texts),
            )
        return _slowly(self._tokenizer, texts)

    def _first_difference(self, texts: pa.StringArray, starts: Starts, ids: Ids) -> str | None:
        places = range(0, len(texts), len(texts) // CHECKED + 1)
        sample: list[str] = [texts[place].as_py() for place in places]
        for place, text, expected in zip(
            places, sample, encode(self._tokenizer, sample), strict=True
        ):
            if ids[starts[place] : starts[place + 1]].tolist() != expected:
                return text
        return self._first_different_character(_beyond_ascii(texts) - self._same)

    def _first_different_character(self, characters: set[str]) -> str | None:
        """The class that a character has in Unicode shows in how `'s` after it is split: after a
        letter it is another token than after a dash."""
        assert self._fast is not None
        new = sorted(characters)
        probes = [f"a{x}'s {x}'the {x}'re{x}1{x}{x}  {x}\n{x}" for x in new]
        starts, ids = self._fast.encode(pa.array(probes, pa.string()))
        expected = encode(self._tokenizer, probes)
        differ = [
            character
            for character, start, end, right in zip(new, starts, starts[1:], expected, strict=False)
            if ids[start:end].tolist() != right
        ]
        self._same |= characters.difference(differ)
        return differ[0] if differ else None


class _Gigatoken:
    """gigatoken, held to `encode`'s ids and to a bounded memory."""

    def __init__(self, tokenizer: PreTrainedTokenizerFast) -> None:
        import gigatoken  # late: only a corpus needs it, and a system that lacks it can do without

        self._load = gigatoken.Tokenizer.from_json
        settings = json.loads(tokenizer.backend_tokenizer.to_str())
        # or it would find them in the text: a literal [EOS] in a story is just text
        settings["added_tokens"] = [
            token for token in settings["added_tokens"] if not token["special"]
        ]
        self._settings = json.dumps(settings, ensure_ascii=False)
        self._backend: Any = None
        self._process = psutil.Process()
        self._forget()

    def _forget(self) -> None:
        """Begin anew: its cache of words has no bound of its own."""
        self._backend = None  # two at once would be the peak
        self._backend = self._load(self._settings)
        self._least: int = self._process.memory_info().rss

    def encode(self, texts: pa.StringArray) -> tuple[Starts, Ids]:
        now = self._process.memory_info().rss
        self._least = min(self._least, now)
        if now - self._least > CACHE_BYTES:
            self._forget()
        found = self._backend.encode_batch(_strings(texts)).layout
        return found.offsets.data, found.content.data


def _slowly(tokenizer: PreTrainedTokenizerFast, texts: pa.StringArray) -> tuple[Starts, Ids]:
    batches = (texts[start : start + BATCH].to_pylist() for start in range(0, len(texts), BATCH))
    ids = [np.array(text, np.uint32) for batch in batches for text in encode(tokenizer, batch)]
    starts = np.cumsum([0, *map(len, ids)], dtype=np.int64)
    return starts, np.concatenate([np.empty(0, np.uint32), *ids])


def _beyond_ascii(texts: pa.StringArray) -> set[str]:
    """The characters that UTF-8 writes in more than one byte."""
    strings = _strings(texts).layout
    utf8 = strings.content.data[strings.offsets[0] : strings.offsets[-1]]
    return set(utf8[utf8 > 127].tobytes().decode())


def _strings(texts: pa.StringArray) -> "awkward.Array":
    """The same memory as gigatoken reads it: with offsets of 64 bits, and no mask.

    Rows that were filtered have a mask that hides nothing, which awkward would wrap them in.
    """
    import awkward

    large = texts.cast(pa.large_string())
    assert not large.null_count, "a story is never null"
    buffers = [None, *large.buffers()[1:]]
    return awkward.from_arrow(
        pa.Array.from_buffers(large.type, len(large), buffers, offset=large.offset)
    )


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
