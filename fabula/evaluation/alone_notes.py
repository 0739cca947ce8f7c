"""What a reader must know of stories that are measured alone, in sentences."""

from collections.abc import Iterable, Sequence

from fabula.evaluation.given import FEW_PROMPTS, Given, Stories
from fabula.evaluation.metrics.registry import Standard
from fabula.evaluation.quality.failures import is_failure
from fabula.evaluation.real_corpus import RealCorpus
from fabula.words import words

FEW = 30
"""Stories, below which intervals are too narrow to be leant on."""
STRANGE = 0.75
"""Of the words of real stories that others of them use: who uses fewer tells of something else."""


def notes(
    rows: Sequence[Stories], corpus: RealCorpus, standard: Standard, training: Stories | None
) -> Iterable[str]:
    """What a reader must know, in sentences."""
    real = {story.whole.strip() for story in (*corpus.limits, *corpus.shown)}
    real.update(map(str.strip, corpus.learned_from))
    usual = _known(corpus.shown, standard)
    for row in rows:
        yield from row.notes
        yield from _odd(row, real)
        if (known := _known(row.stories, standard)) < STRANGE * usual:
            yield (
                f"{row.name}: only {known:.0%} of its words are ones that these real stories use "
                f"({usual:.0%} of other real ones'): they tell of something else, and coherence, "
                "context and all that is made of them mean little. Give real stories of their kind "
                "(--real FILE)."
            )
    if training is None:
        yield "Copies of training stories count as new; --training FILE names what the writer read."


def _odd(row: Stories, real: set[str]) -> Iterable[str]:
    count, name = len(row.stories), row.name
    wholes = [story.whole.strip() for story in row.stories]
    if failed := sum(is_failure(story.text) for story in row.stories):
        yield f"{name}: {failed:,} of {count:,} stories are empty or end within 30 words: failures."
    if (again := count - len(set(wholes))) and len(set(wholes)) > 1:
        yield f"{name}: {again:,} of {count:,} stories stand there a second time."
    if copies := sum(whole in real for whole in wholes):
        yield f"{name}: {copies:,} of {count:,} stories are among the real ones, word for word."
    if count < FEW:
        yield f"{name}: {count} of {FEW} stories that it takes: its intervals are too narrow."
    prompts = {story.prompt for story in row.stories if story.prompt}
    if prompts and len(prompts) < min(FEW_PROMPTS, count):
        yield (
            f"{name}: different prompts: only {len(prompts):,}. Its figures are of these alone, "
            "and stories count one by one."
        )


def _known(stories: Sequence[Given], standard: Standard) -> float:
    """The fraction of their words that real stories use; 1 for stories without words."""
    said = [word for story in stories for word in words(story.whole)]
    return sum(word in standard.vocabulary for word in said) / len(said) if said else 1.0
