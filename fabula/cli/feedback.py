"""`fabula feedback`: pairs of stories of which somebody chose one, for a model to learn from.

    fabula feedback import pairs.jsonl
    fabula feedback show

A line of a file is `{"prompt": ..., "chosen": ..., "rejected": ...}`, with `rater`, `tags` and `id`
where they are known. What was imported, and what people judged here (`fabula judgements export`),
lies in data/feedback; `dvc repro align` learns from it once it is enough.
"""

import argparse
from pathlib import Path

from fabula.errors import DataError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to do, and with which files."""
    parser.add_argument("do", choices=("import", "show"))
    parser.add_argument("file", nargs="*", type=Path, help="of import: files of pairs")
    parser.add_argument(
        "--skip-bad", action="store_true", help="leave out lines that are no pair, and name them"
    )


def main(options: argparse.Namespace) -> None:
    """Do it."""
    if options.do == "show":
        _show()
        return
    if not options.file:
        raise DataError("import: name a file of pairs")
    for path in options.file:
        _import(path, skip_bad=options.skip_bad)
    _show()


def _import(path: Path, *, skip_bad: bool) -> None:
    from fabula.alignment.feedback import import_pairs

    found = import_pairs(path, skip_bad=skip_bad)
    for line in found.bad:
        print(f"left out: {line}")
    for name, lines in found.unused.items():
        print(f"{path}: the field {name!r} of {lines:,} lines means nothing here")
    print(
        f"{path}: {found.added:,} pairs added, {found.duplicates:,} were there already, "
        f"{len(found.bad):,} lines are no pair"
    )


def _show() -> None:
    from fabula.alignment.feedback import all_preferences
    from fabula.alignment.pairs import decided
    from fabula.config.align import Align

    preferences = all_preferences()
    found, least = decided(preferences), Align.load().least_pairs
    prompts, raters = (
        {getattr(each, name) for each in preferences} for name in ("prompt", "rater")
    )
    print(
        f"{len(preferences):,} preferences on {len(prompts):,} prompts by "
        f"{len(raters - {''}):,} named raters; {found.doubled:,} say more on the same two stories, "
        f"on {found.undecided:,} raters are divided"
    )
    enough = "enough" if len(found.pairs) >= least else "too few"
    print(f"{len(found.pairs):,} pairs to learn from: {enough} for align.least_pairs, {least:,}")
