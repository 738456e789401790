"""What claims amount to: copies, origins, findings, conflicts. Pure functions of reports and resolved claims.

`keys` says which claims may have to do with each other: they are the blocking keys of the components. `weigh` takes any
set of claims, divides it by those keys, groups what is about one thing, counts the origins on each side, and types the
conflicts. It is a pure function that does not depend on order, and of a union of components it gives the union.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ..digest import digest
from ..model import Certainty, Conflict, Finding, Quantity, Role, Standing, Value
from ..predicates import PREDICATES
from ..when import ANY, Date, Period
from .conflicts import Clash, clashes
from .copies import Copy, compare, families, shingle_keys
from .origins import connected, origins, support
from .spells import group
from .told import Told, keys, order, singles

__all__ = ["Copy", "Told", "compare", "families", "keys", "origins", "shingle_keys", "support", "weigh"]

_FIRM: tuple[Certainty, ...] = ("asserted", "hedged", "hypothetical")
_DISPUTED = frozenset({"denial", "status", "membership", "identity"})  # these contest the relation itself


def weigh(told: Iterable[Told]) -> tuple[Finding, ...]:
    """The findings of any set of claims, sorted by id."""
    ordered = sorted({t.claim.id: t for t in told}.values(), key=order)
    found: list[Finding] = []
    for component in connected(ordered, keys):
        found.extend(_component(component))
    return tuple(sorted(found, key=lambda f: f.id))


def _component(told: Sequence[Told]) -> list[Finding]:
    groups = group([single for item in told for single in singles(item)])
    made = [_finding(members) for members in groups]
    against: list[list[Conflict]] = [[] for _ in groups]
    for clash in clashes(groups):
        left, right = clash.here, clash.there
        against[left].append(_conflict(clash, made[left].id, made[right].id))
        if left != right:
            against[right].append(_conflict(clash.turned, made[right].id, made[left].id))
    return [_judged(finding, conflicts) for finding, conflicts in zip(made, against, strict=True)]


def _conflict(clash: Clash, left: str, right: str) -> Conflict:
    return Conflict(
        kind=clash.kind, left=left, right=right, why=clash.why, left_claims=clash.left, right_claims=clash.right
    )


def _finding(told: list[Told]) -> Finding:
    affirmed = [t for t in told if not t.denied]
    denied = [t for t in told if t.denied]
    main = affirmed or denied
    first = min(main, key=order)
    predicate = first.claim.predicate
    roles = _roles(main)
    value = _value(main)
    said = [t.said for t in told if t.said.known]
    return Finding(
        id=digest("finding", predicate, roles, [t.claim.id for t in (main[0],)], bool(affirmed)),
        predicate=predicate,
        roles=roles,
        value=value,
        when=_when(main),
        origins=origins(affirmed),
        denials=origins(denied),
        certainty=min((t.claim.certainty for t in main), key=_FIRM.index),
        first_reported=min(said, key=_by_day, default=ANY),
        last_reported=max(said, key=_by_day, default=ANY),
    )


def _by_day(said: Date) -> tuple[str, str]:
    return (str(said.latest or ""), str(said.earliest or ""))


def _roles(told: Sequence[Told]) -> tuple[Role, ...]:
    """All fillers that any claim gives; of a symmetric relation the pair as the first claim puts it."""
    if PREDICATES[told[0].claim.predicate].symmetric:
        return min(told, key=order).roles
    return tuple(sorted({r for t in told for r in t.roles}))


def _value(told: Sequence[Told]) -> Value:
    """The first claim's value; its figures widened to the lowest low and the highest high of all."""
    ordered = sorted(told, key=lambda t: (not t.counted, order(t)))
    value = ordered[0].claim.value
    values = [t.claim.value for t in ordered if t.counted] or [value]
    for name in ("kind", "state", "title", "name", "text", "unit", "extent", "responsibility", "country", "years"):
        if getattr(value, name) is None:
            value = replace(value, **{name: next((g for v in values if (g := getattr(v, name)) is not None), None)})
    figure = _widest([Quantity(low=v.low, high=v.high) for v in values])
    return replace(
        value,
        low=figure.low,
        high=figure.high,
        killed=_quantity([v.killed for v in values if v.killed]),
        wounded=_quantity([v.wounded for v in values if v.wounded]),
    )


def _quantity(given: list[Quantity]) -> Quantity | None:
    return _widest(given) if given else None


def _widest(given: list[Quantity]) -> Quantity:
    some = [q for q in given if q.low is not None or q.high is not None]
    lows = [q.low if q.low is not None else q.high for q in some]
    highs = [q.high if q.high is not None else q.low for q in some]
    open_ended = any(q.high is None for q in some) and max((q.low or 0 for q in some), default=0) >= max(
        (q.high or 0 for q in some), default=0
    )
    return Quantity(
        low=min((n for n in lows if n is not None), default=None),
        high=None if open_ended else max((n for n in highs if n is not None), default=None),
    )


def _when(told: Sequence[Told]) -> Period | None:
    """What all say of the time; where they differ, all that any of them says."""
    given = sorted({t.claim.when for t in told if t.claim.when is not None and t.counted}, key=_narrow)
    if not given:
        given = sorted({t.claim.when for t in told if t.claim.when is not None}, key=_narrow)
    if not given:
        return None
    met = given[0]
    for other in given[1:]:
        both = met.meet(other)
        if both is not None:
            met = both
    return met


def _narrow(period: Period) -> tuple[int, str]:
    known = (period.begin.earliest, period.begin.latest, period.end.earliest, period.end.latest)
    return (-sum(d is not None for d in known), " ".join(str(d or "-") for d in known))


def _judged(finding: Finding, conflicts: Sequence[Conflict]) -> Finding:
    ordered = tuple(sorted(conflicts, key=lambda c: (c.kind, c.right, c.left_claims, c.right_claims)))
    standing = _standing(finding, ordered)
    return replace(finding, conflicts=ordered, standing=standing, credibility=_credibility(finding, standing))


def _standing(finding: Finding, conflicts: Sequence[Conflict]) -> Standing:
    if not finding.origins:
        return "denied"
    figures = finding.predicate in ("size", "age", "founded")
    if any(c.kind in _DISPUTED or (figures and c.kind in ("number", "date")) for c in conflicts):
        return "contested"
    if any(c.kind == "responsibility" for c in conflicts):
        return "contested"
    return "corroborated" if support(finding.origins) > 1 else "single-origin"


def _credibility(finding: Finding, standing: Standing) -> int:
    """1 confirmed by independent origins, 2 the same but hedged by all, 4 contested, 5 denied, 6 cannot be judged."""
    if standing == "corroborated":
        return 1 if finding.certainty == "asserted" else 2
    return {"contested": 4, "denied": 5}.get(standing, 6)
