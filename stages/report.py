"""Write the report of the run: what it found, for a reader, as one HTML page and as Markdown."""

from pathlib import Path

from fabula import files, paths
from fabula.command import run
from fabula.config import params
from fabula.corpus.card import CARD
from fabula.corpus.paths import DATA_METRICS, STORIES
from fabula.evaluation.paths import (
    CONTROL_METRICS,
    DIFFERENCES_METRICS,
    ERRORS,
    EVALUATE_METRICS,
    VALIDITY_METRICS,
)
from fabula.reporting import provenance, run_report, tables
from fabula.reporting.paths import REPORT_HTML, REPORT_MARKDOWN


def main() -> None:
    """Figures, pictures and the worst stories -> `plots/report.html` and `plots/report.md`."""
    found = run_report.Found(
        evaluate=files.read_json(EVALUATE_METRICS),
        differences=files.read_json(DIFFERENCES_METRICS),
        validity=files.read_json(VALIDITY_METRICS),
        control=files.read_json(CONTROL_METRICS),
        errors=files.read_json(ERRORS),
        card=(STORIES / CARD).read_text(encoding="utf-8"),
        seen=tables.seen(Path()),
        provenance=made_by(),
    )
    page = run_report.markdown_page(found)
    files.write_text(REPORT_MARKDOWN, page)
    files.write_text(REPORT_HTML, run_report.html_page(page, REPORT_MARKDOWN.parent))


def made_by() -> str:
    """The revision, the stories' hashes, and the parameters beside those of the default run."""
    splits = files.read_json(DATA_METRICS)["splits"]
    hashes = ", ".join(f"{name} `{about['sha256'][:12]}`" for name, about in splits.items())
    default = paths.RESULTS / tables.DEFAULT / paths.PARAMS
    changed = (
        provenance.changed_params(params.read_yaml(paths.PARAMS), params.read_yaml(default))
        if default.exists()
        else "No default run is kept to compare the parameters with.\n"
    )
    return (
        f"This report was written by {provenance.revision()}. "
        f"The stories by their SHA-256: {hashes}.\n\n{changed}"
    )


if __name__ == "__main__":
    run(main)
