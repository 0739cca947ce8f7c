"""The library: every story as it was last kept, in one SQLite file that several studios may share.

A change is on the disk before it is answered, so a killed server loses nothing.
"""

import json
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fabula.errors import FabulaError

TABLE = """
CREATE TABLE IF NOT EXISTS stories (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, text TEXT NOT NULL, body TEXT NOT NULL,
    revision INTEGER NOT NULL, changed REAL NOT NULL
)
"""
SECONDS = 10.0
"""How long one studio waits while another one writes."""
SHOWN = 160
"""Characters of a story in the list."""


@dataclass(frozen=True)
class Listed:
    """A line of the library."""

    id: str
    name: str
    opening: str
    revision: int
    changed: float
    """Seconds since 1970."""


@dataclass(frozen=True)
class Kept:
    """A story of the library."""

    id: str
    name: str
    text: str
    body: dict[str, Any]
    revision: int
    changed: float


class OtherRevisionError(Exception):
    """Another window has changed the story meanwhile."""

    def __init__(self, current: int) -> None:
        super().__init__(current)
        self.current = current


class Store:
    """Stories by id."""

    def __init__(self, path: Path) -> None:
        """`FabulaError` where there can be no such file."""
        self._path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with self._open() as connection:
                connection.execute("PRAGMA journal_mode=WAL")
                connection.execute(TABLE)
        except (sqlite3.Error, OSError) as error:
            raise FabulaError(
                f"the library {path} cannot be opened: {error}; name another file by --store"
            ) from error

    def find(self, query: str = "") -> list[Listed]:
        """The stories whose name or text holds `query`, the last changed one first."""
        asked = "%" + "".join(f"\\{c}" if c in "\\%_" else c for c in query) + "%"
        with self._open() as connection:
            rows = connection.execute(
                "SELECT id, name, substr(text, 1, ?), revision, changed FROM stories "
                "WHERE name LIKE ? ESCAPE '\\' OR text LIKE ? ESCAPE '\\' ORDER BY changed DESC",
                (SHOWN, asked, asked),
            ).fetchall()
        return [Listed(*row) for row in rows]

    def read(self, id_: str) -> Kept | None:
        """A story, if it is there."""
        with self._open() as connection:
            row = connection.execute(
                "SELECT id, name, text, body, revision, changed FROM stories WHERE id = ?", (id_,)
            ).fetchone()
        if row is None:
            return None
        found, name, text, body, revision, changed = row
        return Kept(found, name, text, json.loads(body), revision, changed)

    def keep(self, id_: str, name: str, text: str, body: dict[str, Any], base: int) -> int:
        """Keep a story that was made from revision `base`, and give the new one.

        What is there already stays as it is: whoever lost the answer asks again, and gets it.
        `OtherRevisionError` where another one is there.
        """
        with self._open() as connection:
            connection.execute("BEGIN IMMEDIATE")
            written = (name, text, json.dumps(body, sort_keys=True))
            row = connection.execute(
                "SELECT revision, name, text, body FROM stories WHERE id = ?", (id_,)
            ).fetchone()
            if row and row[1:] == written:
                return int(row[0])
            if row and row[0] != base:
                raise OtherRevisionError(row[0])
            values = (id_, *written, base + 1, time.time())
            connection.execute("REPLACE INTO stories VALUES (?, ?, ?, ?, ?, ?)", values)
        return base + 1

    def delete(self, id_: str) -> None:
        """Forget a story; nothing where it is not there."""
        with self._open() as connection:
            connection.execute("DELETE FROM stories WHERE id = ?", (id_,))

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        connection = sqlite3.connect(self._path, timeout=SECONDS)
        try:
            with connection:
                yield connection
        finally:
            connection.close()
