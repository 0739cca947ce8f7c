"""On a GPU: `python -m benchmarks.gpu`, or `make bench-gpu`; under a quarter of an hour.

    python -m benchmarks.gpu --stories FOLDER --tokenizer gpt2

GPT-2 124M against the usual script: how fast it trains, what it has learned after some minutes, and
how fast it writes by itself and side by side. Everything in one run; the figures join
`results.json` with the name of the GPU. This module also measures one writer in its own process:

    python -m benchmarks.gpu WORK STORIES CONTENDER    one JSON object
"""

import argparse
import json
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import torch

from benchmarks import generation, losses, results
from benchmarks.machine import describe
from benchmarks.material import Vocabulary, prepare
from benchmarks.measuring import measured
from benchmarks.recipes import GPT2_124M
from fabula.command import run
from fabula.config.presets import with_changes
from fabula.errors import ModelError
from fabula.models import devices
from fabula.stories import opening
from fabula.training import gpt2

RECIPES = ("peers-124m", "124m")
MINUTES = 5
"""Of training, for what is learned."""
SIDE_BY_SIDE = (1, 64, 512)
"""Stories that are written at once."""
STRATEGY = "top_p"


def compare(work: Path) -> dict[str, Any]:
    """All figures, each from a process of its own."""
    training = {name: measured("training", work, name) for name in RECIPES}
    learned = {name: losses.after(MINUTES, work, name) for name in RECIPES}
    writing = [
        {"side_by_side": count, "contender": name, **measured("gpu", work, count, name)}
        for count in SIDE_BY_SIDE
        for name in results.WRITERS
    ]
    return {
        "gpu": torch.cuda.get_device_name(),
        "training": training,
        "learned": learned,
        "writing": writing,
    }


def measure(work: Path, count: int, contender: str) -> dict[str, Any]:
    """Tokens a second of `count` stories side by side in bf16, after a short warm-up."""
    vocabulary = Vocabulary(work, "kept")
    tokenizer = vocabulary.tokenizer_of_all_entries()
    made = with_changes({"gpt2": GPT2_124M}, __name__).gpt2
    model = gpt2.build(made, tokenizer).to(devices.device()).eval()
    every = vocabulary.texts()
    texts = [opening(every[n % len(every)], generation.WORDS) for n in range(count)]
    continues = {"usual-bf16": generation.usual_in_bf16, "ours": generation.ours_in_bf16}[contender]
    continues(model, tokenizer, texts[: min(count, 8)], STRATEGY)
    torch.cuda.synchronize()
    started = time.perf_counter()
    tokens = continues(model, tokenizer, texts, STRATEGY)
    torch.cuda.synchronize()
    return {"tokens_per_second": tokens / (time.perf_counter() - started), "tokens": tokens}


def main() -> None:
    """Measure all, or one writer in this process."""
    if not torch.cuda.is_available():
        raise ModelError(
            "PyTorch sees no GPU here, so nothing was measured; run this where it sees one"
        )
    if len(sys.argv) == 4 and sys.argv[2].isdigit():
        work, count, contender = sys.argv[1:]
        print(json.dumps(measure(Path(work), int(count), contender)))
        return
    parser = argparse.ArgumentParser(prog="python -m benchmarks.gpu", description=__doc__)
    parser.add_argument("--stories", type=Path, help="as of `python -m benchmarks`")
    parser.add_argument("--tokenizer", help="as of `python -m benchmarks`")
    options = parser.parse_args()
    with TemporaryDirectory() as folder:
        corpus = prepare(options.stories, options.tokenizer, Path(folder))
        found = {"corpus": corpus, "machine": describe(), "figures": compare(Path(folder))}
    results.keep("gpu", {"command": "make bench-gpu", **found})


if __name__ == "__main__":
    run(main)
