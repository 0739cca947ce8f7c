"""The section `evaluate`."""

from fabula.config.section import Positive, Precision, Section


class Evaluate(Section):
    """How the models are measured."""

    KEY = "evaluate"

    stories: Positive
    """The first so many validation stories, which set the limits of what is measured of texts."""
    likelihood_stories: Positive
    """The first so many test stories, and those of a new world, that each model reads."""
    precision: Precision
    """In which it reads them, and the reference LM what was written."""
    batch_size: Positive
