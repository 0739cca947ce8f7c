"""Rounds of blind pairs: two writers' stories for one prompt, nobody told whose is which.

Sides are drawn by the seed. Some pairs come twice, with their sides changed, to see whether a rater
agrees with himself; and some are hidden checks of attention, a real story beside itself with all
but its first and last sentence shuffled.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from itertools import combinations
from math import ceil
from pathlib import Path
from random import Random
from typing import Any, Literal

from fabula import files
from fabula.errors import DataError
from fabula.evaluation.metrics.corruptions import middle_shuffle
from fabula.stories import opening
from fabula.words import sentences

TWICE = 5
"""One pair of so many is judged twice."""
CHECKS = 10
"""One check of attention for so many pairs, at least one."""
SENTENCES = 6
"""Of a real story, at least, for a check: in a shorter one there is little to shuffle."""
REAL, SHUFFLED = "real", "shuffled"

Kind = Literal["pair", "again", "attention"]


@dataclass(frozen=True)
class Task:
    """Two stories side by side."""

    id: str
    """Tells nothing of what it is, and stands for these two stories alone: rounds share a store."""
    kind: Kind
    prompt: str
    left: str
    right: str
    left_by: str
    right_by: str
    pair: str
    """The same for a pair and its second coming."""
    tags: Sequence[str] = ()
    """What the stories were asked to show."""

    def shown(self) -> dict[str, Any]:
        """What a rater may see."""
        return {name: getattr(self, name) for name in ("id", "prompt", "tags", "left", "right")}


def plan(
    stories: Mapping[str, Mapping[str, str]],
    real: Sequence[str],
    seed: int,
    most: int = 0,
    tags: Mapping[str, Sequence[str]] | None = None,
) -> list[Task]:
    """A round, in the order that it is shown in: all pairs of writers for each prompt.

    `stories`: writer -> prompt -> story. `real` stories make the checks. Of `most` pairs or fewer
    (0: all) as many are drawn. `tags`: of prompts, what stories were asked to show, and of real
    stories, what they do show. `DataError` where no prompt is shared, or no real story is long
    enough.
    """
    chance, asked = Random(seed), tags or {}
    pairs = [
        (prompt, one, other)
        for one, other in combinations(sorted(stories), 2)
        for prompt in sorted(set(stories[one]) & set(stories[other]))
    ]
    if not pairs:
        raise DataError("a round needs two writers at least, with stories for the same prompts")
    long = [(story, parts) for story in real if len(parts := sentences(story)) >= SENTENCES]
    if not long:
        raise DataError(
            f"a round needs real stories of {SENTENCES} sentences or more, to check attention by"
        )
    chance.shuffle(pairs)
    pairs = pairs[: most or len(pairs)]
    tasks = []
    for number, (prompt, one, other) in enumerate(pairs):
        texts = (one, stories[one][prompt]), (other, stories[other][prompt])
        show, swap = asked.get(prompt, ()), chance.random() < 0.5
        first = _task(f"{seed}/{number}", "pair", prompt, texts, show, swapped=swap)
        tasks.append(first)
        if number % TWICE == 0:
            turned = (first.right_by, first.right), (first.left_by, first.left)
            tasks.append(
                _task(f"{seed}/{number}/again", "again", prompt, turned, show, pair=first.pair)
            )
    length = len(pairs[0][0].split())
    for number in range(ceil(len(pairs) / CHECKS)):
        story, parts = long[number % len(long)]
        text = " ".join(parts)  # spaces as in a shuffled one
        texts = (REAL, text), (SHUFFLED, middle_shuffle(text, "", Random(f"{seed}/{number}")))
        name, begun = f"{seed}/attention/{number}", opening(text, length)
        show, swap = asked.get(story, ()), chance.random() < 0.5
        tasks.append(_task(name, "attention", begun, texts, show, swapped=swap))
    chance.shuffle(tasks)
    return tasks


def _task(
    name: str,
    kind: Kind,
    prompt: str,
    texts: tuple[tuple[str, str], tuple[str, str]],
    tags: Sequence[str],
    *,
    swapped: bool = False,
    pair: str = "",
) -> Task:
    (left_by, left), (right_by, right) = texts[::-1] if swapped else texts
    told = "\0".join((name, prompt, left_by, left, right_by, right))
    id = sha256(told.encode()).hexdigest()[:16]
    return Task(id, kind, prompt, left, right, left_by, right_by, pair or id, list(tags))


def save(tasks: Sequence[Task], path: Path) -> None:
    """Write a round with its key, which only the measuring reads."""
    files.write_jsonl(path, map(asdict, tasks))


def load(path: Path) -> list[Task]:
    """Read a round; `DataError` for another file."""
    try:
        records: list[dict[str, Any]] = files.read_jsonl(path)
        return [Task(**record) for record in records]
    except (OSError, ValueError, TypeError) as error:
        raise DataError(
            f"{path} is no round that `fabula judgements plan` wrote: {error}"
        ) from None
