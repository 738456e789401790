"""Which names across reports are one person, group, place or asset: pure functions of one connected component.

`sign_all` turns what one report names into signatures, `compare` gives a verdict on two of them, `cluster` divides a
component into entities. Decisions come first: a pair held for the same is one, whatever the names say. Then the best pair
first: two clusters merge where the names of one and the other allow it. A `different` decision, a conflict between any two
full names or a report that tells the two apart stops a merge. A name that would join two who differ joins neither.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, pairwise

from ..lang.names import parse_person
from ..lang.spelling import SURE, likeness
from ..model import Decision, Entity, Name, Signature
from .compare import FITS, TOLD_APART, compare, compare_names
from .persons import Comparison, is_ism
from .signatures import is_bare, part, sign, sign_all

__all__ = ["Comparison", "cluster", "compare", "entity_of", "sign", "sign_all"]

MANY = 60  # as many as components.STOP; a room of its own, so the figure stands here too
_RANK = {"full": 0, "short": 1, "acronym": 1, "kunya": 2, "nisba": 3, "description": 4}


class _Clusters:
    """Clusters in the making."""

    def __init__(self, signatures: Sequence[Signature]) -> None:
        self.by_id = {s.id: s for s in signatures}
        self.home = {s.id: s.id for s in signatures}
        self.members = {s.id: [s.id] for s in signatures}
        self.names = {s.id: frozenset(s.names) for s in signatures}
        self.foes: defaultdict[str, set[str]] = defaultdict(set)

    def forbid(self, left: str, right: str) -> None:
        self.foes[left].add(right)
        self.foes[right].add(left)

    def apart(self, left: str, right: str) -> bool:
        """Is a pair across the two clusters held for different?"""
        a, b = self.members[left], self.members[right]
        return any(not self.foes[m].isdisjoint(b) for m in a if m in self.foes)

    def agree(self, left: str, right: str) -> bool:
        """Do the names of two clusters allow them to be one?"""
        kind = self.by_id[left].kind
        return (
            compare_names(kind, tuple(sorted(self.names[left])), tuple(sorted(self.names[right]))).outcome
            != "different"
        )

    def join(self, left: str, right: str) -> None:
        keep, gone = sorted((left, right))
        for member in self.members.pop(gone):
            self.home[member] = keep
            self.members[keep].append(member)
        self.names[keep] |= self.names.pop(gone)


def cluster(signatures: Iterable[Signature], decisions: Iterable[Decision]) -> tuple[tuple[str, ...], ...]:
    """Divides one component into entities: tuples of signature ids, sorted; each first id is the entity's.

    `decisions` are those in force; retired ones are passed over, and so are those on signatures that are not here.
    """
    known = sorted({s.id: s for s in signatures}.values(), key=lambda s: s.id)
    state = _Clusters(known)
    in_force = _in_force(decisions, state.by_id)
    for decision in in_force:
        if decision.verdict != "same":
            state.forbid(decision.left, decision.right)
    for decision in in_force:
        left, right = state.home[decision.left], state.home[decision.right]
        if decision.verdict == "same" and left != right and not state.apart(left, right):
            state.join(left, right)
    verdicts = _verdicts(known)
    for (a, b), verdict in verdicts.items():
        if verdict.reasons == (TOLD_APART,):
            state.forbid(a, b)
    for a, b in _ranked(verdicts, state.by_id):
        left, right = state.home[a], state.home[b]
        if left != right and not state.apart(left, right) and state.agree(left, right):
            state.join(left, right)
    _adopt(known, state, verdicts)
    return tuple(sorted(tuple(sorted(m)) for m in state.members.values()))


def _in_force(decisions: Iterable[Decision], present: Mapping[str, Signature]) -> list[Decision]:
    listed = sorted(decisions, key=lambda d: d.id)
    retired = {d.retires for d in listed if d.retires}
    return [d for d in listed if d.id not in retired and d.left in present and d.right in present and d.left != d.right]


def _verdicts(known: Sequence[Signature]) -> dict[tuple[str, str], Comparison]:
    """Every pair that shares a key, compared."""
    holders: defaultdict[str, list[Signature]] = defaultdict(list)
    for signature in known:
        for key in signature.keys:
            holders[key].append(signature)
    found: dict[tuple[str, str], Comparison] = {}
    for key, group in holders.items():
        for left, right in _pairs(group, strong=key.startswith("=")):
            if (left.id, right.id) not in found:
                found[left.id, right.id] = compare(left, right)
    return found


def _pairs(group: Sequence[Signature], *, strong: bool) -> Iterable[tuple[Signature, Signature]]:
    """The pairs to compare among the holders of a key; never so many that a famous name costs its square.

    Where many hold a strong key, each is compared with the next and with the first: what one holds for the same
    reaches all. A weak key with so many holders is off.
    """
    if len(group) <= MANY:
        return combinations(group, 2)
    if not strong:
        return ()
    return [*pairwise(group), *((group[0], other) for other in group[2:])]


def _ranked(verdicts: Mapping[tuple[str, str], Comparison], by_id: Mapping[str, Signature]) -> list[tuple[str, str]]:
    """The pairs to merge, best first; a partial match of a name that would also fit somebody else is left out."""
    partial: defaultdict[str, set[str]] = defaultdict(set)
    for (a, b), verdict in verdicts.items():
        if verdict.outcome == "same" and not verdict.exact and by_id[a].kind != "place":
            partial[a].add(b)
            partial[b].add(a)
    torn = {
        one
        for one, others in partial.items()
        if any(compare(by_id[x], by_id[y]).outcome == "different" for x, y in combinations(sorted(others), 2))
    }
    same = [
        (-v.score, a, b)
        for (a, b), v in verdicts.items()
        if v.outcome == "same" and (v.exact or not (a in torn or b in torn))
    ]
    exact = {(a, b) for (a, b), v in verdicts.items() if v.exact}
    return [(a, b) for _, a, b in sorted(same, key=lambda s: ((s[1], s[2]) not in exact, s))]


def _adopt(known: Sequence[Signature], state: _Clusters, verdicts: Mapping[tuple[str, str], Comparison]) -> None:
    """A lone surname or acronym goes to the only cluster of the component that it fits; to none where two would do.

    Where it fits none, bare persons of one surname are one. A kunya and a nisba are never adopted.
    """
    near: defaultdict[str, set[str]] = defaultdict(set)
    for (a, b), verdict in verdicts.items():
        if verdict.outcome != "different":
            near[a].add(b)
            near[b].add(a)
    wanted: list[tuple[str, str]] = []
    alone: list[Signature] = []
    for bare in (s for s in known if _adoptable(s)):
        fits = {state.home[o] for o in near[bare.id] if _fits(bare, state.by_id[o])} - {state.home[bare.id]}
        if len(fits) == 1:
            wanted.append((bare.id, fits.pop()))
        elif not fits:
            alone.append(bare)
    wanted += [(x.id, y.id) for x, y in combinations(alone, 2) if y.id in near[x.id] and _namesakes(x, y)]
    for one, other in wanted:
        left, right = state.home[one], state.home[other]
        if left != right and not state.apart(left, right):
            state.join(left, right)


def _adoptable(signature: Signature) -> bool:
    if not signature.named or signature.kind not in {"person", "group"}:
        return False
    wanted = "short" if signature.kind == "person" else "acronym"
    return all(part(signature.kind, n) == wanted for n in signature.names)


def _namesakes(left: Signature, right: Signature) -> bool:
    """Do two bare persons, whom no report names in full, go by one surname or by-name? A given name is not enough."""
    if left.kind != "person":
        return False
    ours, theirs = ([w for n in s.names for w in parse_person(n).given[-1:]] for s in (left, right))
    return any(likeness(a, b) >= SURE and not is_ism(a) and not is_ism(b) for a in ours for b in theirs)


def _fits(bare: Signature, full: Signature) -> bool:
    """Could the bare name be that of the other, which is named in full?"""
    if is_bare(full.kind, full.names) or _adoptable(full):
        return False
    if bare.kind == "group":
        return any(compare_names("group", (a,), (b,)).score >= FITS for a in bare.names for b in full.names)
    for a in (parse_person(n) for n in bare.names):
        for b in (parse_person(n) for n in full.names):
            if any(likeness(a.given[-1], w) >= SURE for w in (*b.given[-1:], *b.bynames) if len(w) > 1):
                return True
    return False


def entity_of(signatures: Sequence[Signature], counts: Mapping[str, int]) -> Entity:
    """The entity that signatures make up; the best name first.

    `counts` says in how many reports each signature stands. The best name is a full one, the most frequent, then the
    longest, one that is not printed in capitals.
    """
    members = sorted({s.id: s for s in signatures}.values(), key=lambda s: s.id)
    kind, named = members[0].kind, any(s.named for s in members)
    total: defaultdict[str, int] = defaultdict(int)
    for signature in members:
        for name in signature.names:
            if signature.named or not named:
                total[name] += counts.get(signature.id, 0)
    made = [Name(text=t, part=part(kind, t) if named else "description", count=n) for t, n in total.items()]
    made.sort(key=lambda n: (_RANK[n.part], n.text.isupper() and len(n.text) > 6, -n.count, -len(n.text), n.text))
    return Entity(id=members[0].id, kind=kind, named=named, names=tuple(made), members=tuple(s.id for s in members))
