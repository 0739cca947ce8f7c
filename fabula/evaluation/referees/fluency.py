"""How surprised SmolLM2-135M is, which is larger than the models that are measured here.

It has read 2 trillion tokens (Ben Allal et al. 2025, arXiv:2502.02737) and no corpus of ours. Each
text is read after its opening, whose own tokens do not count; of what is longer than `LONGEST` the
beginning counts, and of a long opening the end is read.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from transformers import AutoModelForCausalLM, AutoTokenizer, GgufConfig

from fabula.evaluation.intervals import Values
from fabula.models import precision, smollm2
from fabula.models.likelihood import row_losses
from fabula.tokens.windows import IGNORED
from fabula.words import sentence_spans

LONGEST = 512
"""Tokens of an opening and its text that are read, about 400 words; of the opening half at most."""
BATCH = 2
UNLIKELY = 7.0
"""Nats from which a token is unlikely: less than 1 in 1,000."""
FOLDER = Path("pretrained/smollm2")
"""Where `make judge` puts it: from there it loads in a second, from its package in twenty."""
START = "<|endoftext|>"
"""What stands before a text where SmolLM2 learned from it."""


@dataclass(frozen=True)
class Surprise:
    """What the model gave some texts: arrays of one entry a text, NaN for an empty one."""

    nats: Values
    """-ln p, summed over the tokens that were read."""
    tokens: Values
    worst: Values
    """Nats per token of the sentence that surprises it most."""
    unlikely: Values
    """Fraction of tokens that are `UNLIKELY`."""

    @property
    def per_token(self) -> Values:
        """Nats per token."""
        found: Values = self.nats / self.tokens
        return found


def surprise(openings: Sequence[str], texts: Sequence[str]) -> Surprise:
    """How surprising each text is after its opening."""
    pairs = list(zip(openings, texts, strict=True))
    new = [pair for pair in dict.fromkeys(pairs) if pair not in _KNOWN]
    if new:
        _read(new)
    return Surprise(*np.array([_KNOWN[pair] for pair in pairs]).T)


_KNOWN: dict[tuple[str, str], tuple[float, ...]] = {}


def _read(pairs: Sequence[tuple[str, str]]) -> None:
    model, tokenizer = _loaded()
    start = tokenizer.convert_tokens_to_ids(START)
    whole = [opening + text for opening, text in pairs]
    encoded = tokenizer(whole, add_special_tokens=False, return_offsets_mapping=True)
    rows, sentence_of = [], []
    for (opening, text), ids, spans in zip(
        pairs, encoded["input_ids"], encoded["offset_mapping"], strict=True
    ):
        after = sum(end <= len(opening) for _, end in spans)
        window = slice(first := max(0, after - LONGEST // 2), first + LONGEST)
        ends = np.array([end for _, end in spans[window]], dtype=np.int64) - len(opening)
        labels = np.array(ids[window], dtype=np.int64)
        tokens = np.array([start, *ids[window]], dtype=np.int64)[:-1]
        rows.append({"input_ids": tokens, "labels": np.where(ends > 0, labels, IGNORED)})
        starts = [begin for begin, _ in sentence_spans(text)]
        sentence_of.append(np.searchsorted(starts, ends[ends > 0] - 1, side="right"))
    found: dict[tuple[str, str], tuple[float, ...]] = dict.fromkeys(pairs, (np.nan,) * 4)
    readable = [n for n, row in enumerate(rows) if (row["labels"] != IGNORED).any()]
    with precision.inference("auto"):
        chosen = [rows[n] for n in readable]
        for numbers, losses, counted in row_losses(model, chosen, BATCH, "SmolLM2 reads"):
            for number, row, known in zip(numbers, losses, counted, strict=True):
                place = readable[number]
                found[pairs[place]] = _summed(row[known], sentence_of[place])
    _KNOWN.update(found)


def _summed(losses: NDArray[np.float64], sentence_of: NDArray[np.int64]) -> tuple[float, ...]:
    sums, counts = np.bincount(sentence_of, losses), np.bincount(sentence_of)
    worst = (sums[counts > 0] / counts[counts > 0]).max()
    return losses.sum(), len(losses), worst, (losses > UNLIKELY).mean()


@cache
def _loaded() -> tuple[Any, Any]:
    """The model and its tokenizer: `FOLDER` where that is, else as the package has them."""
    names: dict[str, Any] = {"pretrained_model_name_or_path": FOLDER}
    more: dict[str, Any] = {}
    if not FOLDER.is_dir():
        weights = smollm2.find()
        names = {"pretrained_model_name_or_path": weights.parent, "gguf_file": weights.name}
        more = {"quantization_config": GgufConfig(dequantize=True)}
    dtype = torch.bfloat16 if precision.use_bf16("auto") else torch.float32
    model = AutoModelForCausalLM.from_pretrained(**names, **more, dtype=dtype)
    return model.eval(), AutoTokenizer.from_pretrained(**names)
