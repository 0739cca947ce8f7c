"""How every entry point runs: a user's mistake is one message and a non-zero exit status."""

import errno
import logging
import os
import re
import sys
import time
from collections.abc import Callable

import psutil

from fabula.errors import FabulaError
from fabula.paths import SECONDS

STAGE = re.compile(r"^stages\.(\w+)$")
INTERRUPTED = 130
"""128 + SIGINT, what shells expect after Ctrl-C."""


def is_main_process() -> bool:
    """Whether this process is the only one or the first: the one that writes what a run leaves."""
    return os.environ.get("RANK", "0") == "0"


def run(main: Callable[[], None]) -> None:
    """Run `main`; exit 1 with the message of a `FabulaError` or of a full disk, 130 on Ctrl-C.

    Any other exception is our own mistake and keeps its traceback.
    """
    level = logging.INFO if is_main_process() else logging.WARNING  # one is enough to be heard
    logging.basicConfig(level=level, format="%(message)s", stream=sys.stderr)
    logging.getLogger("httpx2").setLevel(logging.WARNING)
    try:
        main()
        _note_seconds(main.__module__)
    except FabulaError as error:
        sys.exit(f"error: {error}")
    except KeyboardInterrupt:
        print(
            "\ninterrupted; nothing half-written was kept, the same command goes on",
            file=sys.stderr,
        )
        sys.exit(INTERRUPTED)
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        where = f" while writing {error.filename}" if error.filename else ""
        sys.exit(f"error: the disk is full{where}; free some space and run the same command again")


def _note_seconds(module: str) -> None:
    """A line in `logs/` for a stage that is done, which `fabula summary` reads: the seconds since
    the process began, so that imports count."""
    stage = STAGE.search(str(getattr(sys.modules[module].__spec__, "name", "")))
    if stage and is_main_process():
        SECONDS.parent.mkdir(exist_ok=True)
        seconds = time.time() - psutil.Process().create_time()
        with SECONDS.open("a", encoding="utf-8") as file:
            file.write(f"{stage[1]},{seconds:.1f}\n")
