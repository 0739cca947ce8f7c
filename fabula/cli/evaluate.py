"""`fabula evaluate`: how good the stories of a file are, whoever wrote them.

    fabula evaluate mine.jsonl
    fabula evaluate mine.jsonl theirs.jsonl --real real.txt --html found.html

One or two files: .jsonl (`story` or `text`, and `prompt` where there is one), .json, .csv,
.parquet, .txt and the like. Nothing is trained and no model is needed: real stories are enough.
"""

import argparse
import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from fabula import files
from fabula.errors import DataError

if TYPE_CHECKING:
    from fabula.evaluation.alone import Evaluation


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which stories, against which, and where to write what is found."""
    parser.add_argument("file", nargs="+", type=Path, help="one file of stories, or two to compare")
    parser.add_argument(
        "--real",
        type=Path,
        metavar="FILE",
        help="real stories of the same kind; without: those of this run, or the embedded ones",
    )
    parser.add_argument(
        "--training",
        type=Path,
        metavar="FILE",
        help="stories that their writer learned from, to find copies of",
    )
    parser.add_argument(
        "--prompts",
        choices=("auto", "opening", "premise"),
        default="auto",
        help="what a prompt is: the story's first words, or what it was to be about",
    )
    parser.add_argument(
        "--separator",
        help="the line between stories of a .txt; without: <|endoftext|> where it is there, else a "
        "story a line",
    )
    parser.add_argument(
        "--skip-bad", action="store_true", help="leave out records that are no story, and say so"
    )
    parser.add_argument(
        "--judge",
        action=argparse.BooleanOptionalAction,
        default=None,
        help="ask the readers of the extra `judge`, seconds a story; without: where it is there",
    )
    parser.add_argument(
        "--weights",
        type=Path,
        metavar="FILE",
        help="weights of the quality score from `fabula quality fit`; without: those shipped",
    )
    parser.add_argument(
        "--scores",
        type=Path,
        metavar="PATH",
        help="write a line for each story here (.jsonl): its quality score and what it is made of",
    )
    parser.add_argument("--json", type=Path, metavar="PATH", help="write all figures here")
    parser.add_argument("--html", type=Path, metavar="PATH", help="write a page here")


def main(options: argparse.Namespace) -> None:
    """Print the table; write what was asked for."""
    if len(options.file) > 2:
        raise DataError(f"{len(options.file)} files: give one, or two to compare")
    _require_places(options)
    from fabula.evaluation.alone import evaluate
    from fabula.reporting import alone_page, console

    found = evaluate(
        *options.file,
        real=options.real,
        training=options.training,
        prompts=options.prompts,
        separator=options.separator,
        skip_bad=options.skip_bad,
        judge=options.judge,
        weights=options.weights,
    )
    if options.json:
        files.write_json(options.json, asdict(found))
    if options.scores:
        files.write_text(options.scores, _lines(found))
    if options.html:
        files.write_text(options.html, alone_page.html(found))
    out = console.new()
    out.print(f"\n{alone_page.about(found)}\n", markup=False, soft_wrap=True)
    console.show_table(out, alone_page.lines(found))
    out.print(f"\n{alone_page.LEGEND}", markup=False, soft_wrap=True)
    for note in [*found.notes, *alone_page.left_out(found)]:
        out.print(note, markup=False, soft_wrap=True)
    for path in filter(None, (options.json, options.html, options.scores)):
        out.print(f"Written: {path}", markup=False, soft_wrap=True)


def _lines(found: "Evaluation") -> str:
    """A line of JSON for each story, in their order."""
    lines = []
    for row, by_story in found.by_story.items():
        names = ["quality_score" if name == "quality score" else name for name in by_story]
        for number, values in enumerate(zip(*by_story.values(), strict=True), start=1):
            line = {"file": row, "story": number} | dict(zip(names, values, strict=True))
            lines.append(json.dumps(line, ensure_ascii=False))
    return "\n".join(lines) + "\n"


def _require_places(options: argparse.Namespace) -> None:
    """`DataError` where nothing can be written to, before minutes of work."""
    read = filter(None, (*options.file, options.real, options.training, options.weights))
    taken = {path.resolve(): "that is read" for path in read}
    for name in ("json", "html", "scores"):
        path: Path | None = getattr(options, name)
        if not path:
            continue
        if path.is_dir():
            raise DataError(f"--{name}: {path} is a folder; name a file in it")
        if path.resolve() in taken:
            raise DataError(f"--{name}: {path} is a file {taken[path.resolve()]}; name another one")
        taken[path.resolve()] = f"that --{name} writes"
