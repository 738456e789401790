"""Which claims tell of one incident.

Two tellings are one where their kinds are compatible (an "attack" may be a "bombing"), their dates can be one, no place,
asset or victim speaks against it, and what they share is telling enough: a named aircraft or a killed man by itself,
place and day together, a perpetrator only with the day and more. Tellings dated to the day come first, the vaguer ones
join the incident that they fit best.
"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from .parts import Told, happened, order

Same = Callable[[Told, Told], bool]

GROUPS = (
    frozenset(
        {"attack", "bombing", "shooting_down", "clash", "raid", "airstrike", "killing", "execution", "seizure", "siege"}
    ),
    frozenset({"statement", "video"}),
    frozenset({"arrest", "kidnapping"}),
)
DEADLY = frozenset({"killing", "execution", "airstrike", "raid", "bombing", "shooting_down", "attack"})
PRECISE = 3  # days within which one may say "on the 11th" and another "on the 13th" of one incident
SLACK = 1  # midnight and time zones
BUCKET = 62  # days: a date wider than two months is no bucket
ENOUGH = 3.0  # points, see `likeness`
_WEIGHT = {"asset": 3.0, "victim": 2.0, "place": 2.0, "target": 1.5, "perpetrator": 1.0}


def kind_group(told: Told) -> str:
    """The family of kinds that may be two words for one incident, named after its first kind in the alphabet."""
    kind = told.claim.value.kind or "attack"
    return next((min(g) for g in GROUPS if kind in g), kind)


def keys(told: Told) -> tuple[str, ...]:
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
    if kind in DEADLY:
        found |= {f"=life:{victim}" for victim in told.fillers("victim")}
    if kind in ("statement", "video"):
        found |= {f"=life:{who}" for who in told.fillers("perpetrator")}
    return tuple(sorted(found)) or (f"=claim:{told.claim.id}",)


def _months(told: Told) -> tuple[str, ...]:
    days = happened(told)
    if days.width > BUCKET or days.first == date.min:
        return ("undated",)
    first, last = days.first - timedelta(SLACK), days.last + timedelta(SLACK)
    count = (last.year - first.year) * 12 + last.month - first.month
    months = [first.year * 12 + first.month - 1 + i for i in range(count + 1)]
    return tuple(f"{m // 12}-{m % 12 + 1:02}" for m in months)


def likeness(one: Told, other: Told) -> float:
    """Points for what two tellings share; below zero where they cannot be one incident."""
    a, b = happened(one), happened(other)
    dated = a.width <= PRECISE and b.width <= PRECISE
    if not a.near(b, PRECISE if dated else SLACK):
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
        points += 1.5 if a.near(b, SLACK) else 0.5
    elif one.report == other.report:
        points += 1.0
    return points


def cluster(told: Sequence[Told]) -> list[list[Told]]:
    """The claims in groups of one incident each; does not depend on the order given."""
    groups: list[list[Told]] = []
    for item in sorted(told, key=lambda t: (happened(t).width, happened(t).first, -len(t.roles), order(t))):
        best, points = None, ENOUGH
        for members in groups:
            all_points = [likeness(item, other) for other in members]
            if min(all_points) < 0:  # it cannot be one with somebody there
                continue
            if max(all_points) >= points:
                best, points = members, max(all_points) + 1e-9
        if best is None:
            groups.append([item])
        else:
            best.append(item)
    return groups
