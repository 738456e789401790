"""The parts of a group's name: the head that says what kind of body it is, the words that say which one, numbers.

"Jabhat al-Wafa", "the Wafa Front" and "Front of al-Wafa" are one name: head `front`, word `wafa`. Words of Arabic, French
and Spanish that names of armed groups are made of are put into English (`data/group_words.tsv`), so that a name and its
translation meet. Articles and "of" say nothing. Acronyms are kept as printed.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from .lexicon import KnownGroup, group_names, name_key, rows, words
from .spelling import CACHE, latin, skeleton

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
    for sort, english, *forms in rows("group_words.tsv"):
        for form in (english, *(forms[0].split() if forms else ())):
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
