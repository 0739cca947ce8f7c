"""Whether one run is another computed again: `fabula reproduced NAME [OTHER]`.

A NAME is an experiment of DVC, a revision of Git (a branch, a tag, HEAD~1), or `workspace`, which
OTHER is unless it is given. What has no floating-point sums in it must be the same, losses agree to
1%, and what depends on single words that were drawn agrees in its 95% intervals. Fails where
something does not.
"""

import argparse
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fabula import files, paths
from fabula.config import presets
from fabula.config.yaml12 import read_yaml
from fabula.corpus.paths import DATA_METRICS, STORIES
from fabula.errors import FabulaError
from fabula.evaluation.paths import EVALUATE_METRICS, NEW_WORLD_METRICS
from fabula.evaluation.text_sets import LANGUAGE_MODEL
from fabula.reporting import console, revisions
from fabula.reporting.comparison import SEE_ALL
from fabula.tokens.paths import TOKENIZER, TOKENS, TOKENS_METRICS
from fabula.training.paths import GPT2_METRICS, REFERENCE_LM_METRICS, TAGMODEL_METRICS

TOLERANCE = 0.01
"""Of losses and bits per byte, as a part of the larger value."""
FREE = ("threads", "launch")
"""Parameters of the machine: they change the order of sums, and no more."""
DATA = tuple(map(str, (STORIES, TOKENIZER, TOKENS)))
COUNTED = (DATA_METRICS, TOKENS_METRICS)
TRAINED = (GPT2_METRICS, TAGMODEL_METRICS, REFERENCE_LM_METRICS)
WRITTEN = (EVALUATE_METRICS, NEW_WORLD_METRICS)
COUNTS = ("parameters", "steps", "tokens")
LOSSES = ("train_loss", "validation_loss", "best_validation_loss")
SCORES = ("joint_score", "joint_pass")

Rule = Callable[[Any, Any], bool]


def same(one: Any, other: Any) -> bool:
    """Equal in every digit."""
    return bool(one == other)


def near(one: float, other: float) -> bool:
    """No more than `TOLERANCE` of the larger apart."""
    return abs(one - other) <= TOLERANCE * max(abs(one), abs(other))


def overlap(one: Mapping[str, float], other: Mapping[str, float]) -> bool:
    """Whether two 95% intervals have a value in common."""
    return one["low"] <= other["high"] and other["low"] <= one["high"]


RULES: dict[Rule, str] = {
    same: "the same",
    near: f"within {TOLERANCE:.0%}",
    overlap: "95% intervals overlap",
}


@dataclass(frozen=True)
class Figure:
    """What both runs have, and the rule that it is held to."""

    name: str
    rule: Rule
    one: Any
    other: Any

    @property
    def holds(self) -> bool:
        """Whether two machines could have made both."""
        return self.rule(self.one, self.other)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which two runs."""
    parser.add_argument("name", help="the run to reproduce: an experiment or a revision")
    parser.add_argument("other", nargs="?", default=revisions.WORKSPACE, help="default: workspace")


def main(options: argparse.Namespace) -> None:
    """Print what was compared by which rule, and each figure that differs too much."""
    with revisions.opened(options.name) as one, revisions.opened(options.other) as other:
        figures = compared(one, other)
    out = console.new()
    for rule, meaning in RULES.items():
        held = [figure for figure in figures if figure.rule is rule]
        good = sum(figure.holds for figure in held)
        out.print(f"{meaning + ':':<24}{good} of {len(held)}", markup=False)
    broken = [figure for figure in figures if not figure.holds]
    if broken:
        raise FabulaError(
            f"{options.other} is not {options.name} computed again; what must agree and does not:\n"
            + "\n".join(
                f"  {figure.name} ({RULES[figure.rule]}): {_shown(figure.one)} and "
                f"{_shown(figure.other)}"
                for figure in broken
            )
        )
    out.print(f"{options.other} is {options.name}, as far as two machines can agree")


def compared(one: Path, other: Path) -> list[Figure]:
    """Every figure that both folders have; `FabulaError` where one holds no run."""
    for folder in (one, other):
        if not (folder / paths.LOCK).exists():
            raise FabulaError(f"there is no {paths.LOCK} to compare: run `dvc repro`")
    return [
        Figure(name, rule, left, right)
        for rule, values in READ
        for name, left, right in _in_both(dict(values(one)), dict(values(other)))
    ]


def _in_both(one: dict[str, Any], other: dict[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    for name in one:
        if name in other:
            yield name, one[name], other[name]


def _exact(folder: Path) -> Iterator[tuple[str, Any]]:
    stages = read_yaml(folder / paths.LOCK)["stages"]
    for name, stage in stages.items():
        read = {} if name in SEE_ALL else stage.get("params", {}).get(str(paths.PARAMS), {})
        yield from ((key, value) for key, value in presets.leaves(read) if key not in FREE)
        for out in stage.get("outs", []):
            if out["path"] in DATA:
                yield out["path"], out["md5"]
    for path in COUNTED:
        yield from _leaves(folder, path)
    yield from _named(folder, TRAINED, COUNTS)


def _close(folder: Path) -> Iterator[tuple[str, Any]]:
    yield from _named(folder, TRAINED, LOSSES)
    yield from _named(folder, WRITTEN, (f"{LANGUAGE_MODEL}.bits_per_byte.value",))
    yield from _named(folder, WRITTEN, (f"{LANGUAGE_MODEL}.bits_per_byte",))


def _drawn(folder: Path) -> Iterator[tuple[str, Any]]:
    for path in WRITTEN:
        figures = dict(_leaves(folder, path))
        for name in figures:
            score, _, last = name.rpartition(".")
            if last == "low" and score.endswith(tuple(f".{each}" for each in SCORES)):
                yield score, {end: figures[f"{score}.{end}"] for end in ("low", "high")}


READ: tuple[tuple[Rule, Callable[[Path], Iterator[tuple[str, Any]]]], ...] = (
    (same, _exact),
    (near, _close),
    (overlap, _drawn),
)


def _named(
    folder: Path, figures: tuple[Path, ...], names: tuple[str, ...]
) -> Iterator[tuple[str, Any]]:
    for path in figures:
        for name, value in _leaves(folder, path):
            if name.endswith(tuple(f".{ending}" for ending in names)):
                yield name, value


def _leaves(folder: Path, path: Path) -> Iterator[tuple[str, Any]]:
    """Every value of a file of figures, by the file's name and its own."""
    if (folder / path).exists():
        yield from presets.leaves(files.read_json(folder / path), f"{path}.")


def _shown(value: Any) -> str:
    if isinstance(value, Mapping):
        return f"{value['low']:g} to {value['high']:g}"
    return str(value)
