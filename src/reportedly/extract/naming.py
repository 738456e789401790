"""Names in a report: which capitalised words are a name, where it begins and ends, and what kind of thing it names.

A name is a run of capitalised words. Its kind is decided once for the whole report: every place where it stands gives
evidence (its own words, the words around it), and the sum decides, so that a name is typed alike everywhere.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ..lang.lexicon import (
    common_words,
    demonyms,
    first_names,
    fold,
    group_names,
    name_key,
    nouns,
    place_names,
    words,
)
from ..lang.tokens import Sentence
from ..model import Kind, Report, Span

_ARTICLE = re.compile(r"(?:al|el|an|ar|as|ash|at|ad|az|ed|ez|es|er|ul|d|l|wal|wa)[-’'](?=\w)", re.IGNORECASE)
_POSSESSIVE = re.compile(r"[’'ʼ]s$|(?<=s)[’']$")
_INITIAL = re.compile(r"[A-Z]$|[A-Z]\.$")
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)$")
_KINDS: tuple[Kind, ...] = ("person", "group", "place", "asset")
_LONGEST_KNOWN = 9  # words of the longest name in groups.tsv
_ACRONYM = re.compile(r"[A-Z][A-Za-z]*[A-Z][A-Z0-9-]*s?$")


@dataclass(frozen=True, slots=True)
class Word:
    """A word for naming: without its possessive, with the dot of an abbreviation."""

    text: str
    start: int
    end: int
    possessive: bool = False  # "'s" follows

    @property
    def lower(self) -> str:
        """In lower case."""
        return self.text.lower()

    @property
    def article(self) -> bool:
        """An Arabic article joined to a name: "al-Masri", "Al-Masri"."""
        return bool(_ARTICLE.match(self.text)) and self.text[-1].isalpha()

    @property
    def capital(self) -> bool:
        """Is it written as (part of) a name?"""
        if self.text[0].isupper():
            return True
        match = _ARTICLE.match(self.text)
        return bool(match) and self.text[match.end() : match.end() + 1].isupper()


@dataclass(slots=True, kw_only=True)
class Name:
    """A name where it stands; `kind` is filled once all are found."""

    words: tuple[Word, ...]
    sentence: Sentence
    at: int  # index of its first word in the sentence
    title: Span | None = None
    gender: str = ""
    kind: Kind | None = None
    weak: bool = False  # a single word at the head of a sentence
    text: str = field(default="")

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.words[0].start, self.words[-1].end)


_ABBREVIATIONS = frozenset(w.rsplit(maxsplit=1)[-1] for w in words("title") if len(w.rsplit(maxsplit=1)[-1]) <= 5) | {
    "St",
    "Mt",
    "Jr",
    "Sr",
    "No",
    "Ft",
}


def words_of(sentence: Sentence) -> tuple[Word, ...]:
    """The words of a sentence as naming needs them."""
    found: list[Word] = []
    for token in sentence.tokens:
        text, start, end = token.text, token.start, token.end
        if text in ("'s", "’s", "ʼs") and found and found[-1].end == start:
            last = found.pop()
            found.append(Word(last.text, last.start, last.end, possessive=True))
            continue
        if text == "." and found and found[-1].end == start and _takes_dot(found[-1]):
            last = found.pop()
            found.append(Word(last.text + ".", last.start, end))
            continue
        match = _POSSESSIVE.search(text)
        if match and match.start() > 1:
            found.append(Word(text[: match.start()], start, start + match.start(), possessive=True))
        else:
            found.append(Word(text, start, end))
    return tuple(found)


def _takes_dot(word: Word) -> bool:
    return bool(_INITIAL.match(word.text)) or "." in word.text or word.text in _ABBREVIATIONS


def shouting(words_: Iterable[Word]) -> bool:
    """Is the sentence in capitals or in title case, so that a capital letter says nothing?"""
    long = [w for w in words_ if len(w.text) > 3 and w.text[0].isalpha()]
    if len(long) < 2:
        return False
    return sum(w.text[0].isupper() for w in long) >= max(2, 0.8 * len(long))


def runs(line: tuple[Word, ...]) -> Iterator[tuple[int, int]]:
    """Index ranges of capitalised runs, with the small words that hold a name together."""
    i = 0
    while i < len(line):
        if not _begins(line, i):
            i += 1
            continue
        j = i + 1
        while j < len(line) and not line[j - 1].possessive:
            step = _continues(line, i, j)
            if not step:
                break
            j += step
        yield i, j
        i = j


def _begins(line: tuple[Word, ...], i: int) -> bool:
    word = line[i]
    if word.capital:
        return True
    if word.lower in ("al", "el", "bin", "ibn", "ben", "abu", "abou") and i + 1 < len(line) and line[i + 1].capital:
        return True
    return bool(_ORDINAL.match(word.text)) and i + 1 < len(line) and line[i + 1].text in words("group_unit")


def _adjacent(left: Word, right: Word) -> bool:
    return right.start - left.end <= 1


def _continues(line: tuple[Word, ...], i: int, j: int) -> int:
    """How many words from `j` on still belong to the name that began at `i`; 0: none."""
    word, before = line[j], line[j - 1]
    if not _adjacent(before, word):
        return 0
    if word.capital:
        return 1
    following = line[j + 1] if j + 1 < len(line) else None
    if word.text.isdigit() or _ORDINAL.match(word.text):
        return int(
            before.text in words("asset_first") | words("group_unit") | {"Flight"}
            or _ACRONYM.match(before.text) is not None
        )
    if following is None:
        return 0
    if word.lower in words("particle") and following.capital and _adjacent(word, following):
        return 2
    if word.text in ("“", '"', "‘", "'") and _nickname(line, j):
        return _nickname(line, j)
    head = any(
        w.text in words("group_first")
        or w.text in words("group_last")
        or w.text
        in (
            "State",
            "Islamic",
            "Bay",
            "Gulf",
            "Horn",
            "Strait",
            "Isle",
            "Republic",
            "Kingdom",
            "Bank",
            "Bend",
            "Secretary",
            "Minister",
            "Governor",
        )
        for w in line[i:j]
    )
    known = fold(" ".join(w.text for w in line[i:j])) in ("al qaeda", "al qaida", "qaeda", "al qaida", "qaida")
    if word.lower in ("of", "for", "in", "against", "to") and (head or known):
        skip = 2 if following.lower == "the" and j + 2 < len(line) else 1
        target = line[j + skip] if j + skip < len(line) else None
        if target is None or not target.capital:
            return 0
        if word.lower in ("in", "to", "against") and not _known_from(line, i, j + skip + 1):
            return 0
        return skip + 1
    if word.lower in ("and", "&") and following.capital:
        inside = {w.lower for w in line[i:j]}
        if _known_from(line, i, j + 1) or (inside & {"of", "for"} and following.lower in common_words() | {"the"}):
            return 2
        if word.text == "&":
            return 2
    if word.lower in ("and",) and following.lower == "the" and j + 2 < len(line) and _known_from(line, i, j + 3):
        return 3
    return 0


def _nickname(line: tuple[Word, ...], j: int) -> int:
    """A nickname in quotes inside a name: Richard "Tex" Coe. The number of words up to the closing quote."""
    for k in range(j + 2, min(j + 5, len(line) - 1)):
        if line[k].text in ("”", '"', "’", "'") and line[k + 1].capital and all(w.capital for w in line[j + 1 : k]):
            return k - j + 1
    return 0


def _known_from(line: tuple[Word, ...], i: int, j: int) -> bool:
    """Does a known group's name begin at or after `i` and reach at least to `j`?"""
    for end in range(min(len(line), i + _LONGEST_KNOWN), j - 1, -1):
        if any(_known(line[start:end]) for start in range(i, j - 1)):
            return True
    return False


