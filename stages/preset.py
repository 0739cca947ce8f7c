"""Use a preset: `python -m stages.preset` lists them.

dvc exp run -n smoke $(python -m stages.preset smoke)   as an experiment
python -m stages.preset smoke --write && dvc repro      as the new params.yaml
"""

import argparse
import sys

from fabula import presets
from fabula.command import run


def main() -> None:
    """List the presets, print one as `-S` options, or write it into `params.yaml`."""
    parser = argparse.ArgumentParser(
        prog="python -m stages.preset",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("name", nargs="?", help="a file of presets/, without its .yaml")
    parser.add_argument("--write", action="store_true", help="merge it into params.yaml")
    chosen = parser.parse_args()
    if chosen.name is None:
        for name in presets.names():
            print(f"{name:28} {presets.headline(name)}")
    elif chosen.write:
        presets.write(presets.read(chosen.name))
        print(f"params.yaml follows {chosen.name}; next: dvc repro", file=sys.stderr)
    else:
        print(presets.options(presets.read(chosen.name)))


if __name__ == "__main__":
    run(main)
