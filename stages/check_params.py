"""Check `params.yaml` before any other stage deletes or computes anything.

Other stages depend on `data/params.checked`, which is always the same: they wait for this check but
do not run again because of it, nor because of a new parameter in the schema.
"""

from pathlib import Path

from fabula import files, paths
from fabula.command import run
from fabula.config import early_checks
from fabula.config.params import Params
from fabula.config.section import refusal
from fabula.corpus.finding import require_folder


def main() -> None:
    """Report every problem of `params.yaml`, or say that there is none, and write its schema."""
    params = Params.load()
    if problems := early_checks.of_params(params):
        raise refusal(str(paths.PARAMS), problems)
    if params.data.source == "files":
        require_folder(Path(params.data.files.folder))
    files.write_text(paths.PARAMS_CHECKED, "sound\n")
    files.write_json(paths.PARAMS_SCHEMA, Params.model_json_schema())


if __name__ == "__main__":
    run(main)
