"""Train until a model overfits, and see what early stopping would have made of that run."""

from pathlib import Path

import torch

from fabula import checkpoints, files, models, paths
from fabula.command import run
from fabula.config import params
from fabula.models import gpt2
from fabula.reporting import pictures
from fabula.reporting.paths import EARLY_STOPPING_PICTURE
from fabula.tokens import tokenization
from fabula.tokens.paths import TOKENIZER, TOKENS
from fabula.tokens.shards import TokenStore
from fabula.tokens.windows import StoryWindows
from fabula.training import early_stopping
from fabula.training.paths import EARLY_STOPPING_CURVE, EARLY_STOPPING_METRICS
from fabula.training.running import Outcome, train, training_rows


def main() -> None:
    """`data/tokens` -> `metrics/early_stopping.json`, `plots/early_stopping.csv` and `.png`."""
    p = params.load()
    torch.set_num_threads(p.threads)
    asked = p.early_stopping
    knobs = recipe(p.gpt2, asked)
    kept = checkpoints.folder("early_stopping")
    whole = trained(knobs, asked.stories, kept / "whole")
    last = {"patience": asked.patiences[-1], "min_delta": asked.min_deltas[-1]}
    stopped = trained(knobs.model_copy(update=last), asked.stories, kept / "stopped")

    results = early_stopping.analysis(whole, stopped, asked)
    rows = early_stopping.curve(whole)
    files.write_json(EARLY_STOPPING_METRICS, results)
    files.write_csv(EARLY_STOPPING_CURVE, rows)
    pictures.early_stopping_picture(results, rows, EARLY_STOPPING_PICTURE)
    checkpoints.remove(kept)


def recipe(gpt2: params.Gpt2, asked: params.EarlyStopping) -> params.Gpt2:
    """The knobs of `gpt2` but for those that `early_stopping` has too, and for its whole budget."""
    changes = asked.model_dump(include=set(params.Gpt2.model_fields))
    whole = {"epochs": 0.0, "max_tokens": 0, "patience": 0, "validation_stories": asked.stories}
    short = {"compile": False}  # it would take longer than the run
    return gpt2.model_copy(update=changes | whole | short)


def trained(knobs: params.Gpt2, stories: int, kept: Path) -> Outcome:
    """A new model, trained on the first so many stories."""
    tokenizer = tokenization.load(TOKENIZER)
    special = models.special_ids(tokenizer)
    model = gpt2.build(knobs, tokenizer)
    rows = training_rows(model, TokenStore(TOKENS, "train"), special, knobs, stories)
    validation = StoryWindows(
        TokenStore(TOKENS, "validation"),
        models.scoring_layout(model),
        special,
        once=True,
        stories=knobs.validation_stories,
    )
    log = paths.LOGS / f"early_stopping-{kept.name}.csv"
    return train(model, rows, validation, knobs, kept, log)


if __name__ == "__main__":
    run(main)
