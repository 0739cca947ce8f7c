"""Tasks on many processes, by datatrove: what is done stays done, whoever is killed.

A step is a function of a task's number that reads files and writes files. It ends with one rename
(`fabula.files`), so a task that begins again writes the same.
"""

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from fabula.errors import FabulaError


def require() -> None:
    """`FabulaError` where the engine is not installed."""
    if not find_spec("datatrove"):
        raise FabulaError(
            "data.engine: datatrove is not installed; install it, "
            "`pip install -c constraints.txt -e '.[scale]'`, or set data.engine: local"
        )


def run(step: Callable[[int], None], tasks: int, workers: int, folder: Path) -> None:
    """Do all tasks that are not done yet; `folder` keeps which are, and what they logged.

    The step is sent to other processes, so it is an object that can be pickled.
    """
    from fabula.scale.executor import PatientExecutor

    PatientExecutor(step, tasks, workers, folder).run()
