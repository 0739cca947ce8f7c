"""A language model's figures, from what it gave real held-out stories.

Never of a model's own text. Every story's end token is included, padding is not.
"""

import math
from dataclasses import dataclass

import numpy as np

from fabula.evaluation.intervals import Values, ratio


@dataclass(frozen=True)
class LikelihoodInput:
    """What a model gave some real stories: arrays of one entry a story."""

    nll: Values
    """-ln p, summed over the story's tokens."""
    tokens: Values
    """Tokens predicted: end-of-story included, padding excluded."""
    bytes: Values
    """UTF-8 bytes of the text."""
    first_tokens: tuple[float, int] | None = None
    """Nats and tokens of the first 128 tokens of all stories, where those are GPT-2's."""


FIRST_TOKENS = 128
"""Tokens of a story that the earlier GPT-2 system predicted: all others were cut off."""


def perplexity(sums: Values) -> Values:
    """exp(nats / tokens), 1 or more, lower is better; depends on the tokenizer."""
    found: Values = np.exp(ratio(sums))
    return found


def bits_per_byte(sums: Values) -> Values:
    """nats / bytes / ln 2, 0 or more, lower is better; comparable across tokenizers."""
    return ratio(sums) / math.log(2)


def perplexity_first_128(subject: LikelihoodInput) -> float | None:
    """Perplexity as the earlier GPT-2 system has it; `None` where the tokens are not GPT-2's."""
    if subject.first_tokens is None:
        return None
    nll, tokens = subject.first_tokens
    return math.exp(nll / tokens)
