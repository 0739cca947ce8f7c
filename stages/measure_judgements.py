"""Measure what people said of stories, and how our metrics go with that; or say that nobody did."""

from fabula import files
from fabula.alignment import feedback
from fabula.command import run
from fabula.judging import measures
from fabula.judging.paths import JUDGEMENTS_METRICS


def main() -> None:
    """`data/feedback` -> `metrics/judgements.json`."""
    tasks, judgements = feedback.exported()
    values = {}
    if judgements:
        from fabula.evaluation.real_corpus import own_corpus
        from fabula.judging.our_metrics import by_story

        values = by_story(tasks, own_corpus())
    files.write_json(JUDGEMENTS_METRICS, measures.summary(tasks, judgements, values))


if __name__ == "__main__":
    run(main)
