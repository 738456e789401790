"""What cannot both be so: typed conflicts between claims, after succession, scope, updates and one source are ruled out.

Each rule takes groups of claims (one group is one finding to be) and yields the claims on its two sides. Ruled out is
what only looks like a conflict: not so in June and so in July is a change; a toll that rises from one day to the next is
an update; two figures for two places are two scopes; one source told twice does not contradict itself by being retold.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from ..model import ConflictKind, Quantity
from ..predicates import PREDICATES
from .incidents import DEADLY
from .origins import one_origin
from .parts import Days, Told, core, fold, happened, order, possible
from .topics import post, unique

SLACK = 0.1  # "about 250" and "270" may be one count
SOON = 45  # days within which two figures or tellings are about one time
_ENDS = frozenset({"left", "split_from"})
_BELONGS = frozenset({"member_of", "part_of", "holds_role"})
_ONCE = ("founded",)


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


Found = tuple[ConflictKind, Told, Told, str]
Key = tuple[ConflictKind, int, int, str, str, str]
Sides = dict[Key, tuple[list[Told], list[Told]]]


def clashes(groups: Sequence[Sequence[Told]]) -> tuple[Clash, ...]:
    """Every conflict within and between groups of one component."""
    counted = [[t for t in members if t.counted and t.actual] for members in groups]
    found: Sides = {}
    for i, members in enumerate(counted):
        for rule in (_denial, _figures):
            for kind, left, right, why in rule(members):
                _add(found, (kind, i, i, why, *_detail(kind, left, right)), left, right)
    for i, here in enumerate(counted):
        for j in range(i + 1, len(counted)):
            for rule_between in (_life, _belonging, _posts, _holders, _ages, _names, _dates, _dealing):
                for kind, left, right, why in rule_between(here, counted[j]):
                    _add(found, (kind, i, j, why, "", ""), left, right)
    return tuple(
        Clash(kind=kind, left=_ids(left), right=_ids(right), here=here, there=there, why=why)
        for (kind, here, there, why, _, _), (left, right) in sorted(found.items(), key=lambda item: item[0])
    )


def _detail(kind: ConflictKind, left: Told, right: Told) -> tuple[str, str]:
    """What keeps three figures, or three accused, from being thrown together on two sides."""
    if kind == "responsibility":
        return (" ".join(left.fillers("perpetrator")), " ".join(right.fillers("perpetrator")))
    if kind == "number":
        return (_figure(left), _figure(right))
    return ("", "")


def _figure(told: Told) -> str:
    value = told.claim.value
    return f"{value.low} {value.high} {value.killed} {value.wounded}"


def _add(found: Sides, key: Key, left: Told, right: Told) -> None:
    if left.claim.id == right.claim.id:
        return
    sides = found.setdefault(key, ([], []))
    for side, told in zip(sides, (left, right), strict=True):
        if told not in side:
            side.append(told)


def _ids(side: Sequence[Told]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(t.claim.id for t in sorted(side, key=order)))


def _pairs(here: Sequence[Told], there: Sequence[Told], *predicates: str) -> Iterator[tuple[Told, Told]]:
    """Affirmed claims of one predicate each, from both groups."""
    for left in here:
        for right in there:
            if not left.denied and not right.denied and left.claim.predicate in predicates:
                yield left, right


def contradicts(denial: Told, other: Told) -> bool:
    """Is what one denies what the other says, at one time? Not so then and so now is a change."""
    nature = PREDICATES[other.claim.predicate].nature
    no, yes = denial.claim.when, other.claim.when
    if nature == "state":
        a, b = core(no), core(yes)
        if _begins(denial, other) or _begins(other, denial):
            return False
        if a is not None and b is not None:
            return a.near(b, SOON)
        around = possible(yes) if a is not None else possible(no)
        point = a or b
        return point is None or around.near(point)
    # an act denied "as of" a day was not done by that day; one denied of a day was not done then
    done = happened(other)
    last = (no.end.earliest or no.begin.latest) if no is not None else None
    last = last or denial.said.latest
    return last is None or done.first <= last


def _begins(late: Told, early: Told) -> bool:
    """Does the one set in on a day that is named, after the last day for which the other is told?"""
    days = core(early.claim.when)
    begin = late.claim.when.begin.earliest if late.claim.when else None
    return begin is not None and days is not None and days.last <= begin and days.first < begin


# -- within one group --------------------------------------------------------------------------------------------------


def _denial(members: Sequence[Told]) -> Iterator[Found]:
    for no in (t for t in members if t.denied):
        for yes in (t for t in members if not t.denied):
            if _counts(no):
                if _counts(no) == _counts(yes):
                    yield "number", yes, no, "the figure is denied"
                continue
            if yes.claim.predicate != "incident":
                if contradicts(no, yes):
                    yield "denial", yes, no, "one side affirms it, the other denies it"
                continue
            blamed = set(no.fillers("perpetrator"))
            kinds = {no.claim.value.kind, yes.claim.value.kind}
            if len(kinds) > 1 and not kinds & {"attack", None}:
                continue  # no rocket, but a bomb
            if not blamed:
                yield "denial", yes, no, "one side affirms it, the other denies it"
            elif blamed & set(yes.fillers("perpetrator")):
                yield "responsibility", yes, no, "named as the perpetrator, which is denied"


def _counts(told: Told) -> tuple[object, ...]:
    """The figures that a claim gives; a denial that gives one denies the figure, not what it counts."""
    value = told.claim.value
    figures = (value.low, value.high, value.killed, value.wounded)
    return figures if any(f is not None for f in figures) else ()


def _figures(members: Sequence[Told]) -> Iterator[Found]:
    affirmed = [t for t in members if not t.denied]
    for i, one in enumerate(affirmed):
        for other in affirmed[i + 1 :]:
            if one.claim.predicate == "size":
                a, b = (Quantity(low=t.claim.value.low, high=t.claim.value.high) for t in (one, other))
                if _apart(a, b) and _one_time(one, other) and _one_scope(one, other, "place"):
                    yield from _number(one, other, a, b, "the figures do not overlap")
            elif one.claim.predicate == "incident":
                yield from _tolls(one, other, members)
                yield from _blame(one, other)


def _tolls(one: Told, other: Told, members: Sequence[Told]) -> Iterator[Found]:
    for name in ("killed", "wounded"):
        a, b = getattr(one.claim.value, name), getattr(other.claim.value, name)
        if a is None or b is None or not _apart(a, b) or not _one_scope(one, other, "victim"):
            continue
        low, high = (one, other) if _low(a) < _low(b) else (other, one)
        if _days_between(_first_with(low, name, members), high) >= 1:
            continue  # an updated toll
        yield from _number(one, other, a, b, f"the numbers of {name} do not overlap")


def _first_with(told: Told, name: str, members: Sequence[Told]) -> Told:
    """The first telling of the same figure: a page may still carry the count of the day before."""
    figure = getattr(told.claim.value, name)
    return min((t for t in members if getattr(t.claim.value, name) == figure), key=order)


def _number(one: Told, other: Told, a: Quantity, b: Quantity, why: str) -> Iterator[Found]:
    if not one_origin(one, other):
        low, high = (one, other) if _low(a) < _low(b) else (other, one)
        yield "number", low, high, why


def _blame(one: Told, other: Told) -> Iterator[Found]:
    left, right = set(one.fillers("perpetrator")), set(other.fillers("perpetrator"))
    if not left or not right or left & right or one_origin(one, other):
        return
    if left & set(other.fillers("target", "victim")) or right & set(one.fillers("target", "victim")):
        if one.claim.value.kind == "clash" or other.claim.value.kind == "clash":
            return  # two sides of one fight
        yield "responsibility", one, other, "each side names the other as the attacker"
        return
    yield "responsibility", one, other, "different perpetrators are named"


def _apart(a: Quantity, b: Quantity) -> bool:
    """Do two reported numbers exclude each other, beyond a tenth?"""
    low, high = (a, b) if _low(a) <= _low(b) else (b, a)
    top = low.high if low.high is not None else None
    return top is not None and top * (1 + SLACK) < _low(high)


def _low(quantity: Quantity) -> int:
    return quantity.low if quantity.low is not None else quantity.high or 0


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


def _both_ways(
    rule: Callable[[Told, Told], Iterable[Found]],
) -> Callable[[Sequence[Told], Sequence[Told]], Iterator[Found]]:
    """A rule for (one, other) that is tried from both sides; what it yields keeps the order of the groups."""

    def tried(here: Sequence[Told], there: Sequence[Told]) -> Iterator[Found]:
        for left in here:
            for right in there:
                if left.denied or right.denied:
                    continue
                yield from rule(left, right)
                for kind, a, b, why in rule(right, left):
                    yield kind, b, a, why

    return tried


@_both_ways
def _life(dead: Told, living: Told) -> Iterator[Found]:
    """Dead, and seen alive afterwards."""
    deceased = _dead(dead)
    if not deceased:
        return
    died = happened(dead)
    if living.claim.predicate == "status" and living.claim.value.state != "dead":
        days = core(living.claim.when) or happened(living)
        if deceased & set(living.fillers("subject")) and days.last > died.first and _after(days, died, living):
            yield "status", dead, living, f"reported dead, and {living.claim.value.state} afterwards"
    elif living.claim.predicate == "incident" and living.claim.value.kind in ("statement", "video"):
        heard = bool(deceased & set(living.fillers("perpetrator")))
        if heard and happened(living).first > died.last:
            yield "status", dead, living, f"reported dead, and heard in a {living.claim.value.kind} afterwards"


def _after(days: Days, died: Days, living: Told) -> bool:
    """Is the sign of life later than the death? Alive is told of the time of telling; a wound or arrest has its day."""
    return living.claim.value.state == "alive" or days.first > died.last


def _dead(told: Told) -> set[str]:
    if told.claim.predicate == "status" and told.claim.value.state == "dead":
        return set(told.fillers("subject"))
    kinds = {"killing", "execution"}
    if told.claim.predicate == "incident" and told.claim.value.kind in kinds & DEADLY:
        return set(told.fillers("victim"))
    return set()


@_both_ways
def _belonging(gone: Told, there: Told) -> Iterator[Found]:
    """Broke away, and still belongs to it afterwards."""
    if gone.claim.predicate not in _ENDS or there.claim.predicate not in _BELONGS:
        return
    pair = (gone.fillers("subject"), gone.fillers("object"))
    days = core(there.claim.when)
    if pair != (there.fillers("subject"), there.fillers("object")) or days is None:
        return
    if days.last >= happened(gone).last:
        yield "membership", gone, there, "reported to have left, and to belong to it at that time or later"


def _posts(here: Sequence[Told], there: Sequence[Told]) -> Iterator[Found]:
    """Two holders of a post that has one, on the same days."""
    for left, right in _pairs(here, there, "holds_role"):
        if right.claim.predicate != "holds_role" or not unique(left.claim.value.title):
            continue
        same_post = post(left.claim.value.title) == post(right.claim.value.title)
        bodies = set(left.fillers("object") or left.fillers("place")) & set(
            right.fillers("object") or right.fillers("place")
        )
        if same_post and bodies and not set(left.fillers("subject")) & set(right.fillers("subject")):
            a, b = core(left.claim.when), core(right.claim.when)
            if a and b and a.near(b) and not one_origin(left, right):
                yield "membership", left, right, "two holders of one post at the same time"


def _holders(here: Sequence[Told], there: Sequence[Told]) -> Iterator[Found]:
    """Two rulers of one place, whole, on the same days."""
    for left, right in _pairs(here, there, "controls"):
        if right.claim.predicate != "controls" or "whole" not in (left.claim.value.extent, right.claim.value.extent):
            continue
        if {left.claim.value.extent, right.claim.value.extent} & {"part", "border"}:
            continue
        if set(left.fillers("subject")) & set(right.fillers("subject")):
            continue
        a, b = core(left.claim.when), core(right.claim.when)
        if a and b and a.near(b) and not one_origin(left, right):
            yield "place", left, right, "two in control of one place at the same time"


def _ages(here: Sequence[Told], there: Sequence[Told]) -> Iterator[Found]:
    for left, right in _pairs(here, there, "age"):
        if right.claim.predicate == "age" and not one_origin(left, right):
            a, b = _born(left), _born(right)
            if a and b and not a.near(b):
                yield "number", left, right, "the ages do not fit one date of birth"


def _born(told: Told) -> Days | None:
    years = told.claim.value.years
    said = told.said
    known = Days(said.earliest, said.latest) if said.earliest and said.latest else None
    days = core(told.claim.when) or known
    if years is None or days is None:
        return None
    return Days(
        days.first - timedelta(days=round((years + 1) * 365.2425)), days.last - timedelta(days=round(years * 365.2425))
    )


def _names(here: Sequence[Told], there: Sequence[Told]) -> Iterator[Found]:
    """Two real names without a word in common."""
    for left, right in _pairs(here, there, "known_as"):
        if right.claim.predicate != "known_as" or {left.claim.value.kind, right.claim.value.kind} != {"real_name"}:
            continue
        a, b = ({w[:3] for w in fold(t.claim.value.name or "").split()} for t in (left, right))
        if not a & b and not one_origin(left, right):
            yield "identity", left, right, "two real names that have nothing in common"


def _dates(here: Sequence[Told], there: Sequence[Told]) -> Iterator[Found]:
    """One thing that happens once, at two times."""
    for left, right in _pairs(here, there, "founded", "status"):
        if left.claim.predicate != right.claim.predicate or one_origin(left, right):
            continue
        if left.claim.predicate == "status" and not (_dead(left) and _dead(right)):
            continue
        if not happened(left).near(happened(right), 1):
            yield "date", left, right, "told of two times that exclude each other"


def _dealing(here: Sequence[Told], there: Sequence[Told]) -> Iterator[Found]:
    """Truce and war on one day, by different sources."""
    for left, right in _pairs(here, there, "allied_with", "opposes"):
        both = {left.claim.predicate, right.claim.predicate}
        if both != {"allied_with", "opposes"}:
            continue
        if left.fillers("subject", "object") != right.fillers("subject", "object"):
            continue
        truce = next(t for t in (left, right) if t.claim.predicate == "allied_with")
        a, b = core(left.claim.when), core(right.claim.when)
        firm = truce.claim.value.kind in ("truce", "alliance") and left.report != right.report
        if firm and a and b and a.near(b) and not one_origin(left, right):
            yield "status", left, right, "reported to be allied and to fight each other at the same time"
