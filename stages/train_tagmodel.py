"""Train a tag model for each way of inserting tags."""

import torch

from fabula import checkpoints, files, models, paths
from fabula.command import is_main_process, run
from fabula.config.params import load
from fabula.models import tagmodel
from fabula.models.paths import TAGMODELS
from fabula.tokens import tokenization
from fabula.tokens.paths import TOKENIZER, TOKENS
from fabula.tokens.shards import TokenStore
from fabula.tokens.windows import StoryWindows
from fabula.training.paths import TAGMODEL_CURVES, TAGMODEL_METRICS
from fabula.training.running import train, training_rows


def main() -> None:
    """`data/tokens` -> `models/tagmodel/<tags_at>`, their metrics and curves."""
    p = load()
    torch.set_num_threads(p.threads)
    tokenizer = tokenization.load(TOKENIZER)
    special = models.special_ids(tokenizer)
    stories, held_out = (TokenStore(TOKENS, split) for split in ("train", "validation"))
    kept = checkpoints.folder("train_tagmodel")

    metrics = {}
    for tags_at in p.tagmodel.tags_at:
        model = tagmodel.build(p.tagmodel, tags_at, tokenizer, special)
        rows = training_rows(model, stories, special, p.tagmodel)
        validation = StoryWindows(
            held_out,
            models.scoring_layout(model),
            special,
            once=True,
            stories=p.tagmodel.validation_stories,
        )
        log = paths.LOGS / f"tagmodel-{tags_at}.csv"
        outcome = train(model, rows, validation, p.tagmodel, kept / tags_at, log)
        if not is_main_process():
            continue
        models.save(model, tokenizer, TAGMODELS / tags_at)
        metrics[tags_at] = outcome.metrics
        curves = TAGMODEL_CURVES
        files.write_csv(curves / f"{tags_at}_train.csv", outcome.train_curve)
        files.write_csv(curves / f"{tags_at}_validation.csv", outcome.validation_curve)
    if is_main_process():
        files.write_json(TAGMODEL_METRICS, metrics)
        checkpoints.remove(kept)


if __name__ == "__main__":
    run(main)
