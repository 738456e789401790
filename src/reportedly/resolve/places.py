"""The parts of a place's name: the words that name it, a head word (city, province), a direction.

"the city of Deir ez-Zor", "Deir al Zour" and "Deir Ezzor" name one place; "northern Syria" is not Syria.
"""

import re
from dataclasses import dataclass
from functools import cache

from ..lang.lexicon import fold, place_names
from ..lang.spelling import latin, skeleton

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
