"""The one story of a run that a reader is shown first: chosen by rule, not by hand."""

from collections.abc import Mapping, Sequence
from typing import Any

from fabula.reporting.findings import by_prediction
from fabula.reporting.tables import SHORT_STRATEGY, Evaluation

Sample = Mapping[str, Any]


def shown_story(samples: Sequence[Sample], evaluation: Evaluation) -> Sample:
    """The sample that `tables.STORY_RULE` names, written with top-p where the run has it.

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
