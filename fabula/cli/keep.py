"""Keep the finished run in results/NAME and show it in README.md: `fabula keep NAME`."""

import json
import re
import shutil
import subprocess
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path

from fabula import files, paths
from fabula.config.yaml12 import read_yaml
from fabula.corpus.card import without_examples
from fabula.corpus.paths import CARD, DATA_METRICS
from fabula.errors import FabulaError
from fabula.evaluation.paths import (
    CONTROL_METRICS,
    DECODING_SWEEP,
    DIFFERENCES_METRICS,
    EVALUATE_METRICS,
    NEW_WORLD_METRICS,
    POSITIONS,
    VALIDITY_METRICS,
)
from fabula.generation.paths import CONTROL_SAMPLES, SAMPLES, Sample
from fabula.reporting import control_tables, decoding, origins, readme, tables
from fabula.reporting.paths import (
    CONTROL_PICTURE,
    DATA_PICTURE,
    DECODING_PICTURE,
    EARLY_STOPPING_PICTURE,
    KEPT_FIGURES,
    KEPT_HASHES,
    KEPT_SAMPLES,
    KEPT_STORY,
    LOSS_PICTURE,
    OVERVIEW_PICTURE,
    POSITIONS_PICTURE,
    REPORT_MARKDOWN,
    SAMPLES_MARKDOWN,
    TRAINING_PICTURE,
)
from fabula.reporting.shown_story import shown_story
from fabula.tokens.paths import TOKENS_METRICS
from fabula.training.paths import (
    EARLY_STOPPING_CURVE,
    EARLY_STOPPING_METRICS,
    GPT2_CURVES,
    GPT2_METRICS,
    REFERENCE_LM_METRICS,
    TAGMODEL_CURVES,
    TAGMODEL_METRICS,
)

KEPT = (
    paths.PARAMS,
    CARD,
    DATA_METRICS,
    DATA_PICTURE,
    TOKENS_METRICS,
    GPT2_METRICS,
    TAGMODEL_METRICS,
    REFERENCE_LM_METRICS,
    EVALUATE_METRICS,
    NEW_WORLD_METRICS,
    DIFFERENCES_METRICS,
    VALIDITY_METRICS,
    CONTROL_METRICS,
    OVERVIEW_PICTURE,
    GPT2_CURVES,
    TAGMODEL_CURVES,
    LOSS_PICTURE,
    TRAINING_PICTURE,
    POSITIONS,
    POSITIONS_PICTURE,
    CONTROL_PICTURE,
    DECODING_SWEEP,
    DECODING_PICTURE,
    EARLY_STOPPING_METRICS,
    EARLY_STOPPING_CURVE,
    EARLY_STOPPING_PICTURE,
)
SPREAD = 10
"""Samples that are kept."""
LONGEST = 60
NAME = re.compile(rf"(?!.{{{LONGEST + 1}}})[a-z0-9]([a-z0-9._-]*[a-z0-9])?")
"""A folder's name on every system, and a heading in the README."""


def add_arguments(parser: ArgumentParser) -> None:
    """The run's name."""
    parser.add_argument("name", help="the run's name; the README begins with `default`")


def main(options: Namespace) -> None:
    """Copy what the run found into `results/NAME`, then fill the README's places anew."""
    name = _checked(options.name)
    _require_finished()
    page = paths.README.read_text(encoding="utf-8") if paths.README.exists() else ""
    readme.with_blocks(page, dict.fromkeys(readme.PLACES, ""))  # fails before anything is written
    with files.replacing(paths.RESULTS / name) as folder:
        keep(folder)
    files.write_text(paths.README, readme.with_blocks(page, readme.blocks(paths.RESULTS)))
    print(f"kept in {paths.RESULTS / name}; {paths.README} shows it")


def _checked(name: str) -> str:
    if not NAME.fullmatch(name):
        shown = name if len(name) <= LONGEST else f"{name[:LONGEST]}... ({len(name)} characters)"
        raise FabulaError(
            f"{shown!r} is no name for a run: use small letters and digits, within it . _ - too, "
            f"and {LONGEST} characters at most"
        )
    return name


