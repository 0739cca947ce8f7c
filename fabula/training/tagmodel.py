"""The tag model before training, and the rows it trains on."""

import torch
from transformers import PreTrainedTokenizerFast

from fabula.config.tagmodel import TagModel, TagsAt
from fabula.models import tagmodel
from fabula.tokens.packing import drop_tags
from fabula.tokens.shards import TokenStore
from fabula.tokens.windows import SpecialIds, StoryWindows


def build(
    config: TagModel, tags_at: TagsAt, tokenizer: PreTrainedTokenizerFast
) -> tagmodel.TagModel:
    """A fresh tag model with random weights from `config.seed`."""
    torch.manual_seed(config.seed)
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

    They have their tags, but for `config.conditioning_dropout` of the stories.
    """
    tags = drop_tags(stories.tag_bits, config.conditioning_dropout)
    layout = model.layout(config.stride)
    return StoryWindows(stories, layout, special, once=False, stories=first, tag_bits=tags)
