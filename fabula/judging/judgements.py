"""One judgement: which of two stories is better, ratings, contradictions, and who took how long."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, TypeGuard, get_args

from fabula.errors import DataError

Choice = Literal["left", "right", "tie", "both_bad"]
CHOICES: tuple[Choice, ...] = get_args(Choice)
SIDES = ("left", "right")
ANCHORS: dict[str, tuple[str, str, str, str, str]] = {
    "grammar": (
        "cannot be read",
        "errors in most sentences",
        "some errors that disturb",
        "a slip or two",
        "no errors",
    ),
    "coherence": (
        "sentences have nothing to do with each other",
        "the thread is lost more than once",
        "one jump that a reader must guess over",
        "follows, with a small stumble",
        "each sentence follows from those before",
    ),
    "creativity": (
        "nothing happens, or the same again",
        "what one has read a hundred times",
        "ordinary, with one thought of its own",
        "more than one thing that one did not expect",
        "one wants to tell it to somebody",
    ),
    "fit": (
        "about something else",
        "names what was asked for and leaves it",
        "does half of what was asked for",
        "does it, with something missing",
        "just what was asked for",
    ),
}
"""Criterion -> what 1, 2, 3, 4 and 5 mean."""
ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
LONGEST_NAME = 40
LONGEST_SECONDS = 1e7


@dataclass(frozen=True)
class Judgement:
    """What one person says of one task of a round; `checked` makes one of what a browser sends."""

    id: str
    """Made by the client, so that sending it again doubles nothing."""
    task: str
    rater: str
    """A pseudonym."""
    seconds: float
    """From when the stories were shown."""
    choice: Choice
    ratings: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """Side -> criterion of `ANCHORS` -> 1 to 5; criteria may be missing."""
    contradictions: Mapping[str, list[list[int]]] = field(default_factory=dict)
    """Side -> spans of its text, start and end in characters, that contradict the rest."""


def checked(value: Mapping[str, Any]) -> Judgement:
    """The judgement in JSON; one `DataError` names all that is wrong with it."""
    wrong = []
    known = set(Judgement.__dataclass_fields__)
    if strange := sorted(set(value) - known):
        wrong.append(f"unknown: {', '.join(map(repr, strange))}; known: {', '.join(sorted(known))}")
    for name in ("id", "task"):
        if not (isinstance(value.get(name), str) and ID.fullmatch(value[name])):
            wrong.append(
                f"{name}: expected 1 to 64 letters, digits, - or _, got {_got(value, name)}"
            )
    rater = value.get("rater")
    if not (
        isinstance(rater, str) and 0 < len(rater.strip()) <= LONGEST_NAME and rater.isprintable()
    ):
        wrong.append(
            f"rater: expected a name of 1 to {LONGEST_NAME} signs, got {_got(value, 'rater')}"
        )
    seconds = value.get("seconds")
    if not (_is_number(seconds) and 0 <= seconds <= LONGEST_SECONDS):
        wrong.append(f"seconds: expected a number from 0 on, got {_got(value, 'seconds')}")
    if value.get("choice") not in CHOICES:
        wrong.append(f"choice: expected {', '.join(CHOICES)}, got {_got(value, 'choice')}")
    wrong += _wrong_ratings(value.get("ratings", {}))
    wrong += _wrong_spans(value.get("contradictions", {}))
    if wrong:
        raise DataError("\n".join(["this is no judgement:", *(f"  {line}" for line in wrong)]))
    return Judgement(**{**value, "rater": str(rater).strip(), "seconds": float(value["seconds"])})


def as_json(judgement: Judgement) -> dict[str, Any]:
    """As it is kept and exported: keys in order, sides and criteria too."""
    found = asdict(judgement)
    found["ratings"] = {
        side: {name: judgement.ratings[side][name] for name in sorted(judgement.ratings[side])}
        for side in sorted(judgement.ratings)
    }
    found["contradictions"] = {
        side: sorted(judgement.contradictions[side]) for side in sorted(judgement.contradictions)
    }
    return found


def _wrong_ratings(ratings: Any) -> list[str]:
    if not isinstance(ratings, Mapping):
        return [f"ratings: expected an object, got {ratings!r:.80}"]
    wrong = []
    for side, given in ratings.items():
        if side not in SIDES or not isinstance(given, Mapping):
            wrong.append(f"ratings: expected left and right, each an object, got {side!r:.40}")
            continue
        for name, level in given.items():
            if name not in ANCHORS:
                wrong.append(f"ratings.{side}: expected {', '.join(ANCHORS)}, got {name!r:.40}")
            elif type(level) is not int or not 1 <= level <= 5:
                wrong.append(f"ratings.{side}.{name}: expected 1 to 5, got {level!r:.40}")
    return wrong


def _wrong_spans(spans: Any) -> list[str]:
    if not isinstance(spans, Mapping):
        return [f"contradictions: expected an object, got {spans!r:.80}"]
    wrong = []
    for side, given in spans.items():
        fine = isinstance(given, list) and all(
            isinstance(span, list)
            and [type(end) for end in span] == [int, int]
            and 0 <= span[0] < span[1]
            for span in given
        )
        if side not in SIDES or not fine:
            wrong.append(
                f"contradictions: expected left and right, each [[start, end], ...], got "
                f"{side!r:.20}: {given!r:.60}"
            )
    return wrong


def _is_number(value: Any) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _got(value: Mapping[str, Any], name: str) -> str:
    return f"{value[name]!r:.80}" if name in value else "nothing"
