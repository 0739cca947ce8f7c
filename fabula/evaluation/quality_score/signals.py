"""What the quality score sees of a story: one number a signal.

Each is read beside that of real stories (`Scale`), so that it means the same on every corpus: 0 is
as real stories are on average, and 1 is better by one of their standard deviations. A story without
a value, as an empty one, has the worst. What lies beyond `WORST`, and above what the signal counts
at most, counts as these.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from fabula.evaluation.given import Given
from fabula.evaluation.intervals import Values
from fabula.evaluation.metrics.contradictions import contradicted
from fabula.evaluation.metrics.novelty import hallucinations
from fabula.evaluation.metrics.readability import edits
from fabula.evaluation.quality.context import Vocabulary
from fabula.evaluation.quality.joint_pass import Quality
from fabula.evaluation.quality_score.talk import addresses_itself
from fabula.generation.polishing import polish
from fabula.words import ngrams, sentences, words

if TYPE_CHECKING:
    from fabula.evaluation.referees.fluency import Surprise

WORST, BEST = -4.0, 2.0
LEAST_SPREAD = 0.05
"""Of real stories, so that a signal in which they are all the same divides by something."""
ODDEST = 5
"""Words of a story that count as its oddest ones."""
_ENDED = re.compile(r"(?:[.!?…。！？।][\"'”’)\]]*|[.!?…\"”\n]\s*(?i:the end))\Z")

Table = dict[str, Values]
"""Signal -> one number a story."""


@dataclass(frozen=True)
class Read:
    """Stories, and what was learned from real ones."""

    texts: Sequence[str]
    openings: Sequence[str]
    quality: Quality

    @property
    def whole(self) -> list[str]:
        """The openings and what follows them."""
        return [one + other for one, other in zip(self.openings, self.texts, strict=True)]

    @property
    def vocabulary(self) -> Vocabulary:
        """How many stories use each word."""
        return self.quality.context.vocabulary


@dataclass(frozen=True)
class Signal:
    """One of them."""

    of: Callable[[Read], Values]
    better: int
    """1 where more is better, -1 where less is."""
    meaning: str
    most: float = BEST
    """How far above real stories it counts."""


def _each(of: Callable[[str], float]) -> Callable[[Read], Values]:
    return lambda read: np.array([of(text) for text in read.texts])


def _distinct(text: str) -> float:
    return log(1 + len(set(words(text))))


def _sentence_variety(text: str) -> float:
    """Different first words of sentences, among as many as there are."""
    firsts = [words(sentence)[0] for sentence in sentences(text)]
    return len(set(firsts)) / len(firsts) if firsts else float("nan")


def _said_again(text: str) -> float:
    """Fraction of sentences that stood before."""
    said = [tuple(words(sentence)) for sentence in sentences(text)]
    return 1 - len(set(said)) / len(said) if said else float("nan")


def _runs_again(text: str) -> float:
    """Fraction of runs of three words that stood before, in all of the text."""
    runs = list(ngrams(words(text), 3))
    return 1 - len(set(runs)) / len(runs) if runs else float("nan")


def _harped_on(read: Read) -> Values:
    """How often the word that says something and stands most often stands there, among all."""

    def share(text: str) -> float:
        said = words(text)
        telling = read.vocabulary.content(text)
        counts = Counter(word for word in said if word in telling)
        return max(counts.values(), default=0) / len(said) if said else float("nan")

    return np.array([share(text) for text in read.texts])


def _oddness(read: Read) -> Values:
    """How few real stories use the oddest words: the mean of -ln of their part of all stories."""
    known = read.vocabulary

    def of(text: str) -> float:
        rarities = [-log((1 + known.uses[w]) / (1 + known.stories)) for w in set(words(text))]
        return float(np.mean(sorted(rarities)[-ODDEST:])) if rarities else float("nan")

    return np.array([of(text) for text in read.texts])


def _surprise(read: Read) -> "Surprise":
    from fabula.evaluation.referees import fluency

    return fluency.surprise(read.openings, read.texts)


def _lints(read: Read) -> Values:
    from fabula.evaluation.referees import grammar

    return grammar.lints(read.texts)


def _halves(read: Read) -> Values:
    from fabula.evaluation.referees import embeddings

    return embeddings.halves(read.whole)


def _smoothness(read: Read) -> Values:
    from fabula.evaluation.referees import embeddings

    return embeddings.smoothness(read.whole)


SIGNALS: dict[str, Signal] = {
    "coherence": Signal(
        lambda read: read.quality.coherence.scores(read.texts), 1, "sentences that follow on others"
    ),
    "context": Signal(
        lambda read: read.quality.context.scores(read.texts), 1, "names and words that stay"
    ),
    "strangers": Signal(
        lambda read: hallucinations(read.texts, read.vocabulary.uses),
        -1,
        "late names and unknown words, per 100",
    ),
    "contradictions": Signal(
        lambda read: contradicted(read.whole) / 100,
        -1,
        "whether a contradiction is found",
    ),
    "repetition": Signal(_each(_runs_again), -1, "runs of three words that stood before"),
    "said again": Signal(_each(_said_again), -1, "sentences that stood before"),
    "harped on": Signal(_harped_on, -1, "how often the most frequent telling word stands there"),
    "different words": Signal(_each(_distinct), 1, "logarithm of their number", most=0),
    "odd words": Signal(
        _oddness, -1, f"how few real stories use its {ODDEST} oddest words", most=0
    ),
    "talk": Signal(
        lambda read: np.array([float(addresses_itself(whole)) for whole in read.whole]),
        -1,
        "speakers who call the others by their own name",
    ),
    "sentence openings": Signal(_each(_sentence_variety), 1, "that differ"),
    "ended": Signal(
        _each(lambda text: float(bool(_ENDED.search(text.strip())))),
        1,
        "with a full stop or `The end`",
    ),
    "edits": Signal(
        lambda read: edits(
            read.texts,
            [polish(t, opening=o).text for t, o in zip(read.texts, read.openings, strict=True)],
        ),
        -1,
        "that polishing makes, per 100 words",
    ),
    "fluency": Signal(
        lambda read: _surprise(read).per_token, -1, "surprise of SmolLM2, nats per token"
    ),
    "worst sentence": Signal(
        lambda read: _surprise(read).worst, -1, "its surprise, nats per token"
    ),
    "unlikely words": Signal(
        lambda read: _surprise(read).unlikely, -1, "tokens that surprise SmolLM2 by 7 nats"
    ),
    "grammar": Signal(_lints, -1, "errors per 100 words"),
    "halves": Signal(_halves, 1, "how far they tell of the same"),
    "smoothness": Signal(_smoothness, 1, "of neighbouring sentences"),
}
REFEREED = ("fluency", "worst sentence", "unlikely words", "grammar", "halves", "smoothness")
"""What needs the extra `judge`."""


def signals(stories: Sequence[Given], quality: Quality, *, judge: bool) -> Table:
    """Each signal of each story, in its own unit; NaN where a story has none."""
    read = Read([s.text for s in stories], [s.opening for s in stories], quality)
    return {
        name: signal.of(read) for name, signal in SIGNALS.items() if judge or name not in REFEREED
    }


@dataclass(frozen=True)
class Scale:
    """Real stories, by which signals are read."""

    centre: Mapping[str, float]
    spread: Mapping[str, float]

    def __call__(self, table: Mapping[str, Values]) -> NDArray[np.float64]:
        """(stories, signals): how far each story lies above real ones, from `WORST` up."""
        return np.array([self._read(name, values) for name, values in table.items()]).T

    def _read(self, name: str, values: Values) -> Values:
        signal = SIGNALS[name]
        above = signal.better * (values - self.centre[name]) / self.spread[name]
        found: Values = np.nan_to_num(above, nan=WORST).clip(WORST, signal.most)
        return found


def scale(real: Mapping[str, Values]) -> Scale:
    """The scale that real stories' signals set."""
    centre = {name: float(np.nanmean(values)) for name, values in real.items()}
    spread = {name: max(LEAST_SPREAD, float(np.nanstd(values))) for name, values in real.items()}
    return Scale(centre, spread)
