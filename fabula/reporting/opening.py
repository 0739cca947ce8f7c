"""What the report and the README open with: one picture, and one table of few figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fabula import files, markdown
from fabula.evaluation.intervals import Estimate
from fabula.evaluation.metrics.validity import Validity
from fabula.evaluation.paths import (
    CONTROL_METRICS,
    EVALUATE_METRICS,
    NEW_WORLD_METRICS,
    VALIDITY_METRICS,
)
from fabula.evaluation.text_sets import LANGUAGE_MODEL
from fabula.reporting.drawing import COLOURS, picture
from fabula.reporting.tables import (
    ARROWS,
    STRANGE,
    Evaluation,
    cell,
    head,
    row_label,
    short_strategy,
)

ALT = "Of 100 stories, how many hold together and are unlike the others"
"""What the picture shows, for who does not see it."""
LEGEND = (
    "*Joint score*: of 100 stories, how many hold together (are coherent, keep their context, do "
    "not repeat themselves: *joint pass*) and are unlike the others and training stories. *In a "
    "new world*: the same where names, things, places and plots are none of those that training "
    f"tells of. {STRANGE} *Context kept*: of 100 stories, how many still know at their end who and "
    "what they began with. *Bits per byte*: how many a model needs to predict real stories. *Real "
    "stories* are held-out ones, which no model has seen. In brackets the 95% interval."
)
TAGS_LEGEND = (
    "*Worth of tags*: how many nats likelier a real story gets with its own tags than with "
    "another's. *Tags followed*: how surely stories have the tags they were asked for, at the "
    "strongest guidance; 1 as surely as real ones, 0 no more than chance."
)
SHORT = 4
"""Columns of the short form, which leaves tags out."""


@dataclass(frozen=True)
class Run:
    """The figures of a run that the table and the picture show, as in `metrics/`."""

    evaluate: Evaluation
    new_world: Evaluation
    control: Mapping[str, Any]
    validity: Validity

    @property
    def rows(self) -> list[str]:
        """Real stories first, then the models."""
        return [row for row in self.evaluate if row != "shuffled"]

    def figures(self, row: str) -> dict[str, Estimate | None]:
        """A row's figures by the heads of their columns; `None` where it has none."""
        known = _figures(self.evaluate.get(row, {}))
        strange = _figures(self.new_world.get(row, {}))
        guided = list(self.control["stories"].get(row, {}).values())
        followed = guided[0 if row == "real" else -1] if guided else {}
        gains = self.control["gains"].get(row, {})
        return {
            head("joint_score", self.validity): known.get("joint_score"),
            f"in a new world, % {ARROWS['higher']}": strange.get("joint_score"),
            head("context_maintenance", self.validity): known.get("context_maintenance"),
            head("bits_per_byte"): known.get("bits_per_byte"),
            f"worth of tags, nats {ARROWS['higher']}": gains.get("over_shuffled"),
            f"tags followed {ARROWS['higher']}": followed.get("adherence"),
        }


def read(folder: Path) -> Run:
    """The figures of the run whose `metrics/` stand in `folder`; `Path()` for the one at hand."""
    evaluate, new_world, control, validity = (
        files.read_json(folder / path)
        for path in (EVALUATE_METRICS, NEW_WORLD_METRICS, CONTROL_METRICS, VALIDITY_METRICS)
    )
    return Run(evaluate, new_world, control, validity)


def _figures(by_strategy: Mapping[str, Any]) -> dict[str, Any]:
    """Those of a row's likelihood, and of the strategy that stands for all."""
    written = [strategy for strategy in by_strategy if strategy != LANGUAGE_MODEL]
    return {
        **by_strategy.get(LANGUAGE_MODEL, {}),
        **(by_strategy[short_strategy(by_strategy)] if written else {}),
    }


def table(run: Run, rows: Sequence[str] = (), columns: int | None = None) -> str:
    """A line for each of the rows (or all) as Markdown, of the first columns (or all)."""
    found = {row: run.figures(row) for row in rows or run.rows}
    titles = list(dict.fromkeys(title for figures in found.values() for title in figures))
    told = [title for title in titles[:columns] if any(each[title] for each in found.values())]
    lines = [["", *told]]
    for row, figures in found.items():
        cells = (cell(figure) if (figure := figures[title]) else "–" for title in told)
        lines.append([row_label(row), *cells])
    return markdown.table(lines, "lr")


def draw(run: Run, path: Path) -> None:
    """Draw each row's joint score into a PNG: a bar for each world."""
    rows = run.rows[::-1]  # bars are drawn from below
    strange = any(row in run.new_world for row in rows)

    def bars(panels: Any) -> None:
        panel = panels[0]
        for place, row in enumerate(rows):
            known, new, *_ = run.figures(row).values()
            colour = COLOURS.get(row_label(row), "gray")
            _bar(panel, place + 0.2 * strange, known, color=colour)
            _bar(panel, place - 0.2, new, color=colour, alpha=0.45)
        panel.set_yticks(range(len(rows)), map(row_label, rows))
        panel.set(
            xlim=(0, 105), xlabel="joint score: of 100, how many hold together, unlike the others"
        )
        panel.grid(visible=False)
        if strange:
            panel.set_title("strong: new stories; pale: a new world", fontsize=10, color="#666666")

    picture(path, 1, bars, size=(7, 0.9 + 0.36 * len(rows)))


def _bar(panel: Any, place: float, figure: Estimate | None, **style: Any) -> None:
    """One bar with its interval and its figure; none where there is no figure."""
    if figure is None or figure["value"] is None:
        return
    value, low, high = figure["value"], figure["low"], figure["high"]
    panel.barh(place, value, height=0.36, **style)
    end = value
    if low is not None and high is not None:
        panel.hlines(place, low, high, color="#222222", linewidth=1)
        end = high
    offset = {"textcoords": "offset points", "xytext": (4, 0)}
    panel.annotate(f"{value:.3g}", (end, place), va="center", fontsize=9, **offset)
