"""Plots as they are written down, read into templates.

A plot has no tag of its own. It says how each tag could turn it: what may be seen early and pay off
later (`clue`), what is believed and then overturned (`belief`), what the friends quarrel about,
how it ends well or badly, and what follows from either end.
"""

import re
from dataclasses import dataclass, fields
from functools import cache

from fabula.world import (
    plots_bargains,
    plots_duties,
    plots_hearts,
    plots_makers,
    plots_marvels,
    plots_more,
    plots_nights,
    plots_others,
    plots_treasures,
    plots_ventures,
)
from fabula.world.beats import BEATS
from fabula.world.grammar import Template, compile_template

MODULES = (
    plots_treasures,
    plots_makers,
    plots_bargains,
    plots_duties,
    plots_ventures,
    plots_others,
    plots_marvels,
    plots_nights,
    plots_hearts,
)
Wordings = tuple[Template, ...]
_THING = re.compile(r"\{[tT](?:\.(?:a|look|full))?\}")


@dataclass(frozen=True)
class Plot:
    """One plot; in `clue` and `belief`, the parts of a turn belong together."""

    name: str
    matter: tuple[dict[str, Template], ...]
    clue: tuple[Wordings, ...]
    belief: tuple[Wordings, ...]
    has_thing: bool
    premise: Wordings
    gist: Wordings
    well: Wordings
    badly: Wordings
    setup: Wordings
    trouble: Wordings
    attempt: Wordings
    quarrel: Wordings
    good: Wordings
    bad: Wordings
    wise: Wordings
    rue: Wordings


# the fields from `premise` on are lists of wordings
_SECTIONS = {field.name for field in fields(Plot)[5:]}


@cache
def plots() -> dict[str, Plot]:
    """All plots by name."""
    found: dict[str, Plot] = {}
    more = {
        name: _sections(body)
        for name, _, body in (block.partition("\n") for block in plots_more.TURNS.split("\n# ")[1:])
    }
    for module in MODULES:
        for block in module.PLOTS.split("\n# ")[1:]:
            name, _, body = block.partition("\n")
            assert name not in found, f"two plots called {name}"
            sections = _sections(body)
            for key, items in more.get(name, {}).items():
                sections[key] += items
            found[name] = _plot(name, sections)
    return found


@cache
def beats() -> dict[str, Wordings]:
    """The moments that any plot can use."""
    found = {}
    for block in BEATS.split("\n# ")[1:]:
        name, _, body = block.partition("\n")
        found[name] = tuple(map(compile_template, _items(body)))
    return found


def _items(body: str) -> list[str]:
    return [item.strip() for item in ("\n" + body.strip()).split("\n- ")[1:]]


def _sections(body: str) -> dict[str, list[str]]:
    sections: dict[str, list[str]] = {}
    heading = ""
    for line in body.strip().splitlines():
        if line.endswith(":") and line[:-1].isalpha() and line.islower():
            heading = line[:-1]
            sections[heading] = []
        elif line.startswith("- "):
            sections[heading].append(line[2:])
        elif line:
            sections[heading][-1] += " " + line
    return sections


def _plot(name: str, sections: dict[str, list[str]]) -> Plot:
    clue, belief = (
        tuple(tuple(map(compile_template, item.split("=>"))) for item in sections.pop(key))
        for key in ("clue", "belief")
    )
    assert all(len(turn) == 2 for turn in clue), name
    assert all(len(turn) == 3 for turn in belief), name
    matter = tuple(
        {
            f"m.{key.strip()}": compile_template(value)
            for key, _, value in (part.partition("=") for part in item.split("|"))
        }
        for item in sections.pop("matter", ["none=none"])
    )
    # where some wording lacks the thing, the story has to mention it elsewhere
    has_thing = any(all(map(_THING.search, sections[key])) for key in ("setup", "trouble"))
    wordings = {
        "attempt" if key == "try" else key: tuple(map(compile_template, items))
        for key, items in sections.items()
    }
    assert wordings.keys() == _SECTIONS, f"{name}: {wordings.keys() ^ _SECTIONS}"
    return Plot(name, matter, clue, belief, has_thing, **wordings)
