"""The curves and logs that training leaves, by the label of each model's row."""

from dataclasses import dataclass
from pathlib import Path

from fabula import files
from fabula.paths import LOGS
from fabula.reporting.tables import ROWS, row_label
from fabula.training.paths import GPT2_CURVES, TAGMODEL_CURVES

Points = list[dict[str, float]]


@dataclass(frozen=True)
class Curves:
    """One training run, as `fabula.training.training_run` has it: points of step, tokens, loss,
    ..."""

    train: Points
    validation: Points


def read_curves(gpt2: Path = GPT2_CURVES, tagmodel: Path = TAGMODEL_CURVES) -> dict[str, Curves]:
    """The curves of GPT-2 and of each tag model, by the label of their row."""
    curves = {row_label("gpt2"): _curves(gpt2, "")}
    for file in sorted(tagmodel.glob("*_train.csv"), reverse=True):  # the start before the windows
        tags_at = file.name.removesuffix("_train.csv")
        curves[row_label(f"tagmodel-{tags_at}")] = _curves(tagmodel, f"{tags_at}_")
    return curves


def _curves(folder: Path, prefix: str) -> Curves:
    train, validation = (folder / f"{prefix}{name}.csv" for name in ("train", "validation"))
    return Curves(files.read_numbers(train), files.read_numbers(validation))


def read_logs(folder: Path = LOGS) -> dict[str, Points]:
    """The logs of how fast each model trained, by the label of its row; none on another machine."""
    logs = {row_label(name): folder / f"{name}.csv" for name in ROWS}
    return {label: files.read_numbers(file) for label, file in logs.items() if file.exists()}
