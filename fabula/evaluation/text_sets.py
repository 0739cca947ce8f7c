"""Which texts are measured: what the models wrote, the baselines beside it, and broken stories."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from fabula.evaluation.metrics.corruptions import sentence_shuffle
from fabula.evaluation.metrics.overlap import floor
from fabula.evaluation.metrics.registry import Measured, TextSet
from fabula.evaluation.metrics.validity import SET_CORRUPTIONS, Numbers, corrupted
from fabula.generation.paths import Sample
from fabula.generation.polishing import polish
from fabula.stories import Story

ResultKey = tuple[str, str]
"""Row and strategy: where a figure stands in `metrics/evaluate.json`."""

REAL: ResultKey = ("real", "stories")
SHUFFLED: ResultKey = ("shuffled", "stories")
TRUE: ResultKey = ("true", "stories")
"""Real stories after their own openings: what broken ones are held against."""
BASE = "gpt2-base"
"""The row of a model that has learned nothing yet."""
LANGUAGE_MODEL = "language_model"
"""In the place of a strategy: how well a model predicts held-out stories."""
COMPARED = (
    ("gpt2", "gpt2-base"),
    ("tagmodel-story_start", "gpt2"),
    ("tagmodel-every_window", "gpt2"),
    ("tagmodel-every_token", "gpt2"),
    ("tagmodel-every_window", "tagmodel-story_start"),
    ("tagmodel-every_token", "tagmodel-every_window"),
)
"""Rows whose differences are of interest, where both are there."""


def by_model_and_strategy(samples: Sequence[Sample]) -> dict[ResultKey, list[Sample]]:
    """The samples of each model and strategy, in the order of the prompts."""
    found: dict[ResultKey, list[Sample]] = {}
    for sample in samples:
        found.setdefault((sample["model"], sample["strategy"]), []).append(sample)
    return found


def prompts(samples: Sequence[Sample]) -> list[Sample]:
    """One sample for each prompt: what they all share is its opening and its real story."""
    return list({sample["prompt_id"]: sample for sample in samples}.values())


def opening_words(samples: Sequence[Sample]) -> int:
    """How many words each opening has."""
    return len(samples[0]["prompt"].split())


def all_texts(
    samples: Sequence[Sample], broken: Mapping[str, tuple[Numbers, TextSet]]
) -> dict[ResultKey, TextSet]:
    """All that is measured: real texts, what each model wrote, and real stories, also `broken`."""
    asked = prompts(samples)
    return {
        **baselines(asked),
        **{key: generated(written) for key, written in by_model_and_strategy(samples).items()},
        TRUE: real(asked),
        **{("broken", corruption): texts for corruption, (_, texts) in broken.items()},
    }


def generated(samples: Sequence[Sample]) -> TextSet:
    """What one model wrote with one strategy."""
    openings = [sample["prompt"] for sample in samples]
    return TextSet(
        texts=[sample["text"] for sample in samples],
        references=[sample["reference"] for sample in samples],
        openings=openings,
        own_openings=openings,
        prompts=[sample["prompt_id"] for sample in samples],
        polished=[sample["polished"] for sample in samples],
        premises=premises_of(samples),
    )


def with_premises(samples: Sequence[Sample], stories: Iterable[Story]) -> list[Sample]:
    """The samples, each with what the story that it begins like was written for."""
    premises = {story.id: story.prompt for story in stories}
    return [{**sample, "premise": premises.get(sample["prompt_id"], "")} for sample in samples]


def premises_of(samples: Sequence[Sample]) -> list[str]:
    """What the stories of some samples were written for; empty where nothing says so."""
    return [sample.get("premise", "") for sample in samples]


def real(
    asked: Sequence[Sample],
    texts: Sequence[str] | None = None,
    own_openings: Sequence[str] | None = None,
) -> TextSet:
    """Texts (the real stories) in the place of what a model wrote after the prompts.

    `own_openings` are those of their own stories, where they are not the prompts.
    """
    references = [sample["reference"] for sample in asked]
    openings = [sample["prompt"] for sample in asked]
    texts = references if texts is None else texts
    own_openings = openings if own_openings is None else own_openings
    shown = [polish(text, opening=own).text for text, own in zip(texts, own_openings, strict=True)]
    prompts = [sample["prompt_id"] for sample in asked]
    premises = premises_of(asked)
    return TextSet(texts, references, openings, own_openings, prompts, shown, premises)


def baselines(asked: Sequence[Sample]) -> dict[ResultKey, TextSet]:
    """What models are compared with: real text of another story, and that one shuffled.

    `DataError` where there is one prompt alone.
    """
    others = floor([sample["reference"] for sample in asked])
    own_openings = floor([sample["prompt"] for sample in asked])
    return {
        REAL: real(asked, others, own_openings),
        SHUFFLED: real(asked, corrupted(sentence_shuffle, others, []), own_openings),
    }


def broken(asked: Sequence[Sample], training: Sequence[str]) -> dict[str, tuple[Numbers, TextSet]]:
    """By corruption: the numbers of the stories that it changes, and these stories broken."""
    references = [sample["reference"] for sample in asked]
    found = {}
    for name, corruption in SET_CORRUPTIONS.items():
        texts = corruption(references, training)
        changed = [
            number
            for number, (text, reference) in enumerate(zip(texts, references, strict=True))
            if text.split() != reference.split()
        ]
        if changed:
            chosen = real([asked[number] for number in changed], [texts[n] for n in changed])
            found[name] = (np.array(changed), chosen)
    return found


def by_prompt(measured: Measured, ids: Iterable[str]) -> Measured:
    """The terms of all stories of a prompt summed: they depend on each other, so the bootstrap
    draws prompts."""
    _, places = np.unique(list(ids), return_inverse=True)
    return {
        name: values if isinstance(values, float) else _summed(values, places)
        for name, values in measured.items()
    }


def _summed(values: np.ndarray, places: np.ndarray) -> np.ndarray:
    known = ~np.isnan(values).any(axis=1)
    sums = np.zeros((places.max() + 1, values.shape[1]))
    np.add.at(sums, places[known], values[known])
    sums[np.bincount(places[known], minlength=len(sums)) == 0] = np.nan
    return sums
