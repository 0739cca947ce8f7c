"""Tables in Markdown, and what others wrote as text in it.

Our pages are Markdown with HTML in it. What is not ours (licences, names of datasets, parameters,
stories) would be read as both, so it comes in by `literal` or `code` alone; within HTML, by
`fabula.reporting.pages.html_text`.
"""

import re
from collections.abc import Sequence

RULES = {"l": ":--", "r": "--:"}

CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "|": "&#124;"}
MARKS = re.compile(r"[\\`*\[\]#$~&<>|]|(?<![^\W_])_|_(?![^\W_])|:(?=//)")
"""What Markdown, or a Git server, may take for more than text; not a `_` within a word."""


def literal(text: str) -> str:
    """Text that Markdown shows as it is, in one line, within a line of ours."""
    return MARKS.sub(lambda mark: ENTITIES.get(mark[0], f"\\{mark[0]}"), _one_line(text))


def code(text: str) -> str:
    """The same in the type of code: nothing in it means anything."""
    line = _one_line(text)
    fence = "`" * (1 + max(map(len, re.findall("`+", line)), default=0))
    space = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{fence}{space}{line}{space}{fence}" if line else ""


def _one_line(text: str) -> str:
    """Control characters, which HTML forbids, as `�`."""
    return CONTROL.sub("�", " ".join(text.split()))


def table(lines: Sequence[Sequence[str]], align: str) -> str:
    """Lines of cells, the head first, as a table.

    `align` has `l` or `r` for each column: to the left, or to the right as numbers are. The last
    one stands for all columns that follow.
    """
    head, *rest = lines
    sides = align.ljust(len(head), align[-1])[: len(head)]
    rows = ([text.replace("|", r"\|") for text in line] for line in (head, *rest))
    first, *others = (f"| {' | '.join(row)} |\n" for row in rows)
    return "".join([first, f"| {' | '.join(RULES[side] for side in sides)} |\n", *others])
