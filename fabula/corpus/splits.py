"""Which split a story belongs to: a stable hash of its id, so that more stories move none."""

import hashlib
from dataclasses import replace

from fabula.config.data import Data, Files, Hub
from fabula.stories import Split, Story

HELD_OUT_FIRST: tuple[Split, ...] = ("test", "validation", "train")
"""Who keeps a story that stands in two splits: training gives way to validation, both to test."""

NEW_WORLD_FIRST: tuple[Split, ...] = ("new_world", *HELD_OUT_FIRST)
"""The same with the stories of a new world, which embedded ones alone have."""


def with_split(story: Story, data: Data) -> Story:
    """The story with the split its source chose, or with one by `data.seed` and the fractions."""
    return story if story.split else replace(story, split=by_hash(story.id, data))


def by_hash(story_id: str, data: Data) -> Split:
    """Test up to `test_fraction` of the hash's range, then validation, then train.

    A split whose files were named gets none of the training files' stories.
    """
    sources: dict[str, Files | Hub] = {"files": data.files, "hub": data.hub}
    named = sources.get(data.source)
    test_fraction = 0 if named and named.test else data.test_fraction
    validation_fraction = 0 if named and named.validation else data.validation_fraction
    digest = hashlib.sha256(f"{data.seed}:{story_id}".encode()).digest()
    position = int.from_bytes(digest[:8]) / 2**64
    if position < test_fraction:
        return "test"
    return "validation" if position < test_fraction + validation_fraction else "train"
