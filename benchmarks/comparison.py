"""What became slower since the kept results, by more than the noise.

The noise of a section is told by what does not depend on our code: how much faster or slower the
usual scripts were than the last time, and how far the rounds of one recipe lie apart. A machine
that is busy slows them too, so it is not taken for a change of ours.
"""

from collections.abc import Mapping, Sequence
from statistics import median
from typing import Any

from benchmarks.recipes import RECIPES

LEAST = 0.05
"""The noise is at least so much of a speed: single figures hide how far they would lie apart."""

Speeds = Mapping[str, Sequence[float]]
"""By what was measured: its speed in each round."""


def compared(section: str, before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> list[str]:
    """Lines to be read: what of a section, measured anew, is slower than in the kept one."""
    if before is None:
        return [f"{section}: nothing was kept yet to compare with"]
    if section not in SPEEDS:
        return []
    for what in ("machine", "corpus"):
        if before[what] != after[what]:
            return [f"{section}: not compared with what was kept, which has another {what}"]
    old, new = (SPEEDS[section](each["figures"]) for each in (before, after))
    changes = {name: median(new[name]) / median(old[name]) for name in new if name in old}
    usual = [abs(1 - change) for name, change in changes.items() if not _is_ours(section, name)]
    noise = max([LEAST, *usual, *map(_spread, old.values()), *map(_spread, new.values())])
    lines = [
        f"{section}: {name} is slower: {change:.0%} of the kept speed"
        for name, change in changes.items()
        if _is_ours(section, name) and change < 1 - noise
    ]
    return lines or [f"{section}: nothing of ours is slower by more than the noise of {noise:.0%}"]


def _spread(rounds: Sequence[float]) -> float:
    """How far apart the rounds of one recipe lie, as a part of their median."""
    return (max(rounds) - min(rounds)) / median(rounds)


def _trained(figures: Mapping[str, Any]) -> Speeds:
    return {
        name: [each["tokens_per_second"] for each in rounds] for name, rounds in figures.items()
    }


def _learned(figures: Mapping[str, Any]) -> Speeds:
    return {name: [run["tokens"] / run["minutes"]] for name, run in figures.items()}


def _written(figures: Mapping[str, Any]) -> Speeds:
    return {
        f"{row['model']}, {row['strategy']}, {row['contender']}": [row["tokens_per_second"]]
        for row in figures["rows"]
    }


def _tokenized(figures: Mapping[str, Any]) -> Speeds:
    return {
        f"{row['megabytes']:g} MB, {row['contender']}": [row["mb_per_s"]] for row in figures["rows"]
    }


SPEEDS = {
    "speed": _trained,
    "loss": _learned,
    "tagmodel": _learned,
    "generation": _written,
    "tokenizing": _tokenized,
}
"""The speeds in the figures of a section."""


def _is_ours(section: str, name: str) -> bool:
    """Whether our code decides how fast it is."""
    if section in ("generation", "tokenizing"):
        return name.split(", ")[-1].startswith("ours")
    return bool(RECIPES[name].against)
