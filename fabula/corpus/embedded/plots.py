"""Plots as they are written down, read into templates.

A plot has no tag of its own. It says how each tag could turn it: what may be seen early and pay off
later (`clue`), what is believed and then overturned (`belief`), what the friends quarrel about,
how it ends well or badly, and what follows from either end.
"""

from dataclasses import dataclass
from functools import cache

from fabula.corpus.embedded import plots_four, plots_one, plots_three, plots_two
from fabula.corpus.embedded.beats import BEATS
from fabula.corpus.embedded.grammar import Template, compile_template

Wordings = tuple[Template, ...]


@dataclass(frozen=True)
class Plot:
    """One plot; in `clue` and `belief`, the parts of a turn belong together."""

    name: str
    premise: Wordings
    gist: Wordings
    well: Wordings
    badly: Wordings
    matter: tuple[dict[str, Template], ...]
    setup: Wordings
    trouble: Wordings
    attempt: Wordings
    clue: tuple[Wordings, ...]
    belief: tuple[Wordings, ...]
    quarrel: Wordings
    good: Wordings
    bad: Wordings
    wise: Wordings
    rue: Wordings
    has_thing: bool


@cache
def plots() -> dict[str, Plot]:
    """All plots by name."""
    found: dict[str, Plot] = {}
    for module in (plots_one, plots_two, plots_three, plots_four):
        for block in module.PLOTS.split("\n# ")[1:]:
            name, _, body = block.partition("\n")
            assert name not in found, f"two plots called {name}"
            found[name] = _plot(name, body)
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


def _plot(name: str, body: str) -> Plot:
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
    turns = {
        key: tuple(tuple(map(compile_template, item.split("=>"))) for item in sections.pop(key))
        for key in ("clue", "belief")
    }
    assert all(len(turn) == 2 for turn in turns["clue"]), name
    assert all(len(turn) == 3 for turn in turns["belief"]), name
    matter = tuple(
        {
            f"m.{key.strip()}": compile_template(value)
            for key, _, value in (part.partition("=") for part in item.split("|"))
        }
        for item in sections.pop("matter", ["none=none"])
    )
    # every wording has the thing, or else the story has to mention it elsewhere
    has_thing = any(
        all("{t" in item.lower() for item in sections[key]) for key in ("setup", "trouble")
    )
    wordings = {
        "attempt" if key == "try" else key: tuple(map(compile_template, items))
        for key, items in sections.items()
    }
    return Plot(name, matter=matter, has_thing=has_thing, **turns, **wordings)
