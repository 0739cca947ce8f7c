"""How likely a model finds held-out stories, and where in a story it predicts best."""

from dataclasses import dataclass

from transformers import PreTrainedModel, PreTrainedTokenizerFast

from fabula import models
from fabula.evaluation.metrics.perplexity import FIRST_TOKENS, LikelihoodInput
from fabula.models.likelihood import story_likelihoods
from fabula.tokens.shards import TokenStore
from fabula.tokens.tokenization import is_gpt2s
from fabula.tokens.windows import Layout, StoryWindows

STRETCH, REACHED_BY = 25, 20
"""Tokens that are taken together where the loss is shown by position, and stories at least."""


@dataclass(frozen=True)
class HeldOutLikelihood:
    """What a model made of held-out stories."""

    per_story: LikelihoodInput
    by_position: list[dict[str, float]]
    """As `fabula.models.likelihood.Likelihoods.by_position` has it."""
    layout: Layout
    """The windows that it read them in."""


def held_out_likelihood(
    model: PreTrainedModel,
    tokenizer: PreTrainedTokenizerFast,
    store: TokenStore,
    stories: int,
    batch_size: int,
    name: str = "",
) -> HeldOutLikelihood:
    """Of the first so many stories of a store; with a `name`, a terminal shows progress."""
    layout, special = models.layout_of(model), models.special_ids(tokenizer)
    windows = StoryWindows(store, layout, special, once=True, stories=stories)
    likelihoods = story_likelihoods(model, windows, batch_size, name)
    first = slice(FIRST_TOKENS)
    first_tokens = (float(likelihoods.nll_at[first].sum()), int(likelihoods.tokens_at[first].sum()))
    per_story = LikelihoodInput(
        likelihoods.nll,
        likelihoods.tokens.astype(float),
        likelihoods.bytes.astype(float),
        first_tokens if is_gpt2s(tokenizer) else None,
    )
    return HeldOutLikelihood(per_story, likelihoods.by_position(STRETCH, REACHED_BY), layout)
