"""`fabula export`: a model in a form that needs nothing of this project.

fabula export folder models/tagmodel/every_token mine   # for transformers, with its card
fabula export gguf models/gpt2 gpt2.gguf                 # for llama.cpp; Llama and GPT-2 alone
"""

import argparse
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which form, from where, to where."""
    parser.add_argument("form", choices=("folder", "gguf"))
    parser.add_argument("model", type=Path, help="a model folder, such as models/gpt2")
    parser.add_argument("target", type=Path, help="the folder or file to write")


def main(options: argparse.Namespace) -> None:
    """Write it."""
    if options.form == "gguf":
        from fabula.sharing import gguf_file

        gguf_file.write(options.model, options.target)
    else:
        from fabula.sharing import folders
        from fabula.sharing.card import card

        name = options.target.as_posix()
        folders.write(options.model, options.target, card(options.model, name))
    print(f"Written: {options.target}")
