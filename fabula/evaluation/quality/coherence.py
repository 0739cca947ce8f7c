"""Whether each sentence of a story follows from what stands before it.

A logistic regression learns, on the corpus's own training stories, to tell sentences in their
place from sentences out of it: in a story whose sentences, all or two neighbours, have changed
places, or whose words have. It reads hashed features: how the sentence and the one before open,
who is named, what is introduced as `a` and goes on as `the`, quoted speech, pairs of words, what is
new here, and whether the story begins or ends. A story's score is the mean logit over its
sentences; one under the 5th percentile of real held-out stories has an issue.

It notices another order, and in four of five stories that two neighbours have changed places
(`validity` says how well); it is blind to another story's second half and to a renamed hero: never
read it alone. It is only valid inside its own corpus.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise
from random import Random
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fabula.errors import DataError
from fabula.evaluation.quality.names import names_by_sentence
from fabula.words import sentence_spans, sentences, words

SHUFFLES, SWAPS = 2, 4
"""Copies of each in another order: all sentences, and two neighbours."""
SALADS = 2
"""Sentences of each story that are also shown with their words in another order."""
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
_SUBJECTS = frozenset(words("he she it they i you we the his her their a an")) | {"NAME"}
_NAME = "NAME"
"""Stands for every name, so that what is learnt of one holds for all."""


class Sentence:
    """A sentence and what the features ask of it."""

    def __init__(self, text: str, names: Collection[str] = ()) -> None:
        """Cut it into words, once for all that it stands in; `names` are its story's, in lower
        case."""
        said = [word.removesuffix("'s") for word in words(text)]
        self.text = text
        self.names = {word for word in said if word in names}
        self.said = set(said)
        self.words = [_NAME if word in self.names else word for word in said]
        self.openings = [" ".join(self.words[:count]) for count in (1, 2, 3)]
        self.pronouns = sorted({word for word in said if word in _PRONOUNS})
        self.content = sorted(self.said - self.names - _PLAIN)
        self.new = self._after("a", "an")
        self.given = self._after("the", "his", "her", "their")
        self.quotes = any(quote in text for quote in _QUOTES)

    def _after(self, *articles: str) -> set[str]:
        """The two words after each of the articles: `a big dog`."""
        places = [place for place, word in enumerate(self.words) if word in articles]
        return {word for place in places for word in self.words[place + 1 : place + 3]} - _PLAIN

    @property
    def subject(self) -> str:
        """What its first words speak of: a name, a pronoun, or something new or given."""
        return next((word for word in self.words[:6] if word in _SUBJECTS), "")


def cut(text: str) -> list[Sentence]:
    """The sentences of a story; which of their words are names shows in all of it."""
    names = {name.lower() for name in chain(*names_by_sentence(text))}
    return [Sentence(part, names) for part in sentences(text)]


def features(story: Sequence[Sentence], place: int) -> list[str]:
    """What the regression sees of the sentence at a place of a story, as strings to hash."""
    sentence, known = story[place], set[str]().union(*(each.said for each in story[:place]))
    found = [*_place(sentence, place, len(story)), *_news(sentence, known)]
    if place:
        before = story[place - 1]
        found += [
            *_openings(before, sentence),
            *_articles(before, sentence),
            *_speech(before, sentence),
            *_words(before, sentence),
        ]
    return found


def _place(sentence: Sentence, place: int, count: int) -> Iterator[str]:
    ends = {0: "start", count - 1: "end"}
    where = ends.get(place, str(4 * place // count))
    yield f"at {where}"
    yield from (f"at {where} {opening}" for opening in sentence.openings)
    yield from (f"at {where} {word}" for word in sentence.content)


def _news(sentence: Sentence, known: set[str]) -> Iterator[str]:
    yield f"new names {len(sentence.names - known)}"
    yield f"new words {min(6, len(sentence.said - known))}"
    yield f"introduced again {bool(sentence.new & known)}"
    yield f"given unknown {min(2, len(sentence.given - known))} {bool(sentence.given & known)}"


def _openings(before: Sentence, after: Sentence) -> Iterator[str]:
    yield from (f"opens {opening}" for opening in after.openings)
    yield from (f"opened {opening}" for opening in before.openings[:2])
    pairs = list(zip(before.openings, after.openings, strict=True))
    yield from (f"openings {one} > {other}" for one, other in pairs[:2])
    yield f"seam {before.words[-1]} > {after.words[0]}"
    yield f"subjects {before.subject} > {after.subject} {bool(before.names & after.names)}"
    yield f"pronouns {before.pronouns} > {after.pronouns}"
    yield from (f"pronoun {word} {word in before.words}" for word in after.pronouns)


def _articles(before: Sentence, after: Sentence) -> Iterator[str]:
    yield f"articles {bool(before.new)} {bool(after.new)}"
    yield f"taken up {bool(before.new & after.given)}"
    yield f"too late {bool(before.given & after.new)}"


def _speech(before: Sentence, after: Sentence) -> Iterator[str]:
    end = before.text.rstrip(_QUOTES)[-1:]
    marks = [before.quotes, after.quotes, before.text[-1] in _QUOTES, after.text[0] in _QUOTES]
    yield f"speech {marks} {end}"


def _words(before: Sentence, after: Sentence) -> Iterator[str]:
    shared = sorted(set(before.content) & set(after.content))
    yield f"shared {min(len(shared), 3)}"
    yield from (f"both {word}" for word in shared)
    yield from (f"first {word}" for word in before.content)
    yield from (f"second {word}" for word in after.content)
    yield from (f"first {word} > {after.openings[0]}" for word in before.content)
    yield from (f"second {before.openings[0]} > {word}" for word in after.content)
    yield from (f"pair {one} {two}" for one in before.content for two in after.content)
    yield from (f"within {one} {two}" for one, two in pairwise(after.words))


Place = tuple[Sequence[Sentence], int]
"""A story and the number of one of its sentences."""


@dataclass(frozen=True)
class SentenceModel:
    """The logistic regression, fitted by `learn_order`."""

    weights: NDArray[np.float64]
    """(columns,): one for each hashed feature."""
    bias: float

    def logits(self, places: Iterable[Place]) -> NDArray[np.float64]:
        """How well each sentence follows what stands before it; over 0: rather so than not."""
        found: NDArray[np.float64] = _hashed(places) @ self.weights + self.bias
        return found

    def scores(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """The mean logit over each text's sentences; NaN without two."""
        stories = [story if len(story) > 1 else [] for story in map(cut, texts)]
        counts = [len(story) for story in stories]
        if not sum(counts):
            return np.full(len(texts), np.nan)
        values = self.logits((story, place) for story in stories for place in range(len(story)))
        parts = np.split(values, np.cumsum(counts)[:-1])
        return np.array([part.mean() if part.size else np.nan for part in parts])


