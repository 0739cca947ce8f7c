"""Anybody's stories, from a file or from Python, as `fabula.evaluation.alone` measures them.

Files are read by the readers of `fabula.corpus.reading`. A record that is no story is named with
its line, never passed over; an empty story is one that failed, and stays.
"""

import logging
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from fabula.config.data import Data
from fabula.corpus.bad_records import RecordError
from fabula.corpus.finding import reading
from fabula.corpus.formats import READERS, Record, read_text, reader
from fabula.corpus.pieces import pieces
from fabula.corpus.reading import records
from fabula.corpus.records import BOUNDARY, as_story
from fabula.corpus.tables import DAMAGE
from fabula.errors import DataError
from fabula.stories import Story, require_utf8

LOG = logging.getLogger(__name__)

SEPARATOR = "<|endoftext|>"
"""Between the stories of a .txt, where it is in it; else each line is a story."""
LISTED = 10
"""Bad records that a message shows; it counts the others."""
GOES_ON = ",.;:!?'’)"
"""What the text begins with that continues its prompt, besides white space and small letters."""
ENDS = re.compile(rf"(?:(?:{BOUNDARY.pattern}|</s>)\s*)+\Z")
"""The marks with which models end a story, where they are left at the end of a text."""
SHOWN = 80
FEW_PROMPTS = 20
"""Different prompts, below which several stories of one prompt count by themselves."""

Prompts = Literal["auto", "opening", "premise"]
"""What prompts are: the stories' first words, or what the stories were to be about; `auto` looks
whether most texts repeat or continue theirs."""


@dataclass(frozen=True)
class Given:
    """One story."""

    text: str
    """What is measured: what follows the opening; possibly empty."""
    opening: str = ""
    """The words before it that were given, not written."""
    prompt: str = ""
    """What was asked for: the opening, or a premise, which is no part of the story."""

    @property
    def whole(self) -> str:
        """The opening and what follows it."""
        return self.opening + self.text


@dataclass(frozen=True)
class Stories:
    """Stories that are measured together."""

    name: str
    stories: Sequence[Given]
    notes: list[str] = field(default_factory=list)
    """What a reader must know of how they were read."""
    lines: Sequence[int] = ()
    """Where each begins in its file, in a table its row; none where they are from no file."""


def read_stories(
    path: Path, prompts: Prompts = "auto", separator: str | None = None, *, skip_bad: bool = False
) -> Stories:
    """The stories of a file: `story` or `text` of each record, with its `prompt` where it has one.

    `separator` stands between the stories of a .txt; `None`: `SEPARATOR` where that is in it, else
    a story a line. `DataError` names the records that are no story, or with `skip_bad` notes do.
    """
    _require_known(path)
    notes: list[str] = []
    if separator is None:
        separator = _found_separator(path)
    found, lines, bad = list[tuple[str, str]](), list[int](), list[str]()
    data = Data.load().model_copy(update={"tagger": "none"})
    for line, record in records(path, separator, skip_damage=True):
        try:
            found.append(_prompt_and_text(record, data))
            lines.append(line)
        except RecordError as problem:
            got = ascii(problem.value)
            shown = got if len(got) <= SHOWN else f"{got[:SHOWN]}..."
            bad.append(f"{path}:{line + problem.below}: {problem.detail}\n  got: {shown}")
    if bad and not skip_bad:
        raise DataError("\n".join([*_first(bad), "  mend them, or leave them out by --skip-bad"]))
    if bad:
        notes += [f"{len(bad):,} records are no story and left out:", *_first(bad)]
    if not found:
        raise DataError(f"{path}: there is no story in it")
    return replace(_as_given(str(path), found, prompts, notes), lines=lines)


def of_texts(name: str, stories: Iterable[str | Story], prompts: Prompts = "auto") -> Stories:
    """Stories from Python: texts, or `Story` where prompts are known; `DataError` for none."""
    found = [
        (story.prompt, story.text) if isinstance(story, Story) else ("", story) for story in stories
    ]
    for number, pair in enumerate(found, start=1):
        for text in pair:
            require_utf8(f"{name}: story {number}", text)
    if not found:
        raise DataError(f"{name}: there is no story in it")
    return _as_given(name, found, prompts, [])


