"""Versions of the workspace's tables: an older workspace is brought up to date when it is opened, a newer one refused."""

import sqlite3
from collections.abc import Mapping
from importlib.resources import files

from ..errors import Damaged, WrongVersion

VERSION = 1
APPLICATION = 0x52505444  # "RPTD": tells a workspace from any other SQLite file
STEPS: Mapping[int, str] = {}  # version -> the SQL that makes the next one of it


def prepare(connection: sqlite3.Connection) -> None:
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
