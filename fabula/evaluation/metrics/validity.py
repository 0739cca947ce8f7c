"""Whether a metric notices broken stories: it is only shown together with this.

Real stories are broken by each of `SET_CORRUPTIONS`, and each metric is asked to tell them from the
real ones. How well it does is the AUC: the chance that a real story is found better than a broken
one, 1 always, 0.5 blind. A metric that misses what it must notice (`Metric.notices`) on the corpus
at hand is not validated there, and every table says so.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from random import Random

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from fabula.evaluation.intervals import Values, mean, significant
from fabula.evaluation.metrics.contradictions import contradict
from fabula.evaluation.metrics.corruptions import CORRUPTIONS, Corruption
from fabula.evaluation.metrics.registry import (
    METRICS,
    TEXT,
    Measured,
    Metric,
    TextInput,
    measure,
    values_alone,
)
from fabula.words import first_words

STUB = 12
"""Words of a story that ends at once."""
SLOPPY = 20
"""Of so many words one is written twice."""

SetCorruption = Callable[[Sequence[str], Sequence[str]], list[str]]
"""Texts, and texts of training stories -> what has become of each text."""
Numbers = NDArray[np.int64]
"""Which of the real stories could be broken."""
Validity = dict[str, dict[str, dict[str, float | None]]]


def corrupted(corruption: Corruption, texts: Sequence[str], training: Sequence[str]) -> list[str]:
    """Each text broken, with the next one as its other story."""
    others = [*texts[1:], *texts[:1]]
    return [
        corruption(text, other, Random(f"1 {number}"))
        for number, (text, other) in enumerate(zip(texts, others, strict=True))
    ]


def other_story(texts: Sequence[str], training: Sequence[str]) -> list[str]:
    """Each story after the opening of the one before."""
    return [*texts[1:], *texts[:1]]


def one_story(texts: Sequence[str], training: Sequence[str]) -> list[str]:
    """One and the same story after every opening."""
    return [texts[0]] * len(texts)


def copied(texts: Sequence[str], training: Sequence[str]) -> list[str]:
    """Training stories, word for word; the texts as they are where there are none."""
    if not training:
        return list(texts)
    return [training[number % len(training)] for number in range(len(texts))]


def stub(texts: Sequence[str], training: Sequence[str]) -> list[str]:
    """Stories that end at once."""
    return [first_words(text, STUB) for text in texts]


def run_on(texts: Sequence[str], training: Sequence[str]) -> list[str]:
    """All sentences of a story run into one."""
    return [re.sub(r"[.!?…\n]+", " ", text) for text in texts]


def sloppy(texts: Sequence[str], training: Sequence[str]) -> list[str]:
    """Small errors: words written twice, spaces before marks."""
    return [_sloppy(text) for text in texts]


def _sloppy(text: str) -> str:
    found = [
        f"{word} {word}" if number % SLOPPY == SLOPPY - 1 and word.isalpha() else word
        for number, word in enumerate(text.split())
    ]
    return re.sub(r"([,.!?])", r" \1", " ".join(found))


SET_CORRUPTIONS: dict[str, SetCorruption] = {
    **{name: partial(corrupted, corruption) for name, corruption in CORRUPTIONS.items()},
    "contradict": partial(corrupted, contradict),
    "other_story": other_story,
    "one_story": one_story,
    "copied": copied,
    "stub": stub,
    "run_on": run_on,
    "sloppy": sloppy,
}


def validity(
    real: TextInput,
    broken: Mapping[str, tuple[Numbers, TextInput]],
    metrics: Mapping[str, Metric[TextInput]] = TEXT,
) -> Validity:
    """Corruption -> metric -> figure of broken stories, and how well it tells them from real ones.

    `real` holds real stories that nothing was fitted on, after their own openings; `broken`, by
    corruption, the same ones broken. `real` stands first, with the figures alone. For each `auc`
    has its interval, `low` and `high` (by story: DeLong et al. 1988), and `paired` is the fraction
    of stories that are found better than their own broken copies, ties half. `validated` stands
    last: 1 for a metric that notices all it must, else 0.
    """
    whole = measure(metrics, real, in_bulk=True)
    best = {name: _scores(name, real, whole, whole) for name in whole}
    found: Validity = {"real": _alone(whole)}
    ways = tqdm(broken.items(), desc="metrics on broken stories", unit=" ways", disable=None)
    for corruption, (numbers, subject) in ways:
        measured = measure(metrics, subject, in_bulk=True)
        found[corruption] = {
            name: value
            | told_apart(_of(best[name], numbers), _scores(name, subject, measured, whole))
            for name, value in _alone(measured).items()
        }
    return found | {"validated": {name: {"value": _validated(name, found)} for name in whole}}


def _alone(measured: Measured) -> dict[str, dict[str, float | None]]:
    return {name: {"value": value} for name, value in values_alone(measured).items()}


def told_apart(real: Values, other: Values) -> dict[str, float | None]:
    """How well scores, higher for better stories, tell real stories from their broken copies."""
    above = _above(real[:, None], other[None, :])
    area = float(above.mean())
    parts = above.mean(axis=1) + above.mean(axis=0) - area
    interval = mean(parts)
    return {
        "auc": significant(area),
        "low": interval["low"],
        "high": interval["high"],
        "paired": significant(float(_above(real, other).mean())),
    }


def _above(real: Values, other: Values) -> Values:
    found: Values = (real > other) + 0.5 * (real == other)
    return found


def _of(scores: Values, numbers: Numbers) -> Values:
    """The scores of some stories; that of a whole set stays."""
    return scores if len(scores) == 1 else scores[numbers]


def _scores(name: str, subject: TextInput, measured: Measured, real: Measured) -> Values:
    """One score a story (or one for all), higher for better ones; without a value, the lowest."""
    metric = METRICS[name]
    if metric.finer:
        scores = metric.finer(subject)
    elif metric.better == "neither":
        known = [value for value in _by_story(name, real) if not np.isnan(value)]
        middle = np.mean(known) if known else np.nan
        scores = -np.abs(_by_story(name, measured) - middle)
    else:
        scores = _by_story(name, measured) * (1 if metric.better == "higher" else -1)
    return np.where(np.isnan(scores), -np.inf, scores)


def _by_story(name: str, measured: Measured) -> Values:
    values = measured[name]
    return np.array([values]) if isinstance(values, float) else METRICS[name].total(values)


def _validated(name: str, found: Validity) -> float:
    """1 where the metric notices all that it must of what could be broken, else 0."""
    least = METRICS[name].notices
    seen = [
        float(found[corruption][name]["auc"] or 0) >= auc
        for corruption, auc in least.items()
        if corruption in found
    ]
    return float(bool(seen) and all(seen))
