"""What sentences mean, as all-MiniLM-L6-v2 has it (Reimers and Gurevych 2019, arXiv:1908.10084).

A sentence is a vector of length 1, and a passage the mean of its sentences, of length 1 again. The
cosine of two passages is near 1 where they tell of the same. The order of sentences it hardly sees.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from tqdm import tqdm
from transformers import AutoModel, AutoTokenizer

from fabula.evaluation.intervals import Values
from fabula.evaluation.referees.packages import EMBEDDER, folder
from fabula.words import sentences

BATCH = 32
LONGEST = 64
"""Tokens of a sentence that are read."""

Vectors = NDArray[np.float64]
"""(sentences, 384), each of length 1."""


def fit(openings: Sequence[str], texts: Sequence[str]) -> Values:
    """The cosine of each opening and its text, -1 to 1; NaN where one of them is empty."""
    _learn([*openings, *texts])
    pairs = zip(openings, texts, strict=True)
    return np.array([_cosine(_vectors(one), _vectors(other)) for one, other in pairs])


def halves(texts: Sequence[str]) -> Values:
    """The cosine of the two halves of each text; NaN without two sentences."""
    _learn(texts)
    found = [_vectors(text) for text in texts]
    return np.array([_cosine(each[: len(each) // 2], each[len(each) // 2 :]) for each in found])


def smoothness(texts: Sequence[str]) -> Values:
    """The mean cosine of neighbouring sentences; NaN without two."""
    _learn(texts)
    found = [_vectors(text) for text in texts]
    return np.array(
        [(each[1:] * each[:-1]).sum(axis=1).mean() if len(each) > 1 else np.nan for each in found]
    )


def _cosine(one: Vectors, other: Vectors) -> float:
    if not len(one) or not len(other):
        return float("nan")
    first, second = one.mean(axis=0), other.mean(axis=0)
    return float(first @ second / (np.linalg.norm(first) * np.linalg.norm(second) + 1e-12))


_KNOWN: dict[str, NDArray[np.float32]] = {}
"""What was read: stories that are broken keep most of their sentences."""


def _vectors(text: str) -> Vectors:
    return np.array([_KNOWN[sentence] for sentence in sentences(text)], dtype=np.float64)


@torch.no_grad()
def _learn(texts: Sequence[str]) -> None:
    """Read the sentences that are not known yet."""
    new = {sentence for text in texts for sentence in sentences(text)} - _KNOWN.keys()
    if not new:
        return
    model, tokenizer = _loaded()
    order = sorted(new, key=lambda sentence: (len(sentence), sentence))
    starts = range(0, len(order), BATCH)
    for start in tqdm(starts, desc="the embedder reads", unit=" batches", disable=None):
        batch = order[start : start + BATCH]
        read = tokenizer(
            batch, padding=True, truncation=True, max_length=LONGEST, return_tensors="pt"
        )
        mask = read["attention_mask"].unsqueeze(-1)
        means = (model(**read).last_hidden_state * mask).sum(dim=1) / mask.sum(dim=1)
        vectors = torch.nn.functional.normalize(means, dim=1).numpy()
        _KNOWN.update(zip(batch, vectors, strict=True))


@cache
def _loaded() -> tuple[Any, Any]:
    weights = folder(EMBEDDER) / "model"
    return AutoModel.from_pretrained(weights).eval(), AutoTokenizer.from_pretrained(weights)
