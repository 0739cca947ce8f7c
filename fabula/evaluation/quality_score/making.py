"""From real stories to a file of weights: graded stories are written, read, and learned from.

The stories of every other opening (without openings: every other story) are learned from and the
rest asked about, to say how well it goes; the weights themselves are of all.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fabula import files, models
from fabula.corpus.finding import reading
from fabula.errors import DataError
from fabula.evaluation.given import Given
from fabula.evaluation.intervals import Values
from fabula.evaluation.quality.joint_pass import learn, with_limits
from fabula.evaluation.quality_score import fitting, graded, scoring
from fabula.evaluation.quality_score.graded import Graded
from fabula.evaluation.quality_score.signals import REFEREED, Scale, Table, scale, signals
from fabula.evaluation.real_corpus import RealCorpus


def graded_stories(corpus: RealCorpus, folder: Path, count: int) -> list[Graded]:
    """Graded stories after the openings of real ones; `ModelError` where there is no such model.

    Every other story that sets limits is one of them, the rest sets the scale; those that stand
    beside what is measured (`corpus.shown`) stay unseen.
    """
    real = [story.whole for story in corpus.limits[1::2][:count]]
    openings = [graded.opened(text).opening for text in real]
    model, tokenizer = models.load(folder)
    return [
        *graded.real_and_broken(real),
        *graded.written(model, tokenizer, openings),
        *graded.chained(corpus.learned_from, openings),
    ]


def write(stories: Iterable[Graded], path: Path) -> None:
    """A line of JSON for each story."""
    files.write_jsonl(
        path,
        [
            {
                "source": each.source,
                "grade": each.grade,
                "opening": each.story.opening,
                "text": each.story.text,
            }
            for each in stories
        ],
    )


def read(path: Path) -> list[Graded]:
    """The stories of such a file; `DataError` names a line that is none."""
    found = []
    with reading(path):
        content = path.read_bytes()
    for number, line in enumerate(content.removesuffix(b"\n").split(b"\n"), start=1):
        try:
            each = json.loads(line)
            grade, first = float(each["grade"]), str(each.get("opening", ""))
            if not 0 <= grade <= 1:
                raise ValueError(grade)
            story = Given(str(each["text"]), first, first)
            found.append(Graded(story, str(each.get("source", "given")), grade))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise DataError(
                f"{path}:{number}: no graded story (`text`, `grade` 0 to 1, `source`): {error!r}"
            ) from error
    if len({each.grade for each in found}) < 2:
        raise DataError(f"{path}: stories of two grades at least are needed to learn from")
    return found


def learned(stories: Sequence[Graded], corpus: RealCorpus) -> dict[str, Any]:
    """Both sets of weights, with what they know of held-out stories; that with the extra `judge`
    where it is installed."""
    limits = corpus.limits
    quality = with_limits(learn(corpus.learned_from), [story.text for story in limits])
    judge = scoring.judge_is_here()
    opened = any(each.story.opening for each in stories)
    real = [
        graded.opened(story.whole) if opened else Given(story.whole)
        for story in limits[::2][: scoring.SCALED if judge else None]
    ]
    table = signals([each.story for each in stories], quality, judge=judge)
    scaled = scale(signals(real, quality, judge=judge))
    cheap = {name: values for name, values in table.items() if name not in REFEREED}
    found = {scoring.WITHOUT: _part(cheap, scaled, stories)}
    return found | ({scoring.WITH_JUDGE: _part(table, scaled, stories)} if judge else {})


def _part(table: Table, scaled: Scale, stories: Sequence[Graded]) -> dict[str, Any]:
    """Weights of all stories, and what those of half of them know of the other half."""
    grades = np.array([each.grade for each in stories])
    sources = [each.source for each in stories]
    half = _halves(stories)
    scores = np.zeros(len(stories))
    for asked in (0, 1):
        others = np.flatnonzero(half != asked)
        weights = fitting.fit(
            _of(table, others), scaled, grades[others], [sources[n] for n in others]
        )
        scores[half == asked] = weights.scores(_of(table, np.flatnonzero(half == asked)), scaled)
    final = fitting.fit(table, scaled, grades, sources)
    return {
        "bias": round(final.bias, 4),
        "weights": {name: round(weight, 4) for name, weight in final.of.items()},
        "held_out": fitting.checked(scores, grades, sources),
    }


def _halves(stories: Sequence[Graded]) -> NDArray[np.int64]:
    """0 or 1 for each story, the same for all of one opening; in turn where none tells them apart.

    A story without an opening counts as its own.
    """
    keys = [each.story.opening or each.story.text for each in stories]
    place = {key: number for number, key in enumerate(dict.fromkeys(keys))}
    if len(place) < 2:
        return np.arange(len(stories)) % 2
    return np.array([place[key] % 2 for key in keys])


def _of(table: Mapping[str, Values], numbers: NDArray[np.int64]) -> Table:
    return {name: values[numbers] for name, values in table.items()}


def told(part: Mapping[str, Any]) -> str:
    """What was learned, in a few lines."""
    heavy = sorted(part["weights"].items(), key=lambda item: -item[1])
    weights = ", ".join(f"{name} {weight:g}" for name, weight in heavy)
    held_out = part["held_out"]
    by_source = ", ".join(
        f"{source} {each['mean']:g}" + (f" (AUC {each['auc']:.2f})" if each["auc"] else "")
        for source, each in held_out["by_source"].items()
    )
    return (
        f"weights: {weights}.\nOf stories not learned from, mean score: {by_source}. "
        f"Spearman with the grades: {held_out['spearman']:g}."
    )
