"""Train the reference LM on the training stories that no other model sees."""

from functools import partial

import torch

from fabula import checkpoints, files
from fabula.command import is_main_process, run
from fabula.config.threads import Threads
from fabula.models.paths import REFERENCE_LM
from fabula.paths import LOGS
from fabula.tokens.paths import TOKENS
from fabula.tokens.shards import TokenStore
from fabula.training import gpt2
from fabula.training.paths import REFERENCE_LM_METRICS
from fabula.training.reference_lm import RECIPE
from fabula.training.train_on_stories import OutputPaths, train_on_stories


def main() -> None:
    """`data/tokens` -> `models/reference_lm`, its metrics."""
    torch.set_num_threads(Threads.load().threads)
    kept = checkpoints.folder("train_reference_lm")
    build = partial(gpt2.build, RECIPE)
    rows = partial(gpt2.training_rows, RECIPE, TokenStore(TOKENS, "reference_lm"))
    outputs = OutputPaths(LOGS / "reference_lm.csv", REFERENCE_LM)
    outcome = train_on_stories(build, rows, RECIPE, kept, outputs, fixed=True)
    if is_main_process():
        files.write_json(REFERENCE_LM_METRICS, outcome.metrics)
        checkpoints.remove(kept)


if __name__ == "__main__":
    run(main)
