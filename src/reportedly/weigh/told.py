"""One claim with its roles resolved: on which days it holds, what it is about, which keys bring it to other claims.

A key says "these may agree or conflict", a topic says "these are one relation". Keys are chosen so that components stay
small: a pair of entities, a post, a place, one person's life, a month of an incident; never a group alone.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from itertools import product

from ..model import Claim, Role
from ..predicates import PREDICATES
from ..when import ANY, Date, Period

MIDNIGHT = 1  # days by which two tellings of one night may differ, with time zones

_BELONGING = frozenset({"member_of", "part_of", "pledged_to", "left", "split_from", "merged_with", "holds_role"})
_DEALING = frozenset({"allied_with", "opposes", "supports"})
_TOP = frozenset({
    "leader", "head", "chief", "emir", "amir", "ameer", "caliph", "boss", "chairman", "chair", "chairwoman",
    "chairperson", "ruler",
})  # fmt: skip
_FILLING = frozenset({
    "the", "a", "of", "its", "his", "their", "overall", "supreme", "top", "general", "group", "current", "new", "now",
    "paramount", "self", "declared", "styled",
})  # fmt: skip
_TITLES = {
    "wali": "governor", "spokeswoman": "spokesman", "spokesperson": "spokesman", "commandant": "commander",
    "premier": "prime minister", "monarch": "king", "organisation": "organization",
}  # fmt: skip
_UNIQUE = frozenset({"leader", "president", "prime minister", "mayor", "governor", "king", "queen", "sultan", "pope"})
_FIGHTERS = frozenset({"fighter", "fighters", "members", "men", "militants", "gunmen", "soldiers"})

_KINDS = (  # of incidents: words that may be used of one
    frozenset({
        "attack", "bombing", "shooting_down", "clash", "raid", "airstrike", "killing", "execution", "seizure", "siege",
    }),
    frozenset({"statement", "video"}),
    frozenset({"arrest", "kidnapping"}),
)  # fmt: skip
_DEADLY = frozenset({"killing", "execution", "airstrike", "raid", "bombing", "shooting_down", "attack"})
_WIDEST = 62  # days: a date wider than two months gives no month as a key


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


# -- when --------------------------------------------------------------------------------------------------------------


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


# -- what it is about --------------------------------------------------------------------------------------------------


def post(title: str | None) -> str:
    """A title in its plainest form: "emir", "overall leader" and "head" are one post, "deputy head" is another."""
    words = [_TITLES.get(w, w) for w in fold(title or "").split()]
    rest = [w for w in words if w not in _FILLING]
    if rest and set(rest) <= _TOP:
        return "leader"
    return " ".join(rest)


def unique(title: str | None) -> bool:
    """Has a body or a place one holder of this post at a time?"""
    return post(title) in _UNIQUE


def singles(told: Told) -> tuple[Told, ...]:
    """One claim for each combination of subject and object, for a relation that a report tells of several at once."""
    if told.claim.predicate == "incident":
        return (told,)
    names = sorted({r.name for r in told.roles})
    slots = [[r for r in told.roles if r.name == name] for name in names]
    return tuple(replace(told, roles=tuple(sorted(roles))) for roles in product(*slots))


def topic(told: Told) -> tuple[object, ...]:
    """What two claims of one relation have in common: predicate, fillers, the value's identity, fact or plan."""
    predicate = PREDICATES[told.claim.predicate]
    pair = told.fillers("subject", "object") if predicate.symmetric else (told.fillers("subject"), _second(told))
    return (predicate.name, pair, identity(told), told.actual)


def identity(told: Told) -> tuple[str, ...]:
    """The part of the value that makes another relation of it, in a form that spelling does not change."""
    found: list[str] = []
    for name in PREDICATES[told.claim.predicate].identity:
        given = getattr(told.claim.value, name)
        if name == "title":
            found.append(post(given))
        elif name == "unit":
            found.append(_unit(given))
        else:
            found.append(fold(str(given)) if given is not None else "")
    return tuple(found)


