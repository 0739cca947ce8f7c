"""Commands that need no clone of this project: `pip install` brings along what they read.

A wheel has the parameters and the models that write at once in `fabula/shipped`, laid out as in a
clone. Outside of any project, these commands run there, with the user's files by their full names.
"""

import argparse
import os
from pathlib import Path
from typing import Any

from fabula import paths

SHIPPED = Path(__file__).parent.parent / "shipped"
COMMANDS = ("generate", "evaluate", "studio", "export", "smollm2")
NAMED_BY_TEXT = {"generate": ("prompts", "model")}
"""Options that may name a file or a folder, and may say something else."""


def enter(command: str, options: argparse.Namespace) -> None:
    """Go to the shipped files, where a command can do with them and there is no project here."""
    outside = not (paths.PARAMS.exists() or paths.PIPELINE.exists())
    if command not in COMMANDS or not outside or not SHIPPED.is_dir():
        return
    for name, value in vars(options).items():
        setattr(options, name, _whole(value, name in NAMED_BY_TEXT.get(command, ())))
    if command == "studio" and options.store is None:
        options.store = Path(".studio/stories.sqlite").absolute()
    os.chdir(SHIPPED)


def _whole(value: Any, may_be_path: bool) -> Any:
    """A path by its full name; a text where it names something that is there."""
    if isinstance(value, list):
        return [_whole(each, may_be_path) for each in value]
    if isinstance(value, Path):
        return value.absolute()
    if may_be_path and isinstance(value, str) and value and Path(value).exists():
        return str(Path(value).absolute())
    return value
