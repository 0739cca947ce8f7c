"""The section `tagmodel`."""

from typing import Annotated, Literal

from pydantic import Field, ValidationInfo, field_validator

from fabula.config.section import Fraction, Name, Positive, Width
from fabula.config.training import Heads, Training
from fabula.stories import TAGS

TagsAt = Literal["story_start", "every_window", "every_token"]


class TagModel(Training):
    """A transformer that is conditioned on narrative tags; see `fabula.models.tagmodel`."""

    KEY = "tagmodel"

    init: Name
    """`scratch`: the shape below; else a folder of a causal tag model, whose shape it is."""
    tags_at: Annotated[list[TagsAt], Field(min_length=1)]
    """One model is trained for each."""
    attention: Literal["causal", "bidirectional"]
    """`causal`: every position is a target; `bidirectional`: the original, one a window."""
    window: Annotated[int, Field(ge=12, le=2**20)]
    """Tokens the model sees."""
    stride: Positive
    """Tokens between the starts of two training windows (`causal` only)."""
    width: Width
    heads: Heads
    layers_per_group: Width
    feedforward: Annotated[list[Width], Field(min_length=1)]
    """Width of the feed-forward layers, one entry a group."""
    dropout: Fraction
    """Within layers and after each group."""

    @field_validator("tags_at")
    @classmethod
    def _names_each_once(cls, value: list[TagsAt]) -> list[TagsAt]:
        if len(set(value)) < len(value):
            raise ValueError(f"names an approach twice: {value}")
        return value

    @field_validator("stride")
    @classmethod
    def _skips_no_token(cls, value: int, info: ValidationInfo) -> int:
        room = info.data.get("window", value + len(TAGS)) - len(TAGS)
        if value > room:
            raise ValueError(
                f"{value} is above the {room} tokens that {len(TAGS)} tags leave of the window: "
                "the tokens between two windows would be skipped"
            )
        return value
