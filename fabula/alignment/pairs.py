"""Preferences in their one form: for a prompt, a story that was chosen and one that was rejected.

    {"prompt": "Once upon a time", "chosen": " a fox sang.", "rejected": " a fox.", "rater": "owl"}

A line of JSON each, as most tools write them. `prompt` is how both stories begin, empty where the
model began; `chosen` and `rejected` are whole stories, from there or from their start on. `tags`,
which the stories were asked for, `rater` and `id` may be missing.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from fabula import files
from fabula.errors import DataError
from fabula.stories import ordered_tags, require_text

GOES_ON = ",.;:!?'’)"
"""What a text begins with that goes on right after its prompt, besides white space."""
SHOWN = 60


@dataclass(frozen=True)
class Preference:
    """What somebody said of two stories."""

    prompt: str
    """How both begin, without white space around it."""
    chosen: str
    """What follows it, with the white space between them."""
    rejected: str
    tags: tuple[str, ...] = ()
    rater: str = ""
    id: str = ""

    @property
    def stories(self) -> tuple[str, str]:
        """Both, whichever was chosen: the same for whoever says the opposite."""
        one, other = sorted((self.chosen, self.rejected))
        return one, other

    @property
    def said(self) -> tuple[str, ...]:
        """What makes two lines the same: all but their ids."""
        return (self.prompt, self.chosen, self.rejected, self.rater, *self.tags)


@dataclass(frozen=True)
class Read:
    """What a file of pairs holds."""

    pairs: list[Preference]
    bad: list[str] = field(default_factory=list)
    """A line for each line that is no pair: where, what, and the value received."""
    unused: dict[str, int] = field(default_factory=dict)
    """Field that is not known here -> the lines that have it."""


@dataclass(frozen=True)
class Decided:
    """One preference for each two stories, by the majority of those who said something."""

    pairs: list[Preference]
    doubled: int = 0
    """Preferences that say again what another one says of the same two stories."""
    undecided: int = 0
    """Two stories of which as many chose the one as the other."""


def read(path: Path) -> Read:
    """All lines of a file; `DataError` where it cannot be read as UTF-8."""
    try:
        text = path.read_text(encoding="utf-8-sig")  # some editors begin a file with a mark
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{path} cannot be read: {error}; give a file of JSON lines") from None
    pairs, bad, unused = list[Preference](), list[str](), Counter[str]()
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            value = _object(line)
            pairs.append(preference(value))
            unused.update(value.keys() - Preference.__dataclass_fields__.keys())
        except DataError as error:
            bad.append(f"{path}:{number}: {error}")
    return Read(pairs, bad, dict(sorted(unused.items())))


def preference(value: Mapping[str, Any]) -> Preference:
    """The preference in JSON; `DataError` says all that is wrong with it."""
    wrong = [
        f"{name}: expected a text, got {_got(value, name)}"
        for name in ("prompt", "chosen", "rejected")
        if not isinstance(value.get(name), str)
    ]
    wrong += [
        f"{name}: expected a text, got {_got(value, name)}"
        for name in ("rater", "id")
        if not isinstance(value.get(name) or "", str)
    ]
    tags = value.get("tags") or []
    if not (isinstance(tags, list) and all(isinstance(tag, str) for tag in tags)):
        wrong.append(f"tags: expected a list of names, got {_got(value, 'tags')}")
    if wrong:
        raise DataError("; ".join(wrong))
    texts = {name: value[name].replace("\r\n", "\n") for name in ("prompt", "chosen", "rejected")}
    rater, id_ = (value.get(name) or "" for name in ("rater", "id"))
    for name, text in (texts | {"rater": rater, "id": id_}).items():
        require_text(name, text)
    prompt = texts["prompt"].strip()
    chosen, rejected = _after(prompt, texts["chosen"], texts["rejected"])
    if chosen.strip() == rejected.strip():
        raise DataError(f"chosen and rejected are the same story: {chosen.strip()!r:.{SHOWN}}")
    return Preference(prompt, chosen, rejected, ordered_tags(tags), rater, id_)


def write(path: Path, pairs: Iterable[Preference]) -> None:
    """Write pairs in the order of what they say: the same pairs give the same bytes.

    Stories are written with their prompt, so that `read` finds the very pairs again: of a text
    after its prompt it must guess whether white space belongs between, and whether the story says
    its prompt twice.
    """
    ordered = sorted(pairs, key=lambda pair: (pair.said, pair.id))
    files.write_jsonl(path, map(_as_json, ordered))


def decided(preferences: Sequence[Preference]) -> Decided:
    """What to learn: of each two stories for a prompt, the one that most chose."""
    votes: dict[tuple[str, tuple[str, str]], list[Preference]] = {}
    for each in preferences:
        votes.setdefault((each.prompt, each.stories), []).append(each)
    found, undecided = [], 0
    for (_, (one, _)), all_said in votes.items():
        lead = sum(1 if each.chosen == one else -1 for each in all_said)
        if lead == 0:
            undecided += 1
            continue
        (first, *_) = (each for each in all_said if (each.chosen == one) == (lead > 0))
        found.append(first if len(all_said) == 1 else replace(first, rater="", id=""))
    return Decided(found, len(preferences) - len(votes), undecided)


def _object(line: str) -> dict[str, Any]:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise DataError(f"no JSON: {error}, got {line!r:.{SHOWN}}") from None
    if not isinstance(value, dict):
        raise DataError(f"expected an object with prompt, chosen, rejected, got {line!r:.{SHOWN}}")
    return value


def _after(prompt: str, *stories: str) -> list[str]:
    """What follows the prompt in each story, which all repeat it or all go on from it."""
    repeats = [bool(prompt) and story.lstrip().startswith(prompt) for story in stories]
    if any(repeats) and not all(repeats):
        raise DataError(
            f"one of chosen and rejected repeats the prompt and the other does not: "
            f"{stories[repeats.index(False)]!r:.{SHOWN}}"
        )
    if all(repeats):
        found = [story.lstrip()[len(prompt) :].rstrip() for story in stories]
    else:
        found = [_joined(prompt, story.rstrip()) for story in stories]
    if not all(text.strip() for text in found):
        raise DataError("chosen or rejected has no word after the prompt")
    return found


def _joined(prompt: str, story: str) -> str:
    if not prompt:
        return story.lstrip()
    return story if story[:1].isspace() or story[:1] in GOES_ON else f" {story}"


def _as_json(pair: Preference) -> dict[str, Any]:
    """Whole stories, and without the fields that are empty."""
    whole = {name: pair.prompt + getattr(pair, name) for name in ("chosen", "rejected")}
    return {
        name: value
        for name, value in (asdict(pair) | whole).items()
        if value or name in ("prompt", "chosen", "rejected")
    }


def _got(value: Mapping[str, Any], name: str) -> str:
    return f"{value[name]!r:.{SHOWN}}" if name in value else "nothing"
