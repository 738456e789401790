"""What cannot both be so: typed conflicts between claims, after succession, scope, updates and one source are ruled out.

Each rule takes groups of claims (one group is one finding to be) and yields the claims on its two sides. Ruled out is
what only looks like a conflict: not so in June and so in July is a change; a toll that rises from one day to the next is
an update; two figures for two places are two scopes; one source told twice does not contradict itself by being retold.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from ..model import ConflictKind
from .parts import Days, Told, core, fold, happened, order
from .roots import by_family, told_twice
from .topics import post, unique
from .within import Found, denials, figures

_KILLING = frozenset({"killing", "execution"})
_SIGNS = frozenset({"statement", "video"})
_ENDS = frozenset({"left", "split_from"})
_BELONGS = frozenset({"member_of", "part_of", "holds_role"})


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


Key = tuple[ConflictKind, int, int, str, str, str]
Sides = dict[Key, tuple[list[Told], list[Told]]]


def clashes(groups: Sequence[Sequence[Told]]) -> tuple[Clash, ...]:
    """Every conflict within and between groups of one component."""
    counted = [[t for t in members if t.counted and t.actual] for members in groups]
    found: Sides = {}
    for i, members in enumerate(counted):
        for rule in (denials, figures):
            for kind, left, right, why in rule(members):
                _add(found, (kind, i, i, why, *_detail(kind, left, right)), left, right)
    about = [_about(members[0]) if members else "" for members in counted]
    for i, here in enumerate(counted):
        for j in range(i + 1, len(counted)):
            for rule_between in _RULES.get(frozenset({about[i], about[j]}), ()):
                for kind, left, right, why in rule_between(here, counted[j]):
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
        if deceased & set(living.fillers("subject")) and _after(days, died):
            yield "status", dead, living, f"reported dead, and {living.claim.value.state} afterwards"
    elif living.claim.predicate == "incident" and living.claim.value.kind in _SIGNS:
        heard = bool(deceased & set(living.fillers("perpetrator")))
        if heard and happened(living).first > died.last:
            yield "status", dead, living, f"reported dead, and heard in a {living.claim.value.kind} afterwards"


def _after(days: Days, died: Days) -> bool:
    """Is the sign of life later than the death, or of the last day on which the death may have been?"""
    return days.last > died.last or (days.last == died.last and died.width > 0)


def _dead(told: Told) -> set[str]:
    if told.claim.predicate == "status" and told.claim.value.state == "dead":
        return set(told.fillers("subject"))
    if told.claim.predicate == "incident" and told.claim.value.kind in _KILLING:
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
            if a and b and a.near(b) and not told_twice(left, right, by_family((*here, *there))):
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
        if a and b and a.near(b) and not told_twice(left, right, by_family((*here, *there))):
            yield "place", left, right, "two in control of one place at the same time"


def _ages(here: Sequence[Told], there: Sequence[Told]) -> Iterator[Found]:
    for left, right in _pairs(here, there, "age"):
        if right.claim.predicate == "age" and not told_twice(left, right, by_family((*here, *there))):
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
        if not a & b and not told_twice(left, right, by_family((*here, *there))):
            yield "identity", left, right, "two real names that have nothing in common"


def _dates(here: Sequence[Told], there: Sequence[Told]) -> Iterator[Found]:
    """One thing that happens once, at two times."""
    for left, right in _pairs(here, there, "founded", "status"):
        if told_twice(left, right, by_family((*here, *there))):
            continue
        if left.claim.predicate == "status" and not (_dead(left) and _dead(right)):
            continue
        if not happened(left).near(happened(right), 1):
            yield "date", left, right, "told of two times that exclude each other"


_Rule = Callable[[Sequence[Told], Sequence[Told]], Iterator[Found]]
_RULES: dict[frozenset[str], tuple[_Rule, ...]] = {
    frozenset({"status"}): (_life, _dates),
    frozenset({"status", "killing"}): (_life,),
    frozenset({"status", "sign"}): (_life,),
    frozenset({"killing", "sign"}): (_life,),
    **{frozenset({end, there}): (_belonging,) for end in _ENDS for there in _BELONGS},
    frozenset({"holds_role"}): (_posts,),
    frozenset({"controls"}): (_holders,),
    frozenset({"age"}): (_ages,),
    frozenset({"known_as"}): (_names,),
    frozenset({"founded"}): (_dates,),
}
