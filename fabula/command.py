"""How every entry point runs: a user's mistake is one message and a non-zero exit status."""

import gc
import io
import logging
import os
import re
import sys
import time
from collections.abc import Callable

import psutil

from fabula.errors import FabulaError, of_the_system
from fabula.paths import SECONDS

STAGE = re.compile(r"^stages\.(\w+)$")
INTERRUPTED = 130
"""128 + SIGINT, what shells expect after Ctrl-C."""
NOT_READ = 141
"""128 + SIGPIPE, what shells expect of a program whose reader has left, as `| head` does."""


def is_main_process() -> bool:
    """Whether this process is the only one or the first: the one that writes what a run leaves."""
    return os.environ.get("RANK", "0") == "0"


def run(main: Callable[[], None]) -> None:
    """Run `main`; exit 1 with the message of a `FabulaError` or of what the system refused, 130 on
    Ctrl-C, and without a word where nobody reads on.

    Any other exception is our own mistake and keeps its traceback.
    """
    gc.freeze()  # what is imported by now is never garbage
    gc.enable()  # a stage does without while it imports
    _open_streams()
    level = logging.INFO if is_main_process() else logging.WARNING  # one is enough to be heard
    logging.basicConfig(level=level, format="%(message)s", stream=sys.stderr)
    logging.getLogger("httpx2").setLevel(logging.WARNING)
    try:
        try:
            main()
            _note_seconds(main.__module__)
        finally:
            sys.stdout.flush()  # not at the exit, where nothing can be said about it
    except FabulaError as error:
        sys.exit(f"error: {error}")
    except KeyboardInterrupt:
        print(
            "\ninterrupted; nothing half-written was kept, the same command goes on",
            file=sys.stderr,
        )
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        _forget_output()
        sys.exit(NOT_READ)
    except Exception as error:
        refused = of_the_system(error)
        if refused is None:
            raise
        _forget_output()
        sys.exit(f"error: {refused}, and run the same command again")


def _open_streams() -> None:
    """Standard streams that take every character, and are there even where a shell closed them."""
    sys.stdin = sys.stdin or open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # as standard error is


def _forget_output() -> None:
    """What standard output does not take is not tried again at the exit."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _note_seconds(module: str) -> None:
    """A line in `logs/` for a stage that is done, which `fabula summary` reads: the seconds since
    the process began, so that imports count."""
    stage = STAGE.search(str(getattr(sys.modules[module].__spec__, "name", "")))
    if stage and is_main_process():
        SECONDS.parent.mkdir(exist_ok=True)
        seconds = time.time() - psutil.Process().create_time()
        with SECONDS.open("a", encoding="utf-8") as file:
            file.write(f"{stage[1]},{seconds:.1f}\n")
