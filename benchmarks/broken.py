"""What the quality score and its signals see of broken stories: `python -m benchmarks.broken`.

Embedded test stories, of which nothing has learned, are broken in the ways of
`fabula.evaluation.quality_score.graded.BROKEN`, and read beside the whole ones as `fabula evaluate`
reads them: with the extra `judge` where it is there, which takes minutes, and without it. The
figures go into `benchmarks/broken.json`, and as a table into `docs/evaluate.md`.
"""

from functools import cache
from typing import Any

import numpy as np

from benchmarks.systems import ROOT
from fabula import files, world
from fabula.command import run
from fabula.evaluation.given import Given
from fabula.evaluation.metrics.validity import SET_CORRUPTIONS, told_apart
from fabula.evaluation.quality.joint_pass import Quality, learn, with_limits
from fabula.evaluation.quality_score.graded import BROKEN, opened
from fabula.evaluation.quality_score.scoring import (
    SCALED,
    WITH_JUDGE,
    WITHOUT,
    judge_is_here,
    quality_score,
)
from fabula.evaluation.quality_score.signals import SIGNALS
from fabula.markdown import table
from fabula.reporting.readme import with_blocks

FIGURES = ROOT / "benchmarks" / "broken.json"
PAGE = ROOT / "docs" / "evaluate.md"
PLACE = "broken"
SEED, LEARNED, STORIES = 11, 1000, 20
LABELS = {WITH_JUDGE: "score with the extra", WITHOUT: "score without it"}
HARDLY = 0.1
"""What moves by less has an empty cell."""

Figures = dict[str, dict[str, Any]]
"""Corruption -> `score`, `whole` (both mean scores), `auc`, and `signals`: how far each moves."""


def main() -> None:
    """Measure, and write both."""
    parts = {WITH_JUDGE: True, WITHOUT: False} if judge_is_here() else {WITHOUT: False}
    found = {part: measured(judge=judge) for part, judge in parts.items()}
    files.write_json(FIGURES, found)
    files.write_text(PAGE, with_blocks(PAGE.read_text(encoding="utf-8"), {PLACE: block(found)}))


def measured(*, judge: bool) -> Figures:
    """What is found of stories broken in each way."""
    limits = [opened(story.text) for story in world.tell(SEED, "validation", SCALED)]
    score = quality_score(measures(), limits, judge=judge)
    whole = [opened(story.text) for story in world.tell(SEED, "test", STORIES)]
    table = score.table(whole)
    scores, signals = score(table), score.real(table)
    found: Figures = {}
    for way in BROKEN:
        texts = SET_CORRUPTIONS[way]([story.text for story in whole], [])
        broken = [
            Given(text, story.opening, story.prompt)
            for text, story in zip(texts, whole, strict=True)
        ]
        read = score.table(broken)
        moved = (score.real(read) - signals).mean(axis=0)
        found[way] = {
            "whole": _rounded(scores.mean()),
            "score": _rounded(score(read).mean()),
            "auc": told_apart(scores, score(read))["auc"],
            "signals": dict(zip(table, map(_rounded, moved), strict=True)),
        }
    return found


@cache
def measures() -> Quality:
    """What stories are like, as learned from others."""
    real = [story.text for story in world.tell(SEED, "train", LEARNED)]
    return with_limits(learn(real), [s.text for s in world.tell(SEED, "validation", SCALED)])


def block(found: dict[str, Figures]) -> str:
    """The figures as Markdown: a row each, a column for each way to break stories."""
    rows = [["", "whole", *(way.replace("_", " ") for way in BROKEN)]]
    for part, ways in found.items():
        whole = f"{ways['splice']['whole']:.2f}"
        scores, areas = ([f"{ways[way][name]:.2f}" for way in BROKEN] for name in ("score", "auc"))
        rows += [[f"**{LABELS[part]}**", whole, *scores], ["its AUC", "", *areas]]
    fullest = next(iter(found.values()))
    signals = [name for name in SIGNALS if name in fullest["splice"]["signals"]]
    rows += [
        [name, "", *(_moved(fullest[way]["signals"][name]) for way in BROKEN)] for name in signals
    ]
    return table(rows, "lr")


def _moved(by: float) -> str:
    return "" if abs(by) < HARDLY else f"{by:+.1f}"


def _rounded(value: np.floating[Any] | float) -> float:
    return round(float(value), 3)


if __name__ == "__main__":
    run(main)
