"""Which claims are about one relation or incident, in one spell of time; and what some of them deny.

States are grouped by predicate, fillers, identity of value, and spell of time: two claims that can describe one period
are one spell. Acts happen once: those told precisely come first and the vaguer ones join what they fit.

Two tellings are one incident where their kinds are compatible (an "attack" may be a "bombing"), their dates can be one, no
place, asset or victim speaks against it, and what they share is telling enough: a named aircraft or a killed man by itself,
place and day together, a perpetrator only with the day and more. Tellings dated to the day come first, the vaguer ones
join the incident that they fit best.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import product

from ..model import ConflictKind
from ..predicates import PREDICATES
from .told import MIDNIGHT, Told, core, happened, kind_group, order, possible, topic

SOON = 45  # days within which two figures or tellings are about one time
PRECISE = 3  # days within which one may say "on the 11th" and another "on the 13th" of one incident
ENOUGH = 3.0  # points, see `_likeness`
_WEIGHT = {"asset": 3.0, "victim": 2.0, "place": 2.0, "target": 1.5, "perpetrator": 1.0}

Found = tuple[ConflictKind, Told, Told, str]  # of what kind, one side, the other, why


def group(told: Sequence[Told]) -> list[list[Told]]:
    """Claims that are about one relation or incident in one spell of time, told as fact or denied."""
    ordered = sorted(told, key=order)
    events = [t for t in ordered if t.claim.predicate == "incident"]
    groups = _incidents(events)
    topics: dict[tuple[object, ...], list[Told]] = {}
    for item in ordered:
        if item.claim.predicate != "incident":
            topics.setdefault(topic(item), []).append(item)
    for members in topics.values():
        groups.extend(_spells(members))
    return [sorted(members, key=order) for members in groups]


def _spells(told: list[Told]) -> list[list[Told]]:
    """Claims of one relation, divided into spells of time."""
    nature = PREDICATES[told[0].claim.predicate].nature
    affirmed = [t for t in told if not t.denied]
    if not affirmed:
        return _only_denied(told)
    spells = _acts(affirmed) if nature == "act" else _states(affirmed)
    apart: list[Told] = []
    for item in (t for t in told if t.denied):
        target = next((s for s in spells if any(contradicts(item, other) for other in s)), None)
        if target is None:
            apart.append(item)
        else:
            target.append(item)
    return spells + (_only_denied(apart) if apart else [])


def _only_denied(told: list[Told]) -> list[list[Told]]:
    """Denials that no claim stands against: one finding for each time."""
    return _together(told, _same_time)


def _states(told: list[Told]) -> list[list[Told]]:
    figure = told[0].claim.predicate == "size"
    return _together(told, _same_time) if figure else _together(told, _one_spell, by_time=True)


def _one_spell(one: Told, other: Told) -> bool:
    a, b = one.claim.when, other.claim.when
    return a is None or b is None or a.meet(b) is not None


def _same_time(one: Told, other: Told) -> bool:
    a, b = core(one.claim.when), core(other.claim.when)
    if a is None or b is None:
        return one.claim.when == other.claim.when or one.report == other.report
    return a.near(b, SOON)


def _together(told: list[Told], same: Callable[[Told, Told], bool], *, by_time: bool = False) -> list[list[Told]]:
    """The groups that `same` connects: it need not be transitive, so the result does not depend on order.

    `same` looks at no more than time and report (`by_time`: at time only), so claims that share these are compared once.
    """
    alike: dict[tuple[object, ...], list[Told]] = {}
    for item in told:
        alike.setdefault((item.claim.when, "" if by_time else item.report), []).append(item)
    groups: list[list[Told]] = []
    for members in alike.values():
        mine = [g for g in groups if any(same(members[0], other) for other in g)]
        groups = [g for g in groups if all(g is not m for m in mine)]
        groups.append([t for g in mine for t in g] + members)
    return groups


def _acts(told: list[Told]) -> list[list[Told]]:
    """Claims of one act, by the day on which it was done: the precise ones first, the vague ones where they fit."""
    spells: list[list[Told]] = []
    for item in sorted(told, key=lambda t: (happened(t).width, happened(t).first, order(t))):
        day = happened(item)
        fitting = [s for s in spells if happened(s[0]).near(day, 1)]
        if fitting:
            fitting[-1 if item.claim.when is None else 0].append(item)
        else:
            spells.append([item])
    return spells


def contradicts(denial: Told, other: Told) -> bool:
    """Is what one denies what the other says, at one time? Not so then and so now is a change."""
    no, yes = denial.claim.when, other.claim.when
    if PREDICATES[other.claim.predicate].nature == "state":
        a, b = core(no), core(yes)
        if _begins(denial, other) or _begins(other, denial):
            return False
        if a is not None and b is not None:
            return a.near(b, SOON)
        around = possible(yes) if a is not None else possible(no)
        point = a or b
        return point is None or around.near(point)
    # an act denied "as of" a day was not done by that day; one denied of a day was not done then
    last = (no.end.earliest or no.begin.latest) if no is not None else None
    last = last or denial.said.latest
    return last is None or happened(other).first <= last


def _begins(late: Told, early: Told) -> bool:
    """Does the one set in on a day that is named, after the last day for which the other is told?"""
    days = core(early.claim.when)
    begin = late.claim.when.begin.earliest if late.claim.when else None
    return begin is not None and days is not None and days.last <= begin and days.first < begin


def denials(members: Sequence[Told]) -> Iterator[Found]:
    """What one claim affirms and another denies, for one time; of an incident, who did it or that it happened."""
    for no, yes in product((t for t in members if t.denied), (t for t in members if not t.denied)):
        if _figures(no):  # a denial that gives figures denies them, not what they count
            if _figures(no) == _figures(yes):
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


def _figures(told: Told) -> tuple[object, ...]:
    """The figures that a claim gives, if it gives any."""
    value = told.claim.value
    given = (value.low, value.high, value.killed, value.wounded)
    return given if any(f is not None for f in given) else ()


# -- incidents ---------------------------------------------------------------------------------------------------------


def _likeness(one: Told, other: Told) -> float:
    """Points for what two tellings share; below zero where they cannot be one incident."""
    a, b = happened(one), happened(other)
    dated = a.width <= PRECISE and b.width <= PRECISE
    if not a.near(b, PRECISE if dated else MIDNIGHT):
        return -1.0
    if kind_group(one) != kind_group(other) or one.actual != other.actual:
        return -1.0
    points = 0.0
    for name, weight in _WEIGHT.items():
        left, right = set(one.fillers(name)), set(other.fillers(name))
        if left & right:
            points += weight
        elif left and right and name in ("place", "asset"):
            points -= weight
    if {*one.fillers("victim"), *one.fillers("target")} & {*other.fillers("victim"), *other.fillers("target")}:
        points = max(points, 1.0)
    same_kind = one.claim.value.kind == other.claim.value.kind
    points += 0.5 if same_kind else -0.5
    if dated:
        points += 1.5 if a.near(b, MIDNIGHT) else 0.5
    elif one.report == other.report:
        points += 1.0
    return points


def _incidents(told: Sequence[Told]) -> list[list[Told]]:
    """The claims in groups of one incident each; does not depend on the order given."""
    groups: list[list[Told]] = []
    for item in sorted(told, key=lambda t: (happened(t).width, happened(t).first, -len(t.roles), order(t))):
        best, points = None, ENOUGH
        for members in groups:
            all_points = [_likeness(item, other) for other in members]
            if min(all_points) < 0:  # it cannot be one with somebody there
                continue
            if max(all_points) >= points:
                best, points = members, max(all_points) + 1e-9
        if best is None:
            groups.append([item])
        else:
            best.append(item)
    return groups
