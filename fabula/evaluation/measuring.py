"""What the models wrote, and what stands beside it, read by all measures."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

import numpy as np

from fabula import models
from fabula.corpus.paths import stories_file
from fabula.corpus.store import read_stories
from fabula.evaluation import reference_lm, rows
from fabula.evaluation.corpus_reference import (
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
    Row,
    Told,
    Yardstick,
    differences,
    measure,
    yardstick,
)
from fabula.evaluation.metrics.validity import Validity, validity
from fabula.evaluation.quality.joint_pass import Learned
from fabula.evaluation.rows import COMPARED, LANGUAGE_MODEL, REAL, SHUFFLED, TRUE, Part, Sample
from fabula.models.paths import REFERENCE_LM

OTHERS = 200
"""Real stories that others are told from."""

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


def corpus_yardstick(samples: Sequence[Sample], learned: Learned, stories: int) -> Yardstick:
    """The yardstick for what was written after the openings of some samples.

    Limits are set by what follows such an opening in the first so many validation stories. Of the
    test stories those are seen that the samples do not continue.
    """
    words = rows.opening_words(samples)
    continued = {sample["prompt_id"] for sample in samples}
    unseen = (s for s in read_stories(stories_file("test")) if s.id not in continued)
    return yardstick(
        learned,
        held_out_texts(words, stories),
        training_words(all_training_texts()),
        [after_opening(story.text, words) for story in islice(unseen, OTHERS)],
    )


def read_by_all(told: Mapping[Part, Told], yardstick: Yardstick) -> Iterator[tuple[Part, Row]]:
    """All texts with what they are measured by; the training stories are read once for all."""
    every = [text for texts in told.values() for text in texts.texts]
    memory = remembered(every, all_training_texts())
    judge, tokenizer = models.load(REFERENCE_LM)
    start = 0
    for part, texts in told.items():
        mine = memory.part(slice(start, start + len(texts.texts)))
        start += len(texts.texts)
        name = f"the reference LM reads {', '.join(part)}"
        nats = reference_lm.nats_and_tokens(judge, tokenizer, texts.beginnings, texts.texts, name)
        yield part, Row(texts, yardstick, nats, mine)


def measured_texts(
    samples: Sequence[Sample], yardstick: Yardstick
) -> tuple[dict[Part, Measured], Validity]:
    """What each metric gives to real texts and to those of each model; and what it notices of
    real stories that are broken."""
    asked, words = rows.prompts(samples), rows.opening_words(samples)
    copied = [after_opening(story.text, words) for story in training_stories()]
    broken = rows.broken(asked, copied)
    read = dict(read_by_all(rows.all_told(samples, broken), yardstick))
    measured = {part: measure(TEXT, read[part]) for part in (REAL, SHUFFLED)}
    for part, written in rows.parts(samples).items():
        prompts = [sample["prompt_id"] for sample in written]
        measured[part] = rows.by_prompt(measure(TEXT, read[part]), prompts)
    ways = {way: (numbers, read["broken", way]) for way, (numbers, _) in broken.items()}
    return measured, validity(read[TRUE], ways)


def measured_in_new_world(samples: Sequence[Sample], yardstick: Yardstick) -> dict[Part, Measured]:
    """The headline figures of what was written after openings of a new world, real texts first.

    The limits of the yardstick are those of known stories: they say what a story is, not of whom.
    """
    if not samples:
        return {}
    real = rows.yardsticks(rows.prompts(samples))[REAL]
    told = {REAL: real, **{part: rows.told(each) for part, each in rows.parts(samples).items()}}
    every = [text for texts in told.values() for text in texts.texts]
    memory = remembered(every, all_training_texts())
    metrics = {name: TEXT[name] for name in NEW_WORLD}
    measured, start = {}, 0
    for part, texts in told.items():
        count = len(texts.texts)
        mine = memory.part(slice(start, start + count))
        row = Row(texts, yardstick, np.full((count, 2), np.nan), mine)
        measured[part] = rows.by_prompt(measure(metrics, row), texts.prompts)
        start += count
    return measured


def nested(results: Mapping[Part, Figures], layouts: Mapping[str, Any]) -> Table:
    """Row -> strategy -> metric -> figure; beside a model's likelihood, the windows it read."""
    order = [REAL[0], SHUFFLED[0], *models.trained_folders()]
    table: Table = {}
    for row, strategy in sorted(results, key=lambda part: order.index(part[0])):
        table.setdefault(row, {})[strategy] = results[row, strategy]
    for row, layout in layouts.items():
        table[row] = {LANGUAGE_MODEL: table[row].pop(LANGUAGE_MODEL) | layout} | table[row]
    return table


def compared(measured: Mapping[Part, Measured], real: Figures) -> Table:
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
