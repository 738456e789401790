"""What a claim is about: the keys that bring claims together, and the topic that two claims of one relation share.

A key says "these may agree or conflict", a topic says "these are one relation". Keys are chosen so that components stay
small: a pair of entities, a post, a place, one person's life; never a group alone.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from ..predicates import PREDICATES
from . import incidents
from .parts import Told, fold

BELONGING = frozenset({"member_of", "part_of", "pledged_to", "left", "split_from", "merged_with", "holds_role"})
DEALING = frozenset({"allied_with", "opposes", "supports"})

_TOP = frozenset(
    {
        "leader",
        "head",
        "chief",
        "emir",
        "amir",
        "ameer",
        "caliph",
        "boss",
        "chairman",
        "chair",
        "chairwoman",
        "chairperson",
        "ruler",
    }
)
_FILLING = frozenset(
    [
        "the",
        "a",
        "of",
        "its",
        "his",
        "their",
        "overall",
        "supreme",
        "top",
        "general",
        "group",
        "current",
        "new",
        "now",
        "paramount",
        "self",
        "declared",
        "styled",
    ]
)
_TITLES = {
    "wali": "governor", "spokeswoman": "spokesman", "spokesperson": "spokesman", "commandant": "commander",
    "premier": "prime minister", "monarch": "king", "organisation": "organization",
}  # fmt: skip
_UNIQUE = frozenset({"leader", "president", "prime minister", "mayor", "governor", "king", "queen", "sultan", "pope"})


def post(title: str | None) -> str:
    """A title in its plainest form: "emir", "overall leader" and "head" are one post, "deputy head" is another."""
    words = [_TITLES.get(w, w) for w in fold(title or "").split()]
    rest = [w for w in words if w not in _FILLING]
    if rest and set(rest) <= _TOP:
        return "leader"
    return " ".join(rest)


def unique(title: str | None) -> bool:
    """Has a body or a place one holder of this post at a time?"""
    return post(title) in _UNIQUE


def singles(told: Told) -> tuple[Told, ...]:
    """One claim for each combination of subject and object, for a relation that a report tells of several at once."""
    if told.claim.predicate == "incident":
        return (told,)
    names = sorted({r.name for r in told.roles})
    slots = [[r for r in told.roles if r.name == name] for name in names]
    return tuple(replace(told, roles=tuple(sorted(roles))) for roles in product(*slots))


def topic(told: Told) -> tuple[object, ...]:
    """What two claims of one relation have in common: predicate, fillers, the value's identity, fact or plan."""
    predicate = PREDICATES[told.claim.predicate]
    pair = told.fillers("subject", "object") if predicate.symmetric else (told.fillers("subject"), _second(told))
    return (predicate.name, pair, identity(told), told.actual)


def identity(told: Told) -> tuple[str, ...]:
    """The part of the value that makes another relation of it, in a form that spelling does not change."""
    found: list[str] = []
    for name in PREDICATES[told.claim.predicate].identity:
        given = getattr(told.claim.value, name)
        if name == "title":
            found.append(post(given))
        elif name == "unit":
            found.append(_unit(given))
        else:
            found.append(fold(str(given)) if given is not None else "")
    return tuple(found)


def _unit(unit: str | None) -> str:
    word = fold(unit or "fighters")
    return "fighters" if word in ("fighter", "fighters", "members", "men", "militants", "gunmen", "soldiers") else word


def _second(told: Told) -> tuple[str, ...]:
    """What the subject stands in relation to: the object; a place where the predicate needs one, or there is no more."""
    slot = PREDICATES[told.claim.predicate].slot("place")
    objects = told.fillers("object")
    if objects or slot is None:
        return objects
    required = slot.required or told.claim.predicate == "holds_role"
    return told.fillers("place") if required else ()


def keys(told: Told) -> tuple[str, ...]:
    """Keys that bring together what may be one finding or a conflict; all strong, as components understand them."""
    if told.claim.predicate == "incident":
        return incidents.keys(told)
    return tuple(sorted({f"={key}" for single in singles(told) for key in _keys(single)}))


def _keys(told: Told) -> Iterator[str]:
    name = told.claim.predicate
    subjects, seconds = told.fillers("subject"), _second(told)
    both: list[tuple[str, ...]] = [*product(subjects, seconds)] or [(a,) for a in subjects]
    if name in BELONGING | DEALING:
        kind = "belonging" if name in BELONGING else "dealing"
        yield from (":".join([kind, *sorted(pair)]) for pair in both)
        if name == "holds_role" and unique(told.claim.value.title):
            yield from (f"post:{second}:{post(told.claim.value.title)}" for second in seconds)
    elif name in ("present_in", "located_in"):
        yield from (":".join([name, *pair]) for pair in both)
    elif name == "controls":
        yield from (f"controls:{place}" for place in seconds)
    else:
        yield from (f"{'life' if name == 'status' else name}:{subject}" for subject in subjects)
    if not told.roles:
        yield f"claim:{told.claim.id}"