def _hashed(places: Iterable[Place]) -> Any:
    """The features of sentences as a sparse matrix (places, columns)."""
    from sklearn.feature_extraction import FeatureHasher

    hasher = FeatureHasher(_COLUMNS, input_type="string", alternate_sign=False)
    return hasher.transform(features(story, place) for story, place in places)


@dataclass(frozen=True)
class Coherence:
    """The measure, its limit set by `with_limit`."""

    model: SentenceModel
    limit: float
    """The score under which a story has an issue."""
    _known: dict[str, float] = field(default_factory=dict, repr=False, compare=False)
    """What each text scored: several metrics ask, and polishing leaves most texts as they are."""

    def scores(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """Each text's mean logit, higher is more coherent; NaN without two sentences."""
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        self._known.update(zip(new, self.model.scores(new).tolist(), strict=True))
        return np.array([self._known[text] for text in texts], dtype=np.float64)

    def coherent(self, texts: Sequence[str]) -> NDArray[np.bool_]:
        """Whether each text is without an issue; one without two sentences is not."""
        return self.scores(texts) >= self.limit

    def worst(self, text: str) -> tuple[int, int]:
        """Where the sentence starts and ends that follows worst on what stands before it.

        In characters of the text; the whole of a text without a sentence.
        """
        story = cut(text)
        if not story:
            return 0, len(text)
        logits = self.model.logits((story, place) for place in range(len(story)))
        return sentence_spans(text)[int(logits.argmin())]


def learn_order(training: Sequence[str]) -> SentenceModel:
    """Learn from training stories what follows on what; `DataError` where none is long enough.

    A thousand already tell a shuffled story by an AUC of .99, but of two neighbours that have
    changed places every story teaches more.
    """
    from sklearn.linear_model import LogisticRegression

    chance = Random(1)
    stories = [story for story in map(cut, training) if len(story) > 2]
    if not stories:
        raise DataError("coherence is learnt from stories of three sentences or more: none is here")
    examples = [example for story in stories for example in _examples(story, chance)]
    model = LogisticRegression(C=0.1, solver="liblinear", dual=True, random_state=1, tol=0.1)
    model.fit(
        _hashed((story, place) for story, place, _ in examples),
        [true for *_, true in examples],
    )
    return SentenceModel(model.coef_[0], float(model.intercept_[0]))


def with_limit(model: SentenceModel, real: Sequence[str]) -> Coherence:
    """The measure that finds an issue in `ISSUE` percent of some real texts."""
    return Coherence(model, float(np.nanpercentile(model.scores(real), ISSUE)))


def _examples(story: list[Sentence], chance: Random) -> Iterator[tuple[list[Sentence], int, bool]]:
    """A story and the number of a sentence: each in its place, then those of copies out of it."""
    count = len(story)
    yield from ((story, place, True) for place in range(count))
    for _ in range(SHUFFLES):
        copy = chance.sample(story, count)
        yield from ((copy, place, False) for place in range(count))
    for first in chance.sample(range(count - 1), min(SWAPS, count - 1)):
        copy = [*story[:first], story[first + 1], story[first], *story[first + 2 :]]
        yield from ((copy, place, False) for place in range(first, min(first + 3, count)))
    for place in chance.sample(range(count), min(SALADS, count)):
        scrambled = story[place].text.split()
        chance.shuffle(scrambled)
        salad = Sentence(" ".join(scrambled), story[place].names)
        yield [*story[:place], salad, *story[place + 1 :]], place, False
