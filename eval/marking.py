"""The names of a report, complete: an annotation of claims names who takes part in them, our own rules find the rest.

A layer that a tagger learns from must hold every name, date and number, or it teaches that the missing ones are none. So
the annotated names come first, then what the rules of `reportedly.extract` find, then phrases of another annotation
(re3d) that are written as names, then peoples, times, titles and counts by lists. Outermost, one label a word.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from reportedly.extract import mentions
from reportedly.lang.dates import find_times
from reportedly.lang.encoder import words as words_of
from reportedly.lang.lexicon import common_words, first_names, fold, group_names, name_key, nouns, place_names, words
from reportedly.lang.numbers import ONE
from reportedly.lang.tokens import Token, split
from reportedly.model import Report
from reportedly.when import ANY

from .wordings import TITLES, Labelled, national, time_named, word_set

__all__ = ["Mark", "Marker", "flat", "known_names", "label_of", "proper"]

Mark = tuple[int, int, str]  # begin, end (characters of the report), label

_BODIES = word_set(
    "ministry department office court tribunal parliament senate congress assembly house university college "
    "school institute center centre foundation agency news tv television radio press times post journal "
    "magazine media bank company corporation inc ltd union nations organization organisation observatory "
    "commission committee embassy government administration council secretariat unicef unesco unhcr un eu nato "
    "association society network fund bureau authority hospital crescent cross watch international programme "
    "program service gazette herald monitor daily courier mail tribune chronicle telegraph wire today "
    "conference academy charity ngo chamber"
)
_FORCES = word_set(
    "army navy force forces police guard guards militia brigade brigades battalion regiment division front "
    "movement party squadron wing command corps troops marines peshmerga battery company unit units coalition "
    "alliance task defense defence faction wilayat liberation resistance"
)
_ARTICLE = re.compile(r"(?:[Tt]he|[Aa]n?|[Tt]hat|[Tt]his|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er|[Oo]ur)\s+")
_JOINS = word_set("of the and for in de la al el bin ibn ben & / - – ' ’ ’s 's . ( ) to on y da du des")
_NUMBER = re.compile(
    rf"(?<![\w.,/:#@’'-])(?:[$€£]\s?\d[\d,.]*(?:\s?(?:million|billion|trillion|thousand|m|bn))?(?!\w)"
    rf"|(?:dozens|scores|hundreds|thousands|millions|tens)\sof(?:\s(?:thousands|hundreds|millions)\sof)?(?=\s[a-z])"
    rf"|(?:(?:{ONE})(?:\s?[-–]\s?|\sto\s))?(?:{ONE})(?:[\s-](?:hundred|thousand|million|billion))?(?![\w:/]))",
    re.IGNORECASE,
)
_UNITS = word_set(
    "percent % per km kms kilometers kilometres kilometer kilometre miles mile mi meters metres m kg kilograms "
    "tons tonnes barrels dollars euros pounds feet acres hectares times points votes seats rounds"
)
_NO_NOUN = word_set(
    "was is has his its this thus as us does perhaps always across towards besides others afterwards unless "
    "yes of and or in on at to by for from with that which who were are have had be been will would can could "
    "may the a an"
)
_LOWER = re.compile(r"(?!(?:al|el|bin|ibn|ben|abu|abou|umm|ould|ag|de|la)\b)[^\W\d_A-Z][^\sA-Z]*\s+")
_DETERMINER = re.compile(
    r"(?:the|an?|its|his|her|their|our|noble|former|late|self-styled|senior|top)\s+", re.IGNORECASE
)
_WORD = re.compile(r"(\w+)\s+")
_KIN = word_set("brother sister father mother son Mother")
_MONTHS = word_set("jan feb mar apr may jun jul aug sep sept oct nov dec")
_NO_ASSET = word_set("resolution book exercise act agreement accord accords declaration report sector treaty")
_DERIVED = re.compile(r"(?:n|an|ian|ean|i|ese|ite|is|ns|ans|ians|eans|ites|nian|nians)$")
_PRONOUNS = word_set("i we he she it they you me us him her them his its their our your my who this that these those")
_SPELLS = re.compile(r"(?:second|minute|hour|day|night|week|weekend|month|year|decade|centur)(?:s|y|ies)?$")
_TITLES = words("title")
_MOST_TITLE = 5  # words


class Marker:
    """Marks the names of one report.

    `gold` are the entities of its annotation, `more` typed phrases of another one, `known` the kinds of names in the
    annotations of reports about the same things (`known_names`): they count where the report's own is silent.
    """

    def __init__(
        self,
        report: Report,
        gold: Sequence[dict[str, Any]] = (),
        more: Iterable[Mark] = (),
        known: Mapping[str, str] | None = None,
    ) -> None:
        self.report = report
        self.text = report.text
        self.sentences = split(report)
        self.tokens = [words_of(self.text, s.span.start, s.span.end) for s in self.sentences]
        self.gold = {name: kind for name, kind in (known or {}).items() if name in self.text}
        self.places = {name for name, kind in (known or {}).items() if kind == "place"}
        self.gold.update(_named(gold))
        self.more = list(more)

    def rows(self) -> list[list[Labelled]]:
        """The marks of every sentence, in words."""
        ranked = [(0, m) for m in self._annotated()] + [(1, m) for m in self._ruled()]
        ranked += [(2, m) for m in self._phrased()]
        ranked += [(3, m) for m in self._times()]
        ranked += [(4, m) for m in self._numbers()]
        marks = flat(ranked)
        derived = self._derived({self.text[a:b] for a, b, label in marks if label == "place"} | self.places)
        made = []
        for sentence, tokens in zip(self.sentences, self.tokens, strict=True):
            inside = [m for m in marks if sentence.span.start <= m[0] and m[1] <= sentence.span.end]
            row = [s for m in inside for s in [_in_words(tokens, m)] if s]
            row = _whole(row)
            row = [(a, b, "nationality" if b - a == 1 and tokens[a].text in derived else k) for a, b, k in row]
            taken = {i for a, b, _ in row for i in range(a, b)}
            row += [
                (i, i + 1, "nationality")
                for i, t in enumerate(tokens)
                if i not in taken and (national(t.text) or t.text in derived)
            ]
            made.append(_with_titles(tokens, sorted(row)))
        return made

    def _derived(self, places: set[str]) -> frozenset[str]:
        """The capitalised words that are made from the name of a place that the report names."""
        made = set()
        for place in sorted(p for p in places if len(p) > 3 and " " not in p):
            stem = place[:-1] if place[-1] in "aeiou" else place
            for token in (t for row in self.tokens for t in row):
                if token.text != place and token.text.startswith(stem) and _DERIVED.fullmatch(token.text[len(stem) :]):
                    made.add(token.text)
        return frozenset(made - {n for n, kind in self.gold.items() if kind != "place"})

    def _annotated(self) -> Iterator[Mark]:
        """Every place where an annotated name stands, in the case of the annotation."""
        if not self.gold:
            return
        longest = sorted(self.gold, key=lambda n: (-len(n), n))
        pattern = r"(?<![\w])(?:" + "|".join(re.escape(n) for n in longest) + r")(?!\w)"
        for match in re.finditer(pattern, self.text):
            yield match.start(), match.end(), label_of(self.gold[match[0]], match[0])

    def _ruled(self) -> Iterator[Mark]:
        """What the rules find, with the titles that stand before persons."""
        for found in mentions.find(self.report, self.sentences):
            if found.form != "name":
                continue
            start, end = found.span.start, found.span.end
            while end > start and (last := self.text[start:end].rpartition(" "))[1] and not last[2][:1].isupper():
                if any(c.isdigit() for c in last[2]) or last[2].startswith(("al-", "el-")):
                    break
                end = start + len(last[0])
            while first := _LOWER.match(self.text, start, end):
                start = first.end()
            name = self.text[start:end]
            doubtful = _doubtful(name, found.kind) or self._lone(name, start, titled=found.title is not None)
            if name and not national(name) and (name in self.gold or not doubtful):
                yield start, end, label_of(found.kind, name)
            if found.title is not None and (title := _title(self.text, found.title.start, found.title.end)):
                yield title

    def _lone(self, name: str, start: int, *, titled: bool) -> bool:
        """Is it a single word with a capital, unknown to us, that stands at the head of sentences alone?"""
        if titled or not name.isalpha() or not name[1:].islower() or name in first_names():
            return False
        if name_key(name) in group_names() or fold(name) in place_names():
            return False
        heads = {s.span.start for s in self.sentences}
        return all(m.start() in heads for m in re.finditer(rf"\b{name}\b", self.text)) and start in heads

    def _phrased(self) -> Iterator[Mark]:
        for start, end, label in self.more:
            if label in ("time", "nationality", "quantity"):
                yield start, end, label
                continue
            inner = _trimmed(self.text, start, end, person=label == "person")
            name = self.text[slice(*inner)] if inner else ""
            acronym = label == "asset" and name.rstrip("s").isalpha() and name.rstrip("s").isupper()
            if inner and proper(name) and not national(name) and not acronym and not _doubtful(name, label):
                yield *inner, label_of(label, name)

    def _times(self) -> Iterator[Mark]:
        for passage in self.report.passages:
            for time in find_times(self.text, passage.span.start, passage.span.end, ANY):
                yield time.span.start, time.span.end, "time"

    def _numbers(self) -> Iterator[Mark]:
        for tokens in self.tokens:
            for match in _NUMBER.finditer(self.text, tokens[0].start, tokens[-1].end) if tokens else ():
                yield from _counted(self.text, tokens, match)


def _counted(text: str, tokens: Sequence[Token], match: re.Match[str]) -> Iterator[Mark]:
    """The number with the noun that it counts: one of our nouns, a unit, a plural within four words."""
    start, end = match.start(), match.end()
    if match[0][0] in "$€£":
        yield start, end, "quantity"
        return
    after = [t for t in tokens if t.start >= end][:4]
    last = None
    for at, token in enumerate(after):
        lower = token.lower
        if text[token.end : token.end + 1] == "-":
            return  # "three rocket-propelled grenades"
        if lower in _NO_NOUN or not (token.text.isalpha() or token.text == "%") or token.text[0].isupper():
            break
        plural = lower.endswith("s") and len(lower) > 3 and not lower.endswith("ss")
        if lower in nouns() or lower in _UNITS or plural or _SPELLS.match(lower):
            last = token
            following = after[at + 1].lower if at + 1 < len(after) else ""
            if not (following in nouns() or (following.endswith("s") and following not in _NO_NOUN)):
                break
    if last is None or text[end : end + 1] == "-":
        return
    if match[0].lower() == "one" and nouns().get(last.lower, None) is None:
        return
    if text[start:end].lower() in ("a", "an"):
        return
    yield start, last.end, "time" if _SPELLS.match(last.lower) else "quantity"


def _doubtful(name: str, kind: str) -> bool:
    """Is it rather no name: a capitalised common word, an account, a resolution that the rules take for a thing?"""
    lower = name.lower()
    if not name or lower in _PRONOUNS or "°" in name:
        return True
    plain = (lower in common_words() or lower in nouns()) and name_key(name) not in group_names()
    plain = plain and fold(name) not in place_names()
    unlike = kind == "asset" and (not _NO_ASSET.isdisjoint(lower.split()) or lower.split()[0] in _MONTHS)
    return plain or unlike or name[0] in "#@" or (kind == "person" and any(c.isdigit() for c in name))


def _title(text: str, start: int, end: int) -> Mark | None:
    """The title without article and people before it; none where it ends in no title ("his cousin", "the suspect")."""
    while first := _DETERMINER.match(text, start, end) or _nation_before(text, start, end):
        start = first.end()
    last = text[start:end].rstrip(".").rpartition(" ")[2]
    titled = last.lower() in TITLES or last in _TITLES or last.lower() in ("leader", "chief", "emir", "sheik")
    return (start, end, "title") if titled and last not in _KIN else None


def _nation_before(text: str, start: int, end: int) -> re.Match[str] | None:
    word = _WORD.match(text, start, end)
    return word if word and national(word[1]) else None


def known_names(entities: Iterable[dict[str, Any]]) -> dict[str, str]:
    """The names of many reports' entities that have one kind in all of them, but for common words."""
    kinds: defaultdict[str, set[str]] = defaultdict(set)
    for name, kind in _named(entities):
        kinds[name].add(kind)
    return {
        name: min(found)
        for name, found in sorted(kinds.items())
        if len(found) == 1 and len(name) > 2 and not _doubtful(name, min(found))
    }


