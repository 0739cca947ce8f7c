"""What `fabula evaluate` found, as lines for a terminal and as a page."""

from pathlib import Path

from fabula import markdown
from fabula.evaluation.alone import REAL, Evaluation
from fabula.evaluation.metrics.registry import JUDGED, METRICS, TEXT
from fabula.reporting import pages, tables

TITLE = "Stories measured"
NOTICES = "notices"
LEGEND = (
    "↑ higher is better, ↓ lower is better, ≈ best where real stories are. In brackets the 95% "
    "interval. notices: how well the metric tells these real stories from copies of them that are "
    "broken in the ways it must notice, as the AUC of the worst of these: 1 always, 0.5 never. "
    "† Do not lean on this metric: that is too little."
)

Lines = list[list[str]]


def lines(found: Evaluation) -> Lines:
    """A line a metric: each row, their difference, real stories, and what the metric notices."""
    compared = bool(found.difference)
    rows = [row for row in found.figures if row != REAL]
    shown = [*rows, *(["difference", ""] if compared else []), REAL, NOTICES]
    table = [["", *shown]]
    for name in {**TEXT, **JUDGED}:
        if all(name not in figures for figures in found.figures.values()):
            continue
        cells = [_cell(found, row, name) for row in rows]
        if compared:
            difference = found.difference.get(name)
            known = difference is not None and difference["value"] is not None
            cells += (
                [tables.cell(difference), tables.verdict(name, difference)]
                if known and difference is not None
                else ["–", ""]
            )
        cells += [_cell(found, REAL, name), _noticed(found, name)]
        table.append([tables.head(name, found.validity), *cells])
    return table


def _cell(found: Evaluation, row: str, name: str) -> str:
    figure = found.figures[row].get(name)
    return tables.cell(figure) if figure else "–"


def _noticed(found: Evaluation, name: str) -> str:
    """The least AUC among the ways that the metric must notice."""
    areas = [
        found.validity[way][name]["auc"] or 0.0
        for way in METRICS[name].notices
        if name in found.validity.get(way, {})
    ]
    return f"{min(areas):.2f}" if areas else "–"


def about(found: Evaluation) -> str:
    """What was measured against what, in a sentence or two."""
    rows = [row for row in found.stories if row != REAL]
    counted = " and ".join(f"{row} ({_stories(found.stories[row])})" for row in rows)
    said = f"{counted}, held against {found.held_against}."
    if not found.difference:
        return said
    how = (
        f"paired over the {found.paired_prompts:,} prompts that both answer"
        if found.paired_prompts
        else "of stories of different prompts, so not paired"
    )
    return f"{said} Difference: {rows[0]} less {rows[1]}, {how}."


def _stories(count: int) -> str:
    return "1 story" if count == 1 else f"{count:,} stories"


def left_out(found: Evaluation) -> list[str]:
    """A line for each reason why metrics have no figures."""
    by_reason: dict[str, list[str]] = {}
    for name, reason in found.left_out.items():
        by_reason.setdefault(reason, []).append(tables.metric_label(name))
    return [f"Left out: {', '.join(names)}: {reason}." for reason, names in by_reason.items()]


def html(found: Evaluation) -> str:
    """One HTML file that needs nothing else."""
    cells = [[markdown.literal(cell) for cell in line] for line in lines(found)]
    meanings = [["", "meaning", "range", "source"]]
    for name in found.figures[REAL]:
        metric = METRICS[name]
        low, high = metric.range
        entry = [tables.metric_label(name), metric.meaning, f"{low:g} to {high:g}", metric.source]
        meanings.append(list(map(markdown.literal, entry)))
    notes = [f"- {markdown.literal(note)}" for note in [*found.notes, *left_out(found)]]
    parts = [
        f"# {TITLE}",
        markdown.literal(about(found)),
        markdown.table(cells, "lr"),
        markdown.literal(LEGEND),
        "\n".join(notes),
        "## What each metric notices of broken stories",
        "The AUC with which it tells them from whole ones; bold where it must notice.",
        tables.validity_table(found.validity),
        "## What the metrics mean",
        markdown.table(meanings, "l"),
    ]
    body = pages.from_markdown("\n\n".join(parts), Path())
    return pages.html_page(TITLE, STYLE, body)


STYLE = """
table {
  display: block; overflow-x: auto; margin: 1rem 0;
  border-collapse: collapse; font-variant-numeric: tabular-nums;
}
th, td {
  padding: 0.25rem 0.75rem 0.25rem 0; border-bottom: 1px solid var(--line); overflow-wrap: normal;
}
"""
