"""What is looked up: the nodes, keys and clusters of `components.Index`; where in a text the words of a query stand."""

import re
import sqlite3
import unicodedata
from collections.abc import Collection, Sequence
from typing import Literal

from ..model import Span

Relation = Literal["entity", "copy", "finding"]

AROUND = 60  # characters shown on either side of a hit
MOST_COUNTED = 1_000  # how many holders of a key are worth counting


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
