"""Whether each sentence of a story follows from the one before.

A logistic regression learns, on the corpus's own training stories, to tell the true next sentence
from another sentence of the same story, and from the true one with its words in another order. It
reads hashed features of the two: how they open, who is spoken of, what is introduced as `a` and
goes on as `the`, quoted speech, pairs of words. A story's score is the mean logit over its pairs
of neighbours; one under the 5th percentile of real held-out stories has an issue.

It notices another order (`auc` says how well); it is blind to another story's second half and to a
renamed hero, and text that repeats itself scores high: never read it alone. It is only valid inside
its own corpus.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from random import Random

import numpy as np
from numpy.typing import NDArray

from fabula.errors import DataError
from fabula.metrics.words import sentences, words

STORIES = 4000
"""Training stories used; a thousand already tell a shuffled story by an AUC of .99."""
OTHERS = 2
"""Other sentences of the story held against each true one."""
SALAD = 0.15
"""Share of true next sentences that are also shown with their words in another order."""
ISSUE = 5
"""Percentile of real stories under which a story has a coherence issue."""
_COLUMNS = 2**20

_PRONOUNS = frozenset(words("he she it they him her them his their its"))
_PLAIN = _PRONOUNS | frozenset(
    words(
        "the a an and to of in on at was were is are be i you we hers that this for with had have "
        "has as but so not said very all up out from my your me us"
    )
)
_QUOTES = '"“”'


class Sentence:
    """A sentence and what the features ask of it."""

    def __init__(self, text: str) -> None:
        """Cut it into words once, for all pairs that it stands in."""
        self.text = text
        self.words = words(text)
        self.pronouns = sorted({word for word in self.words if word in _PRONOUNS})
        self.content = sorted({word for word in self.words if word not in _PLAIN})
        self.new = self._after("a", "an")
        self.given = self._after("the", "his", "her", "their")

    def _after(self, *articles: str) -> set[str]:
        return {word for article, word in pairwise(self.words) if article in articles}

    def opening(self, count: int) -> str:
        """Its first words."""
        return " ".join(self.words[:count])


def features(before: Sentence, after: Sentence) -> list[str]:
    """What the regression sees of two neighbours, as strings to hash."""
    return [
        *(f"opens {after.opening(count)}" for count in (1, 2, 3)),
        *(f"opened {before.opening(count)}" for count in (1, 2)),
        *(f"openings {before.opening(count)} > {after.opening(count)}" for count in (1, 2)),
        f"seam {before.words[-1]} > {after.words[0]}",
        f"pronouns {before.pronouns} > {after.pronouns}",
        *(f"pronoun {word} {word in before.words}" for word in after.pronouns),
        *_articles(before, after),
        *_speech(before, after),
        *_words(before, after),
    ]


def _articles(before: Sentence, after: Sentence) -> Iterator[str]:
    yield f"articles {bool(before.new)} {bool(after.new)}"
    yield f"taken up {bool(before.new & after.given)}"
    yield f"too late {bool(before.given & after.new)}"


def _speech(before: Sentence, after: Sentence) -> Iterator[str]:
    marks = [any(quote in side.text for quote in _QUOTES) for side in (before, after)]
    end = before.text.rstrip(_QUOTES)[-1:]
    yield f"speech {marks} {end} {before.text[-1] in _QUOTES} {after.text[0] in _QUOTES}"


def _words(before: Sentence, after: Sentence) -> Iterator[str]:
    shared = set(before.content) & set(after.content)
    yield f"shared {min(len(shared), 3)}"
    yield from (f"both {word}" for word in sorted(shared))
    yield from (f"first {word}" for word in before.content)
    yield from (f"second {word}" for word in after.content)
    yield from (f"pair {one} {two}" for one in before.content for two in after.content)
    yield from (f"within {one} {two}" for one, two in pairwise(after.words))


Pair = tuple[Sentence, Sentence]


@dataclass(frozen=True)
class Coherence:
    """The measure, fitted on one corpus by `fit_coherence`."""

    logits: Callable[[Iterable[Pair]], NDArray[np.float64]]
    limit: float
    """The score under which a story has an issue."""
    lowest: float
    """The score of the worst real story, which a text without two sentences is given."""

    def scores(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """Each text's mean logit, higher is more coherent; NaN without two sentences."""
        return _scores(self.logits, texts)

    def worst(self, text: str) -> tuple[int, int]:
        """Where the sentence stands that follows worst on the one before it, in characters."""
        parts = sentences(text)
        if len(parts) < 2:
            return 0, len(text)
        logits = self.logits(pairwise(map(Sentence, parts)))
        start = end = 0
        for part in parts[: int(logits.argmin()) + 2]:
            start = text.index(part, end)
            end = start + len(part)
        return start, end

    def coherent(self, texts: Sequence[str]) -> NDArray[np.bool_]:
        """Whether each text is without an issue; one without two sentences is not."""
        return self.scores(texts) >= self.limit

    def mean(self, texts: Sequence[str]) -> float:
        """The mean score, higher is better, to be read beside that of real stories."""
        return float(np.nan_to_num(self.scores(texts), nan=self.lowest).mean())

    def issues(self, texts: Sequence[str]) -> float:
        """Percent of texts with an issue, 0 to 100, lower is better; 5 for real stories."""
        return 100 - 100 * float(self.coherent(texts).mean())


