"""Which names of one report name one thing: equal ones, parts of a name, acronyms, and names that the text itself equates.

Two men who share only a kunya ("Abu Hamza") or a nisba ("al-Masri") stay two: a part of a name is only joined to a full
name when the report holds exactly one that fits.
"""

import itertools
import re
from collections import defaultdict
from functools import cache

from ..lang.lexicon import common_words, demonyms, fold, group_names, name_key, place_names, words
from ..lang.names import parse_group
from ..model import Kind, Report
from .wording import ACRONYM, EQUATES, PERSONAL, Found

_OR = re.compile(r"\s*[,(]\s*or\s+(?:the\s+)?")
_OPENS = re.compile(r"\s*[(\[][“\"‘']?(?:the\s+)?")
_QUOTED = re.compile(r",\s*[“\"]")  # X, “Y”, said
_UNQUOTED = re.compile(r"[”\"],?\s")
_CLOSES = re.compile(r"[”\"’']?\s*(?:[)\]]|,\s)")
_COMPASS = re.compile(r"(?:north|south|east|west)(?:east|west)?(?:ern)?|central")
_HONORIFICS = words("honorifics")
_ARTICLES = words("articles")
_LINKS = words("links")
_PLACE_WORDS = frozenset(w.lower() for w in words("place_last")) - frozenset({
    "river", "mountain", "mountains", "mount", "hills", "island", "islands", "lake", "dam", "bridge", "airport",
    "base", "camp", "crossing", "border", "road", "street", "prison", "hospital", "sea", "ocean", "canal",
    "strait", "bay", "gulf", "fort", "hotel", "mosque", "junction", "front", "heights", "field", "airfield",
})  # fmt: skip
_VOWELS = (
    ("ou", "u"), ("oo", "u"), ("w", "u"), ("o", "u"), ("ee", "i"), ("y", "i"), ("e", "i"), ("kh", "h"), ("q", "k"),
)  # fmt: skip


@cache
def spelling(token: str) -> str:
    """A word of a name without what transliterations differ in: o/u, e/i/y, doubled letters, a final h."""
    made = fold(token)
    for old, new in _VOWELS:
        made = made.replace(old, new)
    made = re.sub(r"(.)\1+", r"\1", made)
    return made.removesuffix("h") or made


@cache
def tokens(name: str) -> tuple[str, ...]:
    """The words of a name for comparison: folded, without articles."""
    kept = tuple(t for t in fold(name).replace(",", " ").split() if t not in _ARTICLES)
    return tuple(spelling(t) for t in kept) or (fold(name),)


@cache
def person_tokens(name: str) -> tuple[str, ...]:
    """A person's words for comparison: without honorifics, initials, nicknames in quotes."""
    bare = re.sub(r"[“\"‘][^”\"’]*[”\"’]", " ", name)
    kept = [t for t in fold(bare).split() if t not in _ARTICLES and t not in _HONORIFICS and (len(t) > 1)]
    return tuple(spelling(t) for t in kept) or tokens(name)


def key_of(kind: Kind, text: str) -> str:
    """Names with one key are one name: known groups and countries by their first name."""
    if kind == "group":
        group = group_names().get(name_key(text)) or group_names().get(name_key(re.sub(r"^[Tt]he ", "", text)))
        if group:
            return f"group: {group.name}"
    place = place_names().get(fold(re.sub(r"^[Tt]he ", "", text)))
    if place and kind in ("place", "group") and place.sort != "city":
        return f"{kind}: {place.name}"
    return f"{kind}: " + " ".join(person_tokens(text) if kind == "person" else tokens(text))


def known_key(key: str) -> bool:
    """Does the key stand for a group that groups.tsv knows?"""
    return key.startswith("group: ") and name_key(key[7:]) in group_names()


