"""Train GPT-2 on packed rows of stories: from scratch, or on from pretrained weights."""

import torch

from fabula import checkpoints, files, models, paths
from fabula.command import is_main_process, run
from fabula.config.gpt2 import Gpt2
from fabula.config.threads import Threads
from fabula.models import gpt2
from fabula.tokens import tokenization
from fabula.tokens.shards import TokenStore
from fabula.tokens.windows import StoryWindows
from fabula.training.running import train, training_rows


def main() -> None:
    """`data/tokens` -> `models/gpt2-base`, `models/gpt2`, its metrics and curves."""
    torch.set_num_threads(Threads.load().threads)
    knobs = Gpt2.load()
    tokenizer = tokenization.load(paths.TOKENIZER)
    special = models.special_ids(tokenizer)
    model = gpt2.build(knobs, tokenizer)
    if is_main_process():
        models.save(model, tokenizer, paths.GPT2_BASE)

    rows = training_rows(model, TokenStore(paths.TOKENS, "train"), special, knobs)
    validation = StoryWindows(
        TokenStore(paths.TOKENS, "validation"),
        models.scoring_layout(model),
        special,
        once=True,
        stories=knobs.validation_stories,
    )
    kept = checkpoints.folder("train_gpt2")
    outcome = train(model, rows, validation, knobs, kept, paths.LOGS / "gpt2.csv")

    if not is_main_process():
        return
    models.save(model, tokenizer, paths.GPT2)
    files.write_json(paths.GPT2_METRICS, outcome.metrics)
    files.write_csv(paths.GPT2_CURVES / "train.csv", outcome.train_curve)
    files.write_csv(paths.GPT2_CURVES / "validation.csv", outcome.validation_curve)
    checkpoints.remove(kept)


if __name__ == "__main__":
    run(main)
