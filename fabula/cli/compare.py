"""Compare runs: `fabula compare [NAME ...]`.

A NAME is an experiment of DVC, a revision of Git (a branch, a tag, HEAD~1), or `workspace`. Without
any it compares HEAD, the experiments that began at it, and the workspace.
"""

import argparse

from fabula import files, markdown
from fabula.errors import FabulaError
from fabula.reporting import comparison, console, revisions
from fabula.reporting.paths import COMPARISON, COMPARISON_PICTURE


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which runs."""
    parser.add_argument("name", nargs="*", help="an experiment, a revision, or workspace")


def main(options: argparse.Namespace) -> None:
    """Print what differs and what came of it; write the same with the curves into `logs/`."""
    names: list[str] = options.name
    runs, left_out = read(names or revisions.known())
    compared = comparison.side_by_side(runs)
    notes = [*comparison.notes(runs), *left_out, *([] if names else hint())]
    comparison.picture(runs, COMPARISON_PICTURE)
    files.write_text(COMPARISON, page(compared, notes))

    out = console.new()
    for title, lines in compared.items():
        out.print(f"\n[bold]{title}[/]")
        console.show_table(out, lines)
    for note in notes:
        out.print(f"\n{note}", markup=False)
    out.print(f"\nThe curves: {COMPARISON_PICTURE}; all of it: {COMPARISON}")


def read(names: list[str]) -> tuple[list[comparison.Run], list[str]]:
    """The runs, equal ones as one; and a sentence on each that was left out."""
    runs, left_out = [], []
    for name in dict.fromkeys(names):
        with revisions.opened(name) as folder:
            if missing := comparison.missing(folder):
                left_out.append(f"{name} is left out: {', '.join(missing)} missing.")
            else:
                runs.append(comparison.read(name, folder))
    if not runs:
        raise FabulaError(f"nothing to compare; {' '.join(left_out)} Run `dvc repro`")
    return comparison.merged(runs), left_out


def hint() -> list[str]:
    """Where HEAD has no experiments: how to make one, and which other commits have some."""
    if len(revisions.known()) > 2:
        return []
    others = ", ".join(revisions.experiments())
    elsewhere = f"; experiments that began at other commits: {others}" if others else ""
    return [f"HEAD has no experiments: {revisions.TO_MAKE_ONE}{elsewhere}."]


def page(compared: dict[str, comparison.Lines], notes: list[str]) -> str:
    """The same as Markdown, with the picture."""
    parts = ["# Runs compared", f"![Validation losses]({COMPARISON_PICTURE.name})"]
    for title, lines in compared.items():
        cells = [[markdown.literal(text) for text in line] for line in lines]
        parts += [f"## {markdown.literal(title)}", markdown.table(cells, "lr").rstrip()]
    return "\n\n".join([*parts, *notes]) + "\n"
