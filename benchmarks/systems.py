"""The five earlier systems by their own recipes and by ours, on the same data and budget.

    python -m benchmarks.systems --stories FOLDER                 all that is not measured yet
    python -m benchmarks.systems --stories FOLDER --only writing-prompts

Each system gets a clone of this repository, in which the stages themselves run: its stories and
tokens once, then each recipe's training. The budget is `--budget` tokens that go through the model,
the same for both recipes, so that anybody can repeat it; what it cost is in processor seconds, for
which other programs do not count. A recipe that is in `systems.json` is not measured again; one
that was interrupted goes on.
"""

import argparse
import itertools
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from benchmarks import systems_page
from benchmarks.machine import describe
from fabula import files, paths, world
from fabula.command import run
from fabula.config import presets
from fabula.config.yaml12 import read_yaml
from fabula.errors import FabulaError
from fabula.models.paths import GPT2, GPT2_BASE, TAGMODELS
from fabula.stories import Split
from fabula.training.paths import GPT2_METRICS, TAGMODEL_METRICS

ROOT = Path(__file__).parent.parent
RAW = ROOT / "benchmarks" / "systems.json"
PAGE = ROOT / "benchmarks" / "SYSTEMS.md"
SPLITS: dict[Split, int] = {"train": 1000, "validation": 200, "test": 200}
"""Stories of each split: few, and more than a recipe sees within minutes."""
SEPARATOR = "<|endoftext|>"
TAGS_AT = "every_window"
"""The way of inserting tags that is measured: by their document the one that is followed."""
NEEDS = re.compile(r"needs about ([\d.]+) GiB")


@dataclass(frozen=True)
class System:
    """What is peculiar to the measurement of one system."""

    embedded: bool = False
    """Whether its stories have to have tags or prompts, so that embedded ones stand in for them."""
    section: str = "gpt2"
    base: bool = False
    """Whether the model before training is a row of its own."""
    times: int = 1
    """How many times the budget it gets: a model from scratch has more to learn."""


SYSTEMS = {
    "tinystories-gpt2": System(),
    "tagmodel-original": System(embedded=True, section="tagmodel", times=4),
    "short-stories": System(),
    "base-vs-finetuned": System(base=True),
    "writing-prompts": System(embedded=True),
}


def main() -> None:
    """Measure what is asked for and not there yet, and write the page after each recipe."""
    options = _options()
    for name in options.only:
        kept = _kept()
        recipes = [each for each in (name, f"{name}-best") if each not in kept["recipes"]]
        work = options.work.resolve() / name
        for recipe in recipes:
            _prepare(name, work, options)
            found = _measure(name, recipe, work, options)
            kept = _kept()
            asked = _asked(options) | {"budget": SYSTEMS[name].times * options.budget}
            kept["recipes"][recipe] = found | {"machine": describe(), "asked": asked}
            files.write_json(RAW, kept)
        shutil.rmtree(work, ignore_errors=True)
    files.write_text(PAGE, systems_page.page(_kept()["recipes"], SYSTEMS))


def _prepare(name: str, work: Path, options: argparse.Namespace) -> None:
    """A clone in which the stories of a system are tokenized, and their quality is learned."""
    done = work / "prepared"
    if done.exists():
        return
    shutil.rmtree(work, ignore_errors=True)
    subprocess.run(["git", "clone", "--quiet", f"file://{ROOT}", str(work)], check=True)
    standin = work / options.standin
    if not standin.exists():
        standin.symlink_to((ROOT / options.standin).resolve(), target_is_directory=True)
    for split, count in SPLITS.items():
        own = work / "data" / "own"
        if SYSTEMS[name].embedded:
            told = world.tell(1, split, count)
            records = (
                {"story": story.text, "prompt": story.prompt, "tags": story.tags} for story in told
            )
            files.write_jsonl(own / f"{split}.jsonl", records)
        else:
            texts = _texts(options.stories / f"{split}.txt", count)
            files.write_text(own / f"{split}.txt", f"\n{SEPARATOR}\n".join(texts))
    _write_params(name, name, work, options)
    for stage in ("check_params", "download", "tokenize_stories", "check_stories", "fit_quality"):
        _run(work, f"stages.{stage}")
    done.touch()


def _texts(path: Path, count: int) -> Iterator[str]:
    """The first stories of a text file."""
    stories = map(str.strip, path.read_text(encoding="utf-8").split(SEPARATOR))
    yield from itertools.islice(filter(None, stories), count)


def _measure(name: str, recipe: str, work: Path, options: argparse.Namespace) -> dict[str, Any]:
    """What a recipe takes and gives."""
    section = SYSTEMS[name].section
    _write_params(name, recipe, work, options)
    kept = work / f"{recipe}.json"
    if not kept.exists():
        ended = _run(work, f"stages.train_{section}")
        needs = NEEDS.search(ended.log)
        metrics = files.read_json(work / (GPT2_METRICS if section == "gpt2" else TAGMODEL_METRICS))
        took = {
            "training": metrics if section == "gpt2" else metrics[TAGS_AT],
            "seconds": ended.seconds,
            "predicted_gib": float(needs[1]) if needs else None,
            "measured_gib": ended.peak / 2**30,
        }
        files.write_json(kept, took)
    rows = {"trained": GPT2 if section == "gpt2" else TAGMODELS / TAGS_AT}
    if SYSTEMS[name].base:
        rows["base"] = GPT2_BASE
    named = [f"{row}={folder}" for row, folder in rows.items()]
    figures = _run(work, "benchmarks.system_figures", *named)
    return {**files.read_json(kept), "figures": json.loads(figures.said)}