def _require_known(path: Path) -> None:
    with reading(path):
        if path.is_dir():
            raise DataError(f"{path} is a folder; name a file of stories in it")
        path.open("rb").close()
    if reader(path) is None:
        known = ", ".join(READERS)
        raise DataError(f"{path}: no known format; known: {known}, each also with .gz")


def _found_separator(path: Path) -> str:
    """`SEPARATOR` where it stands in a text file, else none: a story a line."""
    if reader(path) is not read_text:
        return ""
    try:
        ends = (ended for _, _, ended in pieces(path, SEPARATOR, 1))
        return SEPARATOR if any(ends) else ""
    except (RecordError, *DAMAGE):
        return ""  # what is wrong, the reader says


def _prompt_and_text(record: Record, data: Data) -> tuple[str, str]:
    """The prompt of a record, and its text with the white space that it begins with."""
    if isinstance(record, RecordError):
        raise record
    fields = {name.strip().lower(): name for name in record}
    key = fields.get("story", fields.get("text"))
    if key is None:
        names = ", ".join(map(repr, record)) or "none"
        raise RecordError(
            "no_story", f"no field 'story' or 'text'; its fields: {names}", dict(record)
        )
    raw: dict[str, Any] = {"story": record[key]}
    if "prompt" in fields:
        raw["prompt"] = record[fields["prompt"]]
    text = record[key]
    if isinstance(text, str) and not text.strip():
        prompt = raw.get("prompt")
        return prompt.strip() if isinstance(prompt, str) else "", ""
    story = as_story(raw, data, None)
    before = text[: len(text) - len(text.lstrip())] if isinstance(text, str) else ""
    return story.prompt, before + story.text


def _as_given(
    name: str, found: Sequence[tuple[str, str]], prompts: Prompts, notes: list[str]
) -> Stories:
    """The stories, their prompts taken for what they are; a note says for what."""
    if marked := sum(bool(ENDS.search(text)) for _, text in found):
        notes.append(
            f"{Path(name).name}: {marked:,} texts end with a mark such as {SEPARATOR}, which is "
            "not measured."
        )
        found = [(prompt, ENDS.sub("", text)) for prompt, text in found]
    asked = [(prompt, text) for prompt, text in found if prompt]
    opened = prompts == "opening"
    if prompts == "auto":
        full = [(prompt, text) for prompt, text in asked if text.strip()]
        opened = 2 * sum(_goes_on(*pair) for pair in full) > len(full)
    if asked:
        meaning, other = (
            ("openings, which the texts go on from and which are not measured", "premise")
            if opened
            else ("premises, which are no part of the texts", "opening")
        )
        notes.append(
            f"{Path(name).name}: prompts are taken for {meaning} (--prompts {other}: otherwise)."
        )
    return Stories(name, [_given(prompt, text, opened) for prompt, text in found], notes)


def _goes_on(prompt: str, text: str) -> bool:
    """Whether a text repeats its prompt and goes on, or goes on right after it."""
    first = text[0]
    repeats = text.lstrip().startswith(prompt)
    return repeats or first.isspace() or first.islower() or first in GOES_ON


def _given(prompt: str, text: str, opened: bool) -> Given:
    if not (opened and prompt):
        return Given(text.strip(), "", prompt)
    whole = text.lstrip()
    if whole.startswith(prompt):
        return Given(whole[len(prompt) :], prompt, prompt)
    joined = text if not text or text[0].isspace() or text[0] in GOES_ON else f" {text}"
    return Given(joined, prompt, prompt)


def _first(bad: Sequence[str]) -> Iterator[str]:
    yield from bad[:LISTED]
    if len(bad) > LISTED:
        yield f"  and {len(bad) - LISTED:,} more such records"
