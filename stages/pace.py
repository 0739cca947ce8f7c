"""How many steps fit into some minutes here: `dvc exp run $(python -m stages.pace gpt2 10)`."""

import sys
import tempfile
from argparse import ArgumentParser
from pathlib import Path

import torch
from transformers import PreTrainedModel

from fabula import models, params, paths, tokenization
from fabula.command import run
from fabula.errors import FabulaError
from fabula.models import gpt2, tagmodel
from fabula.shards import TokenStore
from fabula.training import seconds_a_step, training_rows


def main() -> None:
    """Print the options that give one model (each tag model) so many minutes of training.

    A budget in minutes cannot be repeated; in steps it can, so minutes become steps here, once.
    """
    parser = ArgumentParser(prog="python -m stages.pace", description=__doc__)
    parser.add_argument("section", choices=["gpt2", "tagmodel"], help="a section of params.yaml")
    parser.add_argument("minutes", type=float, help="of training on this machine, as it is now")
    arguments = parser.parse_args()
    if arguments.minutes <= 0:
        raise FabulaError(f"minutes: {arguments.minutes:g} is not above 0")
    p = params.load()
    torch.set_num_threads(p.threads)
    with tempfile.TemporaryDirectory() as folder:
        seconds = _seconds_a_step(p, arguments.section, Path(folder))
    steps = max(1, int(arguments.minutes * 60 / seconds))
    print(f"a step takes {seconds:.2f} s: {steps} steps, validation not counted", file=sys.stderr)
    section = arguments.section
    print(f"-S {section}.max_steps={steps} -S {section}.epochs=0 -S {section}.max_tokens=0")


def _seconds_a_step(p: params.Params, section: str, folder: Path) -> float:
    tokenizer = tokenization.load(paths.TOKENIZER)
    special = models.special_ids(tokenizer)
    store = TokenStore(paths.TOKENS, "train")
    model: PreTrainedModel
    knobs: params.Gpt2 | params.TagModel
    if section == "gpt2":
        model, knobs = gpt2.build(p.gpt2, tokenizer), p.gpt2
    else:
        knobs = p.tagmodel
        model = tagmodel.build(knobs, knobs.tags_at[0], tokenizer, special)
    return seconds_a_step(model, training_rows(model, store, special, knobs), knobs, folder)


if __name__ == "__main__":
    run(main)
