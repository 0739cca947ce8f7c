"""A language model's figures, as arithmetic on sums over real held-out stories.

The model never scores its own text. Every story's end token is included, padding is not.
"""

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Sums:
    """What a model gave a set of real stories."""

    nats: float
    """Sum of -ln p over all tokens."""
    tokens: int
    """Tokens predicted: end-of-story included, padding excluded."""
    bytes: int
    """UTF-8 bytes of the stories."""
    stories: int


def perplexity(nats: float, tokens: int) -> float:
    """exp(nats / tokens), 1 or more, lower is better; depends on the tokenizer."""
    return math.exp(nats / tokens)


def bits_per_byte(nats: float, bytes: int) -> float:
    """nats / ln 2 / bytes, 0 or more, lower is better; comparable across tokenizers."""
    return nats / math.log(2) / bytes


def nats_per_story(nats: float, stories: int) -> float:
    """Mean -ln p of a whole story, 0 or more, lower is better; grows with length."""
    return nats / stories


def tokens_per_story(tokens: int, stories: int) -> float:
    """Mean length; times the nats per token it is the nats per story."""
    return tokens / stories
