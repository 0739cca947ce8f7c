"""What may be asked of a studio, as the schema that its OpenAPI page shows."""

from typing import Annotated, Any

from pydantic import BaseModel, Field

from fabula.config.decoding import Strategy
from fabula.config.section import STRICT
from fabula.stories import Tag
from fabula.studio.limits import READ, TEXT, TOKENS, WRITTEN

Text = Annotated[str, Field(max_length=TEXT)]
"""Any characters: a model writes odd ones, and what it wrote is sent back to be gone on with."""
Name = Annotated[str, Field(max_length=200)]
Premise = Annotated[str, Field(max_length=2000)]
Seed = Annotated[int, Field(ge=0, lt=2**32)]


class Asked(BaseModel):
    """A body of a request: nothing unknown, no conversions."""

    model_config = STRICT


class Knobs(Asked):
    """What changes how a strategy chooses; without, it is as in params.yaml."""

    temperature: Annotated[float, Field(ge=0.05, le=5)] | None = None
    top_k: Annotated[int, Field(ge=1, le=200)] | None = None
    top_p: Annotated[float, Field(ge=0.01, le=1)] | None = None
    min_p: Annotated[float, Field(ge=0.001, le=1)] | None = None
    typical_p: Annotated[float, Field(ge=0.01, lt=1)] | None = None
    num_beams: Annotated[int, Field(ge=1, le=8)] | None = None
    num_beam_groups: Annotated[int, Field(ge=1, le=8)] | None = None
    length_penalty: Annotated[float, Field(ge=-5, le=5)] | None = None
    diversity_penalty: Annotated[float, Field(ge=0, le=10)] | None = None
    no_repeat_ngram_size: Annotated[int, Field(ge=0, le=20)] | None = None
    penalty_alpha: Annotated[float, Field(ge=0, le=1)] | None = None
    repetition_penalty: Annotated[float, Field(ge=1, le=5)] | None = None
    guidance: Annotated[float, Field(ge=1, le=10)] | None = None

    def changes(self) -> dict[str, Any]:
        """Those that are set."""
        return self.model_dump(exclude_none=True)


class About(Asked):
    """A text, and what a model is told beside it."""

    model: Name = ""
    """One of `GET /api/models`; empty: the first of them."""
    tags: Annotated[list[Tag], Field(max_length=6)] = []
    """Narrative tags that the story shall show, for models that take them."""
    premise: Premise = ""
    """What it shall be about, for models that take a premise."""


class StoryAsked(About):
    """A story to be written."""

    prompt: Text = ""
    """How it begins; empty: the model begins."""
    strategy: Strategy = "top_p"
    """How the next token is chosen."""
    settings: Knobs = Knobs()
    """The knobs of the strategy, and those of all strategies."""
    seed: Seed = 1
    """Another seed, another story."""
    max_new_tokens: Annotated[int, Field(ge=1, le=TOKENS)] = 350
    stop: Annotated[
        list[Annotated[str, Field(min_length=1, max_length=100)]], Field(max_length=4)
    ] = []
    """The story ends before the first of these."""
    logprobs: Annotated[int, Field(ge=0, le=10)] = 0
    """So many of the likeliest tokens come with each one; 0: none."""
    from_end: bool = False
    """Whether to go on from the end of a prompt that is too long for the model."""
    stream: bool = False
    """Server-sent events `waiting`, `piece`, `done`, `failed` instead of one answer."""


class TextAsked(About):
    """A text to be read: the tags it shows, what is copied, what the model is unsure of."""

    text: Annotated[str, Field(max_length=READ)]
    unsure: bool = False
    """Whether the model reads it too, and says how likely it found each token."""


class PolishAsked(Asked):
    """A text to be polished."""

    text: Annotated[str, Field(max_length=WRITTEN)]
    opening: Text = ""
    """What the text continues, which stays as it is."""
    ended: bool = True
    """False for a text that was cut off: it then ends with its last whole sentence."""


class StoryKept(Asked):
    """A story as the page keeps it."""

    name: Name = ""
    text: Text = ""
    body: dict[str, Any] = {}
    """All that the page knows of it: versions, alternatives, settings."""
    revision: Annotated[int, Field(ge=0, lt=2**53)] = 0
    """The one that this was made from; 0: a new story."""
