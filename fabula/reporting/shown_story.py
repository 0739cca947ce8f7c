"""The one story of a run that a reader is shown first: chosen by rule, not by hand."""

from collections.abc import Mapping, Sequence
from typing import Any

from fabula.reporting.findings import by_prediction
from fabula.reporting.tables import SHORT_STRATEGY, Evaluation, row_label, strategy_label
from fabula.reporting.worst_stories import quotation

Sample = Mapping[str, Any]

RULE = (
    "the first story, in the order of the prompts, that ended by itself, of the model that "
    "predicts real stories best"
)


def shown_story(samples: Sequence[Sample], evaluation: Evaluation) -> Sample:
    """The sample that `RULE` names, written with top-p where the run has it.

    Where no sample fits, it is the one that nearly does.
    """
    order = [*by_prediction(evaluation), *(sample["model"] for sample in samples)]
    return min(
        samples,
        key=lambda sample: (
            order.index(sample["model"]),
            sample["strategy"] != SHORT_STRATEGY,
            sample["ended"] != "eos",
        ),
    )


def quoted(sample: Sample) -> str:
    """The story as HTML, which Markdown leaves as it is, and a sentence on where it is from."""
    tags = f"the tags {', '.join(sample['tags'])}" if sample["tags"] else "no tags"
    opening = " and the opening in italics" if sample["prompt"] else " alone"
    cut = "" if sample["ended"] == "eos" else " (none did, so this one is cut off)"
    return (
        f"{quotation(sample['prompt'], sample['text'], ())}\n\n"
        f"By {row_label(sample['model'])}, from {tags}{opening} "
        f"({strategy_label(sample['strategy'])}, seed {sample['seed']}). Nobody edited or picked "
        f"it: it is {RULE}{cut}.\n"
    )