def _known(part: tuple[Word, ...]) -> bool:
    return name_key(" ".join(w.text for w in part)) in group_names()


def joined(part: Iterable[Word]) -> str:
    """A name's words as one string."""
    return " ".join(w.text for w in part)


def split_run(line: tuple[Word, ...], i: int, j: int, sentence: Sentence) -> list[Name]:
    """The names in a run: without titles, without a capital that only begins the sentence."""
    first = _first_word(line)
    if i == first and not shouting(line):
        i = _skip_opening(line, i, j)
    while i < j and (line[i].text in words("stop") and not _protected(line, i, j)):
        i += 1
    while j > i and (line[j - 1].text in words("stop") or not (line[j - 1].capital or line[j - 1].text[0].isdigit())):
        if line[j - 1].text in words("place_last") or _known(line[i:j]):
            break
        j -= 1
    if i >= j:
        return []
    part = line[i:j]
    if _known(part) or fold(joined(part)) in place_names():
        return [_name(line, i, j, sentence)]
    cut = _title_in(line, i, j)
    if cut:
        a, b = cut
        names = split_run(line, i, a, sentence) if a > i else []
        tail = _name(line, b, j, sentence)
        tail.title = Span(line[a].start, line[b - 1].end)
        tail.kind = None
        return [*names, tail]
    for k in range(i + 1, j):  # a known name at the front, another name behind it: "ISIS Abu X"
        if _known(line[i:k]) and line[k].text not in words("group_last") and len(line[i:k]) + 1 < j - i:
            return [_name(line, i, k, sentence), *split_run(line, k, j, sentence)]
    while j - i > 1 and line[i].text in demonyms() and not _group_like(line[i:j]) and not _place_like(line[i:j]):
        i += 1
    if j - i == 1 and line[i].text in demonyms() and fold(line[i].text) not in place_names():
        return []
    return [_name(line, i, j, sentence)]


