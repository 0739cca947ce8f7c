"""The files and folders of the project itself, relative to its root, where every command runs.

What a stage writes has its path in `paths.py` of the package that makes it (of `fabula.reporting`
a picture, of `fabula.models` a model), so that a new one makes nothing else run again.
"""

import shlex
from pathlib import Path

from fabula.errors import ParamsError

PARAMS = Path("params.yaml")
PARAMS_CHECKED = Path("data/params.checked")
"""What other stages wait for: it never changes, so no parameter runs them again."""
PARAMS_SCHEMA = Path("data/params.schema.json")
"""The allowed parameters as JSON schema, for editors; no stage reads it."""
PRESETS = Path("presets")
PIPELINE = Path("dvc.yaml")
LOCK = Path("dvc.lock")
RESULTS = Path("results")
README = Path("README.md")
CHECKPOINTS = Path(".checkpoints")
LOGS = Path("logs")
"""How fast each model trained, as CSV: it differs from run to run, so Git and DVC leave it out."""
SECONDS = LOGS / "seconds.csv"
"""How long each stage took when it last ran, of this machine alone: a line a run."""


def require_project() -> None:
    """`ParamsError` where the current folder is not the project's; it says which one is."""
    if PARAMS.exists():
        return
    if PIPELINE.exists():
        raise ParamsError(
            f"{PARAMS}: there is no such file; `git checkout {PARAMS}` brings it back"
        )
    try:
        here, code = Path.cwd(), Path(__file__).parent.parent
    except FileNotFoundError:
        raise ParamsError("the current folder was removed: cd to the project's") from None
    found = [folder for folder in (*here.parents, code) if (folder / PIPELINE).exists()]
    where = f"cd {shlex.quote(str(found[0]))}" if found else "cd to your clone of it"
    raise ParamsError(
        f"{PARAMS}: there is none in {here}, which is not the project's folder: {where}"
    )
