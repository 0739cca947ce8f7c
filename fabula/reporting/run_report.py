"""The report of a run: one page in Markdown, and the same as one HTML file that needs nothing else.

The Markdown is written first and is all there is to say; its HTML twin only puts the pictures in.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fabula import files, markdown
from fabula.corpus.paths import CARD
from fabula.evaluation.metrics.registry import METRICS
from fabula.evaluation.metrics.validity import Validity
from fabula.evaluation.paths import (
    CONTROL_METRICS,
    DIFFERENCES_METRICS,
    ERRORS,
    EVALUATE_METRICS,
    NEW_WORLD_METRICS,
    VALIDITY_METRICS,
)
from fabula.evaluation.text_sets import LANGUAGE_MODEL
from fabula.reporting import control_tables, pages, provenance, tables
from fabula.reporting.findings import by_prediction, findings
from fabula.reporting.paths import (
    CONTROL_PICTURE,
    DATA_PICTURE,
    DECODING_PICTURE,
    LOSS_PICTURE,
    POSITIONS_PICTURE,
    REPORT_HTML,
    REPORT_MARKDOWN,
    TRAINING_PICTURE,
)
from fabula.reporting.worst_stories import KINDS, quoted

TITLE = "Report of the run"
NEW_WORLD = (
    "Most figures are of new stories of the world that training tells of. A new world has other "
    "names, things, places and plots: what is left there of a figure is the model's own."
)
REPEATED = ("Source", "Splits", "Tags", "What was done to the stories")
"""The sections of the data card that the report repeats."""


@dataclass(frozen=True)
class Found:
    """What a run leaves, by the names of the files in `metrics/`; and what is said of it."""

    evaluate: tables.Evaluation
    new_world: tables.Evaluation
    differences: Mapping[str, Any]
    validity: Validity
    control: Mapping[str, Any]
    errors: Mapping[str, Sequence[Mapping[str, Any]]]
    """`data/errors.json`."""
    card: str
    """The data card."""
    seen: str
    """A sentence on the stories."""
    provenance: str
    """Markdown: the revision and the parameters."""


def read() -> Found:
    """What the run at hand has left."""
    return Found(
        evaluate=files.read_json(EVALUATE_METRICS),
        new_world=files.read_json(NEW_WORLD_METRICS),
        differences=files.read_json(DIFFERENCES_METRICS),
        validity=files.read_json(VALIDITY_METRICS),
        control=files.read_json(CONTROL_METRICS),
        errors=files.read_json(ERRORS),
        card=CARD.read_text(encoding="utf-8"),
        seen=tables.seen(Path()),
        provenance=provenance.made_by(),
    )


def write(found: Found) -> None:
    """Both forms of the report, where the pictures are already."""
    page = markdown_page(found)
    files.write_text(REPORT_MARKDOWN, page)
    files.write_text(REPORT_HTML, html_page(page, REPORT_MARKDOWN.parent))


def markdown_page(found: Found) -> str:
    """The whole report as Markdown, which lies beside the pictures that it shows."""
    sections = {
        "Verdict": _verdict(found),
        "Figures": _figures(found),
        "Before and after": _differences(found),
        "How training went": _training(),
        "What tags do": _control(found),
        "Decoding strategies": _picture(DECODING_PICTURE, "Quality against variety of each way"),
        "Errors": _errors(found),
        "Which metrics to trust": _validity(found),
        "The stories": _card(found),
        "Provenance": found.provenance,
    }
    contents = "\n".join(f"- [{title}](#{pages.anchor(title)})" for title in sections)
    parts = [f"## {title}\n\n{text.strip()}" for title, text in sections.items()]
    return "\n\n".join([f"# {TITLE}", contents, *parts]) + "\n"


def html_page(markdown: str, folder: Path) -> str:
    """The same for a browser, where no line ends within an interval; pictures as in `folder`."""
    whole = re.sub(r"\((-?\d\S*) to (-?\d\S*)\)", r"(\1&nbsp;to&nbsp;\2)", markdown)
    return pages.html_page(TITLE, STYLE, f"<main>\n{pages.from_markdown(whole, folder)}\n</main>")


def _picture(path: Path, title: str) -> str:
    return f"![{title}]({path.name})"


def _verdict(found: Found) -> str:
    sentences = findings(found.evaluate, found.differences, found.validity, found.control)
    lines = "\n".join(f"- {sentence}" for sentence in sentences)
    return f"{lines}\n\n{found.seen} In brackets 95% intervals."


def _figures(found: Found) -> str:
    """The headline figures first; then all of them."""
    short = tables.short_results_table(found.evaluate, found.validity, found.new_world)
    every = tables.results_table(found.evaluate, found.validity)
    return f"{short}\n{NEW_WORLD}\n\n{every}\n{tables.LEGEND}"


def _differences(found: Found) -> str:
    """Each pair of models that was compared: base against trained first."""
    parts = []
    for pair in found.differences:
        row, other = pair.split(" over ")
        table = tables.differences_table(found.differences, pair)
        parts.append(f"### {tables.row_label(row)} against {tables.row_label(other)}\n\n{table}")
    note = (
        "How far the first lies above the second, on the same openings or stories, and what that "
        "says. Where real stories are best (≈), the figure is how much farther from them it lies."
    )
    return "\n".join([note, "", *parts])


def _training() -> str:
    return "\n\n".join(
        [
            _picture(LOSS_PICTURE, "Training and validation loss of each model"),
            _picture(TRAINING_PICTURE, "Loss by tokens, learning rate, gradient norm"),
            _picture(POSITIONS_PICTURE, "Loss by the position in a story"),
        ]
    )


def _control(found: Found) -> str:
    picture = _picture(CONTROL_PICTURE, "What each tag is worth, and what guidance does")
    return f"{picture}\n\n{control_tables.tables(found.control)}"


def _errors(found: Found) -> str:
    """How often each error is met, then the worst stories."""
    kinds = [kind for kind in KINDS if kind in METRICS]
    lines = [["", "", *(tables.head(kind, found.validity) for kind in kinds)]]
    for row in ["real", *by_prediction(found.evaluate)]:
        for strategy, figures in found.evaluate.get(row, {}).items():
            if strategy != LANGUAGE_MODEL:
                cells = [tables.cell(figures[kind]) if kind in figures else "–" for kind in kinds]
                lines.append([tables.row_label(row), tables.strategy_label(strategy), *cells])
    note = (
        "The worst stories of each kind as their measures find them, the offending places marked, "
        "the given opening in italics. They are the worst, not what is usual."
    )
    table = markdown.table(lines, "llr")
    return f"{table}\n{note}\n\n{quoted(found.errors)}"


def _validity(found: Found) -> str:
    return (
        "Real stories were broken in every way of a column. A figure is the chance that its metric "
        "finds a real story better than a broken one: 1 always, 0.5 blind. In bold what the metric "
        "must notice; where it misses one of them on these stories, it is not validated, and "
        f"marked †.\n\n{tables.validity_table(found.validity)}"
    )


def _card(found: Found) -> str:
    """The data card's figures, one level deeper, and the picture of lengths and tags."""
    parts = re.split(r"^## ", found.card, flags=re.MULTILINE)[1:]
    shown = [f"### {part.strip()}" for part in parts if part.partition("\n")[0] in REPEATED]
    return "\n\n".join([*shown, _picture(DATA_PICTURE, "Lengths and tags of the stories")])


