"""The worst stories of each kind of error, from `data/errors.json`, with what is wrong marked.

    {"repetition_rate": [{"model": "gpt2", "strategy": "top_p", "prompt": "Once", "text": " ...",
                          "spans": [[start, end], ...], "note": "..."}, ...], ...}

A kind is the metric that found it; a span is a range of characters of `text`, its end left out.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from fabula import markdown
from fabula.reporting.pages import html_text
from fabula.reporting.tables import label

Error = Mapping[str, Any]

KINDS = {
    "coherence_issues": "Sentences that do not follow on each other",
    "repetition_rate": "Repetition",
    "context_maintenance": "Broken context",
    "contradictions": "Contradictions",
}
OPEN = 2
"""Stories of each kind that lie open; the others unfold."""


def quoted(errors: Mapping[str, Sequence[Error]]) -> str:
    """Every kind with its stories, as Markdown with HTML in it."""
    return "\n\n".join(part for kind, stories in errors.items() for part in _kind(kind, stories))


def _kind(kind: str, stories: Sequence[Error]) -> Iterator[str]:
    yield f"### {KINDS.get(kind) or markdown.literal(kind.replace('_', ' '))}"
    if not stories:
        yield "No story has this error."
    for place, story in enumerate(stories):
        author = f"{label(story['model'])}, {label(story['strategy'])}"
        title = ": ".join(filter(None, [author, story.get("note")]))
        yield (
            f"<details{' open' if place < OPEN else ''}>\n"
            f"<summary>{_line(title)}</summary>\n"
            f"{quotation(story['prompt'], story['text'], story['spans'])}\n</details>"
        )


def _line(text: str) -> str:
    return html_text(" ".join(text.split()))


def quotation(opening: str, text: str, spans: Iterable[Sequence[int]]) -> str:
    """A story as HTML, each line a paragraph: the opening in italics, the spans marked and bold.

    Models write anything, so all is escaped; no line is blank, where Markdown would begin again.
    """
    wrong = {len(opening) + place for start, end in spans for place in range(start, end)}
    whole, start, paragraphs = opening + text, 0, []
    for line in whole.splitlines(keepends=True):
        places = range(start, start + len(line.rstrip()))
        start += len(line)
        runs = groupby(places, lambda n: "i" if n < len(opening) else "mark" if n in wrong else "")
        pieces = [_piece(kind, [whole[place] for place in run]) for kind, run in runs]
        if line.strip():
            paragraphs.append(f"<p>{''.join(pieces).strip()}</p>")
    return "\n".join(["<blockquote>", *paragraphs, "</blockquote>"])


def _piece(kind: str, letters: list[str]) -> str:
    text = html_text("".join(letters))
    return {"i": f"<i>{text}</i>", "mark": f"<mark><b>{text}</b></mark>"}.get(kind, text)
