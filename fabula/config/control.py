"""The section `control`."""

from typing import Annotated

from pydantic import Field

from fabula.config.section import Once, Positive, Section


class Control(Section):
    """How it is measured whether tags steer the models."""

    KEY = "control"

    stories: Positive
    """Stories that each model writes, with the tags of as many held-out ones and nothing else."""
    guidance: Annotated[list[Annotated[float, Field(ge=1, le=100)]], Field(min_length=1), Once]
    """The scales of guidance that are tried; 1: the model alone."""
    validation_stories: Positive
    """The first so many validation stories, whose likelihood is measured with their own tags and
    with others."""
