"""What is kept aside: prompts that nobody rated, and pairs that nothing learns from.

A model that learned from what people said of stories of a prompt has seen stories of that prompt,
so what it writes there says little. Evaluation takes other prompts.
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256

from fabula.alignment.pairs import Preference
from fabula.corpus.paths import stories_file
from fabula.corpus.store import read_stories
from fabula.errors import DataError
from fabula.generation.writing import Prompt, choose_prompts
from fabula.words import words

LEAST_PROMPTS = 2
"""Figures compare stories with each other."""


def not_rated(prompts: Iterable[Prompt], preferences: Iterable[Preference]) -> list[Prompt]:
    """The prompts that nobody rated stories of, to evaluate with.

    A prompt is rated where a pair's stories begin with the same words, whatever their case and
    punctuation; also where the pair's prompt is shorter or longer than its own.
    """
    rated = {
        tuple(words(each.prompt + story))
        for each in preferences
        for story in (each.chosen, each.rejected)
    }
    openings = [(prompt, tuple(words(prompt.text))) for prompt in prompts]
    lengths = {len(opening) for _, opening in openings}
    begun = {story[:length] for story in rated for length in lengths}
    return [prompt for prompt, opening in openings if opening not in begun]


def held_out_prompts(
    preferences: Sequence[Preference], count: int, words_of_opening: int
) -> list[Prompt]:
    """Openings of so many test stories, none of which is rated; `DataError` for fewer than two."""
    stories = list(read_stories(stories_file("test")))
    openings = choose_prompts(stories, len(stories), words_of_opening)
    found = not_rated(openings, preferences)[:count]
    if len(found) < LEAST_PROMPTS:
        raise DataError(
            f"align: of {len(openings)} openings of test stories only {len(found)} were not rated, "
            f"and {LEAST_PROMPTS} are the least to evaluate with; give more test stories"
        )
    return found


def split(preferences: Sequence[Preference], fraction: float) -> tuple[list[Preference], ...]:
    """Pairs to train on and pairs held out, about this fraction: all of a prompt on one side.

    By a hash of the prompt, so that a pair stays where it is when others come.
    """
    held_out = [_share(each.prompt) < fraction for each in preferences]
    return (
        [each for each, out in zip(preferences, held_out, strict=True) if not out],
        [each for each, out in zip(preferences, held_out, strict=True) if out],
    )


def _share(prompt: str) -> float:
    return int(sha256(prompt.encode()).hexdigest()[:8], 16) / 2**32
