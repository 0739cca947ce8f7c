"""Train until a model overfits, and see what early stopping would have made of that run."""

from functools import partial

import torch

from fabula import checkpoints, files
from fabula.command import run
from fabula.config.early_stopping import EarlyStopping
from fabula.config.gpt2 import Gpt2
from fabula.config.threads import Threads
from fabula.paths import LOGS
from fabula.tokens.paths import TOKENS
from fabula.tokens.shards import TokenStore
from fabula.training import early_stopping_replay, gpt2
from fabula.training.paths import EARLY_STOPPING_CURVE, EARLY_STOPPING_METRICS
from fabula.training.train_on_stories import OutputPaths, train_on_stories


def main() -> None:
    """`data/tokens` -> `metrics/early_stopping.json`, `plots/early_stopping.csv`."""
    torch.set_num_threads(Threads.load().threads)
    asked = EarlyStopping.load()
    whole = early_stopping_replay.recipe(Gpt2.load(), asked)
    last = {"patience": asked.patiences[-1], "min_delta": asked.min_deltas[-1]}
    kept, stories = checkpoints.folder("early_stopping"), TokenStore(TOKENS, "train")
    outcome = {
        name: train_on_stories(
            partial(gpt2.build, config),
            partial(gpt2.training_rows, config, stories, first=asked.stories),
            config,
            kept / name,
            OutputPaths(LOGS / f"early_stopping-{name}.csv"),
            config.lora,
        )
        for name, config in (("whole", whole), ("stopped", whole.model_copy(update=last)))
    }
    results = early_stopping_replay.analysis(outcome["whole"], outcome["stopped"], asked)
    files.write_json(EARLY_STOPPING_METRICS, results)
    files.write_csv(EARLY_STOPPING_CURVE, early_stopping_replay.curve(outcome["whole"]))
    checkpoints.remove(kept)


if __name__ == "__main__":
    run(main)
