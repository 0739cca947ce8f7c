"""How all pictures look: the one place that knows matplotlib."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from fabula import files
from fabula.reporting.tables import ROWS, row_label

BLUE, RED = "#7f9dc2", "#b3402a"
MARKS = {"marker": "o", "markersize": 3.5}
COLOURS = {
    row_label(row): colour
    for row, colour in zip(
        ROWS,
        ("#444444", "#888888", "#b8862b", "#2f6690", "#b3402a", "#4c8c4a", "#7a4f9a"),
        strict=True,
    )
}
"""The same colour for a model in every picture, by the label of its row."""


def picture(
    path: Path,
    panels: int,
    draw: Callable[[Any], None],
    *,
    rows: int = 1,
    size: tuple[float, float] = (3.6, 3.2),
    **subplots: Any,
) -> None:
    """Write `rows` rows of `panels` panels, drawn as one row after the other, into a PNG.

    A panel has a `size` of width and height in inches, 200 dots each. `subplots` is for matplotlib
    (`sharey`, `width_ratios`). The user's matplotlib settings are left aside, and the same figures
    give the same bytes.
    """
    import matplotlib
    from matplotlib.figure import Figure

    with matplotlib.rc_context(), files.replacing(path) as temporary:
        matplotlib.rcdefaults()
        width, height = size
        figure = Figure(figsize=(width * panels, height * rows), dpi=200, layout="constrained")
        axes = figure.subplots(rows, panels, squeeze=False, **subplots).ravel()
        for panel in axes:
            panel.grid(axis="y", color="#e5e5e5")
            panel.spines[["top", "right"]].set_visible(False)
        draw(axes)
        figure.savefig(temporary, format="png", metadata={"Software": None})


def line(panel: Any, rows: Sequence[Mapping[str, float]], x: str, y: str, **style: Any) -> None:
    """Draw one column of rows against another."""
    panel.plot([row[x] for row in rows], [row[y] for row in rows], **style)


def with_intervals(
    panel: Any, x: Sequence[float], values: Sequence[Mapping[str, float | None]], **style: Any
) -> None:
    """Draw points with their 95% intervals; what has no figure is not drawn."""
    middles, lows, highs = (
        np.array([each[name] for each in values], dtype=float) for name in ("value", "low", "high")
    )
    reach = np.nan_to_num([middles - lows, highs - middles])
    panel.errorbar(x, middles, yerr=reach, linewidth=1, **style)