def _unit(unit: str | None) -> str:
    word = fold(unit or "fighters")
    return "fighters" if word in _FIGHTERS else word


def _second(told: Told) -> tuple[str, ...]:
    """What the subject stands in relation to: the object; a place where the predicate needs one, or there is no more."""
    slot = PREDICATES[told.claim.predicate].slot("place")
    objects = told.fillers("object")
    if objects or slot is None:
        return objects
    required = slot.required or told.claim.predicate == "holds_role"
    return told.fillers("place") if required else ()


def keys(told: Told) -> tuple[str, ...]:
    """Keys that bring together what may be one finding or a conflict; all strong, as components understand them."""
    if told.claim.predicate == "incident":
        return _incident_keys(told)
    return tuple(sorted({f"={key}" for single in singles(told) for key in _keys(single)}))


def _keys(told: Told) -> Iterator[str]:
    name = told.claim.predicate
    subjects, seconds = told.fillers("subject"), _second(told)
    both: list[tuple[str, ...]] = [*product(subjects, seconds)] or [(a,) for a in subjects]
    if name in _BELONGING | _DEALING:
        kind = "belonging" if name in _BELONGING else "dealing"
        yield from (":".join([kind, *sorted(pair)]) for pair in both)
        if name == "holds_role" and unique(told.claim.value.title):
            yield from (f"post:{second}:{post(told.claim.value.title)}" for second in seconds)
    elif name in ("present_in", "located_in"):
        yield from (":".join([name, *pair]) for pair in both)
    elif name == "controls":
        yield from (f"controls:{place}" for place in seconds)
    else:
        yield from (f"{'life' if name == 'status' else name}:{subject}" for subject in subjects)
    if not told.roles:
        yield f"claim:{told.claim.id}"


def kind_group(told: Told) -> str:
    """The family of kinds that may be two words for one incident, named after its first kind in the alphabet."""
    kind = told.claim.value.kind or "attack"
    return next((min(g) for g in _KINDS if kind in g), kind)


def _incident_keys(told: Told) -> tuple[str, ...]:
    """Keys of an incident: (kinds, filler, month) for each filler; without the month for what is telling by itself."""
    group = f"{kind_group(told)}:{'may' if not told.actual else 'did'}"
    found = {
        f"=incident:{group}:{r.name}:{r.filler}:{month}"
        for r in told.roles
        for month in _months(told)
        if not (r.name == "perpetrator" and month == "undated" and told.fillers("place", "asset", "victim", "target"))
    }
    for name in ("asset", "victim"):
        found |= {f"=incident:{group}:{name}:{filler}" for filler in told.fillers(name)}
    for place in told.fillers("place"):
        found |= {f"=incident:{group}:{place}:{who}" for who in told.fillers("perpetrator", "target")}
    for who in told.fillers("perpetrator"):
        found |= {f"=incident:{group}:{who}>{whom}" for whom in told.fillers("target")}
    kind = told.claim.value.kind or ""
    if kind in _DEADLY:
        found |= {f"=life:{victim}" for victim in told.fillers("victim")}
    if kind in ("statement", "video"):
        found |= {f"=life:{who}" for who in told.fillers("perpetrator")}
    return tuple(sorted(found)) or (f"=claim:{told.claim.id}",)


def _months(told: Told) -> tuple[str, ...]:
    days = happened(told)
    if days.width > _WIDEST or days.first == date.min:
        return ("undated",)
    first, last = days.first - timedelta(MIDNIGHT), days.last + timedelta(MIDNIGHT)
    count = (last.year - first.year) * 12 + last.month - first.month
    months = [first.year * 12 + first.month - 1 + i for i in range(count + 1)]
    return tuple(f"{m // 12}-{m % 12 + 1:02}" for m in months)
