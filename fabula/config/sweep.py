"""The section `sweep`."""

from typing import Annotated

from pydantic import Field

from fabula.config.decoding import Heat, Strategy
from fabula.config.section import Once, Positive, Section


class Sweep(Section):
    """Which decoding strategies are tried, on GPT-2."""

    KEY = "sweep"

    prompts: Positive
    """The first so many of the prompts are continued in every way."""
    strategies: Annotated[list[Strategy], Field(min_length=1), Once]
    temperatures: Annotated[list[Heat], Field(min_length=1), Once]
    """Each with every strategy that has one."""
