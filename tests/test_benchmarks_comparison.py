"""What `make bench` says of the results that were kept before."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from tiny import ROOT

from benchmarks.comparison import SPEEDS, compared
from fabula import files

KEPT = files.read_json(ROOT / "benchmarks/results.json")


def changed(section: str, factor: Callable[[str], float]) -> dict[str, Any]:
    """The kept section, each speed times what `factor` says of its name."""
    found: dict[str, Any] = deepcopy(KEPT[section])
    figures = found["figures"]
    if "rows" in figures:
        for row in figures["rows"]:
            speed = "mb_per_s" if section == "tokenizing" else "tokens_per_second"
            row[speed] *= factor(row["contender"])
    else:
        for name, runs in figures.items():
            for run in runs if isinstance(runs, list) else [runs]:
                run["tokens_per_second" if section == "speed" else "tokens"] *= factor(name)
    return found


def is_ours(name: str) -> bool:
    """As the sections call them."""
    return not name.startswith(("usual", "peers", "datasets", "tokenizers")) and "orig" not in name


@pytest.mark.parametrize("section", SPEEDS)
def test_what_became_slower_is_named_and_nothing_else(section: str) -> None:
    (line,) = compared(section, KEPT[section], KEPT[section])
    assert "nothing of ours is slower by more than the noise" in line
    (line,) = compared(section, KEPT[section], changed(section, lambda _: 0.5))
    assert "noise of 50%" in line, "the machine is slower, not the code"
    (line,) = compared(section, KEPT[section], changed(section, lambda _: 1.3))
    assert "nothing" in line
    lines = compared(section, KEPT[section], changed(section, lambda n: 0.5 if is_ours(n) else 1.0))
    assert all("is slower: 50% of the kept speed" in line for line in lines)
    names = SPEEDS[section](KEPT[section]["figures"])
    assert len(lines) == sum(is_ours(name.split(", ")[-1]) for name in names) > 0


def test_rounds_that_lie_apart_are_noise() -> None:
    wide, one = deepcopy(KEPT["speed"]), "124m"
    for each in (wide["figures"]["peers-124m"], wide["figures"]["small-kept"]):
        each[0]["tokens_per_second"] *= 2
    slower = changed("speed", lambda name: 0.7 if name == one else 1.0)
    assert "nothing" in compared("speed", wide, slower)[0]


@pytest.mark.parametrize("what", ["machine", "corpus"])
def test_figures_of_another_machine_or_corpus_are_not_compared(what: str) -> None:
    (line,) = compared("generation", KEPT["generation"] | {what: "another"}, KEPT["generation"])
    assert f"which has another {what}" in line
    (line,) = compared("generation", None, KEPT["generation"])
    assert "nothing was kept yet" in line
