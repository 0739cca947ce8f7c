"""What a model was unsure of: how likely each token of a text is to it, and what else may stand."""

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from transformers import PreTrainedTokenizerFast

from fabula import models
from fabula.models.tagmodel import TagModel
from fabula.studio.jobs import Guess
from fabula.studio.places import Utf16
from fabula.studio.shelf import Shelved
from fabula.tokens.tokenization import encode

OTHERS = 5


@dataclass(frozen=True)
class Read:
    """A token of a text; places in UTF-16 units."""

    start: int
    end: int
    logprob: float
    """ln p of it after all that stands before it."""
    others: tuple[Guess, ...]
    """The likeliest tokens in its place."""


@torch.no_grad()
def read(shelved: Shelved, text: str, tags: tuple[str, ...], premise: str) -> list[Read]:
    """The tokens of the last part of a text that the model sees at once.

    Nothing of the original tag model, which predicts one token of a window only.
    """
    model, tokenizer = shelved.teller.model, shelved.teller.tokenizer
    if isinstance(model, TagModel) and model.config.attention != "causal":
        return []
    ids, spans = encoded(tokenizer, text)
    special = models.special_ids(tokenizer)
    (about,) = encode(tokenizer, [premise])
    prefix = models.layout_of(model).prefix(special.of(tags), about)
    room = shelved.context - len(prefix) - 1
    first = max(0, len(ids) - room)
    seen = [*prefix, *([] if first else [special.bos]), *ids[first:]]
    logits = model(input_ids=torch.tensor([seen], device=model.device)).logits[0].float().cpu()
    kept = ids[first + 1 :] if first else ids  # nothing stands before the first token that is seen
    logprobs = logits[len(seen) - len(kept) - 1 : -1].log_softmax(dim=-1)
    likeliest = logprobs.topk(OTHERS, dim=-1)
    units = Utf16(text)
    return [
        Read(
            units(start),
            units(end),
            round(float(logprobs[place, token]), 4),
            tuple(
                Guess(tokenizer.decode([other]), round(value, 4))
                for other, value in zip(others, values, strict=True)
            ),
        )
        for place, (token, (start, end), others, values) in enumerate(
            zip(
                kept,
                spans[len(ids) - len(kept) :],
                likeliest.indices.tolist(),
                likeliest.values.tolist(),
                strict=True,
            )
        )
        if end > start
    ]


def encoded(
    tokenizer: PreTrainedTokenizerFast, text: str
) -> tuple[NDArray[np.int64], list[tuple[int, int]]]:
    """The tokens of a text, and where each begins and ends in it, in characters."""
    backend = tokenizer.backend_tokenizer
    backend.encode_special_tokens = True
    found = backend.encode(text, add_special_tokens=False)
    return np.array(found.ids, dtype=np.int64), found.offsets
