"""What tools print for people: lines and bold type only where there is a terminal."""

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

WIDE = 120
"""Characters in a line where no terminal says how many."""


def new() -> Console:
    """A console that colours nothing by itself."""
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = WIDE
    return console


def show_table(console: Console, lines: list[list[str]]) -> None:
    """Print cells, the head first; all but the first column are set to the right."""
    plain = not console.is_terminal
    table = Table(box=None if plain else box.SIMPLE_HEAD, pad_edge=not plain)
    head, *rest = lines
    table.add_column(escape(head[0]), no_wrap=True)
    for name in head[1:]:
        table.add_column(escape(name), justify="right")
    for line in rest:
        table.add_row(*map(escape, line))
    console.print(table)
