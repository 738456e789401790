"""From a referent of one report to a signature: a distinct way of naming, all that resolve may look at.

Reports that name somebody in the same way share one signature, so that a corpus that only repeats known names
re-clusters nothing. What could not be told apart across reports stays with its report: an unnamed referent, a bare
kunya ("Abu Suhayb"), a bare nisba ("al-Masri"), a single name, a bare head word ("the Front"). Such a signature
holds its report's id, and the signatures that this report tells apart from it.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import combinations

from ..digest import digest
from ..lang.names import GroupName, PersonName, initials, parse_group, parse_person
from ..lang.spelling import CACHE, latin, skeleton
from ..model import Kind, Referent, Report, Signature
from .places import PlaceName, parse_place

_HANDLE = re.compile(r"@\w+|\w*[_\d]\w*")
_SPACE = re.compile(r"\s+")

Parsed = PersonName | GroupName | PlaceName


@lru_cache(maxsize=CACHE)
def parse(kind: Kind, name: str) -> Parsed | None:
    """A printed name taken apart as its kind has it; None for an asset, a handle, a name with no word in it."""
    if kind == "asset" or _HANDLE.fullmatch(name) or not any(c.isalpha() for c in name):
        return None
    if kind == "person":
        return parse_person(name)
    return parse_group(name) if kind == "group" else parse_place(name)


@lru_cache(maxsize=CACHE)
def plain(name: str) -> str:
    """A name by its letters and digits: how assets, handles and numbered things are compared."""
    return "".join(c for c in latin(name.removeprefix("the ").removeprefix("The ")) if c.isalnum())


def part(kind: Kind, name: str) -> str:
    """What of a name is printed: full | kunya | nisba | short | acronym."""
    parsed = parse(kind, name)
    return "full" if parsed is None else parsed.part


def keys(kind: Kind, names: Iterable[str]) -> tuple[str, ...]:
    """The blocking keys of names of one kind, sorted; "=" marks a strong one, which alone can bring two together."""
    found: set[str] = set()
    for name in names:
        parsed = parse(kind, name)
        if isinstance(parsed, PersonName):
            found |= _person_keys(parsed)
        elif isinstance(parsed, GroupName):
            found |= _group_keys(parsed)
        elif isinstance(parsed, PlaceName):
            if parsed.body:
                found.add(f"=place {parsed.key}")
            if parsed.known:
                found.add(f"=place known {parsed.known}")
        elif plain(name):
            found.add(f"={kind} {plain(name)}")
    return tuple(sorted(found))


def sign(report: Report, referent: Referent, context: tuple[str, ...] = ()) -> Signature:
    """The signature of one referent.

    `context` may hold ids of signatures that the report tells apart from this one; it is kept only where the name
    is bare, so that full names stay shared between reports.
    """
    names = tuple(dict.fromkeys(_SPACE.sub(" ", n).strip() for n in referent.names))
    if not referent.named:
        own: tuple[str, ...] = (report.id, referent.id)
        return _signature(referent.kind, named=False, names=names, found=(), context=own)
    bare = is_bare(referent.kind, names)
    shared = tuple(sorted(names, key=lambda n: (names.index(n) > 0, n)))  # the fullest first, the rest in one order
    own = (report.id, *sorted(set(context))) if bare else ()
    return _signature(referent.kind, named=True, names=shared, found=keys(referent.kind, names), context=own)


def sign_all(report: Report, referents: Sequence[Referent]) -> dict[str, Signature]:
    """The signatures of all referents of one report, by referent; a bare name knows who else the report names."""
    first = {r.id: sign(report, r) for r in referents}
    full = sorted(
        {s.id: s for s in first.values() if s.named and not is_bare(s.kind, s.names)}.values(), key=lambda s: s.id
    )
    signed = {}
    for referent in referents:
        own = first[referent.id]
        if own.named and own.context:
            own = sign(report, referent, tuple(s.id for s in full if s.kind == own.kind))
        signed[referent.id] = own
    return signed


def is_bare(kind: Kind, names: Iterable[str]) -> bool:
    """Does none of the names say by itself who or what is meant?"""
    return all(part(kind, n) not in {"full", "acronym"} for n in names)


def _signature(
    kind: Kind, *, named: bool, names: tuple[str, ...], found: tuple[str, ...], context: tuple[str, ...]
) -> Signature:
    made = digest(kind, named, names, found, context)
    return Signature(id=made, kind=kind, named=named, names=names, keys=found, context=context)


def _person_keys(name: PersonName) -> set[str]:
    bones = name.skeletons
    found = {f"person {skeleton(w)}" for w in (*[g for g in name.given if len(g) > 1][-1:], *name.bynames)}
    if name.part == "full":
        found.add("=person " + " ".join(sorted(bones)))
        if len(name.given) > 1:
            found.add(f"person {skeleton(name.given[0])} {name.given[-1][0]}.")  # "Fauzi L."
        found |= {"person " + " ".join(sorted(pair)) for pair in combinations(sorted(set(bones)), 2)}
    return found


def _group_keys(name: GroupName) -> set[str]:
    found = set()
    if name.known:
        found.add(f"=group known {name.known}")
    if name.part == "full":
        found |= {f"=group {name.key}", "group " + name.key.partition("|")[2]}
        found |= {f"group acronym {short}" for short in initials(name.text)}
    if name.acronym:
        found |= {f"=group acronym {name.acronym}", f"group acronym {name.acronym}"}
    return found
