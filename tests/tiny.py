"""A tiny corpus, tokenizer and models: seconds of CPU, but nothing faked."""

from pathlib import Path
from typing import Any, TypeVar

import torch
from transformers import PreTrainedModel, PreTrainedTokenizerFast

from fabula import paths
from fabula.config.decoding import Strategy
from fabula.config.generate import Generate
from fabula.config.gpt2 import Gpt2
from fabula.config.section import Section
from fabula.config.tagmodel import TagModel, TagsAt
from fabula.generation import storyteller
from fabula.models import tagmodel as architecture
from fabula.stories import Story
from fabula.tokens.shards import TokenStore, write_shards
from fabula.tokens.tokenization import train_bpe
from fabula.training import gpt2, tagmodel

torch.set_num_threads(1)  # tiny models are slower on two

ROOT = Path(__file__).parent.parent
PARAMS = ROOT / paths.PARAMS
STORIES = [
    Story("Once upon a time a fox found a red ball. He gave it back.", tags=("MoralValue",)),
    Story('A hen said, "Where is my egg?" The egg had hatched.', tags=("Dialogue", "Twist")),
    Story("Tom saw a dark cloud. Rain fell and his kite was lost.", tags=("BadEnding",)),
    Story("Two cats wanted one box. They slept in it together.", tags=()),
]


AnySection = TypeVar("AnySection", bound=Section)


def config(section: type[AnySection], **changes: Any) -> AnySection:
    """A section of the committed params.yaml, made tiny, with some parameters changed."""
    return section.check(section.load(PARAMS).model_dump() | changes, "tiny")


def gpt2_config(**changes: Any) -> Gpt2:
    """One layer of width 32 from scratch, fp32, attention as in a model that is loaded."""
    small: dict[str, Any] = {"init": "scratch", "epochs": 1.0, "max_steps": 0, "evaluations": 10}
    small |= {"learning_rate": 0.003, "validation_stories": 200}
    small |= {"layers": 1, "width": 32, "heads": 2, "context": 32, "precision": "fp32"}
    small |= {"attention": "sdpa"}
    return config(Gpt2, **small | changes)


def tagmodel_config(**changes: Any) -> TagModel:
    """Two layers of width 32, a window of 12 tokens, fp32."""
    small = {
        "init": "scratch",
        "learning_rate": 0.001,
        "epochs": 0.75,
        "max_steps": 0,
        "evaluations": 10,
        "validation_stories": 200,
        "layers_per_group": 1,
        "feedforward": [48, 64],
        "width": 32,
        "heads": 2,
        "window": 12,
        "stride": 6,
        "precision": "fp32",
    }
    return config(TagModel, **small | changes)


def generate_config(strategy: Strategy = "top_p", **changes: Any) -> Generate:
    """Up to 40 new tokens, two stories at a time; `changes` may be parameters of the strategy."""
    small = {"max_new_tokens": 40, "batch_size": 2, "precision": "fp32"}
    return storyteller.chosen(strategy, small | changes, PARAMS)


def tokenizer(vocab_size: int = 300) -> PreTrainedTokenizerFast:
    """A byte-level BPE of the tiny corpus."""
    return train_bpe([story.text for story in STORIES], vocab_size)


def store(folder: Path, stories: list[Story] = STORIES, shard_stories: int = 3) -> TokenStore:
    """The tiny corpus as two token shards."""
    write_shards(stories, folder, "train", tokenizer(), shard_stories)
    return TokenStore(folder, "train")


def new_gpt2(**changes: Any) -> PreTrainedModel:
    """A GPT-2 with random weights, in evaluation mode."""
    return gpt2.build(gpt2_config(**changes), tokenizer()).eval()


def new_nanochat(**changes: Any) -> PreTrainedModel:
    """The same shape in GPT-2's successor's architecture."""
    return new_gpt2(architecture="nanochat", **changes)


def new_tagmodel(tags_at: TagsAt = "every_window", **changes: Any) -> architecture.TagModel:
    """A tag model with random weights, in evaluation mode."""
    made = tagmodel.build(tagmodel_config(**changes), tags_at, tokenizer())
    made.eval()
    return made