class Names:
    """The distinct names of one report and which of them are one; `root` of two joined keys is equal."""

    def __init__(self, report: Report, found: tuple[Found, ...]) -> None:
        self.text = report.text
        self.found = [f for f in found if f.form == "name"]
        self.parent: dict[str, str] = {}
        self.first: dict[str, int] = {}
        self.own: dict[str, set[str]] = defaultdict(set)
        self.given: set[str] = set()  # keys that the text gives as another name of somebody it has just named
        for f in self.found:
            key = self.key(f)
            self.parent.setdefault(key, key)
            self.first.setdefault(key, f.span.start)
            self.own[key].add(f.span.of(self.text))

    def key(self, f: Found) -> str:
        """The key of a name where it stands."""
        return key_of(f.kind, f.span.of(self.text))

    def root(self, key: str) -> str:
        """The key that stands for all that are joined with `key`."""
        while self.parent[key] != key:
            key = self.parent[key]
        return key

    def join(self, left: str, right: str) -> None:
        """From now on the two are one thing; the one that stands first in the text stands for both."""
        left, right = self.root(left), self.root(right)
        if self.first[right] < self.first[left]:
            left, right = right, left
        self.parent[right] = left

    def resolve(self) -> None:
        """Joins what the text equates, then acronyms, then parts of names."""
        self._statements()
        self._acronyms()
        self._parts()

    def _statements(self) -> None:
        equal: Found | None = None
        outer = self._outer()
        for left, right in itertools.pairwise(outer):
            if right.span.start < left.span.end or right.span.start - left.span.end > 70:
                continue
            begin = right.title.start if right.title and right.title.start > left.span.end else right.span.start
            gap = self.text[left.span.end : begin]
            tail = self.text[right.span.end : right.span.end + 3]
            short = ACRONYM.fullmatch(right.span.of(self.text)) is not None
            same = left.kind == right.kind
            if EQUATES.fullmatch(gap) and (
                same or ("place" not in (left.kind, right.kind) and not PERSONAL.search(gap))
            ):
                self.join(self.key(left), self.key(right))
                self.given.add(self.key(right))
                equal = right
            elif EQUATES.fullmatch(gap) and PERSONAL.search(gap) and (bearer := self._person_before(left, right)):
                self.join(self.key(bearer), self.key(right))
                self.given.add(self.key(right))
            elif equal and equal.span.end == left.span.end and gap in (" and ", ", ", " or ", "/", ", and ") and same:
                self.join(self.key(left), self.key(right))  # "also known as X and Y"
                equal = right
            elif (_OR.fullmatch(gap) and same and short) or (
                ((_OPENS.fullmatch(gap) and _CLOSES.match(tail)) or (_QUOTED.fullmatch(gap) and _UNQUOTED.match(tail)))
                and self._explains(left, right, same=same)
            ):
                self.join(self.key(left), self.key(right))
                self.given.add(self.key(right))

    def _outer(self) -> list[Found]:
        """The names that stand inside no other."""
        kept: list[Found] = []
        for f in self.found:
            if not kept or f.span.end > kept[-1].span.end:
                kept.append(f)
        return kept

    def _person_before(self, left: Found, right: Found) -> Found | None:
        """Whose other name it is in "X, the head of the Y Group, whom all call Z": the person named before the group."""
        if right.kind != "person":
            return None
        near = [f for f in self.found if f.sentence == left.sentence and f.span.end <= left.span.start]
        people = [f for f in near if f.kind == "person" and left.span.start - f.span.end < 60]
        return people[-1] if people else None

    def _explains(self, left: Found, right: Found, *, same: bool) -> bool:
        """Is a name in brackets another name of the one before it?"""
        if not same or left.kind in ("place", "asset"):
            return False
        if left.kind == "group":
            if known_key(self.key(left)) and known_key(self.key(right)):
                return False
            return not (self._english(left) and self._english(right))  # "the 41st Front (Western Command)"
        return True

    def _english(self, f: Found) -> bool:
        """Is the name made of ordinary English words alone? Two such names side by side translate nothing."""
        name = f.span.of(self.text)
        return not ACRONYM.fullmatch(name) and all(
            w in common_words() or w in _LINKS or w in _ARTICLES or w[0].isdigit() or _COMPASS.fullmatch(w)
            for w in fold(name).split()
        )

    def _acronyms(self) -> None:
        for key in sorted(self.parent, key=lambda k: self.first[k]):
            for short in sorted(self.own[key]):
                if not ACRONYM.fullmatch(short) or not key.startswith("group: ") or known_key(key):
                    continue
                others = [k for k in self.parent if k != key and k.startswith("group:")]
                fits = [k for k in others if any(initials_fit(short, n) for n in self.own[k])]
                roots = {self.root(k) for k in fits}
                if len(roots) == 1:
                    self.join(key, fits[0])

    def _parts(self) -> None:
        keys = sorted(self.parent, key=lambda k: self.first[k])
        bodies = [k for k in keys if k.startswith("group:") and not known_key(k)]
        for n, key in enumerate(bodies):
            for other in bodies[n + 1 :]:
                if self._translated(key, other):
                    self.join(key, other)
        for short in keys:
            kind = short.split(":")[0]
            if kind == "person" and short in self.given and len(short.split()) == 2:
                continue  # the text says whose name it is
            fits = [k for k in keys if k != short and k.startswith(kind + ":") and self._is_part(kind, short, k)]
            roots = {self.root(k) for k in fits} - {self.root(short)}
            if len(roots) == 1:
                self.join(short, next(iter(roots)))
            elif len(roots) > 1 and kind == "group" and len(short.split()) == 2 and not known_key(short):
                before = [k for k in fits if self.first[k] < self.first[short]]
                if len({self.root(k) for k in before}) == 1:
                    self.join(short, before[0])

    def _translated(self, one: str, other: str) -> bool:
        """As in “Jabhat al-Wafa” and "Wafa Front": the same words in another language or order."""
        left = {parse_group(n).key for n in self.own[one] if parse_group(n).part == "full"}
        return any(parse_group(n).key in left for n in self.own[other])

    def _is_part(self, kind: str, short: str, long: str) -> bool:
        one, two = tuple(short.split()[1:]), tuple(long.split()[1:])
        if kind == "person" and any(
            re.search(rf"[“\"‘'](?:\w+ )?{re.escape(s)}[”\"’']", n) for s in self.own[short] for n in self.own[long]
        ):
            return True  # Hassan "Tex" Moran: Tex
        if len(one) >= len(two):
            return False
        if kind == "person":
            return _person_part(one, two)
        if kind == "group":
            return not (known_key(short) and known_key(long)) and any(
                _group_part(s, n) for s in self.own[short] for n in self.own[long]
            )
        if kind == "place":
            return any(_place_part(s, n) for s in self.own[short] for n in self.own[long])
        return two[-len(one) :] == one or (two[: len(one)] == one and not re.fullmatch(r"[iv]+|\d+", two[-1]))


