"""The tag model before training, and the rows it trains on."""

from pathlib import Path
from typing import cast

import torch
from transformers import PreTrainedTokenizerFast

from fabula import models
from fabula.config.tagmodel import TagModel, TagsAt
from fabula.errors import ModelError
from fabula.models import tagmodel
from fabula.stories import TAGS
from fabula.tokens.shards import TokenStore
from fabula.tokens.windows import SpecialIds, StoryWindows

SCRATCH = "scratch"
"""The name that asks for a fresh model instead of pretrained weights."""


def build(
    config: TagModel, tags_at: TagsAt, tokenizer: PreTrainedTokenizerFast
) -> tagmodel.TagModel:
    """The model before training: random weights from `config.seed`, or those of `config.init`.

    `ModelError` where that folder holds no tag model of this vocabulary.
    """
    torch.manual_seed(config.seed)
    return (_from_scratch if config.init == SCRATCH else _pretrained)(config, tags_at, tokenizer)


def _pretrained(
    config: TagModel, tags_at: TagsAt, tokenizer: PreTrainedTokenizerFast
) -> tagmodel.TagModel:
    model, theirs = models.load(Path(config.init))
    if not isinstance(model, tagmodel.TagModel):
        raise ModelError(
            f"tagmodel.init: {config.init} holds no tag model but a {type(model).__name__}; name a "
            f"folder that train_tagmodel has written, or {SCRATCH}"
        )
    if theirs.get_vocab() != tokenizer.get_vocab():
        raise ModelError(
            f"tagmodel.init: {config.init} was trained with another vocabulary than tokenizer.name "
            f"gives; set tokenizer.name to {config.init} too, or tagmodel.init to {SCRATCH}"
        )
    room = model.config.window - len(TAGS)
    if config.stride > room:
        raise ModelError(
            f"tagmodel.stride: {config.stride} is above the {room} tokens that {len(TAGS)} tags "
            f"leave of the window of {config.init}: the tokens between two windows would be skipped"
        )
    model.insert_tags(tags_at, models.special_ids(tokenizer).tags)
    model.config.dropout = config.dropout
    for layer in model.layers:
        cast(tagmodel.Layer, layer).dropout = config.dropout
    return model


def _from_scratch(
    config: TagModel, tags_at: TagsAt, tokenizer: PreTrainedTokenizerFast
) -> tagmodel.TagModel:
    return tagmodel.TagModel(
        tagmodel.TagModelConfig(
            vocab_size=len(tokenizer),
            width=config.width,
            heads=config.heads,
            layers_per_group=config.layers_per_group,
            feedforward=list(config.feedforward),
            window=config.window,
            attention=config.attention,
            tags_at=tags_at,
            tag_ids=list(models.special_ids(tokenizer).tags) if tags_at == "every_token" else None,
            dropout=config.dropout,
            pad_token_id=tokenizer.pad_token_id,
            bos_token_id=tokenizer.bos_token_id,
            eos_token_id=tokenizer.eos_token_id,
        )
    )


def training_rows(
    config: TagModel,
    stories: TokenStore,
    model: tagmodel.TagModel,
    special: SpecialIds,
    first: int = 0,
) -> StoryWindows:
    """Windows of each of the `first` so many stories (0: of all), `config.stride` tokens apart.

    They have their tags; `fabula.training.trainer` leaves some out.
    """
    layout = model.layout(config.stride)
    return StoryWindows(stories, layout, special, once=False, stories=first)
