"""How well a model predicts held-out stories, and where in a story it does so best."""

from dataclasses import dataclass

from transformers import PreTrainedModel, PreTrainedTokenizerFast

from fabula import models
from fabula.evaluation.metrics.perplexity import BEGINNING, Scored
from fabula.models.likelihood import score
from fabula.tokens.shards import TokenStore
from fabula.tokens.tokenization import is_gpt2s
from fabula.tokens.windows import Layout, StoryWindows

STRETCH, REACHED_BY = 25, 20
"""Tokens that are taken together where the loss is shown by position, and stories at least."""


@dataclass(frozen=True)
class Predictions:
    """What a model made of held-out stories."""

    scored: Scored
    by_position: list[dict[str, float]]
    """As `fabula.models.likelihood.Scores.by_position` has it."""
    layout: Layout
    """The windows that it read them in."""


def predict(
    model: PreTrainedModel,
    tokenizer: PreTrainedTokenizerFast,
    store: TokenStore,
    stories: int,
    batch_size: int,
    name: str = "",
) -> Predictions:
    """Score the first so many stories of a store; with a `name`, a terminal shows progress."""
    layout, special = models.scoring_layout(model), models.special_ids(tokenizer)
    windows = StoryWindows(store, layout, special, once=True, stories=stories)
    scores = score(model, windows, batch_size, name)
    first = slice(BEGINNING)
    beginning = (float(scores.nats_at[first].sum()), int(scores.tokens_at[first].sum()))
    scored = Scored(
        scores.nats,
        scores.tokens.astype(float),
        scores.bytes.astype(float),
        beginning if is_gpt2s(tokenizer) else None,
    )
    return Predictions(scored, scores.by_position(STRETCH, REACHED_BY), layout)