def fit_coherence(training: Sequence[str], real: Sequence[str]) -> Coherence:
    """Learn from training stories what follows on what; set the limit by `real`, held-out ones."""
    from sklearn.feature_extraction import FeatureHasher
    from sklearn.linear_model import LogisticRegression

    chance = Random(1)
    step = max(1, len(training) // STORIES)
    examples = [
        example for text in training[::step][:STORIES] for example in _examples(text, chance)
    ]
    if not examples:
        raise DataError("coherence is learnt from stories of three sentences or more: none is here")
    hasher = FeatureHasher(_COLUMNS, input_type="string", alternate_sign=False)
    model = LogisticRegression(C=0.03, solver="liblinear", dual=True, random_state=1, max_iter=2000)
    model.fit(
        hasher.transform(features(before, after) for before, after, _ in examples),
        [true for *_, true in examples],
    )

    def logits(pairs: Iterable[Pair]) -> NDArray[np.float64]:
        table = hasher.transform(features(before, after) for before, after in pairs)
        return np.asarray(model.decision_function(table), dtype=np.float64)

    scores = _scores(logits, real)
    return Coherence(logits, float(np.nanpercentile(scores, ISSUE)), float(np.nanmin(scores)))


def _examples(text: str, chance: Random) -> Iterator[tuple[Sentence, Sentence, bool]]:
    """Each pair of neighbours, and what could stand in the second one's place."""
    parts = [Sentence(part) for part in sentences(text)]
    if len(parts) < 3:
        return
    for number, (before, after) in enumerate(pairwise(parts)):
        yield before, after, True
        if chance.random() < SALAD:
            scrambled = after.text.split()
            chance.shuffle(scrambled)
            yield before, Sentence(" ".join(scrambled)), False
        others = [*parts[:number], *parts[number + 2 :]]
        for other in chance.sample(others, min(OTHERS, len(others))):
            yield before, other, False


def _scores(
    logits: Callable[[Iterable[Pair]], NDArray[np.float64]], texts: Sequence[str]
) -> NDArray[np.float64]:
    stories = [list(pairwise(map(Sentence, sentences(text)))) for text in texts]
    counts = [len(pairs) for pairs in stories]
    if not sum(counts):
        return np.full(len(texts), np.nan)
    values = logits(pair for pairs in stories for pair in pairs)
    ends = np.cumsum(counts)
    return np.array(
        [
            values[end - count : end].mean() if count else np.nan
            for end, count in zip(ends, counts, strict=True)
        ]
    )
