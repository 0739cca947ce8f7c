"""How easily a simple classifier tells texts from real ones; the less, the better.

A logistic regression on words and pairs of words learns from four fifths of the texts and as many
real ones, and is asked about the rest, five times over. All are cut to the same number of words, so
that it cannot go by length. After the classifiers of Lopez-Paz and Oquab 2017 (arXiv:1610.06545).
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.pipeline import make_pipeline

from fabula.metrics.intervals import Values
from fabula.metrics.words import first_words, words

WORDS = 100
FOLDS = 5


def detectability(texts: Sequence[str], real: Sequence[str]) -> Values:
    """For each text the share of `real` ones that look more real, ties half.

    Their mean is the AUC: 0.5 where texts cannot be told from real ones, 1 where they always can.
    `real` are other real stories, not those that the texts continue. NaN for all of fewer texts
    than there are folds.
    """
    if min(len(texts), len(real)) < FOLDS:
        return np.full(len(texts), np.nan)
    every = [first_words(text, WORDS) for text in (*texts, *real)]
    is_real = np.arange(len(every)) >= len(texts)
    classifier = make_pipeline(
        TfidfVectorizer(analyzer=_features, sublinear_tf=True),
        LogisticRegression(C=10, class_weight="balanced"),
    )
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=0)
    looks = cross_val_predict(classifier, every, is_real, cv=folds, method="decision_function")
    theirs, ours = looks[is_real][None, :], looks[~is_real][:, None]
    share: Values = ((theirs > ours) + 0.5 * (theirs == ours)).mean(axis=1)
    return share


def _features(text: str) -> list[str]:
    told = words(text)
    return [*told, *map(" ".join, pairwise(told))]
