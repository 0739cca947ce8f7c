"""Train a tag model for each way of inserting tags."""

from functools import partial

import torch

from fabula import checkpoints, files
from fabula.command import is_main_process, run
from fabula.config.tagmodel import TagModel
from fabula.config.threads import Threads
from fabula.models.paths import TAGMODELS
from fabula.paths import LOGS
from fabula.tokens.paths import TOKENS
from fabula.tokens.shards import TokenStore
from fabula.training import tagmodel
from fabula.training.paths import TAGMODEL_CURVES, TAGMODEL_METRICS
from fabula.training.train_on_stories import OutputPaths, train_on_stories


def main() -> None:
    """`data/tokens` -> `models/tagmodel/<tags_at>`, their metrics and curves."""
    torch.set_num_threads(Threads.load().threads)
    config = TagModel.load()
    kept = checkpoints.folder("train_tagmodel")
    rows = partial(tagmodel.training_rows, config, TokenStore(TOKENS, "train"))
    metrics = {}
    for tags_at in config.tags_at:
        outputs = OutputPaths(
            model=TAGMODELS / tags_at,
            curves=f"{TAGMODEL_CURVES}/{tags_at}_",
            log=LOGS / f"tagmodel-{tags_at}.csv",
        )
        build = partial(tagmodel.build, config, tags_at)
        outcome = train_on_stories(build, rows, config, kept / tags_at, outputs)
        metrics[tags_at] = outcome.metrics
    if is_main_process():
        files.write_json(TAGMODEL_METRICS, metrics)
        checkpoints.remove(kept)


if __name__ == "__main__":
    run(main)
