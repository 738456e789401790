"""One SQLite file in one folder: opened safely, written in transactions, its errors told in words for people.

And what is looked up in it: the nodes, keys and clusters of `components.Index`; where the words of a query stand.

An older workspace is brought up to date when it is opened, a newer one refused.
"""

import contextlib
import errno
import os
import re
import sqlite3
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal, TypeVar

from ..codec import decode
from ..errors import Busy, Damaged, UsageError, WrongVersion
from ..model import Span

T = TypeVar("T")
Relation = Literal["entity", "copy", "finding"]

VERSION = 1
APPLICATION = 0x52505444  # "RPTD": tells a workspace from any other SQLite file
STEPS: Mapping[int, str] = {}  # version -> the SQL that makes the next one of it

WAIT_MS = 10_000  # a writer that holds the lock for longer than this is doing something long: say so and stop
AROUND = 60  # characters shown on either side of a hit
MOST_COUNTED = 1_000  # how many holders of a key are worth counting


class Database:
    """The file `workspace.sqlite` of a workspace."""

    def __init__(self, folder: Path) -> None:
        """Opens the workspace in `folder`, or makes an empty one where the folder is absent or empty.

        A workspace that may not be written is opened for reading only.

        Raises:
            UsageError: the folder holds other files, or is no folder.
            WorkspaceError: it cannot be opened: busy, damaged, or written by a newer version.
        """
        self.folder = folder
        self._sources = folder / "sources"
        with self._plainly():
            self._db = self._connect()
            _prepare(self._db)

    def _connect(self) -> sqlite3.Connection:
        file = self.folder / "workspace.sqlite"
        if not file.exists():
            _check_free(self.folder)
            self._sources.mkdir(parents=True, exist_ok=True)
            file.touch(mode=0o600)
        self._frozen = not (os.access(self.folder, os.W_OK) and os.access(file, os.W_OK))
        how = "mode=ro&immutable=1" if self._frozen else "mode=rw"
        db = sqlite3.connect(f"{file.absolute().as_uri()}?{how}", uri=True, isolation_level=None)
        db.execute(f"PRAGMA busy_timeout = {WAIT_MS}")
        db.execute("PRAGMA trusted_schema = OFF")
        db.execute("PRAGMA foreign_keys = ON")
        if not self._frozen:
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA synchronous = NORMAL")
        return db

    def close(self) -> None:
        """Lets go of the file."""
        self._db.close()

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction: all of it is kept, or nothing.

        Raises:
            Busy: another process has been writing for more than ten seconds.
            Damaged: the disk is full or read-only, or the file is no longer a database.
        """
        with self._plainly():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                if self._db.in_transaction:  # a full disk may have ended it already
                    self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    @contextlib.contextmanager
    def _plainly(self) -> Iterator[None]:
        """Turns the errors of SQLite and of the file system into words for people."""
        try:
            yield
        except sqlite3.OperationalError as error:
            code = getattr(error, "sqlite_errorcode", 0) & 0xFF
            if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise Busy(f"another process is writing to {self.folder}: wait for it and try again") from error
            raise Damaged(f"cannot use the workspace {self.folder}: {_advice(code, error)}") from error
        except sqlite3.DatabaseError as error:
            code = getattr(error, "sqlite_errorcode", 0) & 0xFF
            raise Damaged(f"cannot use the workspace {self.folder}: {_advice(code, error)}") from error
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO):
                raise Damaged(f"cannot write to the workspace {self.folder}: {error.strerror}") from error
            raise

    def _rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        with self._plainly():
            return self._db.execute(sql, values).fetchall()

    def _ids(self, sql: str, *values: object) -> list[str]:
        return [i for (i,) in self._rows(sql, *values)]

    def _one(self, sql: str, *values: object) -> tuple[Any, ...] | None:
        rows = self._rows(sql, *values)
        return rows[0] if rows else None

    def _bodies(self, sql: str, kind: type[T], *values: object) -> Iterator[T]:
        for (body,) in self._rows(sql, *values):
            yield decode(body, kind)


def _check_free(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file: a workspace is a folder; give another one with -w")
    others = [p.name for p in folder.glob("*") if p.name != "sources"]
    if others:
        raise UsageError(f"{folder} holds other files ({min(others)} ...): give an empty or a new folder with -w")


def _prepare(connection: sqlite3.Connection) -> None:
    """Makes the tables of an empty file, or brings those of an older version up to date.

    Raises:
        WrongVersion: the workspace was written by a newer Reportedly.
        Damaged: the file is SQLite, but no workspace.
    """
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    if version == VERSION and application == APPLICATION:
        return
    if version > VERSION and application == APPLICATION:
        raise WrongVersion(
            f"the workspace has version {version}, this Reportedly knows {VERSION}: use the Reportedly that wrote it"
        )
    empty = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0] == 0
    if application != APPLICATION and not empty:
        raise Damaged("the file workspace.sqlite holds other tables than a workspace's: give another folder with -w")
    steps = [STEPS[v] for v in range(version, VERSION)] if application == APPLICATION else [_schema()]
    header = f"PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {VERSION};"
    connection.executescript("BEGIN IMMEDIATE;\n" + "\n".join(steps) + header + "COMMIT;")


def _schema() -> str:
    return (files("reportedly.store") / "schema.sql").read_text(encoding="utf-8")


def _advice(code: int, error: Exception) -> str:
    words = {
        sqlite3.SQLITE_FULL: "the disk is full; free some space and run the same command again, nothing is lost",
        sqlite3.SQLITE_NOTADB: "workspace.sqlite is not a database; restore it from a backup or ingest again elsewhere",
        sqlite3.SQLITE_CORRUPT: "workspace.sqlite is damaged; restore it from a backup or ingest again elsewhere",
        sqlite3.SQLITE_READONLY: "it is read-only; make it writable or copy it elsewhere",
        sqlite3.SQLITE_CANTOPEN: "workspace.sqlite cannot be opened; look at its permissions",
        sqlite3.SQLITE_IOERR: "the disk cannot be read or written",
    }
    return words.get(code, str(error))


class TableIndex:
    """`components.Index` on the tables of a workspace, for one relation."""

    def __init__(self, db: sqlite3.Connection, relation: Relation) -> None:
        self._db = db
        self._relation = relation

    def _column(self, sql: str, *values: str) -> list[str]:
        return [value for (value,) in self._db.execute(sql, (self._relation, *values))]

    def keys(self, node: str) -> Collection[str] | None:
        """The keys of a node; None where there is no such node."""
        found = self._column("SELECT key FROM node_key WHERE relation = ? AND id = ?", node)
        return found if found or self._column("SELECT id FROM node WHERE relation = ? AND id = ?", node) else None

    def put(self, node: str, keys: Collection[str]) -> None:
        """Adds a node that is not there."""
        self._db.execute("INSERT INTO node VALUES (?, ?, NULL)", (self._relation, node))
        self._db.executemany("INSERT INTO node_key VALUES (?, ?, ?)", [(self._relation, key, node) for key in keys])

    def drop(self, node: str) -> None:
        """Forgets a node and its keys."""
        self._db.execute("DELETE FROM node WHERE relation = ? AND id = ?", (self._relation, node))
        self._db.execute("DELETE FROM node_key WHERE relation = ? AND id = ?", (self._relation, node))

    def holders(self, key: str) -> Collection[str]:
        """The nodes that hold a key."""
        return self._column("SELECT id FROM node_key WHERE relation = ? AND key = ?", key)

    def count(self, key: str) -> int:
        """How many nodes hold a key; counting stops at `MOST_COUNTED`."""
        sql = f"SELECT 1 FROM node_key WHERE relation = ? AND key = ? LIMIT {MOST_COUNTED}"  # noqa: S608 - a number
        return len(self._column(sql, key))

    def links(self, node: str) -> Collection[str]:
        """The nodes, present or not, that are linked to a node."""
        return self._column("SELECT other FROM link WHERE relation = ? AND id = ?", node)

    def link(self, left: str, right: str) -> None:
        """Links two nodes, present or not."""
        rows = [(self._relation, left, right), (self._relation, right, left)]
        self._db.executemany("INSERT OR IGNORE INTO link VALUES (?, ?, ?)", rows)

    def unlink(self, left: str, right: str) -> None:
        """Takes a link back."""
        rows = [(self._relation, left, right), (self._relation, right, left)]
        self._db.executemany("DELETE FROM link WHERE relation = ? AND id = ? AND other = ?", rows)

    def cluster(self, node: str) -> str | None:
        """The cluster of a node; None where it has none yet."""
        found = self._column("SELECT cluster FROM node WHERE relation = ? AND id = ?", node)
        return found[0] if found else None

    def members(self, cluster: str) -> Collection[str]:
        """The nodes of a cluster."""
        return self._column("SELECT id FROM node WHERE relation = ? AND cluster = ?", cluster)

    def assign(self, cluster: str, members: Collection[str]) -> None:
        """Makes a cluster."""
        rows = [(cluster, self._relation, node) for node in members]
        self._db.executemany("UPDATE node SET cluster = ? WHERE relation = ? AND id = ?", rows)

    def retire(self, cluster: str) -> None:
        """Forgets a cluster; its members have none."""
        self._db.execute("UPDATE node SET cluster = NULL WHERE relation = ? AND cluster = ?", (self._relation, cluster))


def words_of(query: str) -> list[str]:
    """The words to look for."""
    return re.findall(r"\w+", query)


def first_hit(text: str, words: Sequence[str]) -> tuple[Span, str]:
    """Where the words stand in a row, else where the first of them stands, else the first character; and around it."""
    span = _place(text, words)
    start, end = max(0, span.start - AROUND), span.end + AROUND
    around = " ".join(text[start:end].split())
    return span, f"{'…' * (start > 0)}{around}{'…' * (end < len(text))}"


def _fold(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c))


def _place(text: str, words: Sequence[str]) -> Span:
    wanted = [_fold(word) for word in words]
    tokens = [(m.start(), m.end(), _fold(m.group())) for m in re.finditer(r"\w+", text)]
    for size in (len(wanted), 1):
        for i in range(len(tokens) - size + 1):
            if [t[2] for t in tokens[i : i + size]] == wanted[:size]:
                return Span(tokens[i][0], tokens[i + size - 1][1])
    return Span(0, 1)
