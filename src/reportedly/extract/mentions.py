"""Who and what a report speaks of: names, described participants and pronouns, each with its kind and its span."""

import itertools
import re
from dataclasses import replace

from ..lang.lexicon import first_names, fold, nouns, place_names, words
from ..lang.tokens import Sentence
from ..model import Kind, Report, Span
from .kinds import Typist
from .naming import segment
from .nominals import find_nominals, seen_nouns
from .sight import Sight
from .wording import Found, Line, Name, gap_of, listed_together, words_of

__all__ = ["Found", "find"]

_PRONOUNS: dict[str, tuple[str, str]] = {
    **dict.fromkeys(("he", "him", "his", "himself"), ("s", "m")),
    **dict.fromkeys(("she", "her", "hers", "herself"), ("s", "f")),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves"), ("p", "")),
    **dict.fromkeys(("it", "its", "itself"), ("c", "")),
}
_DIRECTIONS = re.compile(r"(?:north|south|east|west|central)(?:-?(?:east|west))?(?:ern)?$", re.IGNORECASE)
_ANOTHER = re.compile(r"\b(?:another|a second|the other|the old|the new)\s+$", re.IGNORECASE)
_NOUN = re.compile(r" ([a-z]+)")
_PLACE_OF = words("place_common") - {
    "area", "state", "capital", "front", "plain", "plains", "outskirts", "suburbs", "stronghold", "pocket", "enclave",
}  # fmt: skip
_SUFFIX = re.compile(r"(?:n|an|ian|ean|i|ese|ite|is|ns|ans|ians|eans|ites|ais|ois|nian)$")
# A country that does this acts: it is its government that is meant.
_ACTS = words("acts")
_WEAK_ACTS = words("weak_acts")
_NATIONS = words("nations")
_TOWARDS_ACTOR = words("towards_actor")


def find(report: Report, sentences: tuple[Sentence, ...], sight: Sight | None = None) -> tuple[Found, ...]:
    """Names, nominals and pronouns of the report, by start; of nested mentions the longer one comes first."""
    lines = [words_of(s) for s in sentences]
    offices = segment(sentences, lines)
    names = [n for n in offices if not n.role]
    outlet = fold(report.outlet or "").removeprefix("the ")
    for name in names:
        if outlet and fold(name.text).removeprefix("the ") == outlet:
            name.kind = "group"  # a blog may bear its writer's name
    line_of = {s.index: line for s, line in zip(sentences, lines, strict=True)}
    _type_names(names, line_of, sight)
    found = [_from_name(report, n) for n in names]
    found += _regions(names, line_of)
    seen = seen_nouns(sight) if sight else {}
    by_sentence: dict[int, list[Found]] = {}
    for f in found:
        by_sentence.setdefault(f.sentence, []).append(f)
    for sentence in sentences:
        if sentence.passage.voice == "furniture":
            continue
        here = by_sentence.get(sentence.index, [])
        line = words_of(sentence)
        nominals, titles = find_nominals(report.text, sentence, line, here, seen)
        found = [_with_title(f, titles) if f.sentence == sentence.index else f for f in found]
        found += nominals
        found += _pronouns(sentence, line)
    return tuple(sorted(found, key=lambda f: (f.span.start, -f.span.end, f.form)))


def _type_names(names: list[Name], lines: dict[int, Line], sight: Sight | None) -> None:
    """Decides the kind of every name of one report."""
    typist = Typist()
    for name in names:
        if name.text not in typist.evidence:
            typist.own_words(name)
        typist.context(name, lines[name.sentence.index])
    if sight:
        typist.seen(names, sight)
    typist.decide(names)
    _drop_adjectives(names, lines)
    _states_as_actors(names, lines)


def _drop_adjectives(names: list[Name], lines: dict[int, Line]) -> None:
    """Takes out adjectives of places; "the Kalandarans" are a group, and so is one that stands alone."""
    adjectives = _derived(names)
    kept = []
    for name in names:
        if name.text not in adjectives or name.title:
            kept.append(name)
            continue
        line, i, j = lines[name.sentence.index], name.at, name.at + len(name.words)
        if i > 0 and line[i - 1].lower in ("the", "by", "and") and name.text.endswith("s"):
            name.kind = "group"
            kept.append(name)
        elif j < len(line) and not line[j].text[0].isalpha() and name.text[-1] != "n":
            kept.append(name)
    names[:] = kept


def _derived(names: list[Name]) -> set[str]:
    """Adjectives of places that the report itself names: "Kalandaran" beside "Kalandara"; they are no names."""
    single = {n.text for n in names if len(n.words) == 1}
    places = sorted(
        {n.text for n in names if n.kind in ("place", "group") and len(n.text) > 3}
        | {n.words[-1].text for n in names if n.kind == "place"}
    )
    found = set()
    for word in single:
        for place in places:
            stem = place[:-1] if place[-1] in "aeiou" else place
            if word != place and len(place) > 3 and word.startswith(stem) and _SUFFIX.fullmatch(word[len(stem) :]):
                found.add(word)
    return found


