"""Measure everything: `python -m benchmarks`, or `make bench`.

Figures go to `results.json`, and from there to `RESULTS.md`; what is not measured now stays. What
became slower than the figures kept there, by more than the noise, is said.
"""

import argparse
import shlex
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import torch

from benchmarks import comparison, generation, losses, results, tagmodel, training
from benchmarks.machine import describe
from benchmarks.material import prepare
from benchmarks.measuring import measured
from fabula import files
from fabula.command import run
from fabula.config.threads import Threads

SECTIONS = ("speed", "loss", "tagmodel", "tokenizing", "generation")
"""What is measured here; `benchmarks.moonshot` adds its own."""


def main() -> None:
    """Measure the sections asked for, one after the other, and write each at once."""
    options = _options()
    torch.set_num_threads(Threads.load().threads)
    with TemporaryDirectory() as folder:
        work = Path(folder)
        corpus = prepare(options.stories, options.tokenizer, work)
        for section in options.only:
            found = {
                "command": command(options),
                "machine": describe(),
                "corpus": corpus,
                "figures": measure(section, work, options),
            }
            for line in comparison.compared(section, results.kept().get(section), found):
                print(line, flush=True)
            results.keep(section, found)
            if section == "loss":
                losses.draw(files.read_json(results.RAW)["loss"]["figures"], results.PICTURE)


def measure(section: str, work: Path, options: argparse.Namespace) -> dict[str, Any]:
    """The figures of one section."""
    if section == "speed":
        return training.compare(work, options.rounds)
    if section == "loss":
        return losses.compare(work, options.minutes)
    if section == "tagmodel":
        return tagmodel.compare(work, options.minutes)
    if section == "generation":
        return {"rows": generation.compare(work)}
    return measured(
        "tokenizing",
        *("--stories", work / "stories" / "train.txt"),
        *("--tokenizer", work / "kept" / "tokenizer"),
    )


def command(options: argparse.Namespace) -> str:
    """What was asked for, with the last part of each path: a machine's folders are its own."""
    words = ["python", "-m", "benchmarks"]
    if options.stories:
        words += ["--stories", options.stories.resolve().name]
    if options.tokenizer:
        words += ["--tokenizer", Path(options.tokenizer).name]
    words += ["--only", ",".join(options.only)]
    return shlex.join([*words, f"--minutes={options.minutes:g}", f"--rounds={options.rounds}"])


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "--stories",
        type=Path,
        help="folder with train.txt and validation.txt, a line <|endoftext|> after each story; "
        "without it, embedded stories",
    )
    parser.add_argument(
        "--tokenizer",
        help="GPT-2's, by hub name or folder; without it, one is trained and padded to its size",
    )
    parser.add_argument(
        "--only", type=_sections, default=list(SECTIONS), help=f"some of {','.join(SECTIONS)}"
    )
    parser.add_argument("--minutes", type=float, default=10, help="of training, for the losses")
    parser.add_argument("--rounds", type=int, default=3, help="of the speed measurements")
    return parser.parse_args()


def _sections(text: str) -> list[str]:
    names = text.split(",")
    unknown = set(names) - set(SECTIONS)
    if unknown:
        known = ", ".join(SECTIONS)
        raise argparse.ArgumentTypeError(f"{', '.join(sorted(unknown))} is unknown; known: {known}")
    return names


if __name__ == "__main__":
    run(main)
