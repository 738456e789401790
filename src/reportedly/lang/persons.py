"""The parts of a person's name: ism, kunya, nasab, laqab, nisba, initials, by-names; titles are taken off.

"Abu Musab al-Zarqawi" is a kunya (Musab) and a nisba (Zarqawi); "Colonel Jabir Sallum" is an ism and a family name after
a title. Whether two names can be one person is decided part by part (`resolve.compare`), never on the string: a kunya
or a nisba alone says as little as "the father of Ali" or "the Egyptian". The parts are those of Schimmel, "Islamic
Names" (1989); Latin habits (initials, family name first with a comma, by-names in quotation marks) are read as well.
"""

import re
from dataclasses import dataclass
from functools import cache

from .lexicon import words
from .spelling import alike, latin, skeleton

_WORD = re.compile(r"[^\W_]+(?:['’‘ʿʾ`´][^\W_]+)*\.?")
_BYNAME = re.compile(r"[\"“”«»„]([^\"“”«»„]+)[\"“”«»„]|(?<!\w)[‘']([^‘’']+)[’'](?!\w)|\(([^()]+)\)")
_ARTICLE = frozenset("al el ul an ar as ash at ad az ed ez er es esh ud ur uz adh ath ال".split())
_JOINED_ARTICLE = re.compile(r"^(?:al|el)(?=[b-df-hj-np-tv-z]{1,2}[aeiouy])|^ال(?=..)")
_NASAB = frozenset("bin ibn ben bint binti binte bnt ould wuld weld ag oglu ogly zade بن ابن بنت".split())
_PARTICLE = frozenset("de del la las los da das do dos di van von der den le du e y i wa".split())
_SUFFIX = frozenset("jr sr ii iii iv".split())
_SERVANT = re.compile(r"^(?:abd|abdi?|abdou|cabd)(?:[aeiou]l|[aeiou](?=([b-df-hj-np-tv-z])\1))(?=.{3})")
_KUNYA_MORE = frozenset({"أبو", "ابو", "أم", "ام"})
_OF_RELIGION = frozenset({"din", "deen", "dine", "dīn", "islam", "allah", "ullah", "haqq", "haq"})


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonName:
    """One printed name, taken apart; words as printed but for articles, in Latin lower case."""

    text: str
    given: tuple[str, ...] = ()  # ism, the names of the chain of fathers, a family name without article; in order
    kunya: str | None = None  # the child in "Abu Musab"
    nisba: tuple[str, ...] = ()  # words with an article: al-Masri, al-Assad
    initials: tuple[str, ...] = ()  # "J." stands in `given` too, at its place
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
def _titles() -> frozenset[str]:
    listed = words("title") | words("honorific_part")
    return frozenset(latin(w).rstrip(".") for title in listed for w in title.split() if len(w) > 1) - {
        "of", "the", "and", "de", "del", "la", "ben", "si", "sidi", "amir", "emir", "sultan", "general",
    } | {"general", "gen", "maj", "col", "lt", "sgt", "capt", "cpl", "brig", "cmdr", "adm", "kumander", "comandante", "commandant",
         "colonel", "ustadz", "ustaz", "ustad", "sheikh", "cheikh", "shaikh", "mullah", "maulana", "mawlawi", "qari", "hafiz", "dr", "mr", "mrs",
         "ms", "prof", "sir", "dame", "hon", "rev", "imam", "ayatollah", "hajji", "haji", "hadji", "don", "dona", "kapitan", "major",
         "sergeant", "captain", "lieutenant", "marabout", "abbe", "senor", "monsieur", "madame", "emir", "amir", "wali"}  # fmt: skip


@cache
def parse_person(text: str) -> PersonName:
    """The parts of a printed name. Pure; a name that is nothing but titles keeps its words as `given`."""
    bynames = tuple(latin(m[1] or m[2] or m[3]).strip() for m in _BYNAME.finditer(text))
    plain = _BYNAME.sub(" ", text)
    if plain.count(",") == 1:  # PUTIN, Vladimir
        family, _, first = plain.partition(",")
        plain = f"{first} {family}" if first.strip().rstrip(".").lower() not in _SUFFIX else family
    found = [
        latin(w)
        for w in _WORD.findall(plain.replace("-", " ").replace("’s ", " ").removesuffix("’s").removesuffix("'s"))
    ]
    found = [w for w in found if w.strip(".")]
    kunyas = {latin(w) for w in words("kunya")} | {"bu", "abou", "aboul", "abul"} | {latin(w) for w in _KUNYA_MORE}
    title: list[str] = []
    while len(found) > 1 and found[0].rstrip(".") in _titles() | {"the"}:
        title.append(found.pop(0).rstrip("."))
    given: list[str] = []
    nisba: list[str] = []
    initials: list[str] = []
    kunya: str | None = None
    i = 0
    while i < len(found):
        word = found[i].rstrip(".")
        more = i + 1 < len(found)
        if word in kunyas and more and kunya is None and not given:
            child, i = _compound(found, i + 1)
            kunya = child
            continue
        if word in _ARTICLE and more and (i > 0 or word not in {"as", "an", "at"}):
            name, i = _compound(found, i + 1)
            if given and latin(name) in _OF_RELIGION and not nisba:
                given[-1] += name  # Salah al-Din
            else:
                nisba.append(name)
            continue
        if word in _NASAB and more:
            i += 1
            continue
        if word in _PARTICLE and more or word in _SUFFIX and i > 0:
            i += 1
            continue
        if len(word) == 1 and word.isascii():
            initials.append(word)
            given.append(word)
            i += 1
            continue
        name, i = _compound(found, i)
        joined = _JOINED_ARTICLE.match(name)
        if joined and given and joined[0] == "ال":
            nisba.append(name[joined.end() :])
        elif given and name in {"uddin", "eddine", "eddin", "udin", "allah", "ullah"}:
            given[-1] += name
        else:
            given.append(name)
    if not given and not nisba and kunya is None:
        given = [w.rstrip(".") for w in found]
    return PersonName(
        text=text, given=tuple(given), kunya=kunya, nisba=tuple(nisba), initials=tuple(initials), bynames=bynames,
        title=" ".join(title) or None,
    )  # fmt: skip


def _compound(found: list[str], i: int) -> tuple[str, int]:
    """The name that begins at word `i`, and where the next begins: "Abd al-Rahman" is one name, and so is Abdurrahman."""
    word = found[i].rstrip(".")
    if word in {"abd", "abdul", "abdel", "abdal", "abdoul", "abdi", "abdur", "abdus", "abder"} and i + 1 < len(found):
        rest = i + 1
        if found[rest] in _ARTICLE and rest + 1 < len(found):
            rest += 1
        elif word in {"abdi"}:
            return word, i + 1
        return "abd" + found[rest].rstrip("."), rest + 1
    match = _SERVANT.match(word)
    return ("abd" + word[match.end() :] if match else word), i + 1


def same_word(left: str, right: str) -> bool:
    """Are two words of names spellings of one, or is one the initial of the other?"""
    if len(left) == 1 or len(right) == 1:
        return left[:1] == right[:1]
    return alike(left, right)
