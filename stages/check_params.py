"""Check `params.yaml` before any other stage deletes or computes anything.

The output, the schema of the parameters, only changes with the code: other stages depend on it,
so they wait for this check but do not run again because of it.
"""

from fabula import files, paths
from fabula.command import run
from fabula.config.params import Params


def main() -> None:
    """Report every problem of `params.yaml`, or write its JSON schema."""
    Params.load()
    files.write_json(paths.PARAMS_SCHEMA, Params.model_json_schema())


if __name__ == "__main__":
    run(main)
