"""Judgements in one SQLite file: what is acknowledged stays, whatever ends the process.

`add` returns after the judgement is on the disk (WAL, synchronous=FULL). A judgement that is sent
again, because its answer was lost, is found by its id and not doubled. Several threads and
processes may write at once.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from time import monotonic, sleep
from weakref import finalize

from fabula import files
from fabula.errors import DataError
from fabula.judging.judgements import Judgement, as_json, checked

PATIENCE = 120
"""Seconds to wait for another process that writes."""
SCHEMA = """
CREATE TABLE IF NOT EXISTS judgements (
    id TEXT PRIMARY KEY,
    task TEXT NOT NULL,
    rater TEXT NOT NULL,
    body TEXT NOT NULL,
    withdrawn INTEGER NOT NULL DEFAULT 0
) STRICT
"""


class Store:
    """The judgements of any number of rounds."""

    def __init__(self, path: Path) -> None:
        """Open the file, or begin it; `DataError` where it is of another kind."""
        self._path, self._one_at_a_time = path, Lock()
        path.parent.mkdir(parents=True, exist_ok=True)
        self._database = sqlite3.connect(path, timeout=PATIENCE, check_same_thread=False)
        finalize(self, self._database.close)  # also where nobody says `close`
        with self._transaction() as database:
            database.execute(SCHEMA)

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        """What is written in it is on the disk at its end."""
        with self._one_at_a_time:
            try:
                if not self._ready:
                    self._prepare()
                with self._database:
                    yield self._database
            except sqlite3.DatabaseError as error:
                raise DataError(
                    f"{self._path} cannot be used as a store of judgements: {error}; if no other "
                    "program holds it, move it away, or name another file"
                ) from None

    _ready = False

    def _prepare(self) -> None:
        """Set how it is written. SQLite does not wait by itself where several processes open, or
        mend, the file at the same moment."""
        until = monotonic() + PATIENCE
        while not self._ready:
            try:
                self._database.execute("PRAGMA journal_mode=WAL")
                self._database.execute("PRAGMA synchronous=FULL")
                self._ready = True
            except sqlite3.OperationalError:
                if monotonic() > until:
                    raise
                sleep(0.05)

    def add(self, judgement: Judgement) -> bool:
        """Keep a judgement; whether it is new. `DataError` for another one with the same id."""
        body = json.dumps(as_json(judgement), ensure_ascii=False)
        row = (judgement.id, judgement.task, judgement.rater, body)
        with self._transaction() as database:
            added = database.execute(
                "INSERT INTO judgements (id, task, rater, body) VALUES (?, ?, ?, ?) "
                "ON CONFLICT (id) DO NOTHING",
                row,
            ).rowcount
            if added:
                return True
            (kept,) = database.execute(
                "SELECT body FROM judgements WHERE id = ?", (judgement.id,)
            ).fetchone()
        if kept != body:
            raise DataError(f"judgement {judgement.id!r} is there already and says something else")
        return False

    def withdraw(self, id: str) -> bool:
        """Take a judgement back, for undo; whether there was one. It stays in the file."""
        with self._transaction() as database:
            return bool(
                database.execute(
                    "UPDATE judgements SET withdrawn = 1 WHERE id = ? AND withdrawn = 0", (id,)
                ).rowcount
            )

    def judgements(self) -> list[Judgement]:
        """All that were not withdrawn, by task, rater and id: the order does not depend on when."""
        with self._transaction() as database:
            rows = database.execute(
                "SELECT body FROM judgements WHERE NOT withdrawn ORDER BY task, rater, id"
            ).fetchall()
        return [checked(json.loads(body)) for (body,) in rows]

    def withdrawn(self) -> set[str]:
        """The ids of those that were."""
        with self._transaction() as database:
            rows = database.execute("SELECT id FROM judgements WHERE withdrawn").fetchall()
        return {id for (id,) in rows}

    def export(self, path: Path) -> int:
        """Write them as JSONL, the same judgements as the same bytes; how many there are."""
        found = self.judgements()
        files.write_jsonl(path, map(as_json, found))
        return len(found)


def read_export(path: Path) -> list[Judgement]:
    """The judgements of a file that `export` wrote; `DataError` names the line that is none."""
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            found.append(checked(json.loads(line)))
        except (ValueError, TypeError, DataError) as error:
            raise DataError(f"{path}:{number}: {error}") from None
    return found
