"""The tag model before training, and the rows it trains on."""

import torch
from transformers import PreTrainedTokenizerFast

from fabula.config.tagmodel import TagModel, TagsAt
from fabula.models import tagmodel
from fabula.tokens.packing import without_some
from fabula.tokens.shards import TokenStore
from fabula.tokens.windows import SpecialIds, StoryWindows


def build(
    knobs: TagModel, tags_at: TagsAt, tokenizer: PreTrainedTokenizerFast
) -> tagmodel.TagModel:
    """A fresh tag model with random weights from `knobs.seed`."""
    torch.manual_seed(knobs.seed)
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
