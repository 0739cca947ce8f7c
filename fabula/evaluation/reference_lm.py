"""The reference LM: a small language model that reads what the models under test write.

It has learned from training stories that they never see, so that it is independent of them, and
`fabula.training.reference_lm` fixes its shape and recipe. How surprised it is at a story tells how
fluent that is: text that surprises it more than real stories do is clumsy, and text that surprises
it less says what one would say anyway, as greedy search does (Holtzman et al. 2020,
arXiv:1904.09751).
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from transformers import PreTrainedModel, PreTrainedTokenizerFast

from fabula.models.likelihood import row_losses
from fabula.tokens.tokenization import encode_with_ends
from fabula.tokens.windows import IGNORED, Row

BATCH = 4
"""Texts read at a time: of more, the logits are so large that memory takes longer than sums."""


def nll_and_tokens(
    model: PreTrainedModel,
    tokenizer: PreTrainedTokenizerFast,
    openings: Sequence[str],
    texts: Sequence[str],
    name: str = "",
) -> NDArray[np.float64]:
    """(texts, 2): -ln p of what follows each opening, summed, and how many tokens that are.

    The opening is read, and its own likelihood left out. Of a text that is longer than the model's
    context the beginning counts. NaN for an empty text. With a `name`, a terminal shows progress.
    """
    rows = list(_rows(model, tokenizer, openings, texts))
    found = np.full((len(rows), 2), np.nan)
    for numbers, losses, counted in row_losses(model, rows, BATCH, name):
        found[numbers] = np.stack([losses.sum(axis=1), counted.sum(axis=1)], axis=1)
    found[found[:, 1] == 0] = np.nan
    return found


def _rows(
    model: PreTrainedModel,
    tokenizer: PreTrainedTokenizerFast,
    openings: Sequence[str],
    texts: Sequence[str],
) -> Iterator[Row]:
    """Each text after `[BOS]` and its opening, whose tokens are no labels."""
    size = int(model.config.max_position_embeddings)
    whole = [opening + text for opening, text in zip(openings, texts, strict=True)]
    encoded = encode_with_ends(tokenizer, whole)
    for opening, (ids, ends_at) in zip(openings, encoded, strict=True):
        tokens = np.array([tokenizer.bos_token_id, *ids], dtype=np.int64)[: size + 1]
        labels = tokens[1:].copy()
        ends = np.array(ends_at, dtype=np.int64)[:size]
        labels[ends <= len(opening)] = IGNORED
        yield {"input_ids": tokens[:-1], "labels": labels}
