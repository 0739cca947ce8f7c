"""The data card: what the manifest says, as a page and a picture for a reader."""

import html
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from fabula import files
from fabula.corpus.store import read_stories
from fabula.stories import SPLITS, TAGS, Split, Story

Manifest = Mapping[str, Any]

CARD = "README.md"
"""Where a folder of data has its card."""
EXAMPLES = 3
BAR = 30
"""Characters of the longest bar."""
COLORS: dict[Split, str] = {"train": "#7f9dc2", "validation": "#b3402a", "test": "#c79a2b"}


def write_card(manifest: Manifest, folder: Path) -> None:
    """Write the card of the stories in `folder`; examples are the first of the training stories."""
    examples = islice(read_stories(folder / "train.parquet"), EXAMPLES)
    files.write_text(folder / CARD, card(manifest, examples))


def card(manifest: Manifest, examples: Iterable[Story]) -> str:
    """The page: every figure is one of the manifest's."""
    sections = {
        "Source": _source(manifest),
        "Splits": _splits(manifest),
        "Tags": _tags(manifest),
        "Words a story": _lengths(manifest),
        "What was done to the stories": _changes(manifest),
        "Training stories, the first ones": "\n".join(map(_example, examples)),
    }
    body = "\n".join(f"## {title}\n\n{text}" for title, text in sections.items())
    return f"# The stories of this run\n\n{body}"


def draw(manifest: Manifest, path: Path) -> None:
    """Draw how long the stories are and which tags they have; equal manifests give equal bytes."""
    import matplotlib
    from matplotlib.figure import Figure

    with matplotlib.rc_context(), files.replacing(path) as temporary:
        matplotlib.rcdefaults()
        figure = Figure(figsize=(8, 3), dpi=200, layout="constrained")
        lengths, tags = figure.subplots(1, 2, width_ratios=(3, 2))
        _draw_lengths(lengths, manifest)
        _draw_tags(tags, manifest)
        for panel in (lengths, tags):
            panel.spines[["top", "right"]].set_visible(False)
        figure.savefig(temporary, format="png", metadata={"Software": None})


def _draw_lengths(panel: Any, manifest: Manifest) -> None:
    step = manifest["lengths"]["step"]
    for split in SPLITS:
        counts = manifest["lengths"][split]
        shares = [100 * count / sum(counts) for count in counts]
        edges = [step * place for place in range(len(counts) + 1)]
        label = f"{split}, {manifest['splits'][split]['stories']:,}"
        style = {"fill": True, "alpha": 0.55} if split == "train" else {"linewidth": 1.4}
        panel.stairs(shares, edges, color=COLORS[split], label=label, **style)
    panel.set(xlabel="words a story", ylabel="% of the split's stories")
    panel.set_title("How long the stories are", fontsize=11)
    panel.set_xlim(left=0)
    panel.legend(frameon=False)


def _draw_tags(panel: Any, manifest: Manifest) -> None:
    train = manifest["splits"]["train"]
    shares = [100 * train["tags"][tag] / train["stories"] for tag in TAGS]
    bars = panel.barh(TAGS, shares, color=COLORS["train"], height=0.7)
    panel.bar_label(bars, [f"{train['tags'][tag]:,}" for tag in TAGS], padding=3, fontsize=9)
    panel.invert_yaxis()
    panel.set_xlim(0, max(1, *shares) * 1.2)  # room for the numbers
    panel.set(xlabel="% of the training stories")
    panel.set_title("Which tags they have", fontsize=11)


def _source(manifest: Manifest) -> str:
    stated = ("source", "dataset", "revision", "commit", "licence")
    rows = [[name, manifest[name]] for name in stated if name in manifest]
    return _table(["", ""], [*rows, ["read", manifest["stories"]["read"]]])


def _splits(manifest: Manifest) -> str:
    figures = ("stories", "words", "bytes", "mean_words")
    rows = [[split, *(manifest["splits"][split][name] for name in figures)] for split in SPLITS]
    return _table(["split", "stories", "words", "bytes", "words a story"], rows)


def _tags(manifest: Manifest) -> str:
    """How many stories have each tag, and, where rules found them, how good the rule is."""
    tagger = manifest["tagger"]
    scores = ("precision", "recall") if TAGS[0] in tagger else ()
    rows = [
        [
            tag,
            *(manifest["splits"][split]["tags"][tag] for split in SPLITS),
            *(tagger[tag][score] for score in scores),
        ]
        for tag in TAGS
    ]
    held = " Precision and recall are those on embedded stories, whose tags are known."
    table = _table(["tag", *SPLITS, *scores], rows)
    return f"Tagger: `{tagger['name']}`.{held if scores else ''}\n\n{table}"


def _lengths(manifest: Manifest) -> str:
    """The histogram, with bars for the training stories."""
    lengths = manifest["lengths"]
    step, longest = lengths["step"], max(lengths["train"])
    rows = [
        [
            f"{step * place}–{step * (place + 1) - 1}",
            *counts,
            "█" * round(BAR * counts[0] / longest),
        ]
        for place, counts in enumerate(zip(*(lengths[split] for split in SPLITS), strict=True))
        if any(counts)
    ]
    return _table(["words", *SPLITS, "train"], rows)


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
            for split in SPLITS
        ),
    ]
    done = [row for row in rows if row[-1]]
    return _table(["", "", "stories"], done) if done else "Nothing: every story is as it came.\n"


def _example(story: Story) -> str:
    """A story as HTML, which Markdown shows as it is."""
    lines = [f"Tags: {', '.join(story.tags) or 'none'}", *story.text.splitlines()]
    if story.prompt:
        lines.insert(0, f"Prompt: {story.prompt}")
    text = "<br>\n".join(html.escape(line, quote=False) for line in lines)
    return f"<blockquote>\n{text}\n</blockquote>\n"


def _table(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """A table in Markdown; numbers stand at the right."""
    lines = [list(row) for row in rows]
    ruler = ["--:" if isinstance(cell, int | float) else ":--" for cell in lines[0]]
    cells = [head, ruler, *([_cell(value) for value in line] for line in lines)]
    return "".join(f"| {' | '.join(line)} |\n" for line in cells)


def _cell(value: object) -> str:
    return f"{value:,}" if isinstance(value, int | float) else str(value)
