"""Broken stories, and a table of what measures notice of them and of real ones."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from fabula.evaluation.metrics.corruptions import CORRUPTIONS, Corruption
from fabula.evaluation.metrics.validity import corrupted

Measure = Callable[[Sequence[str]], Any]
Table = dict[str, dict[str, dict[str, float]]]


def broken(corruption: Corruption, stories: Sequence[str]) -> list[str]:
    """The stories that the corruption can break, broken; each has the next as its other story."""
    texts = zip(stories, corrupted(corruption, stories, []), strict=True)
    return [text for story, text in texts if text.split() != story.split()]


def table(measures: Mapping[str, Measure], stories: Sequence[str]) -> Table:
    """Way of breaking -> measure -> `mean` over the stories that it breaks, and the `auc`."""
    found: Table = {
        "real": {name: _row(score, stories, stories) for name, score in measures.items()}
    }
    for name, corruption in CORRUPTIONS.items():
        if texts := broken(corruption, stories):
            found[name] = {
                measure: _row(score, stories, texts) for measure, score in measures.items()
            }
    return found


def _row(score: Measure, stories: Sequence[str], texts: Sequence[str]) -> dict[str, float]:
    whole, scores = (np.asarray(score(each), float) for each in (stories, texts))
    lowest = [np.where(np.isnan(each), -np.inf, each) for each in (whole, scores)]
    first, second = lowest[0][:, None], lowest[1][None, :]
    auc = float(((first > second) + 0.5 * (first == second)).mean())
    return {"mean": float(np.nanmean(scores)), "auc": auc}
