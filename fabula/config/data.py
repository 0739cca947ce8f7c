"""The section `data`: where the stories come from, and how they are cleaned."""

import re
from pathlib import PurePath
from typing import Annotated, Literal

from pydantic import Field, ValidationInfo, field_validator

from fabula.config.section import (
    LONGEST,
    Count,
    Fraction,
    Name,
    Positive,
    Processes,
    Section,
    Seed,
    Text,
)


class Embedded(Section):
    """The stories that this repository tells by itself: how many for each split."""

    train: Positive
    validation: Positive
    test: Positive
    new_world: Count
    """Test stories of names, things, places and plots that all other splits lack; 0: none."""


class Files(Section):
    """A user's own stories."""

    folder: Name
    """The folder that holds them. DVC watches its content: a changed story is noticed."""
    train: Name
    """File name or glob inside the folder."""
    validation: Text
    """The same; empty: cut from `train` by `data.validation_fraction`."""
    test: Text
    """The same; empty: cut from `train` by `data.test_fraction`."""
    separator: Annotated[str, Field(max_length=LONGEST)]
    """In text files, the line between two stories; empty: one story a line."""
    licence: Text
    """Named in the manifest."""

    @field_validator("train", "validation", "test")
    @classmethod
    def _is_inside_the_folder(cls, value: str) -> str:
        if PurePath(value).is_absolute() or ".." in PurePath(value).parts:
            raise ValueError(f"expected a file name or a glob inside the folder, got {value!r}")
        return value

    @field_validator("separator")
    @classmethod
    def _can_be_a_line(cls, value: str) -> str:
        if value != value.strip() or re.search(r"[\n\ud800-\udfff]", value):
            line = value.split("\n")[0].strip() if value.strip() else ""
            raise ValueError(
                f"no line is ever {value!r}: expected one line without white space at its ends, "
                f"such as {line or '<|endoftext|>'!r}, or '' for one story a line"
            )
        return value


class Columns(Section):
    """Which column of a dataset holds what; empty: none does."""

    story: Text
    """Empty: all as known for this dataset."""
    prompt: Text
    tags: Text
    summary: Text
    characters: Text


class Hub(Section):
    """A dataset of the Hugging Face Hub: its parquet, JSON, CSV, text or Arrow files."""

    name: Name
    revision: Name
    """A commit; or a tag or branch, which the manifest names the commit of."""
    train: Name
    """Glob of files inside the dataset; of a story in several formats parquet is read."""
    validation: Text
    """The same; empty: cut from `train` by `data.validation_fraction`."""
    test: Text
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
    engine: Literal["local", "datatrove", "slurm"]
    """What does it: this process; `datatrove` with `workers` processes, for files that are too many
    for one; or `slurm`, where these are jobs of a cluster."""
    workers: Processes
    """Processes of datatrove, or jobs at once; any number writes the same bytes."""
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

    @field_validator("engine")
    @classmethod
    def _suits_the_source(cls, value: str, info: ValidationInfo) -> str:
        if value != "local":
            for name, only in (("source", "files"), ("limit", 0), ("also_embedded", 0)):
                if info.data.get(name, only) != only:
                    raise ValueError(
                        f"{value} needs data.{name}: {only}, got {info.data[name]!r}; "
                        "local takes any"
                    )
        return value
