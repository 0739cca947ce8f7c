"""The data card: what the manifest says, as a page for a reader."""

import html
from collections.abc import Iterable, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from fabula import files, markdown
from fabula.corpus.paths import CARD
from fabula.corpus.store import read_stories
from fabula.stories import TAGS, Story

Manifest = Mapping[str, Any]

EXAMPLES = 3
EXAMPLES_TITLE = "Training stories, the first ones"
BAR = 30
"""Characters of the longest bar."""


def write_card(manifest: Manifest, folder: Path) -> None:
    """Write the card of the stories in `folder`; examples are the first of the training stories."""
    examples = islice(read_stories(folder / "train.parquet"), EXAMPLES)
    files.write_text(folder / CARD.name, card(manifest, examples))


def without_examples(page: str) -> str:
    """The card without the stories that it shows, for whoever may not pass them on."""
    return page.partition(f"\n## {EXAMPLES_TITLE}\n")[0].rstrip() + "\n"


def card(manifest: Manifest, examples: Iterable[Story]) -> str:
    """The page: every figure is one of the manifest's."""
    sections = {
        "Source": _source(manifest),
        "Splits": _splits(manifest),
        "Tags": _tags(manifest),
        "Words a story": _lengths(manifest),
        "What was done to the stories": _changes(manifest),
        EXAMPLES_TITLE: "\n".join(map(_example, examples)),
    }
    body = "\n".join(f"## {title}\n\n{text}" for title, text in sections.items())
    return f"# The stories of this run\n\n{body}"


def _source(manifest: Manifest) -> str:
    stated = ("source", "dataset", "revision", "commit", "licence")
    rows = [_cells([name, manifest[name]]) for name in stated if name in manifest]
    read = _cells(["read", manifest["stories"]["read"]])
    return markdown.table([["", ""], *rows, read], "l")


def _splits(manifest: Manifest) -> str:
    figures = ("stories", "words", "bytes", "mean_words")
    rows = [
        _cells([split, *(manifest["splits"][split][name] for name in figures)])
        for split in manifest["splits"]
    ]
    head = ["split", "stories", "words", "bytes", "words a story"]
    return markdown.table([head, *rows], "lr")


def _tags(manifest: Manifest) -> str:
    """How many stories have each tag, and, where rules found them, how good the rule is."""
    tagger, splits = manifest["tagger"], manifest["splits"]
    scores = ("precision", "recall") if TAGS[0] in tagger else ()
    rows = [
        _cells(
            [
                tag,
                *(manifest["splits"][split]["tags"][tag] for split in splits),
                *(tagger[tag][score] for score in scores),
            ]
        )
        for tag in TAGS
    ]
    held = " Precision and recall are those on embedded stories, whose tags are known."
    table = markdown.table([["tag", *_cells(splits), *scores], *rows], "lr")
    return f"Tagger: {markdown.code(tagger['name'])}.{held if scores else ''}\n\n{table}"


def _lengths(manifest: Manifest) -> str:
    """The histogram, with bars for the training stories."""
    lengths, splits = manifest["lengths"], manifest["splits"]
    step, longest = lengths["step"], max(lengths["train"])
    rows = [
        [
            f"{step * place}–{step * (place + 1) - 1}",
            *_cells(counts),
            "█" * round(BAR * counts[0] / longest),
        ]
        for place, counts in enumerate(zip(*(lengths[split] for split in splits), strict=True))
        if any(counts)
    ]
    return markdown.table([["words", *_cells(splits), "train"], *rows], f"l{'r' * len(splits)}l")


def _changes(manifest: Manifest) -> str:
    """Skipped records, what cleaning changed and dropped, and copies that were removed."""
    cleaning, copies = manifest["cleaning"], manifest["duplicates"]
    rows: list[list[Any]] = [
        *(["record skipped", why, count] for why, count in manifest["skipped"]["reasons"].items()),
        *(["cleaned", rule, count] for rule, count in cleaning["changed"].items()),
        *(["dropped", rule, count] for rule, count in cleaning["dropped"].items()),
        *(
            [f"{kind} copy removed from {split}", f"{place} splits", copies[kind][place][split]]
            for kind in copies
            for place in copies[kind]
            for split in copies[kind][place]
        ),
    ]
    done = [_cells(row) for row in rows if row[-1]]
    if not done:
        return "Nothing: every story is as it came.\n"
    return markdown.table([["", "", "stories"], *done], "llr")


def _example(story: Story) -> str:
    """A story as HTML, which Markdown shows as it is."""
    lines = [f"Tags: {', '.join(story.tags) or 'none'}", *story.text.splitlines()]
    if story.prompt:
        lines = [*f"Prompt: {story.prompt}".splitlines(), *lines]
    text = "<br>\n".join(html.escape(line, quote=False) for line in lines)
    return f"<blockquote>\n{text}\n</blockquote>\n"


def _cells(values: Iterable[object]) -> list[str]:
    """Numbers with their thousands apart; anything else as text, whoever wrote it."""
    return [
        f"{value:,}" if isinstance(value, int | float) else markdown.literal(str(value))
        for value in values
    ]