def _require_finished() -> None:
    """A `FabulaError` where the files do not belong to the parameters, code and data at hand."""
    missing = [
        str(path) for path in (*KEPT, SAMPLES, CONTROL_SAMPLES, paths.LOCK) if not path.exists()
    ]
    if missing:
        raise FabulaError(f"the run is not finished, {', '.join(missing)} missing: run `dvc repro`")
    changed = unfinished_stages()
    if changed:
        raise FabulaError(
            f"the run is not finished, {', '.join(changed)} changed since: run `dvc repro` "
            "(`dvc status` says what changed)"
        )


def unfinished_stages() -> list[str]:
    """The stages whose outputs are not those of their dependencies, as DVC sees it."""
    command = [sys.executable, "-m", "dvc", "status", "--json"]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    if answer.returncode:
        raise FabulaError(f"`dvc status` failed, so nothing is kept:\n{answer.stderr.strip()}")
    return list(json.loads(answer.stdout))


def keep(folder: Path) -> None:
    """Fill `folder` with the run's figures, curves, parameters, hashes and a few samples."""
    for path in KEPT:
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            shutil.copytree(path, target)
        else:
            shutil.copyfile(path, target)
    if files.read_json(DATA_METRICS)["source"] == "embedded":
        samples: list[Sample] = [*files.read_jsonl(SAMPLES)]
        for page in (SAMPLES_MARKDOWN, REPORT_MARKDOWN):
            shutil.copyfile(page, folder / page)
    else:  # stories of others are not ours to spread, nor are their openings
        samples = from_tags_alone()
        files.write_text(folder / CARD, without_examples(CARD.read_text(encoding="utf-8")))
    evaluation = files.read_json(EVALUATE_METRICS)
    files.write_jsonl(folder / KEPT_SAMPLES, spread(samples, SPREAD))
    files.write_json(folder / KEPT_STORY, shown_story(samples, evaluation))
    files.write_text(folder / KEPT_FIGURES, figures(evaluation))
    files.write_json(folder / KEPT_HASHES, hashes())


def from_tags_alone() -> list[Sample]:
    """Stories of which no word was given, by each model that takes tags, at the least guidance."""
    samples = files.read_jsonl(CONTROL_SAMPLES)
    least = min(sample["guidance"] for sample in samples)
    return [sample for sample in samples if sample["guidance"] == least]


def figures(evaluation: tables.Evaluation) -> str:
    """Every table of the run as Markdown, and the pictures that stand beside it."""
    new_world, validity = map(files.read_json, (NEW_WORLD_METRICS, VALIDITY_METRICS))
    every = tables.every_table(evaluation, new_world, validity)
    tried = decoding.found(Path())
    steered = control_tables.tables(files.read_json(CONTROL_METRICS))
    return (
        f"{origins.seen(Path())} {origins.gpt2(Path())}\n\n{every}\n\n"
        f"## Do tags steer the models?\n\n{steered}\n\n"
        f"![What tags are worth to each model]({CONTROL_PICTURE})\n\n"
        "## Which decoding strategy?\n\n"
        f"![Quality against variety]({DECODING_PICTURE})\n\n{tried}\n\n"
        "## When to stop early?\n\n"
        f"![Where each patience stops, and what it costs]({EARLY_STOPPING_PICTURE})\n"
    )


def spread(samples: Sequence[Sample], count: int) -> list[Sample]:
    """At most `count` samples, taken evenly over models and strategies, and over prompts."""
    groups: dict[tuple[str, str], list[Sample]] = {}
    for sample in samples:
        groups.setdefault((sample["model"], sample["strategy"]), []).append(sample)
    turns = [list(groups.values())[turn % len(groups)] for turn in range(count)]
    chosen = [group[turn * len(group) // count] for turn, group in enumerate(turns)]
    return list({sample["id"]: sample for sample in chosen}.values())


def hashes() -> dict[str, str]:
    """The MD5 of every output that DVC keeps, by path, from `dvc.lock`."""
    stages = read_yaml(paths.LOCK)["stages"].values()
    return {out["path"]: out["md5"] for stage in stages for out in stage.get("outs", [])}
