"""The report of a run: one page in Markdown, and the same as one HTML file that needs nothing else.

It opens with a picture, a table, a story and a few sentences; all else is folded. The Markdown is
written first and is all there is to say; its HTML twin only puts the pictures in.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fabula import files, markdown
from fabula.alignment.paths import ALIGN_METRICS
from fabula.corpus.paths import CARD
from fabula.evaluation.metrics.registry import METRICS
from fabula.evaluation.paths import DIFFERENCES_METRICS, ERRORS
from fabula.evaluation.text_sets import LANGUAGE_MODEL
from fabula.generation.paths import SAMPLES, Sample
from fabula.judging.paths import JUDGEMENTS_METRICS
from fabula.reporting import (
    control_tables,
    decoding,
    opening,
    origins,
    pages,
    people,
    provenance,
    tables,
    worst_stories,
)
from fabula.reporting.findings import by_prediction, findings
from fabula.reporting.paths import (
    CONTROL_PICTURE,
    DATA_PICTURE,
    DECODING_PICTURE,
    EARLY_STOPPING_PICTURE,
    LOSS_PICTURE,
    OVERVIEW_PICTURE,
    POSITIONS_PICTURE,
    REPORT_HTML,
    REPORT_MARKDOWN,
    TRAINING_PICTURE,
)
from fabula.reporting.shown_story import quoted, shown_story

TITLE = "What this run found"
REPEATED = ("Source", "Splits", "Tags", "What was done to the stories")
"""The sections of the data card that the report repeats."""


@dataclass(frozen=True)
class Found:
    """What a run leaves, by the names of the files in `metrics/`; and what is said of it."""

    figures: opening.Run
    differences: Mapping[str, Any]
    story: Sample
    """The one that is shown."""
    errors: Mapping[str, Sequence[Mapping[str, Any]]]
    """`data/errors.json`."""
    card: str
    """The data card."""
    decoding: str
    """Sentences on the strategies."""
    people: str
    """Markdown: what people said, and what a model learned from it."""
    origins: str
    """Sentences on the stories, and on the model that is called GPT-2."""
    provenance: str
    """Markdown: the revision and the parameters."""


def read() -> Found:
    """What the run at hand has left."""
    figures = opening.read(Path())
    return Found(
        figures=figures,
        differences=files.read_json(DIFFERENCES_METRICS),
        story=shown_story(files.read_jsonl(SAMPLES), figures.evaluate),
        errors=files.read_json(ERRORS),
        card=CARD.read_text(encoding="utf-8"),
        decoding=decoding.found(Path()),
        people=_people(),
        origins=f"{origins.seen(Path())} {origins.gpt2(Path())}",
        provenance=provenance.made_by(),
    )


def _people() -> str:
    judgements = files.read_json(JUDGEMENTS_METRICS)
    return f"{people.said(judgements)}\n\n{people.learned(files.read_json(ALIGN_METRICS))}"


def write(found: Found) -> None:
    """Both forms of the report, where the pictures are already."""
    page = markdown_page(found)
    files.write_text(REPORT_MARKDOWN, page)
    files.write_text(REPORT_HTML, html_page(page, REPORT_MARKDOWN.parent))


def markdown_page(found: Found) -> str:
    """The whole report as Markdown, which lies beside the pictures that it shows."""
    figures = found.figures
    sentences = findings(
        figures.evaluate, figures.new_world, found.differences, figures.validity, figures.control
    )
    parts = [
        f"# {TITLE}",
        _picture(OVERVIEW_PICTURE, opening.ALT),
        opening.table(figures),
        found.origins,
        f"{opening.LEGEND} {opening.TAGS_LEGEND}",
        "## A story",
        quoted(found.story),
        "## What was found",
        "\n".join(f"- {sentence}" for sentence in sentences),
        "## More",
    ]
    folded = {
        "Every figure": _figures(found),
        "Models compared": _differences(found),
        "How training went": _training(),
        "What tags do": _control(found),
        "Decoding strategies": _decoding(found),
        "What people said": found.people,
        "The worst stories": _errors(found),
        "Which metrics to trust": _validity(found),
        "The stories that models learned from": _card(found),
        "Where this is from": found.provenance,
    }
    parts += [_folded(title, text) for title, text in folded.items()]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _folded(title: str, text: str) -> str:
    """Markdown that unfolds below its title."""
    return f"<details>\n<summary>{title}</summary>\n\n{text.strip()}\n\n</details>"


def html_page(markdown: str, folder: Path) -> str:
    """The same for a browser, where no line ends within an interval; pictures as in `folder`."""
    whole = re.sub(r"\((-?\d\S*) to (-?\d\S*)\)", r"(\1&nbsp;to&nbsp;\2)", markdown)
    return pages.html_page(TITLE, STYLE, f"<main>\n{pages.from_markdown(whole, folder)}\n</main>")


def _picture(path: Path, title: str) -> str:
    return f"![{title}]({path.name})"


def _figures(found: Found) -> str:
    run = found.figures
    return tables.every_table(run.evaluate, run.new_world, run.validity)


def _differences(found: Found) -> str:
    """Each pair of models that was compared: base against trained first."""
    parts = []
    for pair in found.differences:
        row, other = pair.split(" over ")
        table = tables.differences_tables(found.differences, pair)
        parts.append(f"### {tables.row_label(row)} against {tables.row_label(other)}\n\n{table}")
    note = (
        "How far the first lies above the second on the same openings or stories, with its 95% "
        "interval. It is better or worse where the interval leaves out 0; else no difference is "
        "seen. Where ≈ stands, the figure is how much farther it lies from real stories."
    )
    return "\n".join([note, "", *parts])


def _training() -> str:
    return "\n\n".join(
        [
            _picture(LOSS_PICTURE, "Training and validation loss of each model"),
            _picture(
                TRAINING_PICTURE, "Loss by tokens, names copied, learning rate, gradient norm"
            ),
            _picture(POSITIONS_PICTURE, "Loss by the position in a story"),
            _picture(EARLY_STOPPING_PICTURE, "Where each patience would have stopped a training"),
        ]
    )


def _control(found: Found) -> str:
    picture = _picture(CONTROL_PICTURE, "What each tag is worth, and what guidance does")
    return f"{picture}\n\n{control_tables.tables(found.figures.control)}"


def _decoding(found: Found) -> str:
    return f"{_picture(DECODING_PICTURE, 'Quality against variety of each')}\n\n{found.decoding}"


def _errors(found: Found) -> str:
    """How often each error is met, then the worst stories."""
    kinds = [kind for kind in worst_stories.KINDS if kind in METRICS]
    lines = [["", "", *(tables.head(kind, found.figures.validity) for kind in kinds)]]
    evaluation = found.figures.evaluate
    for row in ["real", *by_prediction(evaluation)]:
        for strategy, figures in evaluation.get(row, {}).items():
            if strategy != LANGUAGE_MODEL:
                cells = [tables.cell(figures[kind]) if kind in figures else "–" for kind in kinds]
                lines.append([tables.row_label(row), tables.strategy_label(strategy), *cells])
    note = (
        "Below are the worst stories of each kind, not the usual ones. What their measure found "
        "is marked; the opening in italics was given."
    )
    table = markdown.table(lines, "llr")
    return f"{table}\n{note}\n\n{worst_stories.quoted(found.errors)}"


def _validity(found: Found) -> str:
    return (
        "Real stories were broken on purpose, in a way for each column. A figure is how often a "
        "metric prefers a real story to a broken one: 1 always, 0.5 no better than a coin. In "
        "bold is what the metric ought to notice; where it misses one of these, a † stands behind "
        "its name.\n\n"
        f"{tables.validity_table(found.figures.validity)}"
    )


def _card(found: Found) -> str:
    """The data card's figures, a level deeper, and the picture of lengths and tags."""
    parts = re.split(r"^## ", found.card, flags=re.MULTILINE)[1:]
    shown = [f"### {part.strip()}" for part in parts if part.partition("\n")[0] in REPEATED]
    return "\n\n".join([*shown, _picture(DATA_PICTURE, "Lengths and tags of the stories")])