def _protected(line: tuple[Word, ...], i: int, j: int) -> bool:
    """A capitalised common word that begins a known or headed name: "Western Sahara", "The Long War Journal"."""
    rest = line[i:j]
    if line[i].text in ("I", "We", "He", "She", "It", "They", "You"):
        return False
    whole = joined(rest)
    return (
        name_key(whole) in group_names()
        or fold(whole) in place_names()
        or (
            line[i].text
            in (
                "North",
                "South",
                "East",
                "West",
                "Northern",
                "Southern",
                "Eastern",
                "Western",
                "First",
                "Second",
                "Third",
                "Fourth",
                "Fifth",
            )
            and j - i > 1
        )
        or (line[i].text in ("Arab", "Islamist", "Muslim", "Sunni") and _group_like(rest) and j - i > 1)
    )


def _first_word(line: tuple[Word, ...]) -> int:
    return next((k for k, w in enumerate(line) if w.text[0].isalnum()), 0)


def _skip_opening(line: tuple[Word, ...], i: int, j: int) -> int:
    """Past a word that has its capital only because the sentence begins with it."""
    word = line[i]
    if _protected(line, i, j) or _known(line[i:j]):
        return i
    plain = word.lower in common_words() or word.text in words("stop")
    if not plain or word.possessive:
        return i
    if j - i > 1 and (
        word.text in words("group_first")
        or word.text in words("place_first")
        or word.text in words("title")
        or (word.text in first_names() and line[i + 1].capital)
        or _group_like(line[i:j])
        and word.text not in words("stop")
    ):
        return i
    return i + 1


def _title_in(line: tuple[Word, ...], i: int, j: int) -> tuple[int, int] | None:
    """The stretch of a run that is a title before a name: (begin, end), the first that leaves a name behind it."""
    if _group_like(line[i:j]) and line[j - 1].text not in first_names():
        return None
    begin = None
    k = i
    while k < j:
        width = next((n for n in (4, 3, 2, 1) if k + n < j and _is_title(line[k : k + n])), 0)
        if width:
            begin = k if begin is None else begin
            k += width
        elif begin is not None:
            return (begin, k)
        else:
            k += 1
    return None


def _is_title(part: tuple[Word, ...]) -> bool:
    text = " ".join(w.text for w in part)
    return (
        text.rstrip(".") in words("title")
        or text.replace(".", "") in words("title")
        or (text.isupper() and len(text) > 2 and text.rstrip(".").title() in words("title"))
    )


def _group_like(part: tuple[Word, ...]) -> bool:
    last = part[-1].text
    return (
        last in words("group_last")
        or part[0].text in words("group_first")
        or any(
            w.text in ("of", "for") and part[k - 1].text in words("group_last") | words("group_first")
            for k, w in enumerate(part)
            if k
        )
    )


