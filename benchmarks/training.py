"""How fast each recipe trains: `python -m benchmarks.training WORK RECIPE`, one JSON object."""

import json
import logging
import statistics
import sys
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import torch
from transformers import TrainerControl, TrainerState, TrainingArguments

from benchmarks.material import Vocabulary
from benchmarks.measuring import Stopwatch, measured
from benchmarks.recipes import RECIPES, SPEED, Job
from fabula.command import run
from fabula.config.threads import Threads
from fabula.models.precision import peak_flops
from fabula.training.progress import flops_a_token

log = logging.getLogger(__name__)

WARM_UP = 3
"""Steps before the clock: the first one compiles."""
STEPS = 4
"""Steps that are timed at least ..."""
SECONDS = 5
"""... and for how long at least."""
MOST_STEPS = 1000


class Pace(Stopwatch):
    """Times enough steps, then ends the training."""

    def on_step_end(
        self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **_: Any
    ) -> None:
        """End the training once enough steps were timed."""
        super().on_step_end(args, state, control)
        timed = self.ends[WARM_UP - 1 :]
        if len(timed) > STEPS and timed[-1] - timed[0] >= SECONDS:
            control.should_training_stop = True

    @property
    def seconds_a_step(self) -> float:
        """The median of the timed steps, with all that happens between two of them."""
        timed = self.ends[WARM_UP - 1 :]
        return statistics.median(end - start for start, end in pairwise(timed))

    @property
    def head_start(self) -> float:
        """How many seconds longer the first steps took than others do: compilation, above all."""
        return max(0.0, self.ends[WARM_UP - 1] - WARM_UP * self.seconds_a_step)


def pace(job: Job) -> Pace:
    """Run a job for as long as the measurement takes."""
    found = Pace()
    job.trainer.add_callback(found)
    job.trainer.train()
    return found


def compare(work: Path, rounds: int) -> dict[str, list[dict[str, Any]]]:
    """The figures of every recipe, one entry a round; the recipes take turns in each."""
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in SPEED}
    for number in range(1, rounds + 1):
        for name, figures in found.items():
            figures.append(measured("training", work, name))
            log.info("round %d, %s: %.0f", number, name, figures[-1]["tokens_per_second"])
    return found


def measure(name: str, work: Path) -> dict[str, Any]:
    """The speed of one recipe, and what fraction of this machine's matrix products it reaches."""
    recipe = RECIPES[name]
    vocabulary = Vocabulary(work, recipe.vocabulary)
    with TemporaryDirectory() as folder:
        job = recipe.make(vocabulary, MOST_STEPS, Path(folder))
        bf16 = job.trainer.args.bf16
        peak = peak_flops(bf16=True)
        found = pace(job)
    model = job.trainer.model
    tokens_a_second = job.useful / found.seconds_a_step
    figures = {
        "parameters": sum(weight.numel() for weight in model.parameters()),
        "tokens_per_second": tokens_a_second,
        "bytes_per_second": tokens_a_second * vocabulary.bytes_a_token(),
        "seconds_a_step": found.seconds_a_step,
        "head_start": found.head_start,
        "steps": len(found.ends) - WARM_UP,
        "bf16": bf16,
        "compiled": job.compiled,
        "bf16_peak": peak,
    }
    if recipe.against:
        figures["share_of_peak"] = tokens_a_second * flops_a_token(model, job.length) / peak
    return figures


def main() -> None:
    """Measure one recipe in this process."""
    work, name = sys.argv[1:]
    torch.set_num_threads(Threads.load().threads)
    print(json.dumps(measure(name, Path(work))))


if __name__ == "__main__":
    run(main)
