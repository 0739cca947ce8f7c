"""The files and folders of the project itself, relative to its root, where every command runs.

What a stage writes has its path in `paths.py` of the package that makes it (of `fabula.reporting`
a picture, of `fabula.models` a model), so that a new one makes nothing else run again.
"""

from pathlib import Path

PARAMS = Path("params.yaml")
PARAMS_CHECKED = Path("data/params.checked")
"""What other stages wait for: it never changes, so no parameter runs them again."""
STORIES_CHECKED = Path("data/stories.checked")
"""What training waits for, which never changes either."""
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
