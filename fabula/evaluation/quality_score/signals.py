"""What the quality score sees of a story: one number a signal.

Each is read beside that of real stories (`Scale`), so that it means the same on every corpus: 0 is
as real stories are on average, and 1 is better by one of their standard deviations. A story without
a value, as an empty one, has the worst. What lies beyond `WORST` and `BEST` counts as these.
"""

import re
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
from fabula.evaluation.quality.repetition import seq_rep_4
from fabula.generation.polishing import polish
from fabula.words import sentences, words

if TYPE_CHECKING:
    from fabula.evaluation.referees.fluency import Surprise

WORST, BEST = -4.0, 2.0
LEAST_SPREAD = 0.05
"""Of real stories, so that a signal in which they are all the same divides by something."""
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


def _each(of: Callable[[str], float]) -> Callable[[Read], Values]:
    return lambda read: np.array([of(text) for text in read.texts])


def _distinct(text: str) -> float:
    return log(1 + len(set(words(text))))


def _sentence_variety(text: str) -> float:
    """Different first words of sentences, among as many as there are."""
    firsts = [words(sentence)[0] for sentence in sentences(text)]
    return len(set(firsts)) / len(firsts) if firsts else float("nan")


def _rarity(read: Read) -> Values:
    known = read.vocabulary
    return np.array(
        [
            np.mean([-log((1 + known.uses[word]) / (1 + known.stories)) for word in set(said)])
            if (said := words(text))
            else np.nan
            for text in read.texts
        ]
    )


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
    "repetition": Signal(_each(seq_rep_4), -1, "runs of four words that stood before"),
    "different words": Signal(_each(_distinct), 1, "logarithm of their number"),
    "rare words": Signal(_rarity, 1, "how few real stories use each of its words"),
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
        """(stories, signals): how far each story lies above real ones, `WORST` to `BEST`."""
        columns = [
            SIGNALS[name].better * (values - self.centre[name]) / self.spread[name]
            for name, values in table.items()
        ]
        return np.nan_to_num(np.array(columns).T, nan=WORST).clip(WORST, BEST)


def scale(real: Mapping[str, Values]) -> Scale:
    """The scale that real stories' signals set."""
    centre = {name: float(np.nanmean(values)) for name, values in real.items()}
    spread = {name: max(LEAST_SPREAD, float(np.nanstd(values))) for name, values in real.items()}
    return Scale(centre, spread)
