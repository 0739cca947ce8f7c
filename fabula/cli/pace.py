"""How many steps fit into some minutes here: `dvc exp run $(fabula pace gpt2 10)`."""

import sys
import tempfile
from argparse import ArgumentParser, Namespace
from pathlib import Path

import torch

from fabula import models
from fabula.config.params import Params
from fabula.errors import FabulaError
from fabula.tokens import tokenization
from fabula.tokens.paths import TOKENIZER, TOKENS
from fabula.tokens.shards import TokenStore
from fabula.training import gpt2, lora, tagmodel
from fabula.training.training_run import seconds_a_step

A_YEAR = 365 * 24 * 60


def add_arguments(parser: ArgumentParser) -> None:
    """Which model, and how long."""
    parser.add_argument("section", choices=["gpt2", "tagmodel"], help="a section of params.yaml")
    parser.add_argument("minutes", type=float, help="of training on this machine, as it is now")


def main(options: Namespace) -> None:
    """Print the options that give one model (each tag model) so many minutes of training.

    A budget in minutes cannot be repeated; in steps it can, so minutes become steps here, once.
    """
    if not 0 < options.minutes <= A_YEAR:
        raise FabulaError(
            f"minutes: {options.minutes:g} is not above 0 and up to {A_YEAR:,}, a year"
        )
    p = Params.load()
    torch.set_num_threads(p.threads)
    with tempfile.TemporaryDirectory() as folder:
        seconds = _seconds_a_step(p, options.section, Path(folder))
    steps = max(1, int(options.minutes * 60 / seconds))
    print(f"a step takes {seconds:.2f} s: {steps} steps, validation not counted", file=sys.stderr)
    section = options.section
    print(f"-S {section}.max_steps={steps} -S {section}.epochs=0 -S {section}.max_tokens=0")


def _seconds_a_step(p: Params, section: str, folder: Path) -> float:
    tokenizer = tokenization.load(TOKENIZER)
    special = models.special_ids(tokenizer)
    store = TokenStore(TOKENS, "train")
    if section == "gpt2":
        gpt = gpt2.build(p.gpt2, tokenizer)
        packed = gpt2.training_rows(p.gpt2, store, gpt, special)
        if p.gpt2.lora.rank:
            gpt = lora.adapted(gpt, p.gpt2.lora, special)
        return seconds_a_step(gpt, packed, p.gpt2, folder)
    model = tagmodel.build(p.tagmodel, p.tagmodel.tags_at[0], tokenizer)
    windows = tagmodel.training_rows(p.tagmodel, store, model, special)
    return seconds_a_step(model, windows, p.tagmodel, folder)
