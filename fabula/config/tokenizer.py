"""The section `tokenizer`."""

from typing import Annotated

from pydantic import Field

from fabula.config.section import MOST, Name, Positive, Processes, Section


class Tokenizer(Section):
    """How text becomes tokens, for both models."""

    KEY = "tokenizer"

    name: Name
    """`bpe`: a byte-level BPE trained on the training split; else a hub name or a folder."""
    vocab_size: Annotated[int, Field(ge=300, le=2**20)]
    """Of our own BPE, special tokens included; a pretrained tokenizer brings its own."""
    shard_stories: Positive
    """Stories in one Arrow shard."""
    workers: Processes
    """Processes; any number writes the same bytes."""
    reference_lm_one_in: Annotated[int, Field(ge=2, le=MOST)]
    """Of so many training stories one is kept for the reference LM, and no other model sees it."""
