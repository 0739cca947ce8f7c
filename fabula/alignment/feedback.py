"""The preferences of this project: pairs from elsewhere, and those that people judged here."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from fabula import files
from fabula.alignment import pairs
from fabula.alignment.pairs import Preference
from fabula.alignment.paths import IMPORTED, JUDGED
from fabula.errors import DataError
from fabula.judging import rounds
from fabula.judging.judgements import Judgement, as_json
from fabula.judging.paths import EXPORTED, EXPORTED_ROUNDS
from fabula.judging.rounds import Task
from fabula.judging.store import read_export


@dataclass(frozen=True)
class Imported:
    """What became of the lines of a file."""

    added: int
    duplicates: int
    """Lines that say what one before them or one of an earlier file says."""
    bad: list[str]
    unused: dict[str, int]


@dataclass(frozen=True)
class Judged:
    """What became of the judgements of pairs."""

    pairs: list[Preference]
    left_out: dict[str, int] = field(default_factory=dict)
    """Why -> judgements that choose neither story, or are none of two that can be learned from."""


def import_pairs(path: Path, to: Path = IMPORTED, *, skip_bad: bool = False) -> Imported:
    """Add the pairs of a file to those that are there.

    `DataError` names every line that is no pair, and then nothing is added; with `skip_bad` the
    others are.
    """
    found = pairs.read(path)
    if found.bad and not skip_bad:
        advice = f"  nothing of {path} was imported: mend them, or leave them out by --skip-bad"
        raise DataError("\n".join([f"{len(found.bad):,} lines are no pair", *found.bad, advice]))
    if not found.pairs:
        raise DataError("\n".join([f"{path}: there is no pair in it", *found.bad]))
    known = {each.said: each for each in _read(to)}
    before = len(known)
    for each in found.pairs:
        known.setdefault(each.said, each)
    added = len(known) - before
    if added:
        pairs.write(to, known.values())
    return Imported(added, len(found.pairs) - added, found.bad, found.unused)


def export_judged(
    tasks: Sequence[Task], judgements: Sequence[Judgement], withdrawn: Collection[str] = ()
) -> Judged:
    """Write judgements, their rounds and the pairs that follow from them, for the pipeline.

    What was exported earlier stays, perhaps from another store; but judgements whose ids were
    withdrawn go.
    """
    earlier_tasks, earlier = exported()
    known = {task.id: task for task in [*earlier_tasks, *tasks]}
    by_id = {each.id: each for each in [*earlier, *judgements] if each.id not in withdrawn}
    said = sorted(by_id.values(), key=lambda each: (each.task, each.rater, each.id))
    found = judged(list(known.values()), said)
    rounds.save(sorted(known.values(), key=lambda task: task.id), EXPORTED_ROUNDS)
    files.write_jsonl(EXPORTED, map(as_json, said))
    pairs.write(JUDGED, found.pairs)
    return found


def exported() -> tuple[list[Task], list[Judgement]]:
    """All rounds and judgements that were exported; none where nothing was."""
    tasks = rounds.load(EXPORTED_ROUNDS) if EXPORTED_ROUNDS.exists() else []
    return tasks, read_export(EXPORTED) if EXPORTED.exists() else []


def judged(tasks: Sequence[Task], judgements: Sequence[Judgement]) -> Judged:
    """A preference for each judgement that chooses one of two models' stories."""
    by_id = {task.id: task for task in tasks}
    found, left_out = list[Preference](), Counter[str]()
    for each in judgements:
        task = by_id.get(each.task)
        if task is None:
            left_out["of a round that is not here"] += 1
        elif task.kind == "attention":
            left_out["a check of attention"] += 1
        elif each.choice not in ("left", "right"):
            left_out["a tie, or both bad"] += 1
        else:
            sides = (task.left, task.right) if each.choice == "left" else (task.right, task.left)
            try:
                found.append(_preference(task, sides, each))
            except DataError as error:
                left_out[str(error).split(":")[0]] += 1
    return Judged(found, dict(sorted(left_out.items())))


def all_preferences() -> list[Preference]:
    """Those of both files; `DataError` names each line that is no pair."""
    return [*_read(IMPORTED), *_read(JUDGED)]


def _preference(task: Task, sides: tuple[str, str], each: Judgement) -> Preference:
    """A prompt that the stories do not begin with is a premise, and no part of what is learned."""
    opened = all(side.lstrip().startswith(task.prompt.strip()) for side in sides)
    chosen, rejected = sides
    value = {"prompt": task.prompt if opened else "", "chosen": chosen, "rejected": rejected}
    said = {"tags": list(task.tags), "rater": each.rater, "id": each.id}
    return pairs.preference(value | said)


def _read(path: Path) -> list[Preference]:
    if not path.exists():
        return []
    found = pairs.read(path)
    if found.bad:
        raise DataError("\n".join([f"{path}: not all lines are pairs; mend them", *found.bad]))
    return found.pairs
