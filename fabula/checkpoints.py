"""Where an interrupted training run goes on: outside of DVC's outputs, under a key of its own.

DVC deletes a stage's outputs before it runs, so checkpoints stand elsewhere. The key is a hash of
all that the result depends on; a run finds the checkpoints of the very same run, and no others.
"""

import hashlib
import importlib.metadata
import json
import shutil
from pathlib import Path

from fabula import files, paths
from fabula.config.yaml12 import read_yaml

LIBRARIES = ("torch", "transformers", "accelerate", "tokenizers", "numpy")


def folder(stage: str) -> Path:
    """`.checkpoints/<stage>/<key>`, the key a hash of the stage's deps and params in `dvc.yaml`.

    `dvc.yaml` names all that a stage depends on, and a test holds it to that; the versions of the
    libraries come on top.
    """
    declared = read_yaml(paths.PIPELINE)["stages"][stage]
    values = read_yaml(paths.PARAMS)
    facts = {
        "params": {name: values[name] for name in declared["params"]},
        "libraries": {name: importlib.metadata.version(name) for name in LIBRARIES},
        "files": {
            str(file): files.sha256(file) for dep in declared["deps"] for file in _files(Path(dep))
        },
    }
    key = hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()[:16]
    return paths.CHECKPOINTS / stage / key


def remove(folder: Path) -> None:
    """Forget the checkpoints of a stage that is done; killed midway, all or none are forgotten."""
    forgotten = folder.with_suffix(".done")
    shutil.rmtree(forgotten, ignore_errors=True)
    if folder.exists():
        folder.rename(forgotten)
        shutil.rmtree(forgotten)


def _files(dep: Path) -> list[Path]:
    if dep.is_file():
        return [dep]
    return sorted(file for file in dep.rglob("*") if file.is_file() and file.suffix != ".pyc")
