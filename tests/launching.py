"""Several processes in tests: those of torchrun, or forks, which need not import anything again."""

import os
import signal
import time
import traceback
from collections.abc import Callable

from repository import Repository
from torch.distributed import TCPStore

TWO = "torchrun --nproc-per-node 2"
ONLY_THE_FIRST_WRITES = '''
"""Every other process than the first ends when it opens a file to write it, but a checkpoint's."""
import os
import sys


def watch(event, arguments):
    if event != "open" or not isinstance(arguments[0], str):
        return
    path, _, flags = arguments
    here = os.path.relpath(path).split(os.sep)[0]
    if flags & (os.O_WRONLY | os.O_RDWR) and here in ("data", "metrics", "models", "plots", "logs"):
        print("a second process writes", path, file=sys.stderr, flush=True)
        os._exit(1)


if os.environ.get("RANK", "0") != "0":
    sys.addaudithook(watch)
'''


def where_only_the_first_writes(repository: Repository) -> Repository:
    """The same, where every process but the first fails if it writes what only that one may."""
    folder = repository.folder / "watch"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(ONLY_THE_FIRST_WRITES)
    return Repository(repository.folder, {**repository.environment, "PYTHONPATH": str(folder)})


def launched(processes: int, do: Callable[[], None]) -> list[int]:
    """Let so many forks of this process do something together: the exit status of each, or
    the negative number of the signal that ended it.

    As torchrun does it, the first that fails ends the others by SIGTERM.
    """
    store = TCPStore("127.0.0.1", 0, is_master=True, wait_for_workers=False)
    os.environ["TOKENIZERS_PARALLELISM"] = "false"  # a fork lacks the threads that it began here
    os.environ |= {"WORLD_SIZE": str(processes), "TORCHELASTIC_USE_AGENT_STORE": "True"}
    os.environ |= {"MASTER_ADDR": "127.0.0.1", "MASTER_PORT": str(store.port)}
    running = {forked(rank, do): rank for rank in range(processes)}
    ended: dict[int, int] = {}
    while running:
        child, status = os.wait()
        ended[running.pop(child)] = os.waitstatus_to_exitcode(status)
        if status:
            time.sleep(0.2)  # in which a process may hear of it by gloo, as under torchrun
            for other in running:
                os.kill(other, signal.SIGTERM)
    return [ended[rank] for rank in range(processes)]


def forked(rank: int, do: Callable[[], None]) -> int:
    """The number of a fork that does something, and ends with what that ends with."""
    child = os.fork()
    if child:
        return child
    os.environ |= {"RANK": str(rank), "LOCAL_RANK": str(rank)}
    code = 1
    try:
        do()
        code = 0
    except SystemExit as error:
        if isinstance(error.code, str):
            os.write(2, f"{error.code}\n".encode())
        code = error.code if isinstance(error.code, int) else 1
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)
