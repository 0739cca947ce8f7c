"""`fabula judgements`: plan a round of blind pairs, and see what people said of it.

    fabula judgements plan --pairs 100
    fabula judgements plan mine.jsonl theirs.jsonl
    fabula judgements measure
    fabula judgements export

A plan pairs the stories of two files or more that answer the same prompts, or without files those
of the models of this run (data/samples.jsonl). An export writes the judgements, and the pairs that
a model can learn from, into data/feedback.
"""

import argparse
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from fabula import files
from fabula.alignment.paths import JUDGED
from fabula.errors import DataError
from fabula.judging.paths import EXPORTED, ROUND, STORE

TASKS = ("plan", "measure", "export")

Stories = dict[str, dict[str, str]]
"""Writer -> prompt -> story."""
Tags = dict[str, Sequence[str]]
"""Prompt, or real story -> its tags."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to do, and with which files."""
    parser.add_argument("do", choices=TASKS)
    parser.add_argument(
        "file",
        nargs="*",
        type=Path,
        help="of plan: the stories of each writer; without: those of this run's models",
    )
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
    from fabula.corpus.labels import label
    from fabula.evaluation.alone import corpus_of
    from fabula.judging import rounds
    from fabula.judging.preferences import detectable

    if len(options.file) == 1 or options.pairs < 0:
        raise DataError(
            "plan: name the files of two writers or more, or none for the models of this run, and "
            "0 pairs or more"
        )
    if options.round.exists():
        raise DataError(f"{options.round}: a round is there already; move it away, or name another")
    stories, tags = _of_files(options.file) if options.file else _of_run()
    real = [story.whole for story in corpus_of(options.real).shown]
    tags |= {text: label(text) for text in real if tags}
    tasks = rounds.plan(stories, real, options.seed, options.pairs, tags)
    rounds.save(tasks, options.round)
    pairs = Counter(
        tuple(sorted((task.left_by, task.right_by))) for task in tasks if task.kind == "pair"
    )
    print(f"{options.round}: {pairs.total()} pairs, with checks and repeats {len(tasks)} to judge.")
    for (one, other), count in sorted(pairs.items()):
        rate = detectable(count)
        finds = f"detect that one wins {rate:.0%}" if rate else "are too few to detect anything"
        print(f"{one} and {other}: {count} decisive pairs {finds} (in 80% of rounds, p < 0.05).")


def _of_files(paths: Sequence[Path]) -> tuple[Stories, Tags]:
    """The first story of each prompt of each file, whose name is that of its writer."""
    from fabula.evaluation.given import read_stories

    names = [path.stem for path in paths]
    if len(set(names)) < len(names):
        raise DataError(f"plan: files need different names, got {', '.join(names)}")
    found: Stories = {}
    for name, path in zip(names, paths, strict=True):
        read = read_stories(path).stories
        found[name] = {story.prompt: story.whole for story in reversed(read) if story.prompt}
        if unused := len(read) - len(found[name]):
            print(f"{path}: without a prompt, or after its first story, and not used: {unused:,}.")
    return found, {}


def _of_run() -> tuple[Stories, Tags]:
    """The first story of each prompt by each model, with each strategy where there are several,
    and the tags that the prompts name where `gpt2.condition` lets models know of them."""
    from fabula.config.gpt2 import Gpt2
    from fabula.generation.paths import SAMPLES, Sample

    if not SAMPLES.exists():
        raise DataError(
            f"{SAMPLES}: this run has written no stories yet; make them by `dvc repro "
            "generate_samples`, or name the files of two writers or more"
        )
    samples: list[Sample] = [*files.read_jsonl(SAMPLES)]
    several = len({sample["strategy"] for sample in samples}) > 1
    found: Stories = {}
    for sample in samples:
        writer = f"{sample['model']}, {sample['strategy']}" if several else sample["model"]
        whole = sample["prompt"] + sample["text"]
        found.setdefault(writer, {}).setdefault(sample["prompt"], whole)
    told = "tags" in Gpt2.load().condition
    return found, {each["prompt"]: each["tags"] for each in samples if told}


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