def _states_as_actors(names: list[Name], lines: dict[int, Line]) -> None:  # noqa: C901 - one cue after another
    """A place that acts is its government: "Turkey sent troops", "ties with Iran", "the Americans". Per place in the text."""
    acting: list[Name] = []
    for name in names:
        line = lines[name.sentence.index]
        i, j = name.at, name.at + len(name.words)
        before = [w.lower for w in line[max(0, i - 3) : i]]
        after = [w.lower for w in line[j : j + 2]]
        place = place_names().get(fold(name.text))
        if name.kind != "place" or line[j - 1].possessive or line[j - 1].bound:
            continue
        sure = place is not None and place.sort in ("country", "capital")
        if place is not None and not sure:
            continue
        the = bool(before) and before[-1] == "the"
        last = before[-2] if the and len(before) > 1 else before[-1] if before and not the else ""
        acts = (
            bool(after)
            and after[0] in (_ACTS if sure else _ACTS - _WEAK_ACTS)
            and last not in words("place_prep") | {"of", "from"}
        )
        enumerated = (
            sure
            and bool({"include", "including", "includes", "namely"} & set(before))
            and any(w.lower in _NATIONS for w in line)
        )
        if acts or enumerated or (sure and last in _TOWARDS_ACTOR) or last in ("accused", "blamed"):
            acting.append(name)
    marked = {id(n) for n in acting}
    for here, there in itertools.pairwise(names):
        if id(here) in marked and there.kind == "place" and listed_together(here, there) and _is_country(there):
            listed = (gap_of(here, there) or "").strip() in (",", ", the", ", and the", "and the", ", and")
            if listed and any(w.lower in _NATIONS for w in lines[here.sentence.index]):
                marked.add(id(there))
    backward = [(b, a) for a, b in itertools.pairwise(names)][::-1]
    for here, there in backward:  # "Australia, Belgium and Canada sent ..."
        listed = there.kind == "place" and listed_together(there, here)
        if id(here) in marked and listed and _is_country(there) and _is_country(here):
            marked.add(id(there))
    for name in names:
        if id(name) in marked:
            name.kind = "group"


def _is_country(name: Name) -> bool:
    place = place_names().get(fold(name.text))
    return place is not None and place.sort in ("country", "capital")


def _regions(names: list[Name], lines: dict[int, Line]) -> list[Found]:
    """The larger names around place names: "northern Mali", "Idlib province", "the city of Gao", each beside the inner one."""
    found = []
    for name in names:
        if name.kind != "place" or name.role:
            continue
        line, i, j = lines[name.sentence.index], name.at, name.at + len(name.words)
        first, last = i, j
        if (
            i
            and _DIRECTIONS.match(line[i - 1].text)
            and line[i - 1].lower.endswith(("ern", "central"))
            and line[i - 1].end + 1 == line[i].start
        ):
            first = i - 1
        elif i > 1 and line[i - 1].lower == "of" and line[i - 2].lower in _PLACE_OF:
            first = i - 2
        if (
            j < len(line)
            and line[j].lower in _PLACE_OF
            and not line[j - 1].possessive
            and not line[j - 1].bound
            and line[j - 1].end + 1 == line[j].start
        ):
            last = j + 1
            if last < len(line) and line[last].lower in ("crossing", "town", "post"):
                last += 1
        if (first, last) != (i, j):
            span = Span(line[first].start, line[last - 1].end)
            found.append(
                Found(
                    span=span,
                    form="name",
                    kind="place",
                    sentence=name.sentence.index,
                    head=line[last - 1].text,
                    head_span=Span(line[last - 1].start, line[last - 1].end),
                    possessive=line[last - 1].possessive,
                )
            )
    return found


def _with_title(found: Found, titles: dict[int, Span]) -> Found:
    title = titles.get(found.span.start)
    if title is None or found.form != "name":
        return found
    if found.title is not None:
        title = Span(title.start, found.title.end)
    return replace(found, title=title)


def _with_other(report: Report, name: Name) -> Span:
    """The name with the words before it that make it somebody else's: "another Abu Rimba", "the old Guard"."""
    before = _ANOTHER.search(report.text, max(name.sentence.span.start, name.span.start - 16), name.span.start)
    behind = _NOUN.match(report.text, name.span.end)
    if before is None or name.kind == "place" or name.title or (behind and behind[1].lower() in nouns()):
        return name.span
    return Span(before.start(), name.span.end)


def _from_name(report: Report, name: Name) -> Found:
    gender = ""
    kind = name.kind or "person"
    if kind == "person":
        gender = first_names().get(name.words[0].text, "")
        if name.words[0].text in words("kunya"):
            gender = "f" if name.words[0].text in ("Umm", "Oum", "Um") else "m"
    last = name.words[-1]
    return Found(
        span=_with_other(report, name),
        form="name",
        kind=kind,
        sentence=name.sentence.index,
        head=last.text,
        head_span=Span(last.start, last.end),
        title=name.title,
        gender=gender,
        number="c" if kind == "group" else "s",
        possessive=last.possessive,
    )


def _pronouns(sentence: Sentence, line: Line) -> list[Found]:
    found = []
    for word in line:
        known = _PRONOUNS.get(word.lower)
        if known:
            span = Span(word.start, word.end)
            number, gender = known
            kind: Kind = "person" if number == "s" else "group"
            found.append(
                Found(
                    span=span,
                    form="pronoun",
                    kind=kind,
                    sentence=sentence.index,
                    head=word.lower,
                    head_span=span,
                    number=number,
                    gender=gender,
                    definite=True,
                )
            )
    return found
