"""Train the reference LM on the training stories that no other model sees."""

import torch

from fabula import checkpoints, files, models
from fabula.command import is_main_process, run
from fabula.config.params import load
from fabula.models import gpt2
from fabula.models.paths import REFERENCE_LM
from fabula.tokens import tokenization
from fabula.tokens.paths import TOKENIZER, TOKENS
from fabula.tokens.shards import TokenStore
from fabula.tokens.windows import StoryWindows
from fabula.training.paths import REFERENCE_LM_METRICS
from fabula.training.reference_lm import RECIPE
from fabula.training.running import train, training_rows


def main() -> None:
    """`data/tokens` -> `models/reference_lm`, its metrics."""
    torch.set_num_threads(load().threads)
    tokenizer = tokenization.load(TOKENIZER)
    special = models.special_ids(tokenizer)
    model = gpt2.build(RECIPE, tokenizer)
    rows = training_rows(model, TokenStore(TOKENS, "reference_lm"), special, RECIPE)
    validation = StoryWindows(
        TokenStore(TOKENS, "validation"),
        models.scoring_layout(model),
        special,
        once=True,
        stories=RECIPE.validation_stories,
    )
    kept = checkpoints.folder("train_reference_lm")
    outcome = train(model, rows, validation, RECIPE, kept)
    if is_main_process():
        models.save(model, tokenizer, REFERENCE_LM)
        files.write_json(REFERENCE_LM_METRICS, outcome.metrics)
        checkpoints.remove(kept)


if __name__ == "__main__":
    run(main)
