"""The tag model before training, and the rows it trains on."""

from pathlib import Path
from typing import cast

import torch
from transformers import PreTrainedTokenizerFast

from fabula import models
from fabula.config.tagmodel import TagModel, TagsAt
from fabula.errors import ModelError
from fabula.models import tagmodel
from fabula.tokens.packing import without_some
from fabula.tokens.shards import TokenStore
from fabula.tokens.windows import SpecialIds, StoryWindows

SCRATCH = "scratch"
"""The name that asks for a fresh model instead of pretrained weights."""


def build(
    knobs: TagModel, tags_at: TagsAt, tokenizer: PreTrainedTokenizerFast
) -> tagmodel.TagModel:
    """The model before training: random weights from `knobs.seed`, or those of `knobs.init`.

    `ModelError` where that folder holds no tag model of this vocabulary.
    """
    torch.manual_seed(knobs.seed)
    return (_from_scratch if knobs.init == SCRATCH else _pretrained)(knobs, tags_at, tokenizer)


def _pretrained(
    knobs: TagModel, tags_at: TagsAt, tokenizer: PreTrainedTokenizerFast
) -> tagmodel.TagModel:
    model, theirs = models.load(Path(knobs.init))
    if not isinstance(model, tagmodel.TagModel):
        raise ModelError(
            f"tagmodel.init: {knobs.init} holds no tag model but a {type(model).__name__}; name a "
            f"folder that train_tagmodel has written, or {SCRATCH}"
        )
    if theirs.get_vocab() != tokenizer.get_vocab():
        raise ModelError(
            f"tagmodel.init: {knobs.init} was trained with another vocabulary than tokenizer.name "
            f"gives; set tokenizer.name to {knobs.init} too, or tagmodel.init to {SCRATCH}"
        )
    model.config.tags_at, model.config.dropout = tags_at, knobs.dropout
    for layer in model.layers:
        cast(tagmodel.Layer, layer).dropout = knobs.dropout
    return model


def _from_scratch(
    knobs: TagModel, tags_at: TagsAt, tokenizer: PreTrainedTokenizerFast
) -> tagmodel.TagModel:
    return tagmodel.TagModel(
        tagmodel.TagModelConfig(
            vocab_size=len(tokenizer),
            width=knobs.width,
            heads=knobs.heads,
            layers_per_group=knobs.layers_per_group,
            feedforward=list(knobs.feedforward),
            window=knobs.window,
            attention=knobs.attention,
            tags_at=tags_at,
            dropout=knobs.dropout,
            pad_token_id=tokenizer.pad_token_id,
            bos_token_id=tokenizer.bos_token_id,
            eos_token_id=tokenizer.eos_token_id,
        )
    )


def training_rows(
    knobs: TagModel,
    stories: TokenStore,
    model: tagmodel.TagModel,
    special: SpecialIds,
    first: int = 0,
) -> StoryWindows:
    """Windows of each of the `first` so many stories (0: of all), `knobs.stride` tokens apart.

    They have their tags, but for `knobs.tags_dropped` of the stories.
    """
    tags = without_some(stories.tag_bits, knobs.tags_dropped)
    layout = model.layout(knobs.stride)
    return StoryWindows(stories, layout, special, once=False, stories=first, tag_bits=tags)
