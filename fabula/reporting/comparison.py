"""Runs beside each other: which parameters differ, what came of it, and how it came about.

A run is read from a folder that has its files at their usual paths:
`fabula.reporting.revisions` opens one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from fabula import files, paths
from fabula.config import presets
from fabula.config.yaml12 import read_yaml
from fabula.evaluation.intervals import Estimate
from fabula.evaluation.paths import EVALUATE_METRICS
from fabula.evaluation.text_sets import LANGUAGE_MODEL
from fabula.reporting import drawing, tables
from fabula.reporting.curves import Curves, Points, read_curves
from fabula.reporting.drawing import MARKS
from fabula.training import run_logs
from fabula.training.paths import GPT2_CURVES, GPT2_METRICS, TAGMODEL_CURVES, TAGMODEL_METRICS

READ = (
    paths.LOCK,
    GPT2_METRICS,
    TAGMODEL_METRICS,
    EVALUATE_METRICS,
    GPT2_CURVES,
    TAGMODEL_CURVES,
)
SEE_ALL = ("check_params", "check_stories", "report")
"""The stages that are given all parameters, also those that others have not run with yet."""
EVALUATION = ("generate_samples", "evaluate")
"""The stages that turn models into figures."""
DIFFERENT = "Parameters that differ"
COLUMNS = ("validation loss ↓", "tokens", "steps", "seconds")
NONE = "–"
LEGEND = (
    "Validation loss: nats per token at the end of training. Seconds: how long training took on "
    "this machine, validation included; – where another one trained the model. Joint pass: of "
    "stories written with top-p, or else a run's first strategy. In brackets the 95% interval."
)
DASHES = ("-", "--", ":", "-.")
"""Of lines that lie on each other both are seen."""
ANOTHER_MEASURE = ("data.", "tokenizer.", "gpt2.validation_stories", "tagmodel.validation_stories")
"""Parameters (or how they begin) by which a validation loss means something else."""

Lines = list[list[str]]
"""A table: cells, the head first."""


@dataclass(frozen=True)
class Trained:
    """One model of one run."""

    metrics: Mapping[str, float]
    """As its training reports them."""
    bits_per_byte: Estimate
    joint_pass: Estimate
    """In %, of the strategy that stands for all in the README."""
    curves: Curves
    log: Points
    """Steps and seconds; empty where this machine did not train the model."""


@dataclass(frozen=True)
class Run:
    """What is compared."""

    name: str
    params: Mapping[str, Any]
    """By full path, such as `gpt2.width`."""
    models: Mapping[str, Trained]
    """By the label of their row."""


def missing(folder: Path) -> list[str]:
    """The files that a comparison reads and that a run lacks."""
    return [str(path) for path in READ if not (folder / path).exists()]


def read(name: str, folder: Path) -> Run:
    """The run whose files stand in `folder`, with the logs that this project has of it."""
    stages = read_yaml(folder / paths.LOCK)["stages"]
    evaluation = files.read_json(folder / EVALUATE_METRICS) if _evaluated(stages) else {}
    curves = read_curves(folder / GPT2_CURVES, folder / TAGMODEL_CURVES)
    models = {}
    for row, metrics in tables.trained_models(folder).items():
        label, by_strategy = tables.row_label(row), evaluation.get(row)
        log = run_logs.place(paths.LOGS, curves[label].train)
        models[label] = Trained(
            metrics,
            estimate(by_strategy and by_strategy[LANGUAGE_MODEL]["bits_per_byte"]),
            estimate(by_strategy and by_strategy[tables.short_strategy(by_strategy)]["joint_pass"]),
            curves[label],
            files.read_numbers(log) if log.exists() else [],
        )
    return Run(name, _params(stages), models)


def _evaluated(stages: Mapping[str, Any]) -> bool:
    """Whether `metrics/evaluate.json` tells of what was trained: not where only training ran."""
    made = {out["path"]: out["md5"] for stage in stages.values() for out in stage.get("outs", [])}
    used = [dep for name in EVALUATION for dep in stages.get(name, {}).get("deps", [])]
    return all(made.get(dep["path"], dep["md5"]) == dep["md5"] for dep in used)


def _params(stages: Mapping[str, Any]) -> dict[str, Any]:
    """What the stages ran with; `params.yaml` may have been edited since."""
    used: dict[str, Any] = {}
    for name, stage in stages.items():
        if name not in SEE_ALL:
            used |= stage.get("params", {}).get(str(paths.PARAMS), {})
    return dict(presets.leaves(used))


def estimate(figure: float | Estimate | None) -> Estimate:
    """A figure of `metrics/evaluate.json`; older commits have it without an interval."""
    return figure if isinstance(figure, dict) else {"value": figure, "low": None, "high": None}


def merged(runs: Sequence[Run]) -> list[Run]:
    """Runs that differ in their names alone as one: the workspace often is the last experiment."""
    found: list[Run] = []
    for run in runs:
        twin = next((other for other in found if replace(other, name=run.name) == run), None)
        if twin:
            found[found.index(twin)] = replace(run, name=f"{twin.name} = {run.name}")
        else:
            found.append(run)
    return found


def side_by_side(runs: Sequence[Run]) -> dict[str, Lines]:
    """By title: the parameters that differ (if any do), and for each model what came of it."""
    different = different_params(runs)
    shown = {DIFFERENT: different} if len(different) > 1 else {}
    return shown | {label: _figures(runs, label) for label in _labels(runs)}


def different_params(runs: Sequence[Run]) -> Lines:
    """A line for each parameter that not all runs share, a column for each run."""
    lines = [["", *(run.name for run in runs)]]
    for name in dict.fromkeys(name for run in runs for name in run.params):
        values = [str(run.params.get(name, NONE)) for run in runs]
        if len(set(values)) > 1:
            lines.append([name, *values])
    return lines


def _figures(runs: Sequence[Run], label: str) -> Lines:
    """A line for each run that has the model."""
    lines = [["", *COLUMNS, *map(tables.head, ("bits_per_byte", "joint_pass"))]]
    for run in runs:
        if model := run.models.get(label):
            figures = [
                f"{model.metrics['validation_loss']:.4f}",
                f"{model.metrics['tokens']:,}",
                f"{model.metrics['steps']:,}",
                f"{model.log[-1]['seconds']:,.0f}" if model.log else NONE,
                tables.cell(model.bits_per_byte, digits=4),
                tables.cell(model.joint_pass),
            ]
            lines.append([run.name, *figures])
    return lines


def notes(runs: Sequence[Run]) -> list[str]:
    """What a reader of the tables must know."""
    found = [LEGEND]
    others = [name for name, *_ in different_params(runs)[1:] if name.startswith(ANOTHER_MEASURE)]
    if others:
        found.append(
            f"The runs differ in {', '.join(others)}: losses per token compare only on the same "
            "stories with the same tokenizer, all other figures only on the same stories."
        )
    for run in runs:
        if any(model.joint_pass["value"] is None for model in run.models.values()):
            found.append(
                f"{run.name} was trained and not evaluated after it: run it as a whole, without "
                "the name of a stage."
            )
    return found


def picture(runs: Sequence[Run], path: Path) -> None:
    """Draw validation losses into a PNG: by tokens, below by seconds; a column for each model."""
    labels = _labels(runs)

    def draw(panels: Any) -> None:
        rows = panels[: len(labels)], panels[len(labels) :]
        lines: dict[str, Any] = {}
        for label, by_tokens, by_seconds in zip(labels, *rows, strict=True):
            for number, run in enumerate(runs):
                if model := run.models.get(label):
                    style = {"color": f"C{number % 10}", "linestyle": DASHES[number % len(DASHES)]}
                    lines[run.name] = _draw_by_tokens(by_tokens, model, style)
                    _draw_by_seconds(by_seconds, model, style)
            by_tokens.set(title=label, xlabel="million tokens predicted")
            by_seconds.set(xlabel="seconds of training")
            _tell_unknown(by_seconds, [run.models[label] for run in runs if label in run.models])
        losses = [
            row["loss"]
            for run in runs
            for model in run.models.values()
            for row in model.curves.validation[1:]  # before training all are as bad
        ]
        panels[0].set_ylim(0.97 * min(losses), 1.03 * max(losses))  # of all panels, which share it
        for row in rows:
            row[0].set_ylabel("validation loss, nats per token")
        panels[0].figure.legend(lines.values(), lines, loc="outside right upper", frameon=False)

    drawing.picture(path, len(labels), draw, rows=2, sharey=True)


def _draw_by_tokens(panel: Any, model: Trained, style: Mapping[str, Any]) -> Any:
    rows = model.curves.validation
    x, losses = ([row[name] for row in rows] for name in ("tokens", "loss"))
    (line,) = panel.plot([tokens / 1e6 for tokens in x], losses, **style, **MARKS)
    return line


def _draw_by_seconds(panel: Any, model: Trained, style: Mapping[str, Any]) -> None:
    if model.log:
        losses = [row["loss"] for row in model.curves.validation]
        panel.plot(seconds(model), losses, **style, **MARKS)


def seconds(model: Trained) -> list[float]:
    """Of training, up to each validation loss; training begins with the first."""
    steps, passed = ([0, *(line[name] for line in model.log)] for name in ("step", "seconds"))
    validated = [row["step"] for row in model.curves.validation]
    return [float(at) for at in np.interp(validated, steps, passed)]


def _tell_unknown(panel: Any, models: Sequence[Trained]) -> None:
    unknown = sum(not model.log for model in models)
    if unknown:
        text = f"{unknown} of {len(models)}: no seconds,\nnot trained on this machine"
        style = {"color": "#666666", "fontsize": 8, "ha": "right", "va": "top"}
        panel.text(1, 1, text, transform=panel.transAxes, **style)


def _labels(runs: Sequence[Run]) -> list[str]:
    return list(dict.fromkeys(label for run in runs for label in run.models))
