"""Can two signatures be one? A verdict with a score and reasons that a person can read.

Names are compared part by part. Features raise the score; qualifiers only lower it or stop a merge. What is shared
has to be enough to tell people apart: two parts of a person's name at least. "Different" needs a reason of its own (a
shared kunya with another nisba, a shared surname with another first name); two names that share nothing may be
aliases, so they are "unsure". False merges are the worse error: where it is open, the verdict is "unsure".
"""

from dataclasses import dataclass
from functools import cache
from typing import Literal

from ..lang.groups import GroupName, initials
from ..lang.lexicon import first_names
from ..lang.persons import PersonName
from ..lang.spelling import ALIKE, latin, likeness
from ..model import Kind, Signature
from .places import PlaceName
from .signatures import parse, plain

Outcome = Literal["same", "different", "unsure"]

NEAR = 0.6  # a word less alike than ALIKE but more than this may be a misprint: no reason to call two names different


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A verdict on two signatures; `score` 0 to 1 ranks candidates, the reasons are sentences."""

    outcome: Outcome
    score: float
    reasons: tuple[str, ...]
    exact: bool = False  # the same parts on both sides: outweighs what other names of the two say


def compare(left: Signature, right: Signature) -> Comparison:
    """Are two signatures one person, group, place or asset? Symmetric, pure of the two."""
    if left.kind != right.kind:
        return Comparison(outcome="different", score=0.0, reasons=(f"a {left.kind} and a {right.kind}",))
    if left.id == right.id:
        return Comparison(outcome="same", score=1.0, reasons=("one signature",), exact=True)
    if not (left.named and right.named):
        return Comparison(outcome="unsure", score=0.0, reasons=("described, not named",))
    if left.id in right.context or right.id in left.context:
        return Comparison(outcome="different", score=0.0, reasons=("one report tells the two apart",))
    if left.context and right.context and left.context[0] == right.context[0]:
        return Comparison(outcome="different", score=0.0, reasons=("one report tells the two apart",))
    return compare_names(left.kind, tuple(sorted(set(left.names))), tuple(sorted(set(right.names))))


def compare_names(kind: Kind, left: tuple[str, ...], right: tuple[str, ...]) -> Comparison:
    """The verdict on two sets of names, each of one entity: an exact match wins, then a conflict, then a partial match."""
    found = [compare_pair(kind, *sorted((a, b))) for a in left for b in right]
    ranked = sorted(found, key=lambda c: (not c.exact, -c.score, c.reasons))
    if ranked[0].exact:
        return ranked[0]
    conflicts = [c for c in ranked if c.outcome == "different"]
    if conflicts:
        return conflicts[0]
    same = [c for c in ranked if c.outcome == "same"]
    return same[0] if same else ranked[0]


@cache
def compare_pair(kind: Kind, left: str, right: str) -> Comparison:
    """The verdict on two printed names of one kind."""
    a, b = parse(kind, left), parse(kind, right)
    if isinstance(a, PersonName) and isinstance(b, PersonName):
        return _persons(a, b)
    if isinstance(a, GroupName) and isinstance(b, GroupName):
        return _groups(a, b)
    if isinstance(a, PlaceName) and isinstance(b, PlaceName):
        return _places(a, b)
    if plain(left) and plain(left) == plain(right):
        return Comparison(outcome="same", score=1.0, reasons=(f"both are called {left}",), exact=True)
    return _unsure(0.0, "share no name")


def _same(score: float, *reasons: str, exact: bool = False) -> Comparison:
    return Comparison(outcome="same", score=round(score, 4), reasons=reasons, exact=exact)


def _different(score: float, *reasons: str) -> Comparison:
    return Comparison(outcome="different", score=round(min(score, 0.69), 4), reasons=reasons)


def _unsure(score: float, *reasons: str) -> Comparison:
    return Comparison(outcome="unsure", score=round(score, 4), reasons=reasons)


@dataclass(frozen=True, slots=True)
class Aligned:
    """Words of two names set side by side."""

    pairs: tuple[tuple[int, int, float], ...]  # places in left and right, likeness
    left: tuple[str, ...]  # words that found no partner
    right: tuple[str, ...]


def align(left: tuple[str, ...], right: tuple[str, ...], *, floor: float = ALIKE) -> Aligned:
    """Pairs words, the most alike first, neighbours in order before others; an initial pairs with a word it begins."""
    weighed = []
    for i, a in enumerate(left):
        for j, b in enumerate(right):
            if 1 in (len(a), len(b)):
                like = 0.86 if a[:1] == b[:1] else 0.0
            else:
                like = likeness(a, b)
            if like >= floor:
                weighed.append((-like, abs(i - j), i, j))
    taken_left: set[int] = set()
    taken_right: set[int] = set()
    pairs = []
    for negative, _, i, j in sorted(weighed):
        if i not in taken_left and j not in taken_right:
            taken_left.add(i)
            taken_right.add(j)
            pairs.append((i, j, -negative))
    return Aligned(
        tuple(sorted(pairs)),
        tuple(w for i, w in enumerate(left) if i not in taken_left),
        tuple(w for j, w in enumerate(right) if j not in taken_right),
    )


def _persons(a: PersonName, b: PersonName) -> Comparison:
    left, right = (*a.given, *a.nisba), (*b.given, *b.nisba)
    if a.kunya is not None and b.kunya is not None:
        kunya = likeness(a.kunya, b.kunya)
    else:
        kunya = None
    found = align(left, right)
    shared = _shared(a, b, found, kunya)
    weight = sum(0.5 if 1 in (len(left[i]), len(right[j])) else 1.0 for i, j, _ in found.pairs)
    weight += 1 if kunya is not None and kunya >= ALIKE else 0
    score = _score(left, right, found, kunya)
    if weight == 0:
        return _unsure(min(score, 0.69) if kunya is None else 0.0, "share no part of their names")
    if kunya is not None and kunya < NEAR:
        return _different(score, f"different kunya: Abu {a.kunya} / Abu {b.kunya}")
    if found.left and found.right:
        again = align(found.left, found.right, floor=NEAR)
        rest = f"{' '.join(found.left)} / {' '.join(found.right)}"
        if again.left and again.right:
            return _different(score, f"{shared}, but {rest}")
        return _unsure(score, f"{shared}; {rest} may be misprints")
    if kunya is not None and kunya < ALIKE:
        return _unsure(score, f"{shared}; Abu {a.kunya} / Abu {b.kunya} may be misprints")
    if weight < 1.5:
        return _unsure(min(score, 0.69), f"share only {_single(a, b, found)}")
    return _subset(a, b, found, shared, score)


def _subset(a: PersonName, b: PersonName, found: Aligned, shared: str, score: float) -> Comparison:
    """All that the shorter name says stands in the longer."""
    extra = found.left or found.right
    left, right = (*a.given, *a.nisba), (*b.given, *b.nisba)
    initial = any(1 in (len(left[i]), len(right[j])) for i, j, _ in found.pairs)
    order = [j for _, j, _ in found.pairs]
    moved = order != sorted(order)
    if not extra and not initial:
        if moved and not (
            len(order) == 2 or order[1:] + order[:1] == sorted(order) or order[-1:] + order[:-1] == sorted(order)
        ):
            return _unsure(min(score, 0.69), f"{shared}, in another order")
        one_kunya = (a.kunya is None) != (b.kunya is None)
        return _same(score, f"same {shared.removeprefix('share ')}", exact=not one_kunya)
    if moved:
        return _unsure(min(score, 0.69), f"{shared}, in another order")
    if a.given and b.given and (not found.pairs or found.pairs[0][:2] != (0, 0)):
        return _unsure(min(score, 0.69), f"{shared}, but not the first name")
    longer = left if found.left else right
    last = len(longer) - 1
    at_end = any((i if found.left else j) == last for i, j, _ in found.pairs)
    if extra and not at_end and all(_ism(w) for w in (right if found.left else left)):
        return _unsure(min(score, 0.69), f"{shared}, all of them common given names")
    return _same(score, f"{shared}; one name leaves out {' '.join(extra)}" if extra else shared)


@cache
def _isms() -> frozenset[str]:
    return frozenset(latin(n) for n in first_names())


def _ism(word: str) -> bool:
    return word in _isms() or word.startswith("abd")


def _shared(a: PersonName, b: PersonName, found: Aligned, kunya: float | None) -> str:
    left = (*a.given, *a.nisba)
    parts = [f"the kunya Abu {a.kunya}"] if kunya is not None and kunya >= ALIKE else []
    for i, _, _ in found.pairs:
        parts.append(f"the name {left[i]}" if i < len(a.given) else f"the nisba al-{left[i]}")
    return f"share {' and '.join(parts)}" if parts else f"{a.text} / {b.text}"


def _single(a: PersonName, b: PersonName, found: Aligned) -> str:
    if not found.pairs:
        return "a kunya"
    i, j, _ = found.pairs[0]
    if i >= len(a.given) and j >= len(b.given):
        return "a nisba"
    return "a single name"


def _score(left: tuple[str, ...], right: tuple[str, ...], found: Aligned, kunya: float | None) -> float:
    """How alike two names are as a whole: the mean over the words of both, a word left over counting for little."""
    again = align(found.left, found.right, floor=0.0)
    gained = [like for _, _, like in found.pairs] + [like * like for _, _, like in again.pairs]
    missing = len(again.left) + len(again.right)
    if kunya is not None:
        gained.append(kunya)
    return sum(gained) / max(1.0, len(gained) + 0.25 * missing)


def _groups(a: GroupName, b: GroupName) -> Comparison:
    if a.known and b.known:
        if a.known == b.known:
            return _same(1.0, f"both are known names of {a.known}", exact=True)
        return _different(0.0, f"known bodies: {a.known} / {b.known}")
    if "short" in (a.part, b.part):
        return _unsure(0.0, "a bare head word says nothing")
    if a.acronym or b.acronym:
        return _acronyms(a, b)
    found = align(a.body, b.body)
    score = _score((*a.body, *sorted(a.heads)), (*b.body, *sorted(b.heads)), align(
        (*a.body, *sorted(a.heads)), (*b.body, *sorted(b.heads))), None)  # fmt: skip
    if a.numbers != b.numbers:
        return _different(score, f"other numbers: {a.text} / {b.text}")
    if not found.pairs:
        return _unsure(min(score, 0.69), "share no word that names them")
    if found.left and found.right:
        return _different(score, f"{' '.join(found.left)} / {' '.join(found.right)}")
    if found.left or found.right:
        return _unsure(min(score, 0.69), f"one name adds {' '.join(found.left or found.right)}")
    if a.heads == b.heads:
        return _same(min(like for _, _, like in found.pairs), "same words, in one language or translated", exact=True)
    if a.heads and b.heads:
        if a.heads & b.heads:
            return _same(0.85, f"same words; one name adds {' '.join(sorted(a.heads ^ b.heads))}")
        return _different(score, f"other kinds of body: {' '.join(sorted(a.heads))} / {' '.join(sorted(b.heads))}")
    bare = a if not a.heads else b
    if len(bare.body) > 1 or latin(bare.text).startswith(("al-", "al ", "el-", "the ")):
        return _same(0.8, f"same words; one name leaves out {' '.join(sorted(a.heads | b.heads))}")
    return _unsure(0.69, f"one name leaves out {' '.join(sorted(a.heads | b.heads))}")


def _acronyms(a: GroupName, b: GroupName) -> Comparison:
    if a.acronym and b.acronym:
        if a.acronym == b.acronym:
            return _same(0.9, f"both are called {a.acronym}", exact=True)
        return _unsure(0.0, f"{a.acronym} / {b.acronym}")
    short, full = (a, b) if a.acronym else (b, a)
    if short.acronym in initials(full.text):
        return _unsure(0.65, f"{short.acronym} may stand for {full.text}")
    return _unsure(0.0, "share no name")


def _places(a: PlaceName, b: PlaceName) -> Comparison:
    if "short" in (a.part, b.part):
        return _unsure(0.0, "a bare head word says nothing")
    if a.sort != b.sort:
        return _unsure(0.5, f"{a.text} / {b.text}: a part, or something in it")
    if a.heads and b.heads and a.heads != b.heads:
        return _different(0.5, f"{a.text} / {b.text}: other kinds of place")
    if a.known and a.known == b.known:
        return _same(1.0, f"both are known names of {a.known}", exact=True)
    if len(a.body) == len(b.body):
        likes = [likeness(x, y) for x, y in zip(a.body, b.body, strict=True)]
        if min(likes) >= 0.9:
            return _same(min(likes), "same name", exact=True)
        if a.known and b.known:
            return _different(min(likes), f"known places: {a.known} / {b.known}")
        return _unsure(min(0.69, min(likes)), "share no name")
    return _unsure(0.3, "other names")
