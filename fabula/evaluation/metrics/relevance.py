"""Whether a story takes up what its opening spoke of.

Both figures mean something only beside those of openings that were dealt out anew between stories:
they must fall to that floor.
"""

from collections.abc import Sequence

import numpy as np

from fabula.evaluation.intervals import Values
from fabula.evaluation.quality.context import Vocabulary
from fabula.words import words


def relevance(openings: Sequence[str], texts: Sequence[str], vocabulary: Vocabulary) -> Values:
    """The tf-idf cosine of each opening and what follows it, 0 to 1 (Salton and Buckley 1988).

    NaN for an opening without content words; an empty text has 0.
    """
    return np.array(
        [
            vocabulary.cosine([opening], [text]) if vocabulary.content(opening) else np.nan
            for opening, text in zip(openings, texts, strict=True)
        ]
    )


def taken_up(openings: Sequence[str], texts: Sequence[str], vocabulary: Vocabulary) -> Values:
    """Percent of each opening's content words that its story says again, 0 to 100; NaN without any.

    Those are words that half of the training stories use, or fewer.
    """
    percents = []
    for opening, text in zip(openings, texts, strict=True):
        asked, answered = vocabulary.content(opening), set(words(text))
        percents.append(100 * len(asked & answered) / len(asked) if asked else np.nan)
    return np.array(percents)
