"""What tells the better of two stories, learned from pairs: for the best of several.

A logistic regression on the difference of two stories' signals, without a constant: Bradley and
Terry's model (1952), in which a story's strength is a weighted sum of its signals. It reads a story
alone, so it ranks any number of them.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from fabula import files
from fabula.alignment.pairs import Preference
from fabula.corpus.labels import label
from fabula.errors import DataError
from fabula.evaluation.intervals import Estimate, Values
from fabula.evaluation.metrics.contradictions import contradicted
from fabula.evaluation.quality.joint_pass import Learned
from fabula.evaluation.quality.repetition import seq_rep_4
from fabula.judging.preferences import win_rate
from fabula.stories import TAGS
from fabula.words import sentences, words

STRENGTH = 1.0
"""Of the regularisation (C of scikit-learn), on signals of variance 1."""


@dataclass(frozen=True)
class Ranker:
    """The weights of the signals."""

    weights: dict[str, float]
    """Signal -> its weight, in units of the signal."""
    pairs: int
    """Pairs that it was fitted on."""


def signals(stories: Sequence[str], learned: Learned) -> dict[str, Values]:
    """Signal -> the value of each whole story: how it hangs together, its tags, its length."""
    tags = [label(story) for story in stories]
    counted = np.array([float(len(words(story))) for story in stories])
    different = np.array([float(len(set(words(story)))) for story in stories])
    told = np.array([float(len(sentences(story))) for story in stories])
    return {
        "coherence": np.nan_to_num(learned.order.scores(stories)),
        "context": np.array([learned.vocabulary.shared(story) for story in stories]),
        "repetition": np.array([seq_rep_4(story) for story in stories]),
        "contradictions": contradicted(list(stories)) / 100,
        "words": counted / 100,
        "different_words": different / np.maximum(1, counted),
        "words_a_sentence": counted / np.maximum(1, told) / 10,
        **{tag: np.array([float(tag in each) for each in tags]) for tag in TAGS},
    }


def fit(pairs: Sequence[Preference], learned: Learned) -> Ranker:
    """Learn from pairs; `DataError` for none."""
    if not pairs:
        raise DataError("a ranker needs a pair of stories at least")
    from sklearn.linear_model import LogisticRegression  # late: who ranks needs it not

    names, apart = _apart(pairs, learned)
    both = np.concatenate([apart, -apart])
    scale = both.std(axis=0)  # not that of `apart`: what all chosen stories have alike counts most
    inverse = np.divide(1, scale, out=np.zeros_like(scale), where=scale > 1e-9)
    chosen = np.repeat([1, 0], len(apart))
    fitted = LogisticRegression(C=STRENGTH, fit_intercept=False, max_iter=1000).fit(
        both * inverse, chosen
    )
    weights = (fitted.coef_[0] * inverse).tolist()
    return Ranker(dict(zip(names, weights, strict=True)), len(pairs))


def scores(ranker: Ranker, stories: Sequence[str], learned: Learned) -> Values:
    """The strength of each whole story: the higher, the likelier it is chosen."""
    found = signals(stories, learned)
    total: Values = sum(
        (ranker.weights[name] * values for name, values in found.items()), np.zeros(len(stories))
    )
    return total


def accuracy(ranker: Ranker, pairs: Sequence[Preference], learned: Learned) -> Estimate:
    """Of pairs, the fraction whose chosen story it ranks first, with Wilson's 95% interval; those
    that it finds alike are left out."""
    names, apart = _apart(pairs, learned)
    lead = apart @ np.array([ranker.weights[name] for name in names])
    return win_rate(int((lead > 0).sum()), int((lead < 0).sum()))


def save(ranker: Ranker, path: Path) -> None:
    """Write it as JSON."""
    files.write_json(path, asdict(ranker))


def load(path: Path) -> Ranker:
    """Read it; `DataError` where none has been fitted."""
    found = files.read_json(path) if path.exists() else {}
    if "weights" not in found:
        said = found.get("status", f"{path} is not there; make it by `dvc repro align`")
        raise DataError(f"no ranker has been fitted yet: {said}")
    return Ranker(found["weights"], found["pairs"])


def _apart(pairs: Sequence[Preference], learned: Learned) -> tuple[list[str], Values]:
    """The names of the signals, and how far each chosen story's lies above the other's."""
    chosen, rejected = (
        signals([pair.prompt + side for pair, side in zip(pairs, sides, strict=True)], learned)
        for sides in ([each.chosen for each in pairs], [each.rejected for each in pairs])
    )
    rows = [chosen[name] - rejected[name] for name in chosen]
    return list(chosen), np.stack(rows, axis=1) if pairs else np.zeros((0, len(rows)))
