"""What each recipe has learned after some minutes from scratch.

    python -m benchmarks.losses WORK RECIPE STEPS [CURVE_STORIES STORIES]    one JSON object

Minutes are turned into steps by a measurement of the pace, so that the learning rate's schedule
ends with them. The clock runs from the first step, compilation counts, validation does not.
"""

import json
import logging
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import torch
from matplotlib.figure import Figure
from transformers import TrainerControl, TrainerState, TrainingArguments

from benchmarks.material import Vocabulary
from benchmarks.measuring import Stopwatch, measured
from benchmarks.recipes import RECIPES, Job
from fabula import files
from fabula.command import run
from fabula.config.threads import Threads
from fabula.models.likelihood import story_likelihoods
from fabula.models.precision import use_bf16
from fabula.tokens.windows import StoryWindows

log = logging.getLogger(__name__)

PEERS = "peers-small"
TIMES_SHORTER = 20
"""A run of ours has the peers' minutes divided by this."""
FRACTIONS = (0.02, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1.0)
"""Of all steps, after which the validation loss is measured."""
CURVE_STORIES = 200
"""The first so many validation stories make the curves; all of them the figure at the end."""
BATCH = 16

Point = Mapping[str, float]


class Curve(Stopwatch):
    """The validation loss against minutes of training."""

    def __init__(self, job: Job, vocabulary: Vocabulary, steps: int, stories: int) -> None:
        """Points at `FRACTIONS` of the steps, of the first so many validation stories."""
        super().__init__()
        self._job, self._vocabulary, self._stories = job, vocabulary, stories
        self._at = {max(1, round(fraction * steps)) for fraction in FRACTIONS}
        self._bf16 = use_bf16("auto")
        self.points: list[dict[str, float]] = []

    def on_step_end(
        self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **_: Any
    ) -> None:
        """Measure, with the clock held."""
        super().on_step_end(args, state, control)
        if state.global_step not in self._at:
            return
        before = time.perf_counter()
        minutes, loss = self.ends[-1] / 60, self.validation(self._stories)
        self.points.append({"minutes": minutes, "step": state.global_step, **loss})
        log.info("%.1f minutes: %.3f bits a byte", minutes, loss["bits_per_byte"])
        self.held_since(before)

    def validation(self, stories: int) -> dict[str, float]:
        """The loss on the first so many validation stories; 0: on all."""
        store, special = self._vocabulary.store("validation"), self._vocabulary.special
        windows = StoryWindows(store, self._job.layout, special, once=True, stories=stories)
        model = self._job.trainer.model
        with (
            torch.compiler.set_stance("force_eager"),  # these windows have many lengths
            torch.autocast(model.device.type, torch.bfloat16, enabled=self._bf16),
        ):
            likelihoods = story_likelihoods(model, windows, BATCH)
        return {
            "bits_per_byte": likelihoods.bits_per_byte,
            "nats_per_token": likelihoods.loss,
        }


def learn(
    name: str, work: Path, steps: int, curve_stories: int = CURVE_STORIES, stories: int = 0
) -> dict[str, Any]:
    """Train one recipe for so many steps; its curve, and the loss at the end.

    They are of the first `curve_stories` and the first `stories` of the validation; 0: of all.
    """
    recipe = RECIPES[name]
    vocabulary = Vocabulary(work, recipe.vocabulary)
    with TemporaryDirectory() as folder:
        job = recipe.make(vocabulary, steps, Path(folder))
        curve = Curve(job, vocabulary, steps, curve_stories)
        job.trainer.add_callback(curve)
        job.trainer.train()
    return {
        "steps": steps,
        "tokens": round(steps * job.useful),
        "minutes": curve.ends[-1] / 60,
        **curve.validation(stories),
        "compiled": job.compiled,
        "curve": curve.points,
    }


def compare(work: Path, minutes: float) -> dict[str, dict[str, Any]]:
    """The peers' recipe and ours for so many minutes, and ours for a fraction of them."""
    budgets = {PEERS: minutes, "scratch": minutes, "scratch-short": minutes / TIMES_SHORTER}
    return {name: after(budget, work, name) for name, budget in budgets.items()}


def after(minutes: float, work: Path, name: str, *stories: int) -> dict[str, Any]:
    """What one recipe has learned after so many minutes, in a process of its own."""
    pace = measured("training", work, name)
    steps = steps_in(minutes, pace["seconds_a_step"], pace["head_start"])
    log.info("%s: %d steps in %.1f minutes", name, steps, minutes)
    return measured("losses", work, name, steps, *stories)


def steps_in(minutes: float, seconds_a_step: float, head_start: float) -> int:
    """How many steps fit, the first of which take `head_start` seconds more; at least one."""
    return max(1, int((60 * minutes - head_start) / seconds_a_step))


def minutes_to(curve: Sequence[Point], target: float) -> float | None:
    """When a curve first reaches `target`, on the straight line between two points; or never.

    A curve that falls ever more slowly lies below that line: the true time is no later.
    """
    before: Point | None = None
    for point in curve:
        if point["bits_per_byte"] <= target:
            if before is None:
                return point["minutes"]
            fallen = before["bits_per_byte"] - point["bits_per_byte"]
            fraction = (before["bits_per_byte"] - target) / fallen
            return before["minutes"] + fraction * (point["minutes"] - before["minutes"])
        before = point
    return None


def times_shorter(runs: Mapping[str, Mapping[str, Any]]) -> float | None:
    """The peers' minutes over the fewest in which a run of ours reaches the peers' last loss."""
    last = runs[PEERS]["curve"][-1]
    found = [
        minutes_to(run["curve"], last["bits_per_byte"])
        for name, run in runs.items()
        if name != PEERS
    ]
    reached = [minutes for minutes in found if minutes is not None]
    return float(last["minutes"]) / min(reached) if reached else None


def draw(runs: Mapping[str, Mapping[str, Any]], path: Path) -> None:
    """The curves against minutes, which stand on a logarithmic axis."""
    figure = Figure(figsize=(7, 5), layout="constrained")
    axes = figure.subplots()
    for name, learned in runs.items():
        minutes = [point["minutes"] for point in learned["curve"]]
        losses = [point["bits_per_byte"] for point in learned["curve"]]
        axes.plot(minutes, losses, marker="o", markersize=3, label=RECIPES[name].label)
    axes.axhline(runs[PEERS]["curve"][-1]["bits_per_byte"], color="grey", linewidth=0.7)
    axes.set_xscale("log")
    axes.xaxis.set_major_formatter("{x:g}")
    axes.xaxis.set_minor_formatter("")
    axes.set_xlabel("minutes of training")
    axes.set_ylabel("validation bits per byte")
    figure.legend(loc="outside lower center")
    with files.replacing(path) as temporary:
        figure.savefig(temporary, format="png", dpi=120, metadata={"Software": None})


def main() -> None:
    """Train one recipe in this process."""
    work, name, steps, *stories = sys.argv[1:]
    torch.set_num_threads(Threads.load().threads)
    print(json.dumps(learn(name, Path(work), int(steps), *map(int, stories))))


if __name__ == "__main__":
    run(main)
