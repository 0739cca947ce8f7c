"""`fabula quality`: learn the weights of the quality score from stories whose order is known.

    fabula quality grade graded.jsonl --real real.txt
    fabula quality fit graded.jsonl --real real.txt --weights weights.json

The first writes graded stories: real ones, real ones broken, and what a model wrote worse and
worse. The second learns from them and says what it learned. Graded stories may come from elsewhere:
a line has `text`, `grade` (0 to 1), `source`, and `opening` where it has one.
"""

import argparse
from pathlib import Path

from fabula.errors import DataError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to do, with which stories."""
    parser.add_argument("what", choices=("grade", "fit"), help="write graded stories, or learn")
    parser.add_argument("file", type=Path, help="the graded stories (.jsonl)")
    parser.add_argument(
        "--real",
        type=Path,
        metavar="FILE",
        help="real stories; without: those of this run, or the embedded ones",
    )
    parser.add_argument(
        "--model",
        type=Path,
        default=Path("pretrained/base"),
        metavar="FOLDER",
        help="who writes the graded stories; never a model that is to be measured",
    )
    parser.add_argument("--stories", type=int, default=80, help="openings to go on from")
    parser.add_argument("--weights", type=Path, metavar="PATH", help="write the weights here")


def main(options: argparse.Namespace) -> None:
    """Write what was asked for."""
    from fabula import files
    from fabula.evaluation.alone import corpus_of
    from fabula.evaluation.quality_score import making
    from fabula.reporting import console

    fits = options.what == "fit"
    if fits and options.weights is None:
        raise DataError("--weights: name the file to write what was learned into")
    written = options.weights if fits else options.file
    read = [path.resolve() for path in (options.file if fits else None, options.real) if path]
    if written.resolve() in read or written.is_dir():
        raise DataError(f"{written} is a folder, or a file that is read; name another one to write")
    corpus = corpus_of(options.real)
    if options.what == "grade":
        graded = making.graded_stories(corpus, options.model, options.stories)
        making.write(graded, options.file)
        return
    found = making.learned(making.read(options.file), corpus)
    files.write_json(options.weights, found)
    out = console.new()
    for name, part in found.items():
        out.print(f"\n{name.replace('_', ' ')}: {making.told(part)}", markup=False, soft_wrap=True)
