"""From a referent of one report to a signature: a distinct way of naming, all that resolve may look at.

Reports that name somebody in the same way share one signature, so that a corpus that only repeats known names
re-clusters nothing. What could not be told apart across reports stays with its report: an unnamed referent, a bare
kunya ("Abu Suhayb"), a bare nisba ("al-Masri"), a single name, a bare head word ("the Front"). Such a signature
holds its report's id, and the signatures that this report tells apart from it.

A place's name has words that name it, a head word (city, province), a direction: "the city of Deir ez-Zor", "Deir al
Zour" and "Deir Ezzor" name one place; "northern Syria" is not Syria.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import combinations

from ..digest import digest
from ..lang.lexicon import fold, place_names
from ..lang.names import GroupName, PersonName, initials, parse_group, parse_person
from ..lang.spelling import CACHE, latin, skeleton
from ..model import Kind, Referent, Report, Signature

_WORD = re.compile(r"[^\W_]+(?:['’‘ʿʾ`´][^\W_]+)*")
_EMPTY = frozenset(
    re.split(r"\s", "the of al el ul an ar as ash at ad az ed ez er es esh in de du des la le les del d l circle")
)
_SUN = re.compile(r"^[aeiu]([dnrstz])\1(?=\w\w)")  # Ezzor, Arraqqa: an article grown onto the word
_DIRECTIONS = {
    **{w: d for d in ("north", "south", "east", "west", "central") for w in (d, f"{d}ern", f"{d}-central")},
    "central": "central", "centre": "central", "center": "central",
    "nord": "north", "sud": "south", "norte": "north", "sur": "south", "est": "east", "ouest": "west",
    "oriental": "east", "occidental": "west", "southeast": "south-east", "southeastern": "south-east",
    "northeast": "north-east", "northeastern": "north-east", "southwest": "south-west", "southwestern": "south-west",
    "northwest": "north-west", "northwestern": "north-west", "upper": "upper", "lower": "lower",
}  # fmt: skip
_CLASSES = {
    "settlement": "city town village hamlet ward quarter neighbourhood neighborhood municipality ciudad ville villa pueblo",
    "area": "province governorate wilayat wilaya wilayah vilayat district region county state department cercle muhafaza emirate territory"
    " provincia provinsi division",
    "country": "republic kingdom sultanate federation",
    "airport": "airport airfield airstrip airbase",
    "crossing": "crossing border",
    "river": "river oued nahr valley",
    "hills": "hills mountains mountain hill",
    "port": "port harbour harbor",
    "base": "base barracks garrison camp",
    "road": "road highway street",
}
_HEAD = {w: sort for sort, listed in _CLASSES.items() for w in listed.split()}
_WEAK = frozenset(
    {"settlement", "area", "country"}
)  # a place and its district share a name: one place until told apart
_HANDLE = re.compile(r"@\w+|\w*[_\d]\w*")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceName:
    """One printed name of a place, taken apart; words in lower case."""

    text: str
    body: tuple[str, ...]
    heads: frozenset[str] = frozenset()  # settlement, area, country, airport ...
    directions: frozenset[str] = frozenset()
    known: str | None = None

    @property
    def part(self) -> str:
        """full, or short for a bare head word ("the city")."""
        return "full" if self.body else "short"

    @property
    def sort(self) -> frozenset[str]:
        """What sets it apart from a place of the same name: "Dinaale airport" is not Dinaale."""
        return (self.heads - _WEAK) | self.directions

    @property
    def key(self) -> str:
        """The sound of its words, with what sets it apart."""
        return " ".join((*(skeleton(w) for w in self.body), *sorted(self.sort)))


@cache
def parse_place(text: str) -> PlaceName:
    """The parts of a printed name. Pure."""
    found = [latin(w) for w in _WORD.findall(text.replace("-", " ").removesuffix("'s").removesuffix("’s"))]
    body: list[str] = []
    heads: set[str] = set()
    directions: set[str] = set()
    for at, word in enumerate(found):
        if word in _EMPTY and len(found) > 1:
            continue
        last = at == len(found) - 1
        if word in _HEAD and (len(found) > 1) and (last or at == 0 or (at == 1 and found[0] == "the")):
            heads.add(_HEAD[word])
        elif word in _DIRECTIONS and not last:
            directions.add(_DIRECTIONS[word])
        else:
            body.append(_SUN.sub(r"\1", word) if body else word)
    if not body and heads:
        body = [w for w in found if w not in _EMPTY] if not {w for w in found if w not in _EMPTY} <= set(_HEAD) else []
    known = place_names().get(fold(text.removeprefix("the ").removeprefix("The ")))
    return PlaceName(
        text=text, body=tuple(body), heads=frozenset(heads), directions=frozenset(directions),
        known=f"{known.name}, {known.country}" if known else None,
    )  # fmt: skip


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
