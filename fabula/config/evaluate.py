"""The section `evaluate`."""

from fabula.config.section import Positive, Section


class Evaluate(Section):
    """How the models are measured."""

    KEY = "evaluate"

    stories: Positive
    """The first so many test stories, whose likelihood is measured."""
    batch_size: Positive