STYLE = """
main { max-width: 84rem; margin: 0 auto; }
p:has(> img) { max-width: none; overflow-x: auto; }
main > p:not(:has(img)), main > ul { max-width: 46rem; }
main > ul { padding-left: 1.25rem; }
main > ul li { padding: 0.2rem 0; break-inside: avoid; }
h1 + ul { columns: 16rem; }
h2 { margin-top: 2.5rem; padding-top: 1.5rem; border-top: 1px solid var(--line); }
h3 { margin-top: 1.75rem; }
a { color: inherit; text-decoration-color: var(--quiet); }
table {
  display: block; width: fit-content; max-width: 100%; overflow-x: auto; margin: 0.75rem 0;
  border-collapse: collapse; background: var(--card); font-size: 0.8125rem; line-height: 1.35;
  font-variant-numeric: tabular-nums; overflow-wrap: normal;
}
th, td { padding: 0.35rem 0.5rem; border-bottom: 1px solid var(--line); vertical-align: top; }
th { vertical-align: bottom; }
td { min-width: 6rem; }
th:first-child, td:first-child {
  position: sticky; left: 0; min-width: 9rem; background: var(--card);
}
img { display: block; max-width: 100%; max-height: 24rem; margin: 1rem auto; }
code { font-size: 0.9em; }
blockquote { margin: 0.75rem 0 1.25rem; }
blockquote p { margin: 0.5rem 0 0; }
blockquote i { color: var(--quiet); }
mark { background: #ffd86b; color: #24211c; }
mark b { font-weight: 600; text-decoration: underline; text-underline-offset: 0.15em; }
@media (max-width: 40rem) {
  img { height: 13rem; max-width: none; }
  th:first-child, td:first-child { min-width: 0; max-width: 8rem; }
}
@media print {
  h1 + ul { display: none; }
  table { display: table; width: 100%; font-size: 0.75rem; }
  th, td { padding: 0.15rem 0.3rem; }
  th:first-child, td { position: static; min-width: 0; }
  img, tr, blockquote p { break-inside: avoid; }
  mark { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
"""
