"""Use a preset: `fabula preset` lists them.

dvc exp run -n smoke $(fabula preset smoke)   as an experiment
fabula preset smoke --write && dvc repro      as the new params.yaml
"""

import argparse
import sys

from fabula.config import presets


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which preset, and where it goes."""
    parser.add_argument("name", nargs="?", help="a file of presets/, without its .yaml")
    parser.add_argument("--write", action="store_true", help="merge it into params.yaml")


def main(options: argparse.Namespace) -> None:
    """List the presets, print one as `-S` options, or write it into `params.yaml`."""
    if options.name is None:
        for name in presets.names():
            print(f"{name:28} {presets.headline(name)}")
    elif options.write:
        presets.write(presets.read(options.name))
        print(f"params.yaml follows {options.name}; next: dvc repro", file=sys.stderr)
    else:
        print(presets.options(presets.read(options.name)))
