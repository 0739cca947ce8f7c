"""Fresh processes without the seconds that imports take: forks of one that has imported, and done
nothing else."""

import importlib
import json
import os
import runpy
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
MINUTES = 15


@dataclass(frozen=True)
class Ended:
    """How a process ended, and what it said on both streams."""

    status: int
    said: str


Run = Callable[..., Ended]


@contextmanager
def forking(*modules: str) -> Iterator[Run]:
    """What runs commands one after the other in one new process, in a folder: each as
    `python -m` would, a list of a module and its arguments. It ends at the first that fails."""
    with subprocess.Popen(
        [sys.executable, __file__, *modules],
        env=os.environ | {"PYTHONPATH": str(ROOT), "HF_HUB_OFFLINE": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        assert server.stdin and server.stdout
        stdin, stdout = server.stdin, server.stdout

        def run(folder: Path, *commands: Sequence[str]) -> Ended:
            print(json.dumps([str(folder), commands]), file=stdin, flush=True)
            return Ended(*json.loads(stdout.readline()))

        yield run
        stdin.close()


def serve(modules: Sequence[str]) -> None:
    for name in modules:
        importlib.import_module(name)
        del sys.modules[name]  # to be run as `__main__`
    for line in sys.stdin:
        folder, commands = json.loads(line)
        with tempfile.TemporaryFile("w+") as said:
            process = os.fork()
            if not process:
                os.chdir(folder)
                for stream in (1, 2):
                    os.dup2(said.fileno(), stream)
                signal.alarm(60 * MINUTES)
                for command in commands:
                    sys.argv = command
                    runpy.run_module(command[0], None, "__main__", alter_sys=True)
                sys.exit()
            status = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
            said.seek(0)
            print(json.dumps([status, said.read()]), flush=True)


if __name__ == "__main__":
    serve(sys.argv[1:])
