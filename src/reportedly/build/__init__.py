"""The orchestrator: what changed, which stage, put the result back. The only module that runs the stages over a store.

Files are ingested one transaction each, so an interrupted run keeps what it has finished. `update` then brings the
derived tables up to date: it extracts every report that the extractor has not read, and settles all of it in one
transaction: signatures into entities, reports into families of copies, claims into findings. Each of the three is kept
by the same mechanism (`components`), and all of it is equal to what `rebuild` makes from nothing.
"""

import io
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from .. import plugins
from ..digest import bytes_digest
from ..errors import UnreadableInput, UsageError
from ..model import Claim, Decision, Extraction, Report
from ..plugins import Extractor, Reader
from ..read import read_bytes
from ..store import Entry, Outcome
from .files import content_of, under
from .settle import Corpus, Settling

__all__ = ["Corpus", "Ledger", "Progress", "Workspace", "grounded"]

Progress = Callable[[str, int, int, str], None]
"""Called before each step: what is done ("reading", "extracting", "comparing"), how many are done, of how many, now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """What became of the files of one run: every file has one line."""

    entries: tuple[Entry, ...]

    def count(self, outcome: Outcome) -> int:
        """How many files ended so."""
        return sum(entry.outcome == outcome for entry in self.entries)

    @property
    def clean(self) -> bool:
        """Was every file read whole?"""
        return not self.count("partial") and not self.count("rejected")


class Workspace:
    """One folder of reports, and what they amount to."""

    def __init__(self, folder: Path, *, extractor: str = "rules", reader: str | None = None) -> None:
        """Opens the workspace in `folder`, or makes one.

        Args:
            folder: where it lies.
            extractor: the name of an extractor, or "file.py:Class".
            reader: the name of a reader for the files with its suffixes, or "file.py:Class"; the built-in ones read
                the others.

        Raises:
            UsageError: no such plug-in; the folder holds other files.
            WorkspaceError: the workspace is busy, damaged or too new.
        """
        self.store = Corpus(folder)
        self._extractor = extractor
        self._reader = reader

    def close(self) -> None:
        """Lets go of the workspace's file."""
        self.store.close()

    # -- files in ------------------------------------------------------------------------------------------------------

    def ingest(self, paths: Iterable[Path | str], progress: Progress | None = None) -> Ledger:
        """Reads files and folders, and updates what the workspace knows.

        Files that are there already are left as they are. Interrupting is safe: finished files stay.
        """
        tops = sorted(Path(path) for path in paths)
        for top in tops:
            if not os.path.lexists(top):
                raise UsageError(f"no such file or folder: {top}")
        found = list(self._walk(tops))
        with self.store.writing():
            self.store.forget_unreadable(_printable(os.path.abspath(top)) for top in tops)  # noqa: PTH100 - as in `_walk`
        entries = []
        for done, (path, problem) in enumerate(found):
            _tell(progress, "reading", done, len(found), str(path))
            entries.append(self._ingest_file(path, problem))
        self.update(progress)
        return self._ledger(entries)

    def ledger(self) -> Ledger:
        """Every file that was ever given, by path."""
        return self._ledger(self.store.files())

    def _ledger(self, entries: Iterable[Entry]) -> Ledger:
        """A file whose text was kept, but that the extractor gave up on, was read in part."""
        failed = {sha256: why for report, why in self.store.failures().items() for sha256 in self.store.holders(report)}
        return Ledger(
            entries=tuple(
                replace(entry, outcome="partial", reason=f"text kept, but not analysed: {failed[entry.sha256]}")
                if entry.outcome == "ingested" and entry.sha256 in failed
                else entry
                for entry in entries
            )
        )

    def _walk(self, paths: Iterable[Path]) -> Iterator[tuple[Path, str]]:
        """Every file under the paths, each once, in order, with the reason why it cannot be read, if there is one."""
        seen: set[str] = set()
        for top in paths:
            for path, problem in under(top):
                place = os.path.abspath(path)  # noqa: PTH100 - `resolve` would follow links
                inside = Path(place).is_relative_to(self.store.folder.absolute())
                if place not in seen and not inside:
                    seen.add(place)
                    yield Path(place), problem

    def _ingest_file(self, path: Path, problem: str) -> Entry:
        content = b""
        if not problem:
            try:
                content = content_of(path)
            except OSError as error:
                problem = f"cannot be read: {error.strerror or error}"
            except UnreadableInput as error:
                problem = str(error)
        name = _printable(path)
        if problem:
            entry = Entry(path=name, sha256="", size=0, outcome="rejected", reason=problem)
            with self.store.writing():
                self.store.put_file(entry)
            return entry
        sha256 = bytes_digest(content)
        earlier = [e for e in self.store.files_with(sha256) if e.outcome != "rejected"]
        here = next((e for e in earlier if e.path == name), None)
        if here is not None:
            known = f"in the workspace already{f', read in part: {here.reason}' if here.outcome == 'partial' else ''}"
            return replace(here, outcome="partial" if here.outcome == "partial" else "duplicate", reason=known)
        if earlier:
            reason = f"same bytes as {earlier[0].path} (sha256)"
            entry = Entry(path=name, sha256=sha256, size=len(content), outcome="duplicate", reason=reason)
            with self.store.writing():
                self.store.put_file(entry)
            return entry
        return self._ingest_content(name, sha256, content)

    def _ingest_content(self, name: str, sha256: str, content: bytes) -> Entry:
        outcome, reason, reports = self._read(name, content)
        if reports:
            self.store.keep_source(content)
        with self.store.writing():
            fresh = [self.store.put_report(report, sha256, position) for position, report in enumerate(reports)]
            if reports and not any(fresh) and outcome == "ingested":
                outcome, reason = "duplicate", f"same text, address and date as {self.store.name_of(reports[0].id)}"
            entry = Entry(path=name, sha256=sha256, size=len(content), outcome=outcome, reason=reason)
            self.store.put_file(entry)
        return entry

    def _read(self, name: str, content: bytes) -> tuple[Outcome, str, tuple[Report, ...]]:
        chosen: Reader | None = plugins.load("reader", self._reader) if self._reader else None
        if chosen is None or not name.lower().endswith(chosen.suffixes):
            read = read_bytes(content, name)
            return read.outcome, read.reason, read.reports
        try:
            return "ingested", "", tuple(chosen.read(io.BytesIO(content), name))
        except UnreadableInput as error:
            return "rejected", str(error), ()
        except Exception as error:  # noqa: BLE001 - a reader may be anybody's code; the ledger says that it failed
            return "rejected", f"the reader {chosen.name} failed: {type(error).__name__}: {error}", ()

    # -- what the reports amount to ------------------------------------------------------------------------------------

    def decide(self, decision: Decision) -> None:
        """Appends an analyst's judgement, and updates what depends on it."""
        with self.store.writing():
            self.store.put_decision(decision)
        self.update()

    def update(self, progress: Progress | None = None) -> dict[str, str]:
        """Extracts what is not extracted yet and settles it; returns the reports that failed, with the reason."""
        extractor: Extractor = plugins.load("extractor", self._extractor)
        version = f"{extractor.name}@{extractor.version}"
        unread = self.store.unread(version)
        for done, report_id in enumerate(unread):
            _tell(progress, "extracting", done, len(unread), self.store.name_of(report_id))
            extraction, error = _extract(extractor, self.store.report(report_id), version)
            with self.store.writing():
                self.store.put_extraction(extraction, error)
        if self.store.unsettled() or self.store.decisions(unsettled=True):
            _tell(progress, "comparing", 0, 1, "")
            with self.store.writing():
                Settling(self.store).run()
        return self.store.failures()

    def rebuild(self, progress: Progress | None = None) -> dict[str, str]:
        """Drops everything that was derived and makes it again from the reports and the decisions."""
        with self.store.writing():
            self.store.forget_derived()
        return self.update(progress)


def _extract(extractor: Extractor, report: Report, version: str) -> tuple[Extraction, str]:
    """What the extractor finds, and why it gave up, if it did. One report must not stop the others."""
    try:
        extraction = extractor.extract(report)
        kept = [claim for claim in extraction.claims if grounded(claim, report, extraction)]
    except Exception as error:  # noqa: BLE001 - an extractor may be anybody's code; its failure is counted and shown
        return Extraction(report=report.id, extractor=version), f"{type(error).__name__}: {error}"
    refused = extraction.refused + len(extraction.claims) - len(kept)
    return replace(extraction, report=report.id, extractor=version, claims=tuple(kept), refused=refused), ""


def grounded(claim: Claim, report: Report, extraction: Extraction) -> bool:
    """Does the claim quote its report, and speak of what the extraction knows?"""
    known = {referent.id for referent in extraction.referents}
    return (
        claim.report == report.id
        and claim.evidence.of(report.text) == claim.words
        and all(role.filler in known for role in claim.roles)
    )


def _tell(progress: Progress | None, doing: str, done: int, total: int, now: str) -> None:
    if progress is not None:
        progress(doing, done, total, now)


def _printable(path: Path | str) -> str:
    """A path as text; bytes that are no UTF-8 are written as escapes."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")
