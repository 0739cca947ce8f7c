"""What the fast tag model costs or gains: the original's attention and targets against ours.

All have the same layers, first weights and trainer. They are compared after the same minutes, and
after the same number of predictions.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks import losses
from benchmarks.material import Vocabulary
from benchmarks.measuring import measured
from benchmarks.recipes import RECIPES, WINDOW

ORIGINAL = "tagmodel-original"
SAME_MINUTES = "tagmodel"
SAME_TOKENS = "tagmodel-same-tokens"
MUON = "tagmodel-muon"
STORIES = 100
"""The first so many validation stories make the figures at the end. The original needs a window
for each of their tokens: about 20,000, which take a minute or two."""
CURVE_STORIES = 20
"""The first so many make the curves."""

Runs = Mapping[str, Mapping[str, Any]]


def compare(work: Path, minutes: float) -> dict[str, dict[str, Any]]:
    """The original and ours for so many minutes, and ours for as many predictions."""
    stories = (CURVE_STORIES, STORIES)
    timed = (ORIGINAL, SAME_MINUTES, MUON)
    found = {name: losses.after(minutes, work, name, *stories) for name in timed}
    steps = steps_for(found[ORIGINAL]["tokens"], work, SAME_TOKENS)
    return found | {SAME_TOKENS: measured("losses", work, SAME_TOKENS, steps, *stories)}


def steps_for(predictions: int, work: Path, name: str) -> int:
    """In how many steps a recipe makes so many predictions; at least one."""
    recipe = RECIPES[name]
    with TemporaryDirectory() as folder:
        job = recipe.make(Vocabulary(work, recipe.vocabulary), 1, Path(folder))
    return max(1, round(predictions / job.useful))


def seen(name: str, run: Mapping[str, Any]) -> int:
    """Story tokens that went through the model: the original reads a window for each prediction."""
    return int(run["tokens"]) * (WINDOW if name == ORIGINAL else 1)


def excess_of_seen(runs: Runs) -> float | None:
    """What `excess` is of ours with Muon; none where it has seen more than the original."""
    if seen(MUON, runs[MUON]) > seen(ORIGINAL, runs[ORIGINAL]):
        return None
    return excess(MUON)(runs)


def excess(name: str) -> Callable[[Runs], float]:
    """How many bits per byte a run of ours ends above the original; below it: a negative number."""
    return lambda runs: float(runs[name]["bits_per_byte"] - runs[ORIGINAL]["bits_per_byte"])
