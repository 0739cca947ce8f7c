"""`fabula publish`: push a model folder with its card to the Hugging Face Hub.

    fabula publish USER/NAME
    fabula publish USER/NAME models/tagmodel/every_token --private

It needs a token (`hf auth login`, or HF_TOKEN) that may write there. HF_ENDPOINT names another hub.
"""

import argparse
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which model, and where it goes."""
    parser.add_argument("name", metavar="USER/NAME", help="its name on the hub")
    parser.add_argument("folder", type=Path, nargs="?", help="without: models/gpt2")
    parser.add_argument("--private", action="store_true", help="for nobody else to see")


def main(options: argparse.Namespace) -> None:
    """Push it, and say where it is."""
    from fabula.models.paths import GPT2
    from fabula.sharing.publish import publish

    print(publish(options.folder or GPT2, options.name, options.private))
