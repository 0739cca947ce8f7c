"""What stories hold that no training story does: whether they are new, and whether they are astray.

The training stories are read one at a time, so that there may be any number of them.
"""

from collections.abc import Iterable, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from fabula.metrics.names import names_by_sentence
from fabula.metrics.words import ngrams, words

LENGTH = 8
"""Words in a row that no two stories share by chance."""


def training_signs(
    texts: Iterable[str], training: Iterable[str]
) -> tuple[set[tuple[str, ...]], set[str]]:
    """The runs of `LENGTH` words of `texts` that training stories hold, and all training words."""
    looked_for = set(chain.from_iterable(ngrams(words(text), LENGTH) for text in texts))
    found, vocabulary = set[tuple[str, ...]](), set[str]()
    for story in training:
        told = words(story)
        vocabulary.update(told)
        found.update(run for run in ngrams(told, LENGTH) if run in looked_for)
    return found, vocabulary


def creativity(texts: Sequence[str], copied: set[tuple[str, ...]]) -> NDArray[np.float64]:
    """Percent of each text's runs of 8 words that no training story holds, 0 to 100.

    A copied training story has 0, text without sense 100: read it beside joint pass alone. NaN for
    a text that is shorter.
    """
    shares = []
    for text in texts:
        runs = list(ngrams(words(text), LENGTH))
        shares.append(100 * float(np.mean([run not in copied for run in runs])) if runs else np.nan)
    return np.array(shares)


def hallucinations(texts: Sequence[str], vocabulary: set[str]) -> NDArray[np.float64]:
    """Per 100 words of each text: names that first appear in its second half, and unknown words.

    Unknown is what no training story says and what is no name. Higher is worse; read it beside
    that of real stories, which is not 0. NaN for an empty text.
    """
    return np.array([_astray(text, vocabulary) for text in texts])


def _astray(text: str, vocabulary: set[str]) -> float:
    told = words(text)
    if not told:
        return float("nan")
    mentions = names_by_sentence(text)
    middle = len(mentions) // 2
    late = set(chain(*mentions[middle:])) - set(chain(*mentions[:middle]))
    named = {name.lower() for name in chain(*mentions)}
    unknown = [word for word in told if word not in vocabulary and word not in named]
    return 100 * (len(late) + len(unknown)) / len(told)