def _named(entities: Iterable[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    for entity in entities:
        if entity.get("named", True):
            yield from ((name, entity["kind"]) for name in _proper_names(entity))


def _proper_names(entity: dict[str, Any]) -> Iterator[str]:
    """The names of an entity, without articles and titles; a description is none."""
    for printed in entity["names"]:
        inner = _trimmed(printed, 0, len(printed), person=entity["kind"] == "person")
        name = printed[slice(*inner)] if inner else ""
        unlike = entity["kind"] == "asset" and not _NO_ASSET.isdisjoint(name.lower().split())
        if proper(name) and not national(name) and not unlike:
            yield name


def proper(name: str) -> bool:
    """Is it written as a name: capitals but for small words, with no common word at its ends?"""
    parts = re.findall(r"[\w.]+(?:['’][a-z]\b)?|[^\w\s]", name)
    if not parts or not any(p[0].isupper() or p[0].isdigit() for p in parts):
        return False
    real = [p for p in parts if p.lower() not in _JOINS and p[0].isalnum()]
    if not real or not any(any(c.isupper() for c in p) for p in real):
        return False
    return all(p[0].isupper() or p[0].isdigit() or any(c.isupper() for c in p) for p in real)


def _trimmed(text: str, start: int, end: int, *, person: bool) -> tuple[int, int] | None:
    """The phrase without its article, a person's without titles and people before the name."""
    phrase = text[start:end].rstrip(" ,.;:’'\"”")
    end = start + len(phrase)
    if article := _ARTICLE.match(phrase):
        start += article.end()
    while person and start < end:
        parts = text[start:end].split(" ")
        width = next(
            (n for n in range(min(_MOST_TITLE, len(parts) - 1), 0, -1) if " ".join(parts[:n]).rstrip(".,") in _TITLES),
            0,
        )
        if not width and len(parts) > 1 and national(parts[0]):
            width = 1
        if not width:
            break
        start += len(" ".join(parts[:width])) + 1
    if person and text[start:end].rstrip(".") in _TITLES:
        return None
    return (start, end) if start < end else None


def label_of(kind: str, name: str) -> str:  # noqa: PLR0911 - one case after another
    """Our label of a name of one of the model's kinds: countries are places also where they act; bodies are organizations."""
    if kind not in ("group", "organization"):
        return kind
    known = group_names().get(name_key(name))
    place = place_names().get(fold(name)) or place_names().get(fold(f"the {name}"))
    if known is None and place is not None and (place.sort != "city" or kind == "organization"):
        return "place"
    if name.lower().startswith(("ministry", "department", "office", "secretary")) or name.lower().endswith("ministry"):
        return "organization"
    if known is not None:
        armed = known.sort in ("armed", "party") or bool({w.lower() for w in known.name.split()} & _FORCES)
        return "group" if armed or known.name in ("CENTCOM", "AFRICOM") else "organization"
    lower = [w.lower() for w in re.findall(r"[^\W\d_]+", name)]
    if not lower or lower[-1] in _FORCES:
        return "group"
    if lower[-1] in _BODIES or lower[0] in _BODIES:
        return "organization"
    if not _FORCES.isdisjoint(lower):
        return "group"
    return "organization" if not _BODIES.isdisjoint(lower) or kind == "organization" else "group"


def flat(ranked: Iterable[tuple[int, Mark]]) -> list[Mark]:
    """The best of marks that overlap: the lower rank, then the longest; but a longer name around a better one's, of its kind."""
    kept: list[tuple[int, Mark]] = []
    for rank, mark in sorted(set(ranked), key=lambda r: (r[0], r[1][0] - r[1][1], r[1])):
        over = [k for k in kept if mark[0] < k[1][1] and k[1][0] < mark[1]]
        if not over:
            kept.append((rank, mark))
        elif rank < 2 and mark[2] not in ("person", "title") and all(_within(k[1], mark) for k in over):
            kept = [k for k in kept if k not in over]
            kept.append((rank, mark))
    return sorted(m for _, m in kept)


def _within(inner: Mark, outer: Mark) -> bool:
    """Is the outer one the fuller name: of the same kind, or a body named after a place or another body?"""
    bodies = ("group", "organization", "asset")
    fuller = inner[2] == outer[2] or (outer[2] in bodies and inner[2] in ("place", "nationality", *bodies))
    return fuller and outer[0] <= inner[0] and inner[1] <= outer[1]


def _in_words(tokens: Sequence[Token], mark: Mark) -> Labelled | None:
    inside = [i for i, t in enumerate(tokens) if t.start < mark[1] and mark[0] < t.end]
    if not inside:
        return None
    start, end = inside[0], inside[-1] + 1
    texts = [t.text for t in tokens]
    if mark[2] == "time":
        return time_named(texts, start, end)
    while end > start + 1 and texts[end - 1] in ("'s", "’s", ",", ";", ":", "'", "’"):
        end -= 1
    return start, end, mark[2]


def _whole(spans: list[Labelled]) -> list[Labelled]:
    """Without spans that share a word with the one before."""
    kept: list[Labelled] = []
    for span in sorted(spans):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept


def _with_titles(tokens: Sequence[Token], spans: list[Labelled]) -> list[Labelled]:
    """Titles before a person, and after one and a comma, that the rules have not marked."""
    texts = [t.text for t in tokens]
    taken = {i for a, b, _ in spans for i in range(a, b)}
    made = list(spans)
    for start, end, label in spans:
        if label != "person":
            continue
        for width in range(_MOST_TITLE, 0, -1):
            places = range(start - width, start)
            if places[0] >= 0 and taken.isdisjoint(places) and _joined(tokens, places) in _TITLES:
                made.append((places[0], start, "title"))
                break
        if texts[end : end + 1] == [","]:
            for width in range(_MOST_TITLE, 0, -1):
                places = range(end + 1, end + 1 + width)
                if places[-1] < len(texts) and taken.isdisjoint(places) and _joined(tokens, places) in _TITLES:
                    made.append((places[0], places[-1] + 1, "title"))
                    break
    return _whole(made)


def _joined(tokens: Sequence[Token], places: range) -> str:
    """The words as they are written, with single blanks, without a full stop at the end."""
    made = tokens[places[0]].text
    for left, right in pairwise(places):
        made += " " * (tokens[left].end < tokens[right].start) + tokens[right].text
    return made.rstrip(".")
