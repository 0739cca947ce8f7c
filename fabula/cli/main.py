"""The command `fabula`. Each subcommand is a module of this package, imported when it is called.

Such a module has `add_arguments(parser)` and `main(options)`; its docstring is what `--help` says.
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from importlib import import_module

from fabula.cli import anywhere
from fabula.command import run
from fabula.paths import require_project

COMMANDS = {
    "generate": "let a model tell stories",
    "evaluate": "how good the stories of a file are, whoever wrote them",
    "quality": "learn the weights of the quality score from graded stories",
    "judgements": "plan rounds of blind pairs, and see what people said of them",
    "feedback": "pairs of stories of which somebody chose one, for a model to learn from",
    "studio": "open the page where people write with these models",
    "card": "the model card of a model folder",
    "export": "a model for transformers or llama.cpp, without this project",
    "publish": "push a model with its card to the Hugging Face Hub",
    "smollm2": "turn SmolLM2's weights, or a part of them, into a model folder",
    "preset": "list the recipes in presets/, or use one",
    "pace": "turn minutes of training into steps of this machine",
    "summary": "what the finished run made, and how good it is",
    "compare": "runs side by side: parameters, figures, curves",
    "reproduced": "whether one run is another computed again",
    "keep": "keep the finished run in results/ and show it in README.md",
}


def main() -> None:
    """Run what was typed."""
    run(lambda: command(sys.argv[1:])())


def command(arguments: Sequence[str]) -> Callable[[], None]:
    """What these arguments ask for; a message and exit status 2 where they are wrong."""
    options = parser(arguments).parse_args(arguments)

    def call() -> None:
        anywhere.enter(options.command, options)
        require_project()
        options.main(options)

    return call


def parser(arguments: Sequence[str]) -> argparse.ArgumentParser:
    """A parser that knows the arguments of the subcommand that is called, and all others' names."""
    whole = argparse.ArgumentParser(prog="fabula", description="Small models that tell stories.")
    commands = whole.add_subparsers(required=True, metavar="COMMAND")
    called = next((word for word in arguments if not word.startswith("-")), "")
    for name, meaning in COMMANDS.items():
        each = commands.add_parser(
            name, help=meaning, formatter_class=argparse.RawDescriptionHelpFormatter
        )
        if name == called:
            module = import_module(f"fabula.cli.{name}")
            each.description, _, each.epilog = (module.__doc__ or "").partition("\n\n")
            module.add_arguments(each)
            each.set_defaults(main=module.main, command=name)
    return whole


if __name__ == "__main__":
    main()
