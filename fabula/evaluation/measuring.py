"""All metrics of all texts: of what the models wrote, of the baselines, and of broken stories."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fabula import models
from fabula.corpus.paths import stories_file
from fabula.corpus.store import read_stories
from fabula.evaluation import reference_lm, text_sets
from fabula.evaluation.corpus_stories import (
    after_opening,
    all_training_texts,
    held_out_texts,
    training_stories,
)
from fabula.evaluation.metrics.memorisation import remembered
from fabula.evaluation.metrics.novelty import training_words
from fabula.evaluation.metrics.registry import (
    TEXT,
    Figures,
    Measured,
    Standard,
    TextInput,
    TextSet,
    differences,
    measure,
    new_standard,
)
from fabula.evaluation.metrics.validity import Numbers, Validity, validity
from fabula.evaluation.quality.joint_pass import Learned
from fabula.evaluation.text_sets import (
    COMPARED,
    LANGUAGE_MODEL,
    REAL,
    SHUFFLED,
    TRUE,
    ResultKey,
)
from fabula.generation.paths import Sample
from fabula.models.paths import REFERENCE_LM

OTHERS = 200
"""Real stories that a classifier tells the others from."""

NEW_WORLD = (
    "joint_score",
    "joint_pass",
    "coherence_issues",
    "context_maintenance",
    "repetition_rate",
    "failures",
)
"""What is measured of stories of a new world; all of it needs no reference LM."""

Table = dict[str, dict[str, Any]]


def corpus_standard(samples: Sequence[Sample], learned: Learned, stories: int) -> Standard:
    """What texts are measured against that were written after the openings of some samples.

    Limits are set by what follows such an opening in the first so many validation stories. Of the
    test stories those are seen that the samples do not continue.
    """
    words = text_sets.opening_words(samples)
    continued = {sample["prompt_id"] for sample in samples}
    unseen = (s for s in read_stories(stories_file("test")) if s.id not in continued)
    return new_standard(
        learned,
        held_out_texts(words, stories),
        training_words(all_training_texts()),
        [after_opening(story.text, words) for story in islice(unseen, OTHERS)],
    )


@dataclass(frozen=True)
class Texts:
    """What is measured, as the reference LM has read it."""

    sets: Mapping[ResultKey, TextSet]
    """As `fabula.evaluation.text_sets.all_texts` has them."""
    changed: Mapping[str, Numbers]
    """By corruption: the numbers of the stories that it changes."""
    surprise: Mapping[ResultKey, NDArray[np.float64]]
    """As `fabula.evaluation.reference_lm.nll_and_tokens` has it."""


def texts_of(samples: Sequence[Sample]) -> Texts:
    """Real texts, those of each model, and real stories that are broken."""
    asked, words = text_sets.prompts(samples), text_sets.opening_words(samples)
    copied = [after_opening(story.text, words) for story in training_stories()]
    broken = text_sets.broken(asked, copied)
    sets = text_sets.all_texts(samples, broken)
    judge, tokenizer = models.load(REFERENCE_LM)
    surprise = {
        key: reference_lm.nll_and_tokens(
            judge,
            tokenizer,
            texts.own_openings,
            texts.texts,
            f"the reference LM reads {', '.join(key)}",
        )
        for key, texts in sets.items()
    }
    return Texts(sets, {name: numbers for name, (numbers, _) in broken.items()}, surprise)


def read_by_all(texts: Texts, standard: Standard) -> Iterator[tuple[ResultKey, TextInput]]:
    """All texts as the metrics read them; the training stories are read once for all."""
    every = [text for each in texts.sets.values() for text in each.texts]
    memory = remembered(every, all_training_texts())
    start = 0
    for key, each in texts.sets.items():
        mine = memory.subset(slice(start, start + len(each.texts)))
        start += len(each.texts)
        yield key, TextInput(each, standard, texts.surprise[key], mine)


def measured_texts(
    samples: Sequence[Sample], texts: Texts, standard: Standard
) -> tuple[dict[ResultKey, Measured], Validity]:
    """What each metric gives to real texts and to those of each model; and what it notices of
    real stories that are broken."""
    read = dict(read_by_all(texts, standard))
    measured = {key: measure(TEXT, read[key]) for key in (REAL, SHUFFLED)}
    for key, written in text_sets.by_model_and_strategy(samples).items():
        prompts = [sample["prompt_id"] for sample in written]
        measured[key] = text_sets.by_prompt(measure(TEXT, read[key]), prompts)
    corruptions = {
        corruption: (numbers, read["broken", corruption])
        for corruption, numbers in texts.changed.items()
    }
    return measured, validity(read[TRUE], corruptions)


def measured_in_new_world(
    samples: Sequence[Sample], standard: Standard
) -> dict[ResultKey, Measured]:
    """The headline figures of what was written after openings of a new world, real texts first.

    The limits of quality are those of known stories: they say what a story is, not of whom.
    """
    if not samples:
        return {}
    sets = {
        REAL: text_sets.baselines(text_sets.prompts(samples))[REAL],
        **{
            key: text_sets.generated(written)
            for key, written in text_sets.by_model_and_strategy(samples).items()
        },
    }
    every = [text for texts in sets.values() for text in texts.texts]
    memory = remembered(every, all_training_texts())
    metrics = {name: TEXT[name] for name in NEW_WORLD}
    measured, start = {}, 0
    for key, texts in sets.items():
        count = len(texts.texts)
        copied = memory.subset(slice(start, start + count))
        read = TextInput(texts, standard, np.full((count, 2), np.nan), copied)
        measured[key] = text_sets.by_prompt(measure(metrics, read), texts.prompts)
        start += count
    return measured


def nested(results: Mapping[ResultKey, Figures], layouts: Mapping[str, Any]) -> Table:
    """Row -> strategy -> metric -> figure; beside a model's likelihood, the windows it read."""
    order = [REAL[0], SHUFFLED[0], *models.trained_folders()]
    table: Table = {}
    for row, strategy in sorted(results, key=lambda key: order.index(key[0])):
        table.setdefault(row, {})[strategy] = results[row, strategy]
    for row, layout in layouts.items():
        table[row] = {LANGUAGE_MODEL: table[row].pop(LANGUAGE_MODEL) | layout} | table[row]
    return table


def compared(measured: Mapping[ResultKey, Measured], real: Figures) -> Table:
    """For each pair of models and each strategy of both: how far the first lies above."""
    names = {row for row, _ in measured}
    table: Table = {}
    for row, other in COMPARED:
        if {row, other} <= names:
            table[f"{row} over {other}"] = {
                strategy: differences(found, measured[other, strategy], real)
                for (name, strategy), found in measured.items()
                if name == row and (other, strategy) in measured
            }
    return table
