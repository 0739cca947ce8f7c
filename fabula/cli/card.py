"""`fabula card`: the model card of a model folder, made from what the last run found.

    fabula card models/gpt2
    fabula card models/tagmodel/every_token --name me/tag-model > card.md

It goes to standard output; `fabula export` and `fabula publish` put it beside the weights.
"""

import argparse
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which model, and by which name."""
    parser.add_argument("folder", type=Path, help="a model folder, such as models/gpt2")
    parser.add_argument("--name", help="what others load it by; without: the folder")


def main(options: argparse.Namespace) -> None:
    """Print the card."""
    from fabula.sharing.card import card

    print(card(options.folder, options.name or options.folder.as_posix()), end="")
