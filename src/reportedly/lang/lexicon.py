"""The word lists of `reportedly/data`, read once: names of places, groups and outlets, titles, head words, common nouns.

Every list is a table of tab-separated values with its source and licence in `#` lines; `rows` reads any of them. Loaders
are pure and cached.
"""

from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from anyascii import anyascii

from ..model import Kind, VoiceKind


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownGroup:
    """A well-known body and the names that reports give it; `sort` is armed, party, state, body or outlet."""

    name: str
    sort: str
    names: tuple[str, ...]  # all of them, `name` first


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPlace:
    """A place of the gazetteer; `sort` is country, capital, city, region, river or sea; degrees where known."""

    name: str
    sort: str
    country: str  # ISO 3166, two letters; empty where it spans several
    names: tuple[str, ...]
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class Noun:
    """A common noun that describes somebody or something."""

    kind: Kind
    number: str  # s, p, or c: a singular word for a collective
    gender: str  # m, f or empty


@cache
def rows(table: str, columns: int) -> tuple[tuple[str, ...], ...]:
    """The rows of a packaged table, without comments and empty lines; missing cells at the end of a row are empty.

    Raises:
        ValueError: a row has more cells than the table has columns.
    """
    made = []
    text = files("reportedly").joinpath("data", table).read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) > columns:
            raise ValueError(f"{table}, line {number}: {len(cells)} cells, expected {columns}")
        made.append((*cells, *[""] * (columns - len(cells))))
    return tuple(made)


@lru_cache(maxsize=65536)  # a page repeats its words
def fold(name: str) -> str:
    """A name without case, accents, apostrophes, hyphens and dots: how two spellings of one name are compared."""
    plain = name if name.isascii() else anyascii(name)
    kept = "".join(c for c in plain.lower() if c not in "'`.\"")
    return " ".join(kept.replace("-", " ").split())


@cache
def words(sort: str) -> frozenset[str]:
    """The words of one class of name_words.tsv, as written there."""
    return frozenset(w for row in rows("name_words.tsv", 2) if row[0] == sort for w in row[1].split("|"))


@cache
def common_words() -> frozenset[str]:
    """Words that are usually written in lower case."""
    return frozenset(row[0] for row in rows("common_words.tsv", 1))


@cache
def first_names() -> dict[str, str]:
    """Given names and their usual gender: m or f."""
    found: dict[str, str] = {}
    for gender, names in rows("first_names.tsv", 2):
        for name in names.split("|"):
            found.setdefault(name, gender)
    return found


@cache
def nouns() -> dict[str, Noun]:
    """Common nouns that describe a person, a group, a place or an asset; the first listing of a noun counts."""
    found: dict[str, Noun] = {}
    kinds: dict[str, Kind] = {"person": "person", "group": "group", "place": "place", "asset": "asset"}
    for kind, number, gender, listed in rows("nominals.tsv", 4):
        for noun in listed.split("|"):
            found.setdefault(noun, Noun(kinds[kind], number, gender))
    return found


@cache
def demonyms() -> dict[str, str]:
    """Adjectives and peoples, as written, and the country or region they belong to."""
    return {word: country for country, listed in rows("demonyms.tsv", 2) for word in listed.split("|")}


@cache
def known_groups() -> tuple[KnownGroup, ...]:
    """Well-known armed groups, parties, forces, bodies, agencies and outlets, each with its names."""
    found = []
    for name, sort, others in rows("groups.tsv", 3):
        other = tuple(n for n in others.split("|") if n)
        found.append(KnownGroup(name=name, sort=sort, names=(name, *other)))
    return tuple(found)


@cache
def group_names() -> dict[str, KnownGroup]:
    """Known groups by every name: acronyms as written, longer names folded."""
    found: dict[str, KnownGroup] = {}
    for group in known_groups():
        for name in group.names:
            found.setdefault(name_key(name), group)
            if " " not in name and len(name) >= 4:
                found.setdefault(name.upper(), group)  # DAESH
    return found


def name_key(name: str) -> str:
    """The key under which a known group's name is looked up: case counts in an acronym ("IS"), not elsewhere."""
    return name if name.isupper() and len(name) <= 5 else fold(name)


@cache
def known_places() -> tuple[KnownPlace, ...]:
    """The gazetteer: countries, regions, capitals, large cities, towns of countries at war."""
    found = []
    for name, sort, country, others in rows("regions.tsv", 4):
        other = tuple(n for n in others.split("|") if n)
        found.append(KnownPlace(name=name, sort=sort, country=country, names=(name, *other)))
    for name, sort, country, latitude, longitude, others in rows("places.tsv", 6):
        at = (float(latitude), float(longitude)) if latitude else (None, None)
        listed = tuple(n for n in others.split("|") if n)
        found.append(
            KnownPlace(name=name, sort=sort, country=country, names=(name, *listed), latitude=at[0], longitude=at[1])
        )
    return tuple(found)


@cache
def place_names() -> dict[str, KnownPlace]:
    """Known places by every folded name; the first listing of a name counts: regions and countries before towns."""
    found: dict[str, KnownPlace] = {}
    for place in known_places():
        for name in place.names:
            found.setdefault(fold(name), place)
    return found


@cache
def _outlets() -> dict[str, frozenset[str]]:
    made: dict[str, set[str]] = {}
    for word, kind in rows("outlets.tsv", 2):
        made.setdefault(kind, set()).add(word)
    made["outlet"].update(name for group in known_groups() if group.sort == "outlet" for name in group.names)
    return {kind: frozenset(words) for kind, words in made.items()}


def bare_name(name: str) -> str:
    """A name without its article and possessive ending."""
    words = name.strip(" ,.;:").removesuffix("’s").removesuffix("'s").split()
    return " ".join(words[1:] if words and words[0].lower() in ("the", "a", "an") and len(words) > 1 else words)


def outlet_kind(name: str) -> VoiceKind | None:
    """`agency` or `outlet` where the name is known or built like an outlet's, else None."""
    plain, sets = bare_name(name), _outlets()
    if plain in sets["agency"] or name in sets["agency"]:
        return "agency"
    if plain in sets["outlet"] or name in sets["outlet"]:
        return "outlet"
    words = plain.replace("-", " ").split()
    built = len(words) > 1 and words[0][0].isupper() and words[-1][0].isupper()
    if built and not sets["never"] & set(words) and (words[0] in sets["word"] or words[-1] in sets["word"]):
        return "agency" if words[-1] in ("Agency", "Wire", "Press") else "outlet"
    return None


def hears_for_print(name: str) -> bool:
    """Is somebody who is told things likely an outlet: known as one, or a name that is neither title nor assembly?"""
    plain = bare_name(name)
    words = plain.split()
    if outlet_kind(name):
        return True
    if words and words[-1].lower() in _outlets()["common"]:
        return True
    capital = bool(words) and all(
        w.removeprefix("al-").removeprefix("el-")[:1].isupper() for w in (words[0], words[-1])
    )
    return capital and not _outlets()["never"] & set(words)


def is_common_outlet(name: str) -> bool:
    """Is it "the newspaper", "the agency": an outlet named before?"""
    return bare_name(name).lower() in _outlets()["common"]
