"""Whether a story shows the tags that were asked for, as a judge says who read only real stories.

The judge is one logistic regression a tag, on the words and pairs of words of training stories. It
errs, so how well it tells real held-out stories stands beside every figure, and figures are
corrected for it (Rogan and Gladen 1978): a judge with sensitivity a and specificity b sees a
difference of rates as (a + b - 1) times what it is. Both are known from some held-out stories
alone, so an interval draws them anew too (`Skill.redrawn`): with an exact judge it would be too
narrow. A tag whose F1 is under `TRUSTED` is not reported.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer

from fabula.stories import TAGS, Story
from fabula.words import words

TRUSTED = 0.6
"""The F1 on real held-out stories from which on a tag is reported ..."""
TELLING = 0.2
"""... and how far sensitivity + specificity must be above 1, which a constant answer has."""

Flags = NDArray[np.bool_]
"""(stories, tags), the tags in the order of `TAGS`."""


@dataclass(frozen=True)
class Skill:
    """How well the judge tells one tag in real held-out stories."""

    auc: float
    """The chance that a story with the tag is found likelier to have it than one without."""
    f1: float
    sensitivity: float
    """Fraction of the stories with the tag that it says so of."""
    specificity: float
    """Fraction of the stories without the tag that it says so of."""
    with_tag: int = 0
    """Held-out stories with the tag; 0 for a sensitivity that is exact, as by definition."""
    without_tag: int = 0
    """The same of the specificity."""

    def redrawn(self, chance: np.random.Generator) -> "Skill":
        """The skill as it may truly be, given the stories that it was measured on.

        Each rate comes from its posterior under Jeffreys' prior, Beta(right + 1/2, wrong + 1/2)
        (Brown, Cai and DasGupta 2001, Interval estimation for a binomial proportion).
        """
        rates = (self.sensitivity, self.with_tag), (self.specificity, self.without_tag)
        sensitivity, specificity = (
            chance.beta(rate * count + 0.5, (1 - rate) * count + 0.5) if count else rate
            for rate, count in rates
        )
        return replace(self, sensitivity=float(sensitivity), specificity=float(specificity))

    @property
    def trusted(self) -> bool:
        """Whether figures of this tag mean something."""
        return self.f1 >= TRUSTED and self.telling >= TELLING

    @property
    def telling(self) -> float:
        """Sensitivity + specificity - 1: 1 where it never errs, 0 where it says nothing."""
        return self.sensitivity + self.specificity - 1


@dataclass(frozen=True)
class Judge:
    """One classifier a tag, with its skill; fitted by `fit_judge`."""

    terms: Sequence[str]
    """The words and pairs of words that it reads."""
    idf: NDArray[np.float64]
    """(terms,): how much each tells."""
    weights: Mapping[str, NDArray[np.float64]]
    """By tag (terms,)."""
    biases: Mapping[str, float]
    skills: Mapping[str, Skill]

    def says(self, texts: Sequence[str]) -> Flags:
        """Which tags each text shows; a tag that could not be learned is never shown."""
        read = self._features.transform(texts)
        found = np.zeros((len(texts), len(TAGS)), dtype=np.bool_)
        for tag, weights in self.weights.items():
            found[:, TAGS.index(tag)] = read @ weights + self.biases[tag] > 0
        return found

    @cached_property
    def _features(self) -> TfidfVectorizer:
        places = {term: place for place, term in enumerate(self.terms)}
        vectorizer = TfidfVectorizer(analyzer=_features, vocabulary=places, sublinear_tf=True)
        vectorizer.idf_ = self.idf
        return vectorizer

    @property
    def trusted(self) -> list[str]:
        """The tags that are reported."""
        return [tag for tag in TAGS if tag in self.skills and self.skills[tag].trusted]


def flags(tags: Sequence[Sequence[str]]) -> Flags:
    """Which tags each of some stories has."""
    return np.array([[tag in each for tag in TAGS] for each in tags], dtype=np.bool_)


def fit_judge(training: Sequence[Story], held_out: Sequence[Story]) -> Judge:
    """Learn from training stories, and be tested on held-out ones.

    A tag that all or no stories have, of either kind, cannot be learned or tested: it is left out.
    """
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import confusion_matrix, f1_score, roc_auc_score

    learned, tested = (flags([story.tags for story in each]) for each in (training, held_out))
    features = TfidfVectorizer(analyzer=_features, min_df=min(3, len(training)), sublinear_tf=True)
    read = features.fit_transform([story.text for story in training])
    shown = features.transform([story.text for story in held_out])
    weights, biases, skills = {}, {}, {}
    for number, tag in enumerate(TAGS):
        true = tested[:, number]
        if not all(0 < column.mean() < 1 for column in (learned[:, number], true)):
            continue
        classifier = LogisticRegression(C=10, class_weight="balanced", max_iter=1000)
        classifier.fit(read, learned[:, number])
        weights[tag], biases[tag] = classifier.coef_[0], float(classifier.intercept_[0])
        said = classifier.predict(shown)
        (right_no, wrong_yes), (wrong_no, right_yes) = confusion_matrix(true, said)
        skills[tag] = Skill(
            float(roc_auc_score(true, classifier.decision_function(shown))),
            float(f1_score(true, said)),
            float(right_yes / (right_yes + wrong_no)),
            float(right_no / (right_no + wrong_yes)),
            int(right_yes + wrong_no),
            int(right_no + wrong_yes),
        )
    terms = features.get_feature_names_out().tolist()
    return Judge(terms, features.idf_, weights, biases, skills)


def adherence(asked: Flags, said: Flags, skill: Skill) -> float:
    """P(the judge says the tag | it was asked for) - P(... | it was not), corrected; about 0 to 1.

    `asked` and `said` are one tag's flags (stories). Real stories with their own tags reach about
    1, with shuffled tags about 0. NaN where all or none were asked for the tag, and for a judge
    that tells nothing.
    """
    if asked.all() or not asked.any() or skill.telling <= 0:
        return float("nan")
    seen = said[asked].mean() - said[~asked].mean()
    return float(seen / skill.telling)


def _features(text: str) -> list[str]:
    """Words, pairs of words, and the marks that tell speech."""
    found = words(text)
    quotes = ['"'] * sum(text.count(quote) for quote in '"“”')
    return [*found, *map(" ".join, pairwise(found)), *quotes]