STYLE = """
main { max-width: 84rem; margin: 0 auto; }
p:has(> img) { max-width: none; overflow-x: auto; }
main > p:not(:has(img)), main > ul { max-width: 46rem; }
main > ul { padding-left: 1.25rem; }
main > ul li { padding: 0.2rem 0; break-inside: avoid; }
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
img {
  display: block; max-width: 100%; max-height: 24rem; margin: 1rem 0; border-radius: 0.5rem;
}
main > details > summary { padding: 0.75rem 0; color: var(--ink); font-size: 1.0625rem; }
main > details > p:not(:has(img)), main > details > ul { max-width: 46rem; }
code { font-size: 0.9em; }
blockquote { margin: 0.75rem 0 1.25rem; }
blockquote p { margin: 0.5rem 0 0; }
blockquote i { color: var(--quiet); }
mark { background: #ffd86b; color: #24211c; }
mark b { font-weight: 600; text-decoration: underline; text-underline-offset: 0.15em; }
@media (max-width: 40rem) {
  img { height: 13rem; max-width: none; }
  h1 + p img { height: auto; max-width: 100%; }
  th:first-child, td:first-child { min-width: 6.5rem; max-width: 8rem; }
}
@media print {
  table { display: table; width: 100%; font-size: 0.75rem; }
  th, td { padding: 0.15rem 0.3rem; }
  th:first-child, td { position: static; min-width: 0; }
  img, tr, blockquote p { break-inside: avoid; }
  mark { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
"""
