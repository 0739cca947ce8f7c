"""Train the referee on the training stories that no other model sees."""

import torch

from fabula import checkpoints, files, models, paths, referee, tokenization
from fabula.command import is_main_process, run
from fabula.models import gpt2
from fabula.params import load
from fabula.shards import TokenStore
from fabula.training import train, training_rows
from fabula.windows import StoryWindows


def main() -> None:
    """`data/tokens` -> `models/referee`, its metrics."""
    torch.set_num_threads(load().threads)
    tokenizer = tokenization.load(paths.TOKENIZER)
    special = models.special_ids(tokenizer)
    model = gpt2.build(referee.RECIPE, tokenizer)
    rows = training_rows(model, TokenStore(paths.TOKENS, "referee"), special, referee.RECIPE)
    validation = StoryWindows(
        TokenStore(paths.TOKENS, "validation"),
        models.scoring_layout(model),
        special,
        once=True,
        stories=referee.RECIPE.validation_stories,
    )
    kept = checkpoints.folder("train_referee")
    outcome = train(model, rows, validation, referee.RECIPE, kept)
    if is_main_process():
        models.save(model, tokenizer, paths.REFEREE)
        files.write_json(paths.REFEREE_METRICS, outcome.metrics)
        checkpoints.remove(kept)


if __name__ == "__main__":
    run(main)
