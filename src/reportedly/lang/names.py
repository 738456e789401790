"""Printed names taken apart: what of a person's and of a group's name can tell one from another.

"Abu Musab al-Zarqawi" is a kunya (Musab) and a nisba (Zarqawi); "Colonel Jabir Sallum" is an ism and a family name after
a title. Whether two names can be one person is decided part by part (`resolve.compare`), never on the string: a kunya
or a nisba alone says as little as "the father of Ali" or "the Egyptian". The parts are those of Schimmel, "Islamic
Names" (1989); Latin habits (initials, family name first with a comma, by-names in quotation marks) are read as well.

"Jabhat al-Wafa", "the Wafa Front" and "Front of al-Wafa" are one name: head `front`, word `wafa`. Words of Arabic, French
and Spanish that names of armed groups are made of are put into English (`data/group_words.tsv`), so that a name and its
translation meet. Articles and "of" say nothing. Acronyms are kept as printed.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from .lexicon import KnownGroup, group_names, name_key, rows, words
from .spelling import CACHE, latin, skeleton

_BYNAME = re.compile(r"[\"“”«»„]([^\"“”«»„]+)[\"“”«»„]|(?<!\w)[‘']([^‘’']+)[’'](?!\w)|\(([^()]+)\)")
_HYPHENS = str.maketrans("‐‑–", "---")
_SERVANT = re.compile(r"^(?:c?abd|abdi|abdou)(?:[aeiou]l|[aeiou](?=([b-df-hj-np-tv-z])\1))(?=.{3})")  # Abdul-, Abdur-
_ARABIC_ARTICLE = re.compile(r"^ال(?=..)")
_GROWN = frozenset({"uddin", "eddine", "eddin", "udin", "allah", "ullah"})  # of Salahuddin, Nureddine, Saifullah

_WORD = re.compile(r"[^\W_]+(?:['’‘ʿʾ`´.](?=[^\W_])[^\W_]+)*")
_CONTRACTED = re.compile(r"\b(?:[dl]|qu)['’](?=\w)", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s?\b(?=\s|$)|['’](?=\s|$)")
_FOREIGN = re.compile(r"(?:the )?(?:al|el)[-‐‑ ]", re.IGNORECASE)
_NUMBER = re.compile(r"(\d+)(?:st|nd|rd|th|e|er|eme)?")
_LEGAL = re.compile(
    r"(?<=\w)[\s,]+(?:l\.?t\.?d|limited|inc(?:orporated)?|l\.?l\.?[cp]|l\.?p|p\.?l\.?c|corp|co|gmbh|g\.m\.b\.h|a\.?g|s\.?a\.?(?:r\.?l|s)?|"
    r"[bn]\.?[v]|ab|a/s|s\.?p\.?a|s\.?r\.?l|n\.?a|sp\. z o\.o|jsc|oao|ooo|limited liability company|joint stock company|"
    r"aktiengesellschaft|gesellschaft mit beschränkter haftung)\.?$|"
    r"^(?:oao|ooo|ojsc|jsc|llc|(?:open )?joint stock company|limited liability company)\s+(?=\w)",
    re.IGNORECASE,
)


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
    found = {latin(w) for row in rows("person_words.tsv", 2) if row[0] == sort for w in row[1].split()}
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


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupName:
    """One printed name of a group, taken apart; words in lower case, in English where they are known."""

    text: str
    heads: frozenset[str] = frozenset()  # front, brigade, ministry ...
    body: tuple[str, ...] = ()  # the words that say which one, sorted; numbers too
    acronym: str | None = None  # where the whole name is one
    known: str | None = None  # the usual name of a well-known body

    @property
    def part(self) -> str:
        """What of a name is printed: full | acronym | short ("the Front")."""
        if self.acronym is not None:
            return "acronym"
        return "full" if self.body or len(self.heads) > 1 else "short"

    @property
    def key(self) -> str:
        """All words by their sound, sorted: names that share it are spellings or translations of one name."""
        return " ".join(sorted(self.heads)) + "|" + " ".join(sorted(skeleton(w) for w in self.body))

    @property
    def numbers(self) -> frozenset[str]:
        """The numbers in the name: the 9th Battalion is not the 43rd."""
        return frozenset(w for w in self.body if w.isdigit())


@cache
def _words() -> dict[str, tuple[str, str]]:
    """Form -> (sort, English word)."""
    found: dict[str, tuple[str, str]] = {}
    for sort, english, forms in rows("group_words.tsv", 3):
        for form in (english, *forms.split()):
            found.setdefault(latin(form), (sort, english))
    return found


@cache
def _heads() -> frozenset[str]:
    """English words that say what kind of body a name is of."""
    listed = words("group_last") | words("group_first") | words("group_unit")
    return frozenset(latin(w) for w in listed if " " not in w)


@cache
def _common() -> frozenset[str]:
    return frozenset(latin(w) for w in words("group_common") if " " not in w)


@lru_cache(maxsize=CACHE)
def parse_group(text: str) -> GroupName:
    """The parts of a printed name. Pure."""
    known = known_group(text)
    plain = _LEGAL.sub("", _LEGAL.sub("", _CONTRACTED.sub("", _POSSESSIVE.sub("", text))))
    found = [w.replace(".", "") if len(w.replace(".", "")) * 2 - 1 <= len(w) else w for w in _WORD.findall(plain)]
    content = [w for w in found if not _is_empty(w)]
    if len(content) == 1 and _is_acronym(content[0]):
        return GroupName(text=text, acronym=content[0].upper(), body=(content[0].lower(),), known=known)
    heads: set[str] = set()
    body: list[str] = []
    tens = 0
    for word in content:
        sort, english = _english(latin(word))
        if sort == "tens":
            tens = int(english)
        elif sort == "number":
            body.append(str(tens + int(english)))
        elif sort == "head":
            heads.add(english)
        else:
            body.append(english)
        tens = tens if sort == "tens" else 0
    if not body and len(heads) == 1 and _FOREIGN.match(text) and latin(content[0]) not in heads:
        body, heads = sorted(heads), set()  # al-Rabita: "the League", but as a name of its own
    return GroupName(text=text, heads=frozenset(heads), body=tuple(sorted(set(body))), known=known)


def _is_empty(word: str) -> bool:
    return _words().get(latin(word), ("", ""))[0] == "empty"


def _english(word: str) -> tuple[str, str]:
    """The sort of a word and what it is in English."""
    table = _words()
    number = _NUMBER.fullmatch(word)
    if number is not None:
        return "number", number[1]
    if word in table:
        return table[word]
    singular = word[:-1] if word.endswith("s") and len(word) > 4 else word
    if singular in table:
        return table[singular]
    if word in _heads() or singular in _heads() or word in _common():
        return "head", singular
    return "word", word


def _is_acronym(word: str) -> bool:
    letters = word.replace("-", "")
    return 2 <= len(letters) <= 6 and letters.isupper() and letters.isalpha()


@cache
def initials(text: str) -> frozenset[str]:
    """The acronyms that a name could have: with and without its small words."""
    found = [latin(w) for w in _WORD.findall(_CONTRACTED.sub("", text))]
    some = [w for w in found if not _is_empty(w)]
    short = {"".join(w[0] for w in listed).upper() for listed in (found, some) if len(listed) > 1}
    return frozenset(s for s in short if len(s) > 1)


@cache
def known_group(text: str) -> str | None:
    """The usual name of the well-known body that a printed name means; None where it is none."""
    names: dict[str, KnownGroup] = group_names()
    for form in (text, text.removeprefix("the ").removeprefix("The "), text.removesuffix("'s").removesuffix("’s")):
        found = names.get(name_key(form))
        if found is not None:
            return found.name
    return None
