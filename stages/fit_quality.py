"""Learn from training stories what stories are like, and which tags they show."""

from fabula.command import run
from fabula.evaluation.corpus_stories import held_out_stories, training_stories
from fabula.evaluation.paths import QUALITY
from fabula.evaluation.quality import learned


def main() -> None:
    """`data/stories` -> `models/quality`, which all other stages that measure stories read."""
    learned.save(learned.fit(training_stories(), held_out_stories()), QUALITY)


if __name__ == "__main__":
    run(main)
