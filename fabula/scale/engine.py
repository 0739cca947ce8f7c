"""Tasks on many processes, by datatrove: what is done stays done, whoever is killed.

A step is a function of a task's number that reads files and writes files. It ends with one rename
(`fabula.files`), so a task that begins again writes the same.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from importlib.util import find_spec
from pathlib import Path
from shutil import which
from typing import Any

from fabula import files, paths
from fabula.config.data import Data
from fabula.errors import FabulaError

CODE = Path(__file__).parents[1]
"""The library: what other code made is not taken up."""


def require(engine: str) -> None:
    """`FabulaError` where an engine of `data.engine` cannot be had here."""
    if not find_spec("datatrove"):
        raise FabulaError(
            f"data.engine: {engine} needs datatrove, which is not installed; install it, "
            "`pip install -c constraints.txt -e '.[scale]'`, or set data.engine: local"
        )
    if engine == "slurm" and not which("sbatch"):
        raise FabulaError(
            "data.engine: slurm needs the command sbatch, which is not here; give the command on a "
            "node of a Slurm cluster, or set data.engine: datatrove"
        )


def work_folder(
    stage: str, facts: Mapping[str, Any], inputs: Iterable[Path], *packages: str
) -> Path:
    """Where a stage keeps what is done, `.checkpoints/<stage>/...`: another folder for other facts,
    input files or code of these packages, so that no run takes another's work for its own."""
    code = [*CODE.glob("*.py"), *(CODE / "scale").glob("*.py")]
    code += [path for package in packages for path in (CODE / package).glob("*.py")]
    status = {str(path): path.stat() for path in inputs}
    known = {
        **facts,
        "files": {name: [at.st_size, at.st_mtime_ns] for name, at in status.items()},
        "code": {str(path.relative_to(CODE)): files.sha256(path) for path in sorted(code)},
    }
    key = hashlib.sha256(json.dumps(known).encode()).hexdigest()[:16]
    folder = paths.CHECKPOINTS / stage / key
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def run(step: Callable[[int], None], tasks: int, data: Data, folder: Path) -> None:
    """Do all tasks that are not done yet; `folder` keeps which are, and what they logged.

    The step is sent to other processes, so it is an object that can be pickled.
    """
    folder = folder.absolute()  # datatrove takes a relative name for where it first led to
    if data.engine == "slurm":
        from fabula.scale.slurm import SlurmExecutor

        SlurmExecutor(step, tasks, data.workers, folder).run()
    else:
        from fabula.scale.executor import PatientExecutor

        PatientExecutor(step, tasks, data.workers, folder).run()
