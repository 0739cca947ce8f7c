"""Tasks on many processes, by datatrove: what is done stays done, whoever is killed.

A step is a function of a task's number that reads files and writes files. It ends with one rename
(`fabula.files`), so a task that begins again writes the same.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from fabula import files, paths
from fabula.errors import FabulaError

CODE = Path(__file__).parents[1]
"""The library: what other code made is not taken up."""


def require() -> None:
    """`FabulaError` where the engine is not installed."""
    if not find_spec("datatrove"):
        raise FabulaError(
            "data.engine: datatrove is not installed; install it, "
            "`pip install -c constraints.txt -e '.[scale]'`, or set data.engine: local"
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


def run(step: Callable[[int], None], tasks: int, workers: int, folder: Path) -> None:
    """Do all tasks that are not done yet; `folder` keeps which are, and what they logged.

    The step is sent to other processes, so it is an object that can be pickled.
    """
    from fabula.scale.executor import PatientExecutor

    PatientExecutor(step, tasks, workers, folder).run()