def _write_params(name: str, recipe: str, work: Path, options: argparse.Namespace) -> None:
    """A recipe's parameters on the data of its system, with what is reduced."""
    values = read_yaml(ROOT / paths.PARAMS)
    presets.merge(values, read_yaml(ROOT / paths.PRESETS / f"{recipe}.yaml"))
    theirs = read_yaml(ROOT / paths.PARAMS)
    presets.merge(theirs, read_yaml(ROOT / paths.PRESETS / f"{name}.yaml"))
    ending = "jsonl" if SYSTEMS[name].embedded else "txt"
    values["data"] = theirs["data"]
    values["data"] |= {"source": "files", "limit": 0, "selection": "first"}
    values["data"]["files"] |= {"folder": "data/own", "separator": SEPARATOR}
    values["data"]["files"] |= {split: f"{split}.{ending}" for split in SPLITS}
    values["tokenizer"]["name"] = options.standin
    if values["gpt2"]["init"] == "gpt2":
        # GPT-2 was pretrained with the dropout of 0.1 that theirs have; what stands in was not
        values["gpt2"] |= {"init": options.standin, "dropout": 0.0}
    if values["early_stopping"]["init"] == "gpt2":
        values["early_stopping"]["init"] = options.standin
    trained = values[SYSTEMS[name].section]
    row = trained["context"] if SYSTEMS[name].section == "gpt2" else trained["window"]
    a_step = row * trained["batch_size"] * trained["accumulation_steps"]
    steps = max(1, SYSTEMS[name].times * options.budget // a_step)
    trained |= {"epochs": 0.0, "max_steps": steps, "max_tokens": 0}
    trained |= {"evaluations": 1, "patience": 0, "validation_stories": 8}
    values["tagmodel"]["tags_at"] = [TAGS_AT]
    values["generate"] |= {"prompts": options.prompts, "max_new_tokens": options.tokens}
    values["evaluate"]["likelihood_stories"] = options.likelihood_stories
    values["control"] |= {"stories": options.prompts}
    values["control"]["validation_stories"] = options.likelihood_stories
    values["threads"] = 1
    with (work / paths.PARAMS).open("w", encoding="utf-8") as file:
        YAML().dump(values, file)


@dataclass(frozen=True)
class Ended:
    """What a program left."""

    said: str
    log: str
    seconds: float
    """Of the processor."""
    peak: float
    """The largest resident size, in bytes."""


def _run(work: Path, module: str, *arguments: str) -> Ended:
    """A program in a clone; `FabulaError` with what it said where it fails."""
    said, log = work / "said.txt", work / "log.txt"
    print(" ".join([work.name, module, *arguments]), file=sys.stderr, flush=True)
    environment = os.environ | {"PYTHONPATH": str(work), "HF_HUB_OFFLINE": "1"}
    with said.open("w") as out, log.open("w") as err:
        process = subprocess.Popen(
            [sys.executable, "-m", module, *arguments],
            cwd=work,
            env=environment,
            stdout=out,
            stderr=err,
        )
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise FabulaError(f"{module} failed in {work}:\n{log.read_text()[-4000:]}")
    return Ended(
        said=(said.read_text().splitlines() or [""])[-1],
        log=log.read_text(),
        seconds=used.ru_utime + used.ru_stime,
        peak=used.ru_maxrss * 1024.0,
    )


def _kept() -> dict[str, Any]:
    """What was measured before."""
    kept: dict[str, Any] = files.read_json(RAW) if RAW.exists() else {"recipes": {}}
    return kept


def _asked(options: argparse.Namespace) -> dict[str, Any]:
    """The conditions of a measurement."""
    names = ("budget", "prompts", "tokens", "likelihood_stories", "standin")
    return {name: getattr(options, name) for name in names}


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.systems", description=__doc__)
    parser.add_argument(
        "--stories",
        type=Path,
        required=True,
        help=f"folder with train.txt, validation.txt and test.txt, a line {SEPARATOR} between "
        "stories; systems 2 and 5 have embedded stories, for their tags and prompts",
    )
    parser.add_argument("--only", nargs="+", choices=SYSTEMS, default=list(SYSTEMS))
    parser.add_argument(
        "--budget", type=int, default=2**15, help="tokens that go through the model in training"
    )
    parser.add_argument("--prompts", type=int, default=40, help="that each model continues")
    parser.add_argument("--tokens", type=int, default=100, help="that it writes after each")
    parser.add_argument("--likelihood-stories", type=int, default=40, help="that it reads")
    parser.add_argument(
        "--standin", default="pretrained/smollm2", help="in the place of the published GPT-2"
    )
    parser.add_argument(
        "--work", type=Path, default=ROOT / ".checkpoints" / "systems", help="for the clones"
    )
    return parser.parse_args()


if __name__ == "__main__":
    run(main)
