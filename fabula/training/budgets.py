"""How long a model trains: from a budget to steps, and what to try next."""

from collections.abc import Mapping, Sequence

import numpy as np

from fabula.config.training import Training
from fabula.tokens.packing import PackedRows
from fabula.tokens.windows import IGNORED, StoryWindows
from fabula.training.copying import TAKES_NAMES

SAMPLED_ROWS = 1000
NOTICEABLE = 0.005
"""The fraction of a loss that is worth a word."""
ONCE = 1.05
"""Passes over the rows; up to so many, hardly any of them was seen twice."""


def steps(rows: PackedRows | StoryWindows, config: Training) -> int:
    """Optimizer steps in the smallest of the budgets that are given; at least one.

    The learning rate's schedule runs over just so many steps. A budget of tokens counts labels,
    estimated from the mean of `SAMPLED_ROWS` rows that lie evenly over all.
    """
    rows_a_step = config.batch_size * config.accumulation_steps
    budgets = []
    if config.epochs:
        budgets.append(round(config.epochs * len(rows) / rows_a_step))
    if config.max_steps:
        budgets.append(config.max_steps)
    if config.max_tokens:
        budgets.append(round(config.max_tokens / (labels_a_row(rows) * rows_a_step)))
    return max(1, min(budgets))


def labels_a_row(rows: PackedRows | StoryWindows) -> float:
    """How many tokens of a row are predicted, on average."""
    sample = np.linspace(0, len(rows) - 1, min(SAMPLED_ROWS, len(rows)), dtype=int)
    return float(np.mean([(rows[int(n)]["labels"] != IGNORED).sum() for n in sample]))


def advice(
    train: Sequence[Mapping[str, float]],
    validation: Sequence[Mapping[str, float]],
    passes: float,
) -> str:
    """What the curves say, in a sentence or two, and what to try next.

    `passes` says how often the run saw each training row: what was seen once was not learnt by
    heart.
    """
    losses = _of_losses(train, validation, once=passes <= ONCE)
    copying = validation[-1].get("copying", TAKES_NAMES)
    if copying >= TAKES_NAMES:
        return losses
    return (
        f"{losses}. It does not take names from what it has read yet "
        f"(copying score {copying:.2f} nats, 4 to 7 of a model that tells stories well), so its "
        "heroes change their names: try more steps, or begin with pretrained weights (init)"
    )


def _of_losses(
    train: Sequence[Mapping[str, float]], validation: Sequence[Mapping[str, float]], *, once: bool
) -> str:
    losses = [row["loss"] for row in validation]
    best = int(np.argmin(losses))
    gap = losses[-1] - train[-1]["loss"]
    if losses[-1] > losses[best] * (1 + NOTICEABLE):
        rise = (
            f"the validation loss was best, {losses[best]:.3f}, at step "
            f"{validation[best]['step']:,} and ends at {losses[-1]:.3f} while training reads "
            f"{train[-1]['loss']:.3f}"
        )
        if once:
            return f"{rise}, though it saw no row twice; try a lower learning_rate"
        return f"it overfits: {rise}; try more stories, fewer epochs, dropout, more weight_decay"
    if len(losses) > 1 and losses[-2] - losses[-1] > losses[-1] * NOTICEABLE:
        return (
            f"the validation loss still fell at the end, to {losses[-1]:.3f}; try more epochs, "
            "then a larger model"
        )
    if gap > losses[-1] * 0.1:
        level = f"the validation loss levelled off at {losses[-1]:.3f}, {gap:.3f} above training"
        if once:
            return (
                f"{level}, though it saw no row twice: the held-out stories are harder, or of "
                "another kind; try more epochs, or splits of one kind"
            )
        return f"{level}: it begins to learn by heart; try more stories, dropout, more weight_decay"
    return (
        f"the validation loss levelled off at {losses[-1]:.3f}, near training's: the model is "
        "full or its learning rate has run out; try more epochs with a larger model"
    )
