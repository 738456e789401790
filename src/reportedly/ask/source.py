"""What a view reads from: the part of the store that asking needs, and the shapes in which a view gives its answers."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from ..model import Conflict, Entity, Extraction, Finding, Origin, Report, Span
from ..weigh import Told, support
from ..when import Holds


class Source(Protocol):
    """Where a view finds reports, entities and claims; `store.Store` is one."""

    def reports(self) -> Iterator[Report]:
        """Every report, sorted by id."""

    def report(self, report_id: str) -> Report:
        """One report."""

    def name_of(self, report_id: str) -> str:
        """What people call it: the stem of its file."""

    def extraction(self, report_id: str) -> Extraction:
        """What was found in it."""

    def entities(self) -> Iterator[Entity]:
        """Every entity, sorted by id."""

    def entity_of(self, report_id: str, referent_id: str) -> str | None:
        """The entity that a referent was taken for."""

    def findings(self) -> Iterator[Finding]:
        """What all reports amount to."""

    def told(self, report_ids: Collection[str] | None = None) -> tuple[Told, ...]:
        """The claims of these reports, or of all, with their roles resolved."""

    def search(self, text: str, limit: int = 20) -> list[tuple[str, Span, str]]:
        """Reports that hold the words, best first: id, where, a snippet."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A finding as a view shows it."""

    finding: Finding
    holds: Holds  # on the view's day; YES where the view has none
    last: date | None  # the last day for which it is told to hold, where that is before the view's day
    against: tuple[str, ...]  # ids of the findings that it is in conflict with

    @property
    def origins(self) -> int:
        """Independent origins for it."""
        return support(self.finding.origins)

    @property
    def copies(self) -> int:
        """Reports that only repeat another."""
        return sum(o.copies for o in self.finding.origins)

    @property
    def note(self) -> str:
        """What to add for a reader: "last reported 2014-06-10" where it may have ended; empty otherwise."""
        return f"last reported {self.last}" if self.holds is Holds.MAYBE and self.last else ""


@dataclass(frozen=True, slots=True)
class Heard:
    """One origin with the claims behind it, the earliest first."""

    origin: Origin
    claims: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Why:
    """Why a finding stands as it does: who says so, who denies it, what it is in conflict with."""

    finding: Finding
    origins: tuple[Heard, ...]
    denials: tuple[Heard, ...]
    conflicts: tuple["Dispute", ...]


@dataclass(frozen=True, slots=True)
class Dispute:
    """A conflict with both its findings, and the claims on each side."""

    conflict: Conflict
    left: Finding
    right: Finding
    left_claims: tuple[Told, ...]
    right_claims: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """What is reported of one entity."""

    entity: Entity
    reports: int
    status: str | None  # of a person: alive, dead, disputed; None where nothing says
    names: tuple[str, ...]  # those it went by on the view's day
    findings: tuple[Seen, ...]
