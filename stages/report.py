"""Draw every picture of the run, and write its pages: the stories side by side, and the report."""

from fabula import files
from fabula.command import run
from fabula.evaluation.paths import EVALUATE_METRICS
from fabula.generation.paths import SAMPLES
from fabula.reporting import paths, pictures, run_report, sample_page

SHOWN = 10
"""Openings on the page of samples."""


def main() -> None:
    """Figures, curves and stories -> `plots/*.png`, `plots/samples.*` and `plots/report.*`."""
    pictures.draw_all()
    samples = files.read_jsonl(SAMPLES)
    passed = sample_page.sound(files.read_json(EVALUATE_METRICS))
    files.write_text(paths.SAMPLES_MARKDOWN, sample_page.markdown_page(samples, SHOWN, passed))
    files.write_text(paths.SAMPLES_HTML, sample_page.html_page(samples, SHOWN, passed))
    run_report.write(run_report.read())


if __name__ == "__main__":
    run(main)
