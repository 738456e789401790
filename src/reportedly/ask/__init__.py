"""Answers as of two dates: what holds on a day, by what had been reported by a day.

A view computes nothing that `weigh` does not. "Known by" a day looks only at reports that had appeared by then, and
weighs their claims again; reports without a date are left out and counted. It uses today's knowledge of who is who.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ..build import Corpus
from ..errors import UsageError
from ..model import Conflict, Entity, Finding, Origin, Report, Span
from ..weigh import Told, support, weigh
from ..weigh.told import core, fold, possible
from ..when import Holds
from . import answers

__all__ = ["Dispute", "Heard", "Profile", "Seen", "View", "Why"]

_ID = re.compile(r"[0-9a-f]{6,}")  # as short as ids are shown
_SHARPEST = ("status", "responsibility", "membership", "denial", "identity", "number", "date", "place")


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


class View:
    """A workspace as of two dates; without dates, all times and everything reported."""

    def __init__(self, store: Corpus, valid: date | None = None, reported: date | None = None) -> None:
        self.store = store
        self.valid = valid
        self.reported = reported

    # -- what there is -------------------------------------------------------------------------------------------------

    @cached_property
    def reports(self) -> tuple[Report, ...]:
        """The reports that count, sorted by id."""
        return tuple(r for r in self.store.reports() if self._appeared(r))

    @cached_property
    def undated(self) -> int:
        """How many reports are left out because nobody knows when they appeared; 0 without a `reported` day."""
        return 0 if self.reported is None else sum(r.published.latest is None for r in self.store.reports())

    def _appeared(self, report: Report) -> bool:
        last = report.published.latest
        return self.reported is None or (last is not None and last <= self.reported)

    @cached_property
    def told(self) -> tuple[Told, ...]:
        """The claims that count, with their roles resolved, sorted by id."""
        chosen = None if self.reported is None else {r.id for r in self.reports}
        return tuple(sorted(self.store.told(chosen), key=lambda t: t.claim.id))

    @cached_property
    def _by_claim(self) -> dict[str, Told]:
        return {t.claim.id: t for t in self.told}

    @cached_property
    def _findings(self) -> dict[str, Finding]:
        found = self.store.findings() if self.reported is None else weigh(self.told)
        return {f.id: f for f in sorted(found, key=lambda f: f.id)}

    @cached_property
    def _entities(self) -> dict[str, Entity]:
        return {e.id: e for e in self.store.entities()}

    # -- who is who ----------------------------------------------------------------------------------------------------

    def entities(self, query: str | None = None) -> tuple[Entity, ...]:
        """The named entities, or those some name of which holds the words of `query`; by name."""
        words = set(_bare(query or "").split())
        named = [e for e in self._entities.values() if e.named]
        found = [e for e in named if not words or any(words <= set(fold(n.text).split()) for n in e.names)]
        return tuple(sorted(found, key=_label))

    def entity(self, entity_id: str) -> Entity | None:
        """The entity with this id, or of which it was a part."""
        found = self._entities.get(entity_id)
        return found or next((e for e in self._entities.values() if entity_id in e.members), None)

    def find(self, name: str) -> tuple[Entity, ...]:
        """The entities that a name may mean: one where it is clear, several where it is not, none where nobody is.

        A full name or an acronym is clear where one entity bears it. A part of names ("al-Masri") shows all that have it.
        Where nobody has it, it may be the beginning of ids.
        """
        known = self.entity(name)
        if known is not None:
            return (known,)
        wanted = _bare(name)
        bearers = [e for e in self._entities.values() if any(_bare(n.text) == wanted for n in e.names)]
        named = [e for e in bearers if e.named] or bearers
        clear = [e for e in named if any(n.part in ("full", "acronym") and _bare(n.text) == wanted for n in e.names)]
        # One word may be a nisba: whoever else bears it is shown beside the one who has no other name.
        namesakes = {e for e in self.entities(name) if e.kind == "person"} if " " not in wanted else set()
        found = clear if clear and namesakes <= set(clear) else {*named, *self.entities(name)}
        if not found and _ID.fullmatch(name.strip().lower()):
            found = {e for e in self._entities.values() if e.id.startswith(name.strip().lower())}
        return tuple(sorted(found, key=_label))

    def label(self, entity_id: str) -> str:
        """The name to show."""
        found = self.entity(entity_id)
        return found.label if found else entity_id

    # -- what is reported ----------------------------------------------------------------------------------------------

    def claims(
        self,
        entity: str | None = None,
        predicate: str | None = None,
        report: str | None = None,
        *,
        comments: bool = False,
    ) -> tuple[Told, ...]:
        """Claims by who is in them, predicate and report; readers' comments only on request."""
        return tuple(
            t
            for t in self.told
            if (entity is None or entity in t.fillers())
            and (predicate is None or t.claim.predicate == predicate)
            and (report is None or t.report == report)
            and (comments or t.counted)
        )

    def findings(
        self, entity: str | None = None, predicate: str | None = None, *, comments: bool = False
    ) -> tuple[Seen, ...]:
        """What may hold on the view's day, by predicate and time; what did not hold is left out."""
        found = [
            seen
            for f in self._findings.values()
            if (entity is None or any(r.filler == entity for r in f.roles))
            and (predicate is None or f.predicate == predicate)
            and (comments or self._counted(f))
            and (seen := self._seen(f)).holds is not Holds.NO
        ]
        return tuple(sorted(found, key=lambda s: (s.finding.predicate, possible(s.finding.when).first, s.finding.id)))

    def _counted(self, finding: Finding) -> bool:
        return any(t.counted for o in (*finding.origins, *finding.denials) for t in self._claims(o.claims))

    def _seen(self, finding: Finding) -> Seen:
        holds, last = Holds.YES, None
        if self.valid is not None:
            holds = answers.holds(finding, self.valid)
            days = core(finding.when)
            last = days.last if days is not None and days.last < self.valid else None
        against = {c.right for c in finding.conflicts if c.right != finding.id}
        return Seen(finding, holds, last, tuple(sorted(against)))

    def timeline(self, entity: str | None = None) -> tuple[Seen, ...]:
        """Findings in the order of time, the undated last."""
        return tuple(sorted(self.findings(entity), key=_in_time))

    def profile(self, entity: Entity) -> Profile:
        """What is reported of one entity."""
        told = self.claims(entity.id)
        day = self.valid or date.max
        return Profile(
            entity=entity,
            reports=len({t.report for t in told}),
            status=answers.status(told, entity.id, self.valid) if entity.kind == "person" else None,
            names=answers.names(told, entity, self.uses(entity), day),
            findings=self.findings(entity.id),
        )

    def uses(self, entity: Entity) -> tuple[tuple[Report, tuple[str, ...]], ...]:
        """The reports that name an entity, with the names that each gives it."""
        found = []
        for report in filter(self._appeared, map(self.store.report, self.store.reports_of(entity.id))):
            named = [r for r in self.store.extraction(report.id).referents if r.named]
            mine = [r.names for r in named if self.store.entity_of(report.id, r.id) == entity.id]
            if mine:
                found.append((report, tuple(dict.fromkeys(name for names in mine for name in names))))
        return tuple(found)

    # -- why ----------------------------------------------------------------------------------------------------------

    def finding(self, some_id: str) -> Finding:
        """The finding with this id, or the one that a claim with this id belongs to; a beginning is enough.

        Raises:
            UsageError: there is none, or there are several.
        """
        known = self._findings.get(some_id)
        if known is not None:
            return known
        claims = [(f, [c for o in (*f.origins, *f.denials) for c in o.claims]) for f in self._findings.values()]
        told = [f for f, its in claims if some_id in its]
        if told:  # a claim about several at once is in several findings
            return max(told, key=lambda f: (len(f.origins), f.id))
        found = [f for f, its in claims if any(i.startswith(some_id) for i in (f.id, *its))]
        if len(found) == 1:
            return found[0]
        if found:
            raise UsageError(f"{some_id!r} may mean {', '.join(f.id for f in found[:5])}: write more of it")
        raise UsageError(f"nothing is called {some_id!r}: give the id of a finding or a claim, as `show` prints them")

    def why(self, some_id: str) -> Why:
        """Who says so, who denies it, what stands against it.

        Raises:
            UsageError: no finding or claim has this id.
        """
        finding = self.finding(some_id)
        return Why(
            finding=finding,
            origins=tuple(Heard(o, self._claims(o.claims)) for o in finding.origins),
            denials=tuple(Heard(o, self._claims(o.claims)) for o in finding.denials),
            conflicts=tuple(self._disputes([finding])),
        )

    def _claims(self, ids: Iterable[str]) -> tuple[Told, ...]:
        return tuple(self._by_claim[i] for i in ids if i in self._by_claim)

    def conflicts(self) -> tuple[Dispute, ...]:
        """Every conflict once, the sharpest first: matters of life and death, then by how much stands on both sides."""
        found: dict[tuple[object, ...], Dispute] = {}
        for dispute in self._disputes(self._findings.values()):
            conflict = dispute.conflict
            sides = frozenset({(conflict.left, conflict.left_claims), (conflict.right, conflict.right_claims)})
            found.setdefault((conflict.kind, sides), dispute)
        return tuple(sorted(found.values(), key=_sharpness))

    def _disputes(self, findings: Iterable[Finding]) -> Iterable[Dispute]:
        for finding in findings:
            for conflict in finding.conflicts:
                sides = self._claims(conflict.left_claims), self._claims(conflict.right_claims)
                yield Dispute(conflict, finding, self._findings[conflict.right], *sides)

    def search(self, text: str, limit: int = 20) -> tuple[tuple[str, Span, str], ...]:
        """Reports that hold the words, best first: id, where, a snippet."""
        return tuple(hit for hit in self.store.search(text, limit) if self._appeared(self.store.report(hit[0])))


def _bare(name: str) -> str:
    return fold(name).removeprefix("the ")


def _label(entity: Entity) -> tuple[str, str]:
    return (fold(entity.label), entity.id)


def _in_time(seen: Seen) -> tuple[date, date, str]:
    when = seen.finding.when
    days = core(when)
    first = (when.begin.earliest or when.begin.latest) if when else None
    return (first or (days.first if days else date.max), days.last if days else date.max, seen.finding.id)


def _sharpness(dispute: Dispute) -> tuple[int, int, str, str]:
    reports = {t.report for t in (*dispute.left_claims, *dispute.right_claims)}
    return (_SHARPEST.index(dispute.conflict.kind), -len(reports), dispute.left.id, dispute.conflict.right)