def _person_part(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Is `short` a part of the full name `long`: its family name, its kunya, its first and last name?"""
    if short[0] in ("abu", "abuu", "um", "uum") and len(short) == 2:
        return long[:2] == short
    if len(short) == 1:
        return short[0] in long[1:] or (short[0] == long[0] and len(long) == 2 and long[0] != "abu")
    rest = iter(long)
    return all(t in rest for t in short) and (short[-1] == long[-1] or short[0] == long[0])


def initials_fit(short: str, name: str) -> bool:
    """Are the letters of an acronym the initials of a name's words? Small words may count or not."""
    letters = re.sub(r"[^a-z0-9]", "", short.lower().removesuffix("s") if short[-1] == "s" else short.lower())
    parts = [p for p in re.split(r"[\s-]+", fold(name).replace("-", " ")) if p]
    if len(parts) < 2 or len(letters) < 2:
        return False
    full = "".join(p[0] for p in parts)
    bare = "".join(p[0] for p in parts if p not in _LINKS and p not in _ARTICLES)
    return letters in (full, bare)


def _group_part(short: str, long: str) -> bool:  # noqa: PLR0911 - one case after another
    """Is `short` a shorter way to name the group `long`?"""
    one, two = tokens(short), tokens(long)
    if len(one) >= len(two):
        return False
    if ACRONYM.fullmatch(short) and f"{short}-" in long:
        return False  # CMT-R broke away from the CMT
    original = [t for t in fold(long).split() if t not in _ARTICLES]
    brief = parse_group(short)
    if brief.part == "short":  # "the Front", "the Ministry"
        return brief.heads <= parse_group(long).heads and parse_group(long).part == "full"
    if two[: len(one)] == one:
        rest = original[len(one) :]
        return bool(rest) and rest[0] not in _LINKS and not (len(rest) == 1 and rest[0].isdigit())
    if two[-len(one) :] == one:
        dropped = long.split()[: len(long.split()) - len(short.split())] or original[: len(two) - len(one)]
        if len(one) == 1 and short.rsplit(maxsplit=1)[-1] in words("group_last"):
            return True
        return all(
            d in demonyms() or fold(d) in place_names() or d in words("group_first") or fold(d) in _ARTICLES | {"u.s"}
            for d in dropped
        )
    if fold(short) in place_names():
        return False
    if len(one) == 1:
        at = two.index(one[0]) if one[0] in two else 0
        return (
            not (at and fold(long).split()[fold(long).split().index(original[at]) - 1] in _LINKS | {"the"})
            and original[0] not in _LINKS
            and one[0] in two
            and len(one[0]) > 3
            and short not in words("group_last")
            and not short.islower()
        )
    return False


def _place_part(short: str, long: str) -> bool:
    """As in “Idlib” and "Idlib Province", "the district of Idlib"."""
    one = [t for t in fold(short).split() if t not in _ARTICLES]
    two = [t for t in fold(long).split() if t not in _ARTICLES]
    rest = [t for t in two if t not in _PLACE_WORDS and t != "of"]
    return rest == one and two != one
