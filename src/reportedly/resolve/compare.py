"""Can two signatures be one? A verdict with a score and reasons that a person can read.

"Different" needs a reason of its own (a shared kunya with another nisba, a shared surname with another first name);
two names that share nothing may be aliases, so they are "unsure". False merges are the worse error: where it is open,
the verdict is "unsure".
"""

from functools import lru_cache
from itertools import combinations

from ..lang.names import GroupName, PersonName
from ..lang.spelling import CACHE
from ..model import Kind, Signature
from .groups import compare_groups
from .persons import compare_persons
from .places import PlaceName, compare_places
from .signatures import parse, part, plain
from .verdict import Comparison, different, same, unsure

TOLD_APART = "one report tells the two apart"


def compare(left: Signature, right: Signature) -> Comparison:
    """Are two signatures one person, group, place or asset? Symmetric, pure of the two."""
    if left.kind != right.kind:
        return different(0.0, f"a {left.kind} and a {right.kind}")
    if left.id == right.id:
        return same(1.0, "one signature", exact=True)
    if not (left.named and right.named):
        return unsure(0.0, "described, not named")
    one_report = left.context[:1] == right.context[:1] != ()
    if one_report or left.id in right.context or right.id in left.context:
        return different(0.0, TOLD_APART)
    return compare_names(left.kind, tuple(sorted(set(left.names))), tuple(sorted(set(right.names))))


def compare_names(kind: Kind, left: tuple[str, ...], right: tuple[str, ...]) -> Comparison:
    """The verdict on the names of two: an exact match wins, then a conflict, then a partial match, then two halves."""
    found = {(a, b): compare_pair(kind, a, b) if a < b else compare_pair(kind, b, a) for a in left for b in right}
    order = {"different": 0, "same": 1, "unsure": 2}
    best = min(found.values(), key=lambda c: (not c.exact, order[c.outcome], -c.score, c.reasons))
    if best.outcome != "unsure":
        return best
    halves = [(a, b) for (a, b), verdict in found.items() if verdict.half]
    for one, two in combinations(halves, 2):
        if one[0] != two[0] and one[1] != two[1]:
            return same(0.8, *(f"{a} / {b}: {found[a, b].reasons[0]}" for a, b in (one, two)))
    return best


@lru_cache(maxsize=CACHE)
def compare_pair(kind: Kind, left: str, right: str) -> Comparison:
    """The verdict on two printed names of one kind."""
    if plain(left) and plain(left) == plain(right):
        if {part(kind, left), part(kind, right)} <= {"full", "acronym"}:
            return same(1.0, f"both are called {left}", exact=True)
        if kind != "person":
            return unsure(0.69, "share a bare name")
    a, b = parse(kind, left), parse(kind, right)
    if isinstance(a, PersonName) and isinstance(b, PersonName):
        return compare_persons(a, b)
    if isinstance(a, GroupName) and isinstance(b, GroupName):
        return compare_groups(a, b)
    if isinstance(a, PlaceName) and isinstance(b, PlaceName):
        return compare_places(a, b)
    return unsure(0.0, "share no name")
