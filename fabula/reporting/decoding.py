"""What decoding strategies do to stories, in sentences computed from `plots/decoding.csv`."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fabula import files, paths
from fabula.config.yaml12 import read_yaml
from fabula.evaluation.paths import DECODING_SWEEP
from fabula.reporting.tables import cell, strategy_label

Row = Mapping[str, str]

REAL = "real"


def found(run: Path) -> str:
    """What real stories reach, which strategies do best, and which tells most of the same.

    Of the run whose files stand in `run`; `Path()` for the one at hand.
    """
    rows = files.read_csv(run / DECODING_SWEEP)
    params = read_yaml(run / paths.PARAMS)
    openings = min(params[section]["prompts"] for section in ("generate", "sweep"))
    real = next(row for row in rows if row["strategy"] == REAL)
    tried = [row for row in rows if row["strategy"] != REAL]
    best = max(tried, key=_score)
    beside = [row for row in tried if row is not best and _end(row, "high") >= _end(best, "low")]
    alike = max(tried, key=_lost)
    sentences = [
        f"Each strategy continued the first {openings} openings.",
        f"Of 100 real stories {_passed(real)} hold together (joint pass), and {_counted(real)} are "
        "unlike the others too (joint score).",
        f"Of the strategies, {_name(best)} has the highest joint score, {_counted(best)}.",
    ]
    if beside:
        names = "; ".join(map(_name, beside))
        sentences.append(f"Their intervals overlap with its own: {names}.")
    if _lost(alike) > 0:
        sentences.append(
            f"Most is told alike by {_name(alike)}: {_passed(alike)} hold together, and "
            f"{_counted(alike)} count."
        )
    return " ".join(sentences)


def _score(row: Row) -> float:
    return float(row["joint_score"])


def _lost(row: Row) -> float:
    """How many of 100 stories hold together and are told by others too."""
    return float(row["joint_pass"]) - _score(row)


def _end(row: Row, end: str) -> float:
    """An end of the joint score's interval; the score itself where there is no interval."""
    value = float(row[f"joint_score_{end}"])
    return value if value == value else _score(row)


def _counted(row: Row) -> str:
    ends: dict[str, Any] = {end: _end(row, end) for end in ("low", "high")}
    return cell({"value": _score(row), **ends, "n": None})


def _passed(row: Row) -> str:
    return f"{float(row['joint_pass']):.3g}"


def _name(row: Row) -> str:
    heat = float(row["temperature"])
    return f"{strategy_label(row['strategy'])}{f' at temperature {heat:g}' if heat else ''}"