def _place_like(part: tuple[Word, ...]) -> bool:
    return len(part) > 1 and (part[-1].text in words("place_last") or part[0].text in words("place_first"))


def _name(line: tuple[Word, ...], i: int, j: int, sentence: Sentence) -> Name:
    made = Name(words=line[i:j], sentence=sentence, at=i)
    made.text = made.span.of(sentence.text) if False else joined(line[i:j])
    made.weak = j - i == 1 and i == _first_word(line)
    return made


class Typist:
    """Gathers evidence for the kind of every name of one report, then decides."""

    def __init__(self) -> None:
        self.evidence: defaultdict[str, Counter[Kind]] = defaultdict(Counter)
        self.strong: set[str] = set()

    def own_words(self, name: Name) -> None:
        """What the name's own words say."""
        part, text = name.words, name.text
        got = self.evidence[name.text]
        known = group_names().get(name_key(text))
        place = place_names().get(fold(text))
        if known:
            got["group"] += 8
        if place:
            got["place"] += 7 if place.sort in ("country", "capital", "region", "sea", "river") else 3
        if name.title:
            got["person"] += 6
        first, last = part[0].text, part[-1].text
        if first in words("kunya") and len(part) > 1:
            got["person"] += 6
        if first in first_names() and len(part) > 1 and last not in words("group_last"):
            got["person"] += 4
        elif first in first_names():
            got["person"] += 2
        if first in words("honorific_part") and len(part) > 1:
            got["person"] += 3
        if any(w.lower in ("bin", "ibn", "ben", "ould", "ag", "bint") for w in part[1:]):
            got["person"] += 4
        if any(_INITIAL.match(w.text) for w in part[1:-1] or part[:1]) and len(part) > 1 and not _ACRONYM.match(text):
            got["person"] += 3
        if len(part) > 1:
            if last in words("group_last"):
                got["group"] += 5
            if first in words("group_first"):
                got["group"] += 4
            if last in words("place_last"):
                got["place"] += 4
            if first in words("place_first") and last not in words("group_last"):
                got["place"] += 2
            if first in words("asset_first") or last in words("asset_last"):
                got["asset"] += 5
            if any(w.text in ("of", "for") for w in part) and _group_like(part):
                got["group"] += 2
            if last.startswith(("al-", "el-")) and not got["group"] and not got["place"]:
                got["person"] += 1
        if len(part) == 1 and _ACRONYM.match(text) and text.isupper() and 2 <= len(text) <= 7:
            got["group"] += 2

    def context(self, name: Name, line: tuple[Word, ...]) -> None:
        """What the words around it say."""
        got = self.evidence[name.text]
        i, j = name.at, name.at + len(name.words)
        before = [w.lower for w in line[max(0, i - 4) : i]]
        after = [w.lower for w in line[j : j + 4]]
        while before and before[-1] in ("the", "a", "an", "“", '"', "‘"):
            before.pop()
        last = before[-1] if before else ""
        nxt = after[0] if after else ""
        possessive = line[j - 1].possessive
        if last in words("place_prep") and not possessive:
            got["place"] += 2
        elif last == "from" and not possessive:
            got["place"] += 1
        if last == "of" and len(before) > 1:
            if before[-2] in words("place_common"):
                got["place"] += 4
            elif before[-2] in words("org_before"):
                got["group"] += 2
        if last in (
            "north",
            "south",
            "east",
            "west",
            "northern",
            "southern",
            "eastern",
            "western",
            "central",
            "northeastern",
            "northwestern",
            "southeastern",
            "southwestern",
            "rural",
        ):
            got["place"] += 3
        if nxt in words("place_common") and not possessive:
            got["place"] += 3
        if nxt in words("group_common"):
            got["group"] += 2
        if possessive and nxt in (
            "leader",
            "spokesman",
            "fighters",
            "forces",
            "army",
            "militants",
            "commander",
            "government",
            "branch",
            "affiliate",
        ):
            got["group"] += 2
        if nxt in words("speech") and not possessive:
            got["person"] += 1
            got["group"] += 1
        if nxt in words("person_verb"):
            got["person"] += 3
        if (
            nxt == ","
            and len(after) > 1
            and (
                after[1] in ("who", "whose", "aged")
                or after[1].isdigit()
                and 10 < int(after[1]) < 99
                and after[2:3] == [","]
            )
        ):
            got["person"] += 3
        if last and last in nouns() and nouns()[last].kind == "person" and nouns()[last].number == "s":
            got["person"] += 4
        if last in ("mr", "named", "called", "alias") and len(name.words) > 1:
            got["person"] += 1
        if last in ("against", "joined", "joining", "with", "by", "between") and len(name.words) > 1:
            got["group"] += 1

    def decide(self, names: list[Name]) -> None:
        """Gives every name its kind; a name without evidence takes it from a longer one, a list, or its shape."""
        kinds: dict[str, Kind] = {}
        for text in sorted(self.evidence):
            got = self.evidence[text]
            best = max(_KINDS, key=lambda kind: (got[kind], -_KINDS.index(kind)))
            if got[best] > 0:
                kinds[text] = best
        parts: dict[str, Counter[Kind]] = defaultdict(Counter)
        for name in names:
            if name.text in kinds and len(name.words) > 1 and kinds[name.text] == "person":
                for word in {w.text for w in name.words} | {joined(name.words[:2]), joined(name.words[-2:])}:
                    parts[word]["person"] += self.evidence[name.text]["person"]
        for name in names:
            short = parts.get(name.text)
            got = self.evidence[name.text]
            if short and max(got.values(), default=0) <= 3 and short["person"] >= 3 and got["place"] < 3:
                kinds[name.text] = "person"
            if name.text not in kinds:
                kinds[name.text] = self._by_shape(name)
            name.kind = kinds[name.text]

    @staticmethod
    def _by_shape(name: Name) -> Kind:
        if len(name.words) > 1 or name.words[0].article:
            return "person"
        return "place" if not name.words[0].text.isupper() else "group"


