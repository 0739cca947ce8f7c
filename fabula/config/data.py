"""The section `data`: where the stories come from, and how they are cleaned."""

from typing import Annotated, Literal

from pydantic import Field, ValidationInfo, field_validator

from fabula.config.section import Count, Fraction, Positive, Section, Seed


class Embedded(Section):
    """The stories that this repository tells by itself: how many for each split."""

    train: Positive
    validation: Positive
    test: Positive
    new_world: Count
    """Test stories of names, things, places and plots that all other splits lack; 0: none."""


class Files(Section):
    """A user's own stories."""

    folder: str
    """The folder that holds them. DVC watches its content: a changed story is noticed."""
    train: str
    """File name or glob inside the folder."""
    validation: str
    """The same; empty: cut from `train` by `data.validation_fraction`."""
    test: str
    """The same; empty: cut from `train` by `data.test_fraction`."""
    separator: str
    """In text files, the line between two stories; empty: one story a line."""
    licence: str
    """Named in the manifest."""


class Columns(Section):
    """Which column of a dataset holds what; empty: none does."""

    story: str
    """Empty: all as known for this dataset."""
    prompt: str
    tags: str
    summary: str
    characters: str


class Hub(Section):
    """A dataset of the Hugging Face Hub: its parquet, JSON, CSV, text or Arrow files."""

    name: Annotated[str, Field(min_length=1)]
    revision: Annotated[str, Field(min_length=1)]
    """A commit; or a tag or branch, which the manifest names the commit of."""
    train: str
    """Glob of files inside the dataset; of a story in several formats parquet is read."""
    validation: str
    """The same; empty: cut from `train` by `data.validation_fraction`."""
    test: str
    """The same; empty: cut from `train` by `data.test_fraction`."""
    columns: Columns


class Cleaning(Section):
    """What `fabula/corpus/cleaning.py` does to every story: one parameter a rule."""

    mojibake: bool
    markup: bool
    markers: bool
    boilerplate: bool
    control_characters: bool
    unicode: bool
    white_space: bool
    min_words: Positive
    """A shorter story is dropped and counted."""
    latin_fraction: Annotated[float, Field(ge=0, le=1)]
    """Of its letters; a story with fewer Latin ones is dropped and counted; 0: any script."""


class Data(Section):
    """Where the stories come from."""

    KEY = "data"

    source: Literal["embedded", "files", "hub"]
    seed: Seed
    """Of the embedded stories, of the split by hash and of a random sample."""
    limit: Count
    """At most so many training stories; 0: all."""
    selection: Literal["first", "random"]
    """Which ones, where there is a limit: `random` reads them all and chooses by hash."""
    max_words: Positive
    """A longer story is a broken record: usually a missing separator."""
    on_bad_record: Literal["fail", "skip"]
    """What a broken record does: stop the run, or be left out and listed in the manifest."""
    validation_fraction: Fraction
    test_fraction: Fraction
    tagger: Literal["dataset", "rules", "none"]
    """`dataset`: as the source says; `rules`: found in the text by our own simple rules."""
    duplicate_similarity: Annotated[float, Field(ge=0, le=1)]
    """A story that shares this much of its word triples with another is a copy; 0: exact only."""
    also_embedded: Count
    """Embedded training stories beside those of another source, with their own true tags."""
    embedded: Embedded
    files: Files
    hub: Hub
    cleaning: Cleaning

    @field_validator("test_fraction")
    @classmethod
    def _leaves_training_stories(cls, value: float, info: ValidationInfo) -> float:
        if value + info.data.get("validation_fraction", 0) >= 1:
            raise ValueError("validation_fraction and test_fraction leave no training stories")
        return value
