"""What stories hold that no training story does: whether they are new, and whether astray."""

from collections.abc import Container, Iterable, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from fabula.evaluation.metrics.memorisation import Memory
from fabula.evaluation.quality.names import has_capitals, names_by_sentence
from fabula.words import words


def creativity(memory: Memory) -> NDArray[np.float64]:
    """Percent of each text's runs of 8 words that no training story holds, 0 to 100.

    A copied training story has 0, text without sense 100: read it beside joint pass alone. NaN for
    a text that is shorter.
    """
    return 100 * (1 - memory.copied_fraction)


def training_words(training: Iterable[str]) -> set[str]:
    """All words that training stories use; they are read one at a time."""
    return set(chain.from_iterable(map(words, training)))


def hallucinations(texts: Sequence[str], vocabulary: Container[str]) -> NDArray[np.float64]:
    """Per 100 words of each text: names that first appear in its second half, and unknown words.

    Unknown is what no training story says and what is no name. Higher is worse; read it beside
    that of real stories, which is not 0. NaN for an empty text, and where the script has no
    capitals, by which names are found.
    """
    return np.array([_astray(text, vocabulary) for text in texts])


def _astray(text: str, vocabulary: Container[str]) -> float:
    said = words(text)
    if not said or not has_capitals(text):
        return float("nan")
    mentions = names_by_sentence(text)
    middle = len(mentions) // 2
    late = set(chain(*mentions[middle:])) - set(chain(*mentions[:middle]))
    named = {name.lower() for name in chain(*mentions)}
    unknown = [word for word in said if word not in vocabulary and word not in named]
    return 100 * (len(late) + len(unknown)) / len(said)
