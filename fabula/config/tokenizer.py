"""The section `tokenizer`."""

from typing import Annotated

from pydantic import Field

from fabula.config.section import Positive, Section


class Tokenizer(Section):
    """How text becomes tokens, for both models."""

    KEY = "tokenizer"

    name: Annotated[str, Field(min_length=1)]
    """`bpe`: a byte-level BPE trained on the training split; else a hub name or a folder."""
    vocab_size: Annotated[int, Field(ge=300)]
    """Of our own BPE, special tokens included; a pretrained tokenizer brings its own."""
    shard_stories: Positive
    """Stories in one Arrow shard."""
    workers: Positive
    """Processes; any number writes the same bytes."""
    reference_lm_one_in: Annotated[int, Field(ge=2)]
    """Of so many training stories one is kept for the reference LM, and no other model sees it."""
