"""How easily a simple classifier tells texts from real ones; the less, the better.

A logistic regression on words and pairs of words learns from four fifths of the texts and as many
real ones, and is asked about the rest, five times over. All are cut to a length that nearly every
real text has, so that it cannot go by length. After the classifiers of Lopez-Paz and Oquab 2017
(arXiv:1610.06545).
"""

from collections.abc import Hashable, Sequence
from itertools import pairwise

import numpy as np

from fabula.evaluation.intervals import Values
from fabula.words import words

WORDS = 80
"""Words of each text that are read: where stories end in their first words, that tells them."""
FOLDS = 5


def detectability(
    texts: Sequence[str], real: Sequence[str], prompts: Sequence[Hashable] | None = None
) -> Values:
    """For each text the fraction of `real` ones that look more real, ties half.

    Their mean is the AUC: 0.5 where texts cannot be told from real ones, 1 where they always can.
    `real` are other real stories, not those that the texts continue. `prompts` says which texts
    continue the same prompt, by default none: as they share names, none of them is learnt from
    where another is asked about. NaN for all of fewer prompts, or real texts, than there are folds.
    """
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import StratifiedGroupKFold, cross_val_predict

    numbers = {prompt: number for number, prompt in enumerate(prompts or range(len(texts)))}
    if min(len(numbers), len(real)) < FOLDS:
        return np.full(len(texts), np.nan)
    groups = [numbers[prompt] for prompt in prompts or range(len(texts))]
    groups += range(len(texts), len(texts) + len(real))
    is_real = np.arange(len(groups)) >= len(texts)
    # the weights of words are of all texts, as they say nothing of who wrote which
    read = TfidfVectorizer(analyzer=_features, sublinear_tf=True).fit_transform([*texts, *real])
    classifier = LogisticRegression(
        C=10, class_weight="balanced", solver="liblinear", dual=True, random_state=0, max_iter=1000
    )
    folds = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=0)
    looks = cross_val_predict(
        classifier, read, is_real, groups=groups, cv=folds, method="decision_function"
    )
    theirs, ours = looks[is_real][None, :], looks[~is_real][:, None]
    fraction: Values = ((theirs > ours) + 0.5 * (theirs == ours)).mean(axis=1)
    return fraction


def _features(text: str) -> list[str]:
    found = words(text)[:WORDS]
    return [*found, *map(" ".join, pairwise(found))]
