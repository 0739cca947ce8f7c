"""Whether a story takes up what its opening spoke of, and what it was written for.

The first two figures mean something only beside those of openings that were dealt out anew between
stories: they must fall to that floor. The third has its floor inside.
"""

from collections.abc import Sequence

import numpy as np

from fabula.evaluation.intervals import Values
from fabula.evaluation.quality.context import Vocabulary
from fabula.words import words

OTHERS = 10
"""Prompts of other stories that a story is held against."""


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


def prompt_relevance(
    premises: Sequence[str], texts: Sequence[str], vocabulary: Vocabulary
) -> Values:
    """How much nearer each text is to the prompt that it was written for than to others, -1 to 1.

    The tf-idf cosine with its own prompt (`Story.prompt`, which is no part of the story), less the
    mean of those with the next `OTHERS` different ones: 0 for a story that ignores its prompt,
    whatever words all prompts and stories share. NaN for a prompt without content words, and for
    all where there is no other.
    """
    telling = list(dict.fromkeys(each for each in premises if vocabulary.content(each)))
    places = {premise: place for place, premise in enumerate(telling)}
    count = min(OTHERS, len(telling) - 1)
    values = []
    for premise, text in zip(premises, texts, strict=True):
        if premise not in places or not count:
            values.append(np.nan)
            continue
        around = [telling[(places[premise] + n) % len(telling)] for n in range(count + 1)]
        own, *others = (vocabulary.cosine([each], [text]) for each in around)
        values.append(own - float(np.mean(others)))
    return np.array(values)