def find_names(report: Report, sentences: tuple[Sentence, ...]) -> list[Name]:
    """All names of the report, typed, in the order of the text."""
    lines = [words_of(s) for s in sentences]
    found: list[Name] = []
    loud: list[int] = []
    for k, (sentence, line) in enumerate(zip(sentences, lines, strict=True)):
        if shouting(line) and len(line) > 3:
            loud.append(k)
            continue
        for i, j in runs(line):
            found += split_run(line, i, j, sentence)
    firm = {n.text for n in found if not n.weak}
    found = [n for n in found if not n.weak or _stands_alone(n, firm)]
    for k in loud:  # headlines: what the body knows, then what is left
        found += _from_headline(sentences[k], lines[k], firm)
    typist = Typist()
    index = {id(s): k for k, s in enumerate(sentences)}
    seen: set[str] = set()
    for name in found:
        if name.text not in seen:
            seen.add(name.text)
        if name.text not in typist.evidence:
            typist.own_words(name)
        elif name.title:
            typist.evidence[name.text]["person"] += 6
        typist.context(name, lines[index[id(name.sentence)]])
    typist.decide(found)
    found.sort(key=lambda n: (n.span.start, -n.span.end))
    return found


def _stands_alone(name: Name, firm: set[str]) -> bool:
    """A single capitalised word at the head of a sentence: is it a name?"""
    word = name.words[0]
    if name.text in firm or name_key(name.text) in group_names() or fold(name.text) in place_names():
        return True
    return word.lower not in common_words() and word.lower not in nouns() and word.text not in words("stop")


def _from_headline(sentence: Sentence, line: tuple[Word, ...], firm: set[str]) -> list[Name]:
    """Names in a sentence whose capitals say nothing: those the report or the lexicons know."""
    known = {fold(t) for t in firm}
    found: list[Name] = []
    i = 0
    while i < len(line):
        for j in range(min(len(line), i + _LONGEST_KNOWN), i, -1):
            text = joined(line[i:j])
            place = place_names().get(fold(text))
            if (
                fold(text) in known
                or name_key(text) in group_names()
                or (place and place.sort in ("country", "capital", "region"))
            ):
                if line[i].text[0].isupper() or line[i].capital:
                    found.append(_name(line, i, j, sentence))
                    i = j - 1
                    break
        i += 1
    return found
