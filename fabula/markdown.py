"""Tables in Markdown."""

from collections.abc import Sequence

RULES = {"l": ":--", "r": "--:"}


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
