"""What early stopping would have made of a training run: replayed on its validation losses.

A run that overfits may end once its validation loss has not improved for a while (Prechelt 1998,
"Early stopping - but when?"). How long to wait is a bargain: little patience saves steps, and may
miss a better loss that comes later. A run over the whole budget knows what each patience misses.
"""

from collections.abc import Sequence
from typing import Any

from fabula.config.early_stopping import EarlyStopping
from fabula.config.gpt2 import Gpt2
from fabula.training.gpt2 import SCRATCH
from fabula.training.trainer import DIGITS
from fabula.training.training_run import Outcome

Point = dict[str, float]
Curve = Sequence[Point]
"""Validation losses: points of step and loss, as in `fabula.training.training_run.Outcome`."""


def recipe(gpt2: Gpt2, asked: EarlyStopping) -> Gpt2:
    """`gpt2` with the parameters that `early_stopping` has too, over the whole of its budget."""
    changes = asked.model_dump(include=set(Gpt2.model_fields))
    whole = {"epochs": 0.0, "max_tokens": 0, "patience": 0, "validation_stories": asked.stories}
    short: dict[str, Any] = {"compile": False}  # it would take longer than the run
    if asked.init == SCRATCH:
        short["lora"] = gpt2.lora.model_copy(update={"rank": 0})  # which adapts pretrained weights
    return gpt2.model_copy(update=changes | whole | short)


def analysis(whole: Outcome, stopped: Outcome, asked: EarlyStopping) -> dict[str, Any]:
    """What `metrics/early_stopping.json` holds, of a run over all steps and one stopped early.

    `whole_run`: its metrics, and `overfitting`, the nats per token by which it ends above its best
    loss: 0 where it does not overfit. `replay`: each pair of patience and min_delta on its losses.
    `real_run`: how the last of the pairs did for real.
    """
    ends, best = whole.metrics["validation_loss"], whole.metrics["best_validation_loss"]
    losses, last = whole.validation_curve, (asked.patiences[-1], asked.min_deltas[-1])
    return {
        "whole_run": whole.metrics | {"overfitting": round(ends - best, DIGITS)},
        "replay": {
            f"patience_{patience}": {
                f"min_delta_{min_delta:g}": replay(losses, patience, min_delta)
                for min_delta in asked.min_deltas
            }
            for patience in asked.patiences
        },
        "real_run": agreement(stopped.validation_curve, losses, *last),
    }


def replay(losses: Curve, patience: int, min_delta: float) -> Point:
    """Where early stopping ends the run of these losses, and what that costs.

    `stop_step`: its last step, that of the whole run where nothing stops it. `best_step`: of the
    weights that are kept. `regret`: how many nats per token these are worse than the best of the
    whole run. `steps_saved`: the fraction of all steps that are not taken. The untrained model's
    loss (step 0) is none of them.
    """
    points = [point for point in losses if point["step"]]
    seen = points[: evaluations([point["loss"] for point in points], patience, min_delta)]
    best, best_of_all = (min(some, key=lambda point: point["loss"]) for some in (seen, points))
    return {
        "stop_step": seen[-1]["step"],
        "best_step": best["step"],
        "regret": round(best["loss"] - best_of_all["loss"], DIGITS),
        "steps_saved": round(1 - seen[-1]["step"] / points[-1]["step"], DIGITS),
    }


def evaluations(losses: Sequence[float], patience: int, min_delta: float) -> int:
    """How many of the losses a run sees that stops early: all of them where nothing stops it.

    The rule of `transformers.EarlyStoppingCallback`: a loss is better when it is lower than every
    one before it by more than `min_delta`; so many in a row that are not better end the run.
    """
    best, waited = float("inf"), 0
    for number, loss in enumerate(losses, start=1):
        waited = 0 if best - loss > min_delta else waited + 1
        best = min(best, loss)
        if waited == patience:
            return number
    return len(losses)


def agreement(stopped: Curve, whole: Curve, patience: int, min_delta: float) -> Point:
    """How a run that was stopped early compares with the replay on the whole run's losses.

    `stop_step`: where it ended. `stop_step_off`: how many steps after the replay's end that is.
    `loss_off`: the largest difference between a loss of both, in nats per token. The last two are 0
    where the machine computes the same twice.
    """
    expected = {point["step"]: point["loss"] for point in whole}
    differences = [abs(point["loss"] - expected[point["step"]]) for point in stopped]
    end = stopped[-1]["step"]
    return {
        "patience": patience,
        "min_delta": min_delta,
        "stop_step": end,
        "stop_step_off": end - replay(whole, patience, min_delta)["stop_step"],
        "loss_off": round(max(differences), DIGITS),
    }


def curve(outcome: Outcome) -> list[Point]:
    """Points of step, training and validation loss (nats per token), one for each evaluation."""
    training = {point["step"]: point["loss"] for point in outcome.train_curve}
    return [
        {"step": point["step"], "training": training[point["step"]], "validation": point["loss"]}
        for point in outcome.validation_curve
        if point["step"]
    ]
