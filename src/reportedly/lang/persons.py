"""The parts of a person's name: ism, kunya, nasab, laqab, nisba, initials, by-names; titles are taken off.

"Abu Musab al-Zarqawi" is a kunya (Musab) and a nisba (Zarqawi); "Colonel Jabir Sallum" is an ism and a family name after
a title. Whether two names can be one person is decided part by part (`resolve.compare`), never on the string: a kunya
or a nisba alone says as little as "the father of Ali" or "the Egyptian". The parts are those of Schimmel, "Islamic
Names" (1989); Latin habits (initials, family name first with a comma, by-names in quotation marks) are read as well.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from .lexicon import rows, words
from .spelling import CACHE, latin, skeleton

_BYNAME = re.compile(r"[\"“”«»„]([^\"“”«»„]+)[\"“”«»„]|(?<!\w)[‘']([^‘’']+)[’'](?!\w)|\(([^()]+)\)")
_HYPHENS = str.maketrans("‐‑–", "---")
_SERVANT = re.compile(r"^(?:c?abd|abdi|abdou)(?:[aeiou]l|[aeiou](?=([b-df-hj-np-tv-z])\1))(?=.{3})")  # Abdul-, Abdur-
_ARABIC_ARTICLE = re.compile(r"^ال(?=..)")
_GROWN = frozenset({"uddin", "eddine", "eddin", "udin", "allah", "ullah"})  # of Salahuddin, Nureddine, Saifullah


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonName:
    """One printed name, taken apart; words as printed but for articles, in Latin lower case."""

    text: str
    given: tuple[str, ...] = ()  # ism, the names of the chain of fathers, a family name without article; in order
    kunya: str | None = None  # the child in "Abu Musab"
    nisba: tuple[str, ...] = ()  # words with an article: al-Masri, al-Assad
    bynames: tuple[str, ...] = ()  # between quotation marks or brackets
    title: str | None = None

    @property
    def part(self) -> str:
        """What of a name is printed: full | kunya | nisba | short."""
        if self.weight >= 2:
            return "full"
        if self.kunya is not None:
            return "kunya"
        return "nisba" if self.nisba else "short"

    @property
    def weight(self) -> int:
        """How many parts it has that could tell people apart; an initial counts half, so "J. Veldhamer" has two."""
        return len(self.given) + len(self.nisba) + (self.kunya is not None)

    @property
    def skeletons(self) -> tuple[str, ...]:
        """The coarse key of every part, in order; that of a kunya is marked."""
        parts = [f"abu {skeleton(self.kunya)}"] if self.kunya is not None else []
        return (*parts, *(skeleton(w) for w in (*self.given, *self.nisba)))


@cache
def person_words(sort: str) -> frozenset[str]:
    """The words of one class of person_words.tsv, in Latin lower case."""
    found = {latin(w) for row in rows("person_words.tsv") if row[0] == sort for w in row[1].split()}
    if sort == "title":
        listed = words("title") | words("honorific_part")
        found |= {latin(w).rstrip(".") for title in listed for w in title.split()} - person_words("particle")
        found -= person_words("not_title")
    return frozenset(found)


@lru_cache(maxsize=CACHE)
def parse_person(text: str) -> PersonName:
    """The parts of a printed name. Pure; a name that is nothing but titles keeps its words as `given`."""
    bynames = tuple(latin(m[1] or m[2] or m[3]).strip() for m in _BYNAME.finditer(text))
    found = _split(_BYNAME.sub(" ", text))
    title: list[str] = []
    while len(found) > 1 and found[0] in person_words("title") | {"the"}:
        title.append(found.pop(0))
    parts = _Parts()
    i = 0
    while i < len(found):
        i = parts.take(found, i)
    if not (parts.given or parts.nisba or parts.kunya):
        parts.given = found
    return PersonName(
        text=text,
        given=tuple(parts.given),
        kunya=parts.kunya,
        nisba=tuple(parts.nisba),
        bynames=bynames,
        title=" ".join(t for t in title if t != "the") or None,
    )


def _split(plain: str) -> list[str]:
    """The words of a name in Latin lower case; an article that a hyphen ties to its word keeps the hyphen."""
    plain = plain.translate(_HYPHENS).replace("’s ", " ").removesuffix("’s").removesuffix("'s")
    if plain.count(",") == 1:  # PUTIN, Vladimir
        family, _, first = plain.partition(",")
        plain = family if first.strip().rstrip(".").lower() in person_words("suffix") else f"{first} {family}"
    tied = re.sub(r"(?<=[^\W_])-(?=[^\W_])", " -", plain)
    found: list[str] = []
    for match in re.finditer(r"-?[^\W_]+(?:['’‘ʿʾ`´][^\W_]+)*", tied):
        word = match[0]
        if word.startswith("-") and found and found[-1] in person_words("article"):
            found[-1] += "-"
        bare = latin("ال" if word == "ال" else _ARABIC_ARTICLE.sub("", word.removeprefix("-")))
        if _ARABIC_ARTICLE.match(word) and found:
            found.append("al-")
        if bare:
            found.append(bare)
    return found


class _Parts:
    """The parts of one name, taken word by word."""

    def __init__(self) -> None:
        self.given: list[str] = []
        self.nisba: list[str] = []
        self.kunya: str | None = None

    def take(self, found: list[str], i: int) -> int:
        """Takes what begins at word `i`; returns where the next part begins."""
        word, more = found[i], i + 1 < len(found)
        if more and word in person_words("kunya") and self.kunya is None and not self.given:
            self.kunya, after = _compound(found, i + 1)
            return after
        if more and (word.endswith("-") or (word in person_words("article") and (i > 0 or word in {"al", "el"}))):
            name, after = _compound(found, i + 1)
            if self.given and name in person_words("religion") and not self.nisba:
                self.given[-1] += name  # Salah al-Din
            else:
                self.nisba.append(name)
            return after
        if (more and word in person_words("nasab") | person_words("particle")) or (
            i > 0 and word in person_words("suffix")
        ):
            return i + 1
        name, after = _compound(found, i)
        if self.given and name in _GROWN:
            self.given[-1] += name
        else:
            self.given.append(name)
        return after


def _compound(found: list[str], i: int) -> tuple[str, int]:
    """The name that begins at word `i`, and where the next begins: "Abd al-Rahman" is one name, and so is Abdurrahman."""
    word = found[i].rstrip("-")
    if word in person_words("servant") and i + 1 < len(found):
        rest = i + 1
        if rest + 1 < len(found) and found[rest].rstrip("-") in person_words("article"):
            rest += 1
        return "abd" + found[rest].rstrip("-"), rest + 1
    match = _SERVANT.match(word)
    return ("abd" + word[match.end() :] if match else word), i + 1
