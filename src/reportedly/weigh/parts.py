"""What the parts of weighing hand to each other: claims with their roles resolved, and small arithmetic on periods."""

import unicodedata
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import TypeVar

from ..model import Claim, Role
from ..when import ANY, Date, Period

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A claim whose roles are filled with entities, and where it was told."""

    claim: Claim
    roles: tuple[Role, ...]  # fillers are ids of entities; sorted
    report: str
    outlet: str | None = None
    published: Date = ANY
    speakers: tuple[str | None, ...] = ()  # the entity of each hop of the chain; None: it refers to nobody we know
    family: str = ""  # the smallest id among the reports that are copies of each other; the report's own where alone

    def fillers(self, *names: str) -> tuple[str, ...]:
        """The entities in these roles (in any, where none is named), sorted, each once."""
        return tuple(sorted({r.filler for r in self.roles if not names or r.name in names}))

    @property
    def counted(self) -> bool:
        """Does it take part in support and in conflicts? A reader's comment and a joke do not."""
        return self.claim.voice != "comment" and not self.claim.ironic

    @property
    def actual(self) -> bool:
        """Is it about what is or was, not about a plan or a condition?"""
        return self.claim.certainty != "hypothetical"

    @property
    def denied(self) -> bool:
        """Does it say that it was not so?"""
        return self.claim.polarity == "denied"

    @property
    def said(self) -> Date:
        """When it was said: the passage's own date, else the report's."""
        return self.claim.reported if self.claim.reported.known else self.published


def order(told: Told) -> tuple[date, str, str]:
    """Earliest first, undated last; ids break ties, so that nothing depends on the order of input."""
    return (told.said.latest or date.max, told.report, told.claim.id)


@dataclass(frozen=True, slots=True)
class Days:
    """A stretch of days, both ends included."""

    first: date
    last: date

    def near(self, other: "Days", slack: int = 0) -> bool:
        """Do the two share a day, or come within `slack` days of each other?"""
        gap = timedelta(days=slack)
        return self.first <= _later(other.last, gap) and other.first <= _later(self.last, gap)

    @property
    def width(self) -> int:
        """The number of nights between the ends."""
        return (self.last - self.first).days


def _later(day: date, gap: timedelta) -> date:
    return day + gap if date.max - day > gap else date.max


def core(period: Period | None) -> Days | None:
    """The days on which the state is told to have held; None where no day is certain ("was once", "has been")."""
    if period is None:
        return None
    first, last = period.begin.latest, period.end.earliest
    if first is None or last is None:
        known = first or last
        return Days(known, known) if known and (period.begin.earliest or first is None) else None
    if first <= last:
        return Days(first, last)
    if period.end.latest is not None:
        return None
    if period.begin.earliest is None:  # "in November", told in the present: begun by the 30th, not over before the 1st
        return Days(last, first)
    # "since 2014", told in June: by June; an oath "in 2014" whose result lasts: by the end of the year
    return Days(last, last) if last > period.begin.earliest else Days(first, first)


def possible(period: Period | None) -> Days:
    """All days on which it may have held."""
    if period is None:
        return Days(date.min, date.max)
    return Days(period.begin.earliest or date.min, period.end.latest or date.max)


def happened(told: Told) -> Days:
    """The days on one of which an event or an act took place, as far as the claim tells."""
    period = told.claim.when
    if period is None:
        return Days(date.min, told.said.latest or date.max)
    last = period.begin.latest or period.end.latest or told.said.latest or date.max
    return Days(min(period.begin.earliest or date.min, last), last)


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """Lower case, no accents, one blank between words; any script. So "ABOU Yazen" and "Abou Yazén" are one."""
    plain = unicodedata.normalize("NFKD", text.lower())
    plain = "".join(c for c in plain if not unicodedata.combining(c) and c not in "'`‘’ʻʼ")
    return " ".join("".join(c if c.isalnum() else " " for c in plain).split())


def connected(items: Sequence[T], keys: Callable[[T], Iterable[K]]) -> list[list[T]]:
    """Groups of items that are linked by shared keys; items and groups keep the order of `items`."""
    parent = list(range(len(items)))

    def find(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    holder: dict[K, int] = {}
    for i, item in enumerate(items):
        for key in keys(item):
            a, b = find(i), find(holder.setdefault(key, i))
            parent[max(a, b)] = min(a, b)
    groups: dict[int, list[T]] = {}
    for i, item in enumerate(items):
        groups.setdefault(find(i), []).append(item)
    return list(groups.values())
