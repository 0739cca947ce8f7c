"""Where the log of a training run is found later, in this folder or in a copy of it.

Seconds differ from run to run, so no output of a stage has them, and `logs/` keeps those of the
last run alone. A copy under the run's key outlives it. The key is a hash of the columns that the
log and the training curve have in common. So the curve of an experiment or of an older commit leads
to its own log, where this machine trained it, and never to that of another run.
"""

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

SHARED = ("step", "tokens", "loss")
PROJECT = "DVC_ROOT"
"""Where DVC tells each stage the project's folder; that of an experiment with `--temp` or `--queue`
runs in a copy, which DVC deletes."""


def place(logs: Path, curve: Sequence[Mapping[str, float]]) -> Path:
    """`runs/<key>.csv` in the project's folder `logs`, for a training curve or the log of it."""
    shared = [[float(row[name]) for name in SHARED] for row in curve]
    key = hashlib.sha256(json.dumps(shared).encode()).hexdigest()[:16]
    return Path(os.environ.get(PROJECT, "")) / logs / "runs" / f"{key}.csv"
