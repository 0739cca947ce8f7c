"""Train GPT-2 on packed rows of stories: from scratch, or on from pretrained weights."""

import torch

from fabula import checkpoints, files, models, paths
from fabula.command import is_main_process, run
from fabula.config.params import load
from fabula.models import gpt2
from fabula.models.paths import GPT2, GPT2_BASE
from fabula.tokens import tokenization
from fabula.tokens.paths import TOKENIZER, TOKENS
from fabula.tokens.shards import TokenStore
from fabula.tokens.windows import StoryWindows
from fabula.training.paths import GPT2_CURVES, GPT2_METRICS
from fabula.training.running import train, training_rows


def main() -> None:
    """`data/tokens` -> `models/gpt2-base`, `models/gpt2`, its metrics and curves."""
    p = load()
    torch.set_num_threads(p.threads)
    tokenizer = tokenization.load(TOKENIZER)
    special = models.special_ids(tokenizer)
    model = gpt2.build(p.gpt2, tokenizer)
    if is_main_process():
        models.save(model, tokenizer, GPT2_BASE)

    rows = training_rows(model, TokenStore(TOKENS, "train"), special, p.gpt2)
    validation = StoryWindows(
        TokenStore(TOKENS, "validation"),
        models.scoring_layout(model),
        special,
        once=True,
        stories=p.gpt2.validation_stories,
    )
    kept = checkpoints.folder("train_gpt2")
    outcome = train(model, rows, validation, p.gpt2, kept, paths.LOGS / "gpt2.csv")

    if not is_main_process():
        return
    models.save(model, tokenizer, GPT2)
    files.write_json(GPT2_METRICS, outcome.metrics)
    files.write_csv(GPT2_CURVES / "train.csv", outcome.train_curve)
    files.write_csv(GPT2_CURVES / "validation.csv", outcome.validation_curve)
    checkpoints.remove(kept)


if __name__ == "__main__":
    run(main)
