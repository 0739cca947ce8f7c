"""`fabula judgements`: plan a round of blind pairs, and see what people said of it.

    fabula judgements plan mine.jsonl theirs.jsonl --pairs 100
    fabula judgements measure
    fabula judgements export

A plan pairs the stories of two files or more that answer the same prompts. An export writes the
judgements, and the pairs that a model can learn from, into data/feedback.
"""

import argparse
from pathlib import Path
from typing import Any

from fabula import files
from fabula.alignment.paths import JUDGED
from fabula.errors import DataError
from fabula.judging.paths import EXPORTED, ROUND, STORE

TASKS = ("plan", "measure", "export")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to do, and with which files."""
    parser.add_argument("do", choices=TASKS)
    parser.add_argument("file", nargs="*", type=Path, help="of plan: the stories of each writer")
    parser.add_argument("--round", type=Path, default=ROUND, metavar="PATH", help="the pairs")
    parser.add_argument("--store", type=Path, default=STORE, metavar="PATH", help="the judgements")
    parser.add_argument("--pairs", type=int, default=0, help="of plan: at most so many; 0: all")
    parser.add_argument("--seed", type=int, default=1, help="of plan: draws pairs and sides")
    parser.add_argument("--real", type=Path, metavar="FILE", help="real stories, as of evaluate")
    parser.add_argument("--json", type=Path, metavar="PATH", help="of measure: write all figures")


def main(options: argparse.Namespace) -> None:
    """Do it."""
    {"plan": _plan, "measure": _measure, "export": _export}[options.do](options)


def _plan(options: argparse.Namespace) -> None:
    from fabula.evaluation.alone import corpus_of
    from fabula.evaluation.given import read_stories
    from fabula.judging import rounds
    from fabula.judging.preferences import detectable

    if len(options.file) < 2 or options.pairs < 0:
        raise DataError("plan: name the files of two writers or more, and 0 pairs or more")
    if options.round.exists():
        raise DataError(f"{options.round}: a round is there already; move it away, or name another")
    names = [path.stem for path in options.file]
    if len(set(names)) < len(names):
        raise DataError(f"plan: files need different names, got {', '.join(names)}")
    stories = dict[str, dict[str, str]]()
    for name, path in zip(names, options.file, strict=True):
        read = read_stories(path).stories
        stories[name] = {story.prompt: story.whole for story in reversed(read) if story.prompt}
        if unused := len(read) - len(stories[name]):
            print(f"{path}: {unused:,} stories without a prompt, or after its first, are not used.")
    real = [story.whole for story in corpus_of(options.real).shown]
    tasks = rounds.plan(stories, real, options.seed, options.pairs)
    rounds.save(tasks, options.round)
    pairs = sum(task.kind == "pair" for task in tasks)
    rate = detectable(pairs)
    finds = f"detect that one wins {rate:.0%}" if rate else "are too few to detect anything"
    print(f"{options.round}: {pairs} pairs, with checks and repeats {len(tasks)} to judge.")
    print(f"{pairs} decisive pairs {finds} (in 80% of rounds, p < 0.05).")


def _measure(options: argparse.Namespace) -> None:
    from fabula.evaluation.alone import corpus_of
    from fabula.judging import measures, our_metrics, rounds
    from fabula.judging.store import Store

    if not (options.store.exists() and options.round.exists()):
        print(measures.NOTHING)
        return
    tasks, judgements = rounds.load(options.round), Store(options.store).judgements()
    values = our_metrics.by_story(tasks, corpus_of(options.real)) if judgements else {}
    found = measures.summary(tasks, judgements, values)
    if options.json:
        files.write_json(options.json, found)
    for line in _lines(found):
        print(line)


def _lines(found: dict[str, Any], depth: int = 0) -> list[str]:
    """The figures as a tree: a figure with its interval in one line."""
    from fabula.reporting.tables import cell

    lines = []
    for key, value in found.items():
        indent = "  " * depth
        if isinstance(value, dict) and set(value) == {"value", "low", "high", "n"}:
            lines.append(f"{indent}{key}: {cell(value)}, of {value['n']}")
        elif isinstance(value, dict):
            lines += [f"{indent}{key}", *_lines(value, depth + 1)] if value else []
        else:
            lines.append(f"{indent}{key}: {'–' if value is None else value}")
    return lines


def _export(options: argparse.Namespace) -> None:
    from fabula.alignment.feedback import export_judged, exported
    from fabula.judging import rounds
    from fabula.judging.store import Store

    if not options.store.exists():
        raise DataError(f"{options.store}: there is no store of judgements yet")
    store = Store(options.store)
    judgements = store.judgements()
    tasks = rounds.load(options.round) if options.round.exists() else []
    found = export_judged(tasks, judgements, store.withdrawn())
    print(f"{EXPORTED}: {len(exported()[1]):,} judgements, {len(judgements):,} of {options.store}")
    print(f"{JUDGED}: {len(found.pairs):,} pairs of a chosen and a rejected story")
    for why, count in found.left_out.items():
        print(f"no pair: {count:,} judgements, {why}")
