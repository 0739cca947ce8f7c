"""Train GPT-2 on packed rows of stories: from scratch, or on from pretrained weights."""

from functools import partial

import torch

from fabula import checkpoints, files
from fabula.command import is_main_process, run
from fabula.config.gpt2 import Gpt2
from fabula.config.threads import Threads
from fabula.models.paths import GPT2, GPT2_BASE
from fabula.paths import LOGS
from fabula.tokens.paths import TOKENS
from fabula.tokens.shards import TokenStore
from fabula.training import gpt2
from fabula.training.paths import GPT2_CURVES, GPT2_METRICS
from fabula.training.train_on_stories import OutputPaths, train_on_stories


def main() -> None:
    """`data/tokens` -> `models/gpt2-base`, `models/gpt2`, its metrics and curves."""
    torch.set_num_threads(Threads.load().threads)
    config = Gpt2.load()
    kept = checkpoints.folder("train_gpt2")
    outputs = OutputPaths(LOGS / "gpt2.csv", GPT2, GPT2_BASE, f"{GPT2_CURVES}/")
    build = partial(gpt2.build, config)
    rows = partial(gpt2.training_rows, config, TokenStore(TOKENS, "train"))
    outcome = train_on_stories(build, rows, config, kept, outputs, config.lora)
    if is_main_process():
        files.write_json(GPT2_METRICS, outcome.metrics)
        checkpoints.remove(kept)


if __name__ == "__main__":
    run(main)
