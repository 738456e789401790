"""What cannot both be so: typed conflicts between claims, after succession, scope, updates and one source are ruled out.

A group of claims is one finding to be. Within a group some deny what others affirm, numbers do not fit, perpetrators differ;
between two groups of one component a dead man speaks, a post has two holders, a place two rulers. Ruled out is what only
looks like a conflict: not so in June and so in July is a change; a toll that rises from one day to the next is an update;
two figures for two places are two scopes; one source told twice does not contradict itself by being retold.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations, product

from ..model import ConflictKind, Quantity
from .origins import by_family, told_twice
from .spells import SOON, Found, denials
from .told import Days, Told, core, fold, happened, order, post, unique

SLACK = 0.1  # "about 250" and "270" may be one count
UPDATED = 7  # days within which a higher toll is an update of the lower one; after a week two counts stand side by side

_KILLING = frozenset({"killing", "execution"})
_SIGNS = frozenset({"statement", "video"})
_ENDS = frozenset({"left", "split_from"})
_BELONGS = frozenset({"member_of", "part_of", "holds_role"})

Key = tuple[ConflictKind, int, int, str, str, str]
Side = dict[str, Told]  # by id of the claim


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """Claims against claims; `here` and `there` count the groups that they come from."""

    kind: ConflictKind
    left: tuple[str, ...]  # ids of claims
    right: tuple[str, ...]
    here: int
    there: int
    why: str

    @property
    def turned(self) -> "Clash":
        """The same conflict from the other side."""
        return Clash(kind=self.kind, left=self.right, right=self.left, here=self.there, there=self.here, why=self.why)


def clashes(groups: Sequence[Sequence[Told]]) -> tuple[Clash, ...]:
    """Every conflict within and between groups of one component."""
    counted = [[t for t in members if t.counted and t.actual] for members in groups]
    found: dict[Key, tuple[Side, Side]] = {}
    for i, members in enumerate(counted):
        for rule in (denials, _differences):
            for kind, left, right, why in rule(members):
                _add(found, (kind, i, i, why, *_detail(kind, left, right)), left, right)
    about = [_about(members[0]) if members else "" for members in counted]
    for i, j in combinations(range(len(counted)), 2):
        for rule_between in _BETWEEN.get(frozenset({about[i], about[j]}), ()):
            for kind, left, right, why in rule_between(counted[i], counted[j]):
                _add(found, (kind, i, j, why, "", ""), left, right)
    return tuple(
        Clash(kind=kind, left=_ids(left), right=_ids(right), here=here, there=there, why=why)
        for (kind, here, there, why, _, _), (left, right) in sorted(found.items(), key=lambda item: item[0])
    )


def _about(told: Told) -> str:
    """What decides which rules apply: the predicate; of an incident, whether it kills a man or shows him alive."""
    kind = told.claim.value.kind
    if told.claim.predicate != "incident":
        return told.claim.predicate
    return "killing" if kind in _KILLING else "sign" if kind in _SIGNS else "incident"


def _detail(kind: ConflictKind, left: Told, right: Told) -> tuple[str, str]:
    """What keeps three figures, or three accused, from being thrown together on two sides."""
    if kind == "responsibility":
        return (" ".join(left.fillers("perpetrator")), " ".join(right.fillers("perpetrator")))
    if kind == "number":
        a, b = left.claim.value, right.claim.value
        return (f"{a.low} {a.high} {a.killed} {a.wounded}", f"{b.low} {b.high} {b.killed} {b.wounded}")
    return ("", "")


def _add(found: dict[Key, tuple[Side, Side]], key: Key, left: Told, right: Told) -> None:
    if left.claim.id != right.claim.id:
        here, there = found.setdefault(key, ({}, {}))
        here[left.claim.id], there[right.claim.id] = left, right


def _ids(side: Side) -> tuple[str, ...]:
    return tuple(t.claim.id for t in sorted(side.values(), key=order))


# -- within a group: numbers and perpetrators --------------------------------------------------------------------------


def _differences(members: Sequence[Told]) -> Iterator[Found]:
    """Numbers that do not overlap and perpetrators that differ, told by different sources."""
    company = by_family(members)
    for one, other in combinations([t for t in members if not t.denied], 2):
        for found in _differ(one, other, members):
            if not told_twice(one, other, company):
                yield found


def _differ(one: Told, other: Told, members: Sequence[Told]) -> Iterator[Found]:
    if one.claim.predicate == "size":
        a, b = (Quantity(low=t.claim.value.low, high=t.claim.value.high) for t in (one, other))
        if _apart(a, b) and _one_time(one, other) and _one_scope(one, other, "place"):
            yield ("number", *_by_size((a, one), (b, other)), "the figures do not overlap")
    elif one.claim.predicate == "incident":
        for name in ("killed", "wounded"):
            a, b = getattr(one.claim.value, name), getattr(other.claim.value, name)
            if a is None or b is None or not _apart(a, b) or not _one_scope(one, other, "victim"):
                continue
            low, high = _by_size((a, one), (b, other))
            if not 1 <= _days_between(_first_with(low, name, members), high) <= UPDATED:
                yield "number", low, high, f"the numbers of {name} do not overlap"
        yield from _blame(one, other)


def _blame(one: Told, other: Told) -> Iterator[Found]:
    left, right = set(one.fillers("perpetrator")), set(other.fillers("perpetrator"))
    if not left or not right or left & right:
        return
    if not (left & set(other.fillers("target", "victim")) or right & set(one.fillers("target", "victim"))):
        yield "responsibility", one, other, "different perpetrators are named"
    elif "clash" not in (one.claim.value.kind, other.claim.value.kind):  # else they are two sides of one fight
        yield "responsibility", one, other, "each side names the other as the attacker"


def _first_with(told: Told, name: str, members: Sequence[Told]) -> Told:
    """The first telling of the same figure: a page may still carry the count of the day before."""
    figure = getattr(told.claim.value, name)
    return min((t for t in members if getattr(t.claim.value, name) == figure), key=order)


def _apart(a: Quantity, b: Quantity) -> bool:
    """Do two reported numbers exclude each other, beyond a tenth?"""
    low, high = (a, b) if _low(a) <= _low(b) else (b, a)
    return low.high is not None and low.high * (1 + SLACK) < _low(high)


def _low(quantity: Quantity) -> int:
    return quantity.low if quantity.low is not None else quantity.high or 0


def _by_size(one: tuple[Quantity, Told], other: tuple[Quantity, Told]) -> tuple[Told, Told]:
    """The teller of the lower figure, then that of the higher."""
    return (one[1], other[1]) if _low(one[0]) < _low(other[0]) else (other[1], one[1])


def _days_between(early: Told, late: Told) -> int:
    """Days from the one telling to the other; negative where the second was told first, 0 where nobody knows."""
    a, b = early.said.latest, late.said.earliest or late.said.latest
    return (b - a).days if a and b else 0


def _one_time(one: Told, other: Told) -> bool:
    a, b = core(one.claim.when), core(other.claim.when)
    return a is None or b is None or a.near(b, SOON)


def _one_scope(one: Told, other: Told, role: str) -> bool:
    left, right = set(one.fillers(role)), set(other.fillers(role))
    return not left or not right or bool(left & right)


# -- between two groups ------------------------------------------------------------------------------------------------

Between = Callable[[Sequence[Told], Sequence[Told]], Iterator[Found]]


def _turned(rule: Callable[[Told, Told], tuple[ConflictKind, str] | None]) -> Between:
    """A rule of two unequal sides, tried both ways round; what it yields keeps the order of the groups."""

    def tried(here: Sequence[Told], there: Sequence[Told]) -> Iterator[Found]:
        for left, right in _affirmed(here, there):
            for verdict in (rule(left, right), rule(right, left)):
                if verdict is not None:
                    yield verdict[0], left, right, verdict[1]

    return tried


def _rivals(kind: ConflictKind, why: str, rule: Callable[[Told, Told], bool]) -> Between:
    """A rule of two equal sides; one source that is told twice is no rival of itself."""

    def tried(here: Sequence[Told], there: Sequence[Told]) -> Iterator[Found]:
        company = by_family((*here, *there))
        for left, right in _affirmed(here, there):
            if rule(left, right) and not told_twice(left, right, company):
                yield kind, left, right, why

    return tried


def _affirmed(here: Sequence[Told], there: Sequence[Told]) -> Iterator[tuple[Told, Told]]:
    return product((t for t in here if not t.denied), (t for t in there if not t.denied))


def _life(killed: Told, living: Told) -> tuple[ConflictKind, str] | None:
    """Dead, and seen alive afterwards."""
    deceased, died, value = dead(killed), happened(killed), living.claim.value
    if living.claim.predicate == "status" and value.state != "dead":
        days = core(living.claim.when) or happened(living)
        # a death of which only the month is known may have come before a sign of life on its last day
        after = days.last > died.last or (days.last == died.last and died.width > 0)
        # a page without a date that tells a man dead and alive: both cannot hold on the day it was written
        after = after or (killed.report == living.report and died.last == date.max)
        if deceased & set(living.fillers("subject")) and after:
            return "status", f"reported dead, and {value.state} afterwards"
    heard = living.claim.predicate == "incident" and value.kind in _SIGNS
    if heard and deceased & set(living.fillers("perpetrator")) and happened(living).first > died.last:
        return "status", f"reported dead, and heard in a {value.kind} afterwards"
    return None


def dead(told: Told) -> set[str]:
    """Those whose death a claim is about."""
    if told.claim.predicate == "status" and told.claim.value.state == "dead":
        return set(told.fillers("subject"))
    if told.claim.predicate == "incident" and told.claim.value.kind in _KILLING:
        return set(told.fillers("victim"))
    return set()


def _belonging(gone: Told, there: Told) -> tuple[ConflictKind, str] | None:
    """Broke away, and still belongs to it afterwards."""
    if gone.claim.predicate not in _ENDS or there.claim.predicate not in _BELONGS:
        return None
    pairs = {(t.fillers("subject"), t.fillers("object")) for t in (gone, there)}
    days = core(there.claim.when)
    if len(pairs) > 1 or days is None or days.last < happened(gone).last:
        return None
    return "membership", "reported to have left, and to belong to it at that time or later"


def _two_in_one_post(left: Told, right: Told) -> bool:
    titles = {post(t.claim.value.title) for t in (left, right)}
    if len(titles) > 1 or not unique(left.claim.value.title):
        return False
    ours, theirs = (set(t.fillers("object") or t.fillers("place")) for t in (left, right))
    return bool(ours & theirs) and _others_then(left, right)


def _two_rulers(left: Told, right: Told) -> bool:
    """Do they hold one place, at least one of them the whole of it?"""
    extents = {left.claim.value.extent, right.claim.value.extent}
    return "whole" in extents and not extents & {"part", "border"} and _others_then(left, right)


def _others_then(left: Told, right: Told) -> bool:
    """Are they about others, on the same days?"""
    a, b = core(left.claim.when), core(right.claim.when)
    return bool(a and b and a.near(b)) and not set(left.fillers("subject")) & set(right.fillers("subject"))


def _two_ages(left: Told, right: Told) -> bool:
    a, b = _born(left), _born(right)
    return a is not None and b is not None and not a.near(b)


def _born(told: Told) -> Days | None:
    years, said = told.claim.value.years, told.said
    days = core(told.claim.when) or (Days(said.earliest, said.latest) if said.earliest and said.latest else None)
    if years is None or days is None:
        return None
    oldest, youngest = (timedelta(days=round(y * 365.2425)) for y in (years + 1, years))
    return Days(days.first - oldest, days.last - youngest)


def _two_real_names(left: Told, right: Told) -> bool:
    if {left.claim.value.kind, right.claim.value.kind} != {"real_name"}:
        return False
    a, b = ({w[:3] for w in fold(t.claim.value.name or "").split()} for t in (left, right))
    return not a & b


def _two_dates(left: Told, right: Told) -> bool:
    """Did it happen at two times, though it can happen only once?"""
    if left.claim.predicate == "status" and not (dead(left) and dead(right)):
        return False
    return not happened(left).near(happened(right), 1)


_dates = _rivals("date", "told of two times that exclude each other", _two_dates)
_BETWEEN: Mapping[frozenset[str], tuple[Between, ...]] = {  # what two groups are about -> what may stand between them
    frozenset({"status"}): (_turned(_life), _dates),
    frozenset({"status", "killing"}): (_turned(_life),),
    frozenset({"status", "sign"}): (_turned(_life),),
    frozenset({"killing", "sign"}): (_turned(_life),),
    **{frozenset(pair): (_turned(_belonging),) for pair in product(_ENDS, _BELONGS)},
    frozenset({"holds_role"}): (_rivals("membership", "two holders of one post at the same time", _two_in_one_post),),
    frozenset({"controls"}): (_rivals("place", "two in control of one place at the same time", _two_rulers),),
    frozenset({"age"}): (_rivals("number", "the ages do not fit one date of birth", _two_ages),),
    frozenset({"known_as"}): (_rivals("identity", "two real names that have nothing in common", _two_real_names),),
    frozenset({"founded"}): (_dates,),
}
