"""Writers that are killed at random moments while they keep judgements, again and again.

    python tests/judging_kills.py 200  # kills; prints what was acknowledged, lost and doubled

Several processes write into one store. All are killed (kill -9) at a random moment; the next ones
begin with what had no answer yet, under the same ids, as a browser does.
"""

import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

from fabula.judging.judgements import Judgement
from fabula.judging.store import Store

WRITERS = 3
LONGEST = 0.25
"""Seconds from the first answer to the kill, at most."""
PAUSE = 0.005
"""Seconds between two judgements: SQLite has no queue, so who never rests starves others."""


def write(path: Path, writer: str, first: int) -> None:
    """Keep judgements without end, and say the number of each that is acknowledged."""
    store, number = Store(path), first
    while True:
        store.add(judgement(writer, number))
        print(number, flush=True)
        number += 1
        time.sleep(PAUSE)


def judgement(writer: str, number: int) -> Judgement:
    """The same for the same number, whichever process makes it."""
    return Judgement(f"{writer}-{number}", f"task-{writer}-{number}", writer, 1.0, "left")


def kill_often(path: Path, kills: int, seed: int = 1) -> tuple[int, int, int, int]:
    """So many rounds of writers, each killed: acknowledged, in the store, lost, doubled."""
    chance, last = random.Random(seed), dict.fromkeys(map(str, range(WRITERS)), -1)
    Store(path)
    for _ in range(kills):
        running = {
            writer: subprocess.Popen(
                [sys.executable, __file__, "write", str(path), writer, str(number + 1)],
                stdout=subprocess.PIPE,
                text=True,
            )
            for writer, number in last.items()
        }
        heard = {writer: [running[writer].stdout.readline()] for writer in running}  # type: ignore[union-attr]
        time.sleep(chance.uniform(0, LONGEST))
        for process in running.values():
            process.kill()
        for writer, process in running.items():
            heard[writer] += process.communicate()[0].splitlines()
            last[writer] = max(int(line) for line in heard[writer] if line.strip())
    acknowledged = {f"{writer}-{n}" for writer, number in last.items() for n in range(number + 1)}
    with closing(sqlite3.connect(path)) as database:
        (sound,) = database.execute("PRAGMA integrity_check").fetchone()
        assert sound == "ok"
    kept = [each.task.removeprefix("task-") for each in Store(path).judgements()]
    return len(acknowledged), len(kept), len(acknowledged - set(kept)), len(kept) - len(set(kept))


if __name__ == "__main__":
    if sys.argv[1] == "write":
        write(Path(sys.argv[2]), sys.argv[3], int(sys.argv[4]))
    with tempfile.TemporaryDirectory() as folder:
        kills = int(sys.argv[1])
        found = kill_often(Path(folder) / "judgements.sqlite", kills)
        print(f"{kills} kills of {WRITERS} writers: ", end="")
        print("{} acknowledged, {} kept, {} lost, {} doubled".format(*found))
