"""Keeps one workspace: a SQLite file and a folder of sources by digest. It remembers and finds, and decides nothing.

    workspace/workspace.sqlite     the tables of schema.sql
    workspace/sources/<sha256>     the bytes of every file that gave a report, as they came, readable only by the owner

Writing goes through `writing()`, one transaction at a time; readers never wait for a writer (SQLite's WAL).
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from ..codec import decode, encode
from ..digest import bytes_digest
from ..errors import UsageError
from ..model import Decision, Entity, Extraction, Finding, Report, Signature, Span
from .database import Database, Relation, T, TableIndex, first_hit, words_of

__all__ = ["OUTCOMES", "Entry", "Outcome", "Store", "TableIndex"]

Outcome = Literal["ingested", "duplicate", "partial", "rejected"]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)

_DERIVED = ("extraction", "referent", "signature", "claim", "node", "node_key", "link", "entity", "finding")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the ledger: what became of one file."""

    path: str
    sha256: str  # "" where its bytes could not be read
    size: int
    outcome: Outcome
    reason: str  # for people; never empty unless ingested


class Store(Database):
    """One workspace on disk."""

    # -- inputs --------------------------------------------------------------------------------------------------------

    def keep_source(self, content: bytes) -> str:
        """Keeps the bytes of a file under their SHA-256; a file that is there is left as it is."""
        name = bytes_digest(content)
        target = self._sources / name
        with self._plainly():
            if not target.exists():
                self._sources.mkdir(exist_ok=True)
                unfinished = target.with_suffix(f".{os.getpid()}.tmp")
                with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode=0o600), "wb") as out:
                    out.write(content)
                    out.flush()
                    os.fsync(out.fileno())
                unfinished.replace(target)
        return name

    def source(self, sha256: str) -> bytes:
        """The bytes that were kept under a digest."""
        with self._plainly():
            return (self._sources / sha256).read_bytes()

    def forget_unreadable(self, tops: Iterable[str]) -> None:
        """Strikes the files and folders under these paths that could not be read: they are tried again."""
        for top in tops:
            below = f"{top.rstrip('/')}/"
            sql = "DELETE FROM file WHERE sha256 = '' AND (path = ? OR substr(path, 1, ?) = ?)"
            self._db.execute(sql, (top, len(below), below))

    def put_file(self, entry: Entry) -> None:
        """Writes one line of the ledger; a file that could not be read before has its old line replaced."""
        self._db.execute("DELETE FROM file WHERE path = ? AND sha256 IN ('', ?)", (entry.path, entry.sha256))
        row = (entry.path, entry.sha256, entry.size, entry.outcome, entry.reason)
        self._db.execute("INSERT INTO file VALUES (?, ?, ?, ?, ?)", row)

    def files(self) -> list[Entry]:
        """The whole ledger, by path."""
        return self._entries()

    def files_with(self, sha256: str) -> list[Entry]:
        """The lines of the ledger for one content, by path."""
        return self._entries("WHERE sha256 = ?", sha256)

    def _entries(self, where: str = "", *values: str) -> list[Entry]:
        sql = f"SELECT path, sha256, size, outcome, reason FROM file {where} ORDER BY path, sha256"  # noqa: S608 - constants
        return [Entry(path=p, sha256=d, size=s, outcome=o, reason=r) for p, d, s, o, r in self._rows(sql, *values)]

    def put_report(self, report: Report, sha256: str, position: int) -> bool:
        """Keeps a report and the place it came from; says whether it is new.

        Two sources may tell one report (same text, address and date) and differ in the rest. The smaller body is kept,
        whichever came first, so that the order of files makes no difference.
        """
        body = encode(report).decode()
        old = self._one("SELECT body FROM report WHERE id = ?", report.id)
        if old is None:
            cursor = self._db.execute("INSERT INTO report (id, body) VALUES (?, ?)", (report.id, body))
            self._db.execute("INSERT INTO report_text (rowid, text) VALUES (?, ?)", (cursor.lastrowid, report.text))
        elif body < old[0]:
            self._db.execute("UPDATE report SET body = ? WHERE id = ?", (body, report.id))
            self._db.execute("UPDATE extraction SET extractor = '', settled = 0 WHERE report = ?", (report.id,))
        self._db.execute("INSERT OR IGNORE INTO source VALUES (?, ?, ?)", (sha256, position, report.id))
        return old is None

    def reports(self) -> Iterator[Report]:
        """Every report, by id."""
        return map(self.report, self._ids("SELECT id FROM report ORDER BY id"))

    def report(self, report_id: str) -> Report:
        """The report with that id; `UsageError` where there is none."""
        row = self._one("SELECT body FROM report WHERE id = ?", report_id)
        if row is None:
            raise UsageError(f"no report {report_id} in {self.folder}")
        return decode(row[0], Report)

    def name_of(self, report_id: str) -> str:
        """The stem of the file that a report stands in, the smallest where several files hold it.

        A file of many reports numbers them: `feed#2`.
        """
        sql = (
            "SELECT f.path, s.position, (SELECT count(*) FROM source t WHERE t.sha256 = s.sha256)"
            " FROM source s JOIN file f ON f.sha256 = s.sha256 WHERE s.report = ?"
        )
        rows = self._rows(sql, report_id)
        return min(Path(path).stem + (f"#{at + 1}" if many > 1 else "") for path, at, many in rows)

    def holders(self, report_id: str) -> set[str]:
        """The digests of the sources that hold a report."""
        return set(self._ids("SELECT sha256 FROM source WHERE report = ?", report_id))

    def put_decision(self, decision: Decision) -> None:
        """Appends a decision; one that is there already is left as it is."""
        row = (decision.id, encode(decision).decode())
        self._db.execute("INSERT OR IGNORE INTO decision (id, body) VALUES (?, ?)", row)

    def decisions(self, *, unsettled: bool = False) -> list[Decision]:
        """All decisions, by id; or only those that the derived tables do not know yet."""
        where = "WHERE settled = 0" if unsettled else ""
        return list(self._bodies(f"SELECT body FROM decision {where} ORDER BY id", Decision))  # noqa: S608 - a constant

    # -- per report ----------------------------------------------------------------------------------------------------

    def unread(self, extractor: str) -> list[str]:
        """Ids of the reports that this extractor, in this version, has not read."""
        sql = "SELECT id FROM report r LEFT JOIN extraction e ON e.report = r.id WHERE extractor IS NOT ? ORDER BY 1"
        return self._ids(sql, extractor)

    def waiting(self) -> list[str]:
        """Ids of the reports that an interrupted run has left to be analysed."""
        sql = "SELECT r.id FROM report r LEFT JOIN extraction e ON e.report = r.id WHERE e.settled IS NOT 1 ORDER BY 1"
        return self._ids(sql)

    def put_extraction(self, extraction: Extraction, error: str = "") -> None:
        """Replaces what was found in one report."""
        row = (extraction.report, extraction.extractor, encode(extraction).decode(), error)
        self._db.execute("INSERT OR REPLACE INTO extraction VALUES (?, ?, ?, ?, 0)", row)

    def extraction(self, report_id: str) -> Extraction:
        """What was found in a report; nothing where no extractor has read it yet."""
        row = self._one("SELECT body FROM extraction WHERE report = ?", report_id)
        return decode(row[0], Extraction) if row else Extraction(report=report_id, extractor="")

    def failures(self) -> dict[str, str]:
        """Report id -> why the extractor gave up on it."""
        return dict(self._rows("SELECT report, error FROM extraction WHERE error <> '' ORDER BY report"))

    def unsettled(self) -> list[str]:
        """Ids of the reports whose extraction the derived tables do not know yet."""
        return self._ids("SELECT report FROM extraction WHERE settled = 0 ORDER BY report")

    def settle(self) -> None:
        """Marks every extraction and decision as known to the derived tables."""
        self._db.execute("UPDATE extraction SET settled = 1 WHERE settled = 0")
        self._db.execute("UPDATE decision SET settled = 1 WHERE settled = 0")

    def put_signatures(self, report_id: str, signatures: Sequence[tuple[str, Signature]]) -> None:
        """Replaces the signatures of one report's referents."""
        self._db.execute("DELETE FROM referent WHERE report = ?", (report_id,))
        for referent, signature in signatures:
            row = (signature.id, encode(signature).decode())
            self._db.execute("INSERT OR IGNORE INTO signature VALUES (?, ?)", row)
            self._db.execute("INSERT INTO referent VALUES (?, ?, ?, NULL)", (report_id, referent, signature.id))

    def signatures_of(self, report_id: str) -> dict[str, str]:
        """Referent id -> signature id of one report."""
        return dict(self._rows("SELECT id, signature FROM referent WHERE report = ? ORDER BY id", report_id))

    def signature(self, signature_id: str) -> Signature:
        """The signature with that id."""
        return next(self._bodies("SELECT body FROM signature WHERE id = ?", Signature, signature_id))

    def uses(self, signature_id: str) -> int:
        """In how many reports a signature stands."""
        row = self._one("SELECT count(DISTINCT report) FROM referent WHERE signature = ?", signature_id)
        return int(row[0]) if row else 0

    def drop_signature(self, signature_id: str) -> None:
        """Forgets a signature that no report holds any more."""
        self._db.execute("DELETE FROM signature WHERE id = ?", (signature_id,))

    def renamed(self) -> list[str]:
        """Reports that hold a referent whose entity is another than when its claims were last told; sets it right."""
        where = (
            "FROM referent r JOIN node n ON n.relation = 'entity' AND n.id = r.signature"
            " WHERE r.entity IS NOT n.cluster"
        )
        changed = self._ids(f"SELECT DISTINCT r.report {where} ORDER BY 1")
        self._db.execute(
            "UPDATE referent SET entity = n.cluster FROM node n WHERE n.relation = 'entity'"
            " AND n.id = referent.signature AND referent.entity IS NOT n.cluster"
        )
        return changed

    def entity_of(self, report_id: str, referent_id: str) -> str | None:
        """The entity that a referent of a report is taken to be; None where there is no such referent."""
        row = self._one("SELECT entity FROM referent WHERE report = ? AND id = ?", report_id, referent_id)
        return row[0] if row else None

    def reports_of(self, entity_id: str) -> list[str]:
        """Ids of the reports that speak of an entity, by id."""
        named = "SELECT id FROM node WHERE relation = 'entity' AND cluster = ?"
        return self._ids(f"SELECT DISTINCT report FROM referent WHERE signature IN ({named}) ORDER BY 1", entity_id)  # noqa: S608 - a constant

    def entities_of(self, report_id: str) -> dict[str, str]:
        """Referent id -> entity id of one report."""
        return dict(self._rows("SELECT id, entity FROM referent WHERE report = ? ORDER BY id", report_id))

    def put_claim(self, claim_id: str, report_id: str, body: bytes) -> None:
        """Keeps a claim with its roles resolved."""
        self._db.execute("INSERT OR REPLACE INTO claim VALUES (?, ?, ?)", (claim_id, report_id, body.decode()))

    def drop_claim(self, claim_id: str) -> None:
        """Forgets a claim."""
        self._db.execute("DELETE FROM claim WHERE id = ?", (claim_id,))

    def claims_of(self, report_id: str) -> dict[str, bytes]:
        """Claim id -> body of one report."""
        rows = self._rows("SELECT id, body FROM claim WHERE report = ? ORDER BY id", report_id)
        return {claim: body.encode() for claim, body in rows}

    def claims(self, kind: type[T], claim_ids: Iterable[str] | None = None) -> Iterator[T]:
        """Claims with their roles resolved, by id: all of them, or those asked for."""
        if claim_ids is None:
            yield from self._bodies("SELECT body FROM claim ORDER BY id", kind)
        else:
            for claim in sorted(claim_ids):
                yield from self._bodies("SELECT body FROM claim WHERE id = ?", kind, claim)

    # -- per component -------------------------------------------------------------------------------------------------

    def index(self, relation: Relation) -> TableIndex:
        """The nodes, keys and clusters of one relation."""
        return TableIndex(self._db, relation)

    def put_entity(self, entity: Entity) -> None:
        """Keeps an entity, in the place of the one with its id."""
        self._db.execute("INSERT OR REPLACE INTO entity VALUES (?, ?)", (entity.id, encode(entity).decode()))

    def drop_entity(self, entity_id: str) -> None:
        """Forgets an entity."""
        self._db.execute("DELETE FROM entity WHERE id = ?", (entity_id,))

    def entities(self) -> Iterator[Entity]:
        """Every entity, by id."""
        return self._bodies("SELECT body FROM entity ORDER BY id", Entity)

    def put_findings(self, cluster: str, findings: Iterable[Finding]) -> None:
        """Replaces what one component of claims amounts to."""
        self._db.execute("DELETE FROM finding WHERE cluster = ?", (cluster,))
        rows = [(finding.id, cluster, encode(finding).decode()) for finding in findings]
        self._db.executemany("INSERT INTO finding VALUES (?, ?, ?)", rows)

    def findings(self) -> Iterator[Finding]:
        """Every finding, by id."""
        return self._bodies("SELECT body FROM finding ORDER BY id", Finding)

    def forget_derived(self) -> None:
        """Empties every table that can be made again."""
        for table in _DERIVED:
            self._db.execute(f"DELETE FROM {table}")  # noqa: S608 - names from the tuple above
        self._db.execute("UPDATE decision SET settled = 0")

    # -- search --------------------------------------------------------------------------------------------------------

    def search(self, text: str, limit: int = 20) -> list[tuple[str, Span, str]]:
        """Reports that hold all words of `text`, best first: id, where the first hit stands, and its surroundings."""
        words = words_of(text)
        if not words:
            return []
        query = " ".join(f'"{word}"' for word in words)
        sql = (
            "SELECT r.id FROM report_text JOIN report r ON r.number = report_text.rowid"
            " WHERE report_text MATCH ? ORDER BY round(rank, 6), r.id LIMIT ?"
        )
        return [
            (report.id, *first_hit(report.text, words)) for report in map(self.report, self._ids(sql, query, limit))
        ]
