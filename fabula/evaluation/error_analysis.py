"""The worst stories of each kind of error, with the places that make them so.

People did this by reading for the earlier GPT-2 system. How many stories have coherence issues,
repetition, lost context and contradictions stands in `metrics/evaluate.json`; here are the stories
to read.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from fabula.evaluation.intervals import Values
from fabula.evaluation.metrics.contradictions import contradictions
from fabula.evaluation.quality.context import stranger_spans
from fabula.evaluation.quality.joint_pass import Quality
from fabula.evaluation.quality.repetition import is_repetitive, repeated_spans, seq_rep_4
from fabula.generation.paths import Sample

WORST = 10
"""Stories of each kind that are shown."""

Span = tuple[int, int]


@dataclass(frozen=True)
class Kind:
    """One kind of error; the names are those of its metric."""

    severity: Callable[[Sequence[str]], Values]
    """How bad each text is, higher is worse; NaN where it has no such error."""
    places: Callable[[str], Sequence[Span]]
    """What makes a text so, in characters."""
    whole: bool = False
    """Whether the opening is read too, which may say who is a girl."""


def kinds(quality: Quality) -> dict[str, Kind]:
    """The kinds of errors, by the measures of one corpus."""

    def incoherent(texts: Sequence[str]) -> Values:
        scores = quality.coherence.scores(texts)
        return np.where(quality.coherence.coherent(texts), np.nan, -scores)

    def repetitive(texts: Sequence[str]) -> Values:
        return np.array(
            [
                seq_rep_4(text) if is_repetitive(text, quality.repetition) else np.nan
                for text in texts
            ]
        )

    def lost(texts: Sequence[str]) -> Values:
        scores = quality.context.scores(texts)
        return np.where(quality.context.kept(texts), np.nan, -scores)

    def contradictory(texts: Sequence[str]) -> Values:
        return np.array([len(contradictions(text)) or np.nan for text in texts])

    return {
        "coherence_issues": Kind(incoherent, lambda text: [quality.coherence.worst(text)]),
        "repetition_rate": Kind(repetitive, repeated_spans),
        "context_maintenance": Kind(lost, stranger_spans),
        "contradictions": Kind(contradictory, _contradicting, whole=True),
    }


def worst(samples: Sequence[Sample], quality: Quality) -> dict[str, list[dict[str, Any]]]:
    """Kind -> at most `WORST` samples that have it, the worst first, with the `spans` in `text`."""
    found = {}
    for name, kind in kinds(quality).items():
        severity = kind.severity([_read(sample, kind) for sample in samples])
        order = np.argsort(-np.nan_to_num(severity, nan=-np.inf), kind="stable")
        chosen = [samples[n] for n in order if not np.isnan(severity[n])][:WORST]
        found[name] = [_shown(sample, kind) for sample in chosen]
    return found


def _read(sample: Sample, kind: Kind) -> str:
    return f"{sample['prompt'] if kind.whole else ''}{sample['text']}"


def _shown(sample: Sample, kind: Kind) -> dict[str, Any]:
    """A sample with the places in its text; what the opening says is not marked."""
    before = len(sample["prompt"]) * kind.whole
    places = [
        (max(0, start - before), end - before)
        for start, end in kind.places(_read(sample, kind))
        if end > before
    ]
    columns = ("id", "model", "strategy", "prompt", "text")
    return {column: sample[column] for column in columns} | {"spans": places}


def _contradicting(text: str) -> list[Span]:
    return sorted({span for each in contradictions(text) for span in (each.first, each.second)})
