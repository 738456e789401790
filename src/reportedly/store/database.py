"""One SQLite file in one folder: opened safely, written in transactions, its errors told in words for people.

An older workspace is brought up to date when it is opened, a newer one refused.
"""

import contextlib
import errno
import os
import sqlite3
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

from ..codec import decode
from ..errors import Busy, Damaged, UsageError, WrongVersion

T = TypeVar("T")

VERSION = 1
APPLICATION = 0x52505444  # "RPTD": tells a workspace from any other SQLite file
STEPS: Mapping[int, str] = {}  # version -> the SQL that makes the next one of it

WAIT_MS = 10_000  # a writer that holds the lock for longer than this is doing something long: say so and stop


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
