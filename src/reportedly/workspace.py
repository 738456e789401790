"""One folder of reports as users and programs hold it: files in, what they amount to as of two dates, exports out.

Files are ingested one transaction each, so an interrupted run keeps what it has finished.
"""

import io
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from . import build, plugins
from .ask import View
from .build import Progress, tell
from .digest import bytes_digest
from .errors import UnreadableInput, UsageError
from .model import Decision, Report
from .plugins import Reader
from .read import read_bytes
from .store import Entry, Outcome

MOST_BYTES = 256 * 1024 * 1024  # a file is held in memory as a whole


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

    def __init__(self, folder: Path, *, extractor: str = "model", reader: str | None = None) -> None:
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
        self.store = build.Corpus(folder)
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
            tell(progress, "reading", done, len(found), str(path))
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
            for path, problem in _under(top):
                place = os.path.abspath(path)  # noqa: PTH100 - `resolve` would follow links
                inside = Path(place).is_relative_to(self.store.folder.absolute())
                if place not in seen and not inside:
                    seen.add(place)
                    yield Path(place), problem

    def _ingest_file(self, path: Path, problem: str) -> Entry:
        content = b""
        if not problem:
            try:
                content = _content_of(path)
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
        return build.update(self.store, self._extractor, progress)

    def rebuild(self, progress: Progress | None = None) -> dict[str, str]:
        """Drops everything that was derived and makes it again from the reports and the decisions."""
        return build.rebuild(self.store, self._extractor, progress)

    def view(self, valid: date | None = None, reported: date | None = None) -> View:
        """What the workspace says as of two dates.

        Args:
            valid: what is told to hold on that day; all times where None.
            reported: only what had been reported by that day; everything where None.
        """
        return View(self.store, valid=valid, reported=reported)

    def export(
        self,
        name: str,
        path: Path,
        *,
        valid: date | None = None,
        reported: date | None = None,
    ) -> Path:
        """Writes a view in the format called `name` to a file, which is complete or absent; returns its path.

        Raises:
            UsageError: there is no such format.
        """
        exporter: plugins.Exporter = plugins.load("exporter", name)
        target = path.resolve()  # what a link leads to is written, the link stays
        if path.exists() and not target.is_file():  # a pipe or a device cannot be replaced
            with path.open("wb") as out:
                exporter.export(self.view(valid, reported), out)
            return path
        unfinished = target.with_name(f"{target.name}.{os.getpid()}.tmp")
        try:
            with unfinished.open("wb") as out:
                exporter.export(self.view(valid, reported), out)
            unfinished.replace(target)
        finally:
            unfinished.unlink(missing_ok=True)
        return path


def _under(top: Path) -> Iterator[tuple[Path, str]]:
    """Every file in a folder, in order, with what is wrong with it; links to folders are not followed."""
    todo = [top]
    while todo:
        here = todo.pop()
        try:
            mode = here.stat().st_mode
        except OSError as error:
            yield here, f"a link that leads nowhere: {error.strerror}" if here.is_symlink() else str(error.strerror)
            continue
        if not stat.S_ISDIR(mode):
            yield here, "" if stat.S_ISREG(mode) else "not a regular file"
        elif here.is_symlink() and here != top:
            yield here, "a link to a folder is not followed: give the folder itself"
        else:
            try:
                inside = sorted(here.iterdir(), reverse=True)
            except OSError as error:
                yield here, f"the folder cannot be read: {error.strerror}"
                continue
            if {"workspace.sqlite", "sources"} <= {path.name for path in inside}:
                yield here, "a workspace: give the reports that it was made from"
            else:
                todo += inside


def _content_of(path: Path) -> bytes:
    """The bytes of a file.

    Raises:
        UnreadableInput: it is too large to hold in memory.
        OSError: it cannot be read.
    """
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise UnreadableInput(f"over {MOST_BYTES // 1024**2} MiB: split it into smaller files")
    return path.read_bytes()


def _printable(path: Path | str) -> str:
    """A path as text; bytes that are no UTF-8 are written as escapes."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")
