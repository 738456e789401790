"""Conflicts between claims of one finding: what is denied, numbers that do not fit, perpetrators that differ.

Ruled out is what only looks like a conflict: not so in June and so in July is a change; a toll that rises from one day to
the next is an update; numbers of two places or of two sets of victims have two scopes.
"""

from collections.abc import Iterator, Sequence

from ..model import ConflictKind, Quantity
from ..predicates import PREDICATES
from .parts import Told, core, happened, order, possible
from .roots import by_family, told_twice

SLACK = 0.1  # "about 250" and "270" may be one count
SOON = 45  # days within which two figures or tellings are about one time
UPDATED = 7  # days within which a higher toll is an update of the lower one; after a week two counts stand side by side
Company = dict[str, list[Told]]  # the claims of a finding by story
Found = tuple[ConflictKind, Told, Told, str]


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


def denials(members: Sequence[Told]) -> Iterator[Found]:
    """What one claim affirms and another denies, for one time; of an incident, who did it or that it happened."""
    for no in (t for t in members if t.denied):
        for yes in (t for t in members if not t.denied):
            if counts(no):
                if counts(no) == counts(yes):
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


def counts(told: Told) -> tuple[object, ...]:
    """The figures that a claim gives; a denial that gives one denies the figure, not what it counts."""
    value = told.claim.value
    figures = (value.low, value.high, value.killed, value.wounded)
    return figures if any(f is not None for f in figures) else ()


def figures(members: Sequence[Told]) -> Iterator[Found]:
    """Numbers that do not overlap and perpetrators that differ, told by different origins."""
    affirmed = [t for t in members if not t.denied]
    company = by_family(members)
    for i, one in enumerate(affirmed):
        for other in affirmed[i + 1 :]:
            if one.claim.predicate == "size":
                a, b = (Quantity(low=t.claim.value.low, high=t.claim.value.high) for t in (one, other))
                if _apart(a, b) and _one_time(one, other) and _one_scope(one, other, "place"):
                    low, high = (one, other) if _low(a) < _low(b) else (other, one)
                    yield from _number(low, high, company, "the figures do not overlap")
            elif one.claim.predicate == "incident":
                if counts(one) and counts(other):
                    yield from _tolls(one, other, company)
                yield from _blame(one, other, company)


def _tolls(one: Told, other: Told, company: Company) -> Iterator[Found]:
    for name in ("killed", "wounded"):
        a, b = getattr(one.claim.value, name), getattr(other.claim.value, name)
        if a is None or b is None or not _apart(a, b) or not _one_scope(one, other, "victim"):
            continue
        low, high = (one, other) if _low(a) < _low(b) else (other, one)
        if 1 <= _days_between(_first_with(low, name, company), high) <= UPDATED:
            continue
        yield from _number(low, high, company, f"the numbers of {name} do not overlap")


def _first_with(told: Told, name: str, company: Company) -> Told:
    """The first telling of the same figure: a page may still carry the count of the day before."""
    figure = getattr(told.claim.value, name)
    return min((t for ts in company.values() for t in ts if getattr(t.claim.value, name) == figure), key=order)


def _number(low: Told, high: Told, company: Company, why: str) -> Iterator[Found]:
    if not told_twice(low, high, company):
        yield "number", low, high, why


def _blame(one: Told, other: Told, company: Company) -> Iterator[Found]:
    left, right = set(one.fillers("perpetrator")), set(other.fillers("perpetrator"))
    if not left or not right or left & right or told_twice(one, other, company):
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
