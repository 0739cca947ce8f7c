"""What our own metrics say of the stories that people judged."""

from collections.abc import Iterable

from fabula.evaluation.alone import values_by_story
from fabula.evaluation.given import Given
from fabula.evaluation.real_corpus import RealCorpus
from fabula.judging.measures import texts
from fabula.judging.rounds import Task


def by_story(tasks: Iterable[Task], corpus: RealCorpus) -> dict[str, dict[str, float]]:
    """Metric -> story -> value, of all metrics that have a value of each story."""
    stories = texts(tasks)
    values = values_by_story([Given(text) for text in stories], corpus)
    return {name: dict(zip(stories, each.tolist(), strict=True)) for name, each in values.items()}
