"""Places that are no places where they stand: states that act, adjectives of places; and the kinds of all names decided."""

import itertools
import re

from ..lang.lexicon import fold, place_names, words
from .kinds import Typist, gap_of, listed_together
from .wording import Line, Name

# A country that does this acts: it is its government that is meant.
_ACTS = words("acts")
_WEAK_ACTS = words("weak_acts")
_NATIONS = words("nations")
_TOWARDS_ACTOR = words("towards_actor")


def states_as_actors(names: list[Name], lines: dict[int, Line]) -> None:  # noqa: C901 - one cue after another
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
        if (
            id(here) in marked
            and there.kind == "place"
            and listed_together(here, there)
            and _is_country(there)
            and len(marked) > 0
        ):
            gap = (gap_of(here, there) or "").strip()
            if gap in (",", ", the", ", and the", "and the", ", and") and any(
                w.lower in _NATIONS for w in lines[here.sentence.index]
            ):
                marked.add(id(there))
    backward = [(b, a) for a, b in itertools.pairwise(names)][::-1]
    for here, there in backward:  # "Australia, Belgium and Canada sent ..."
        if (
            id(here) in marked
            and there.kind == "place"
            and listed_together(there, here)
            and _is_country(there)
            and _is_country(here)
        ):
            marked.add(id(there))
    for name in names:
        if id(name) in marked:
            name.kind = "group"


def _is_country(name: Name) -> bool:
    place = place_names().get(fold(name.text))
    return place is not None and place.sort in ("country", "capital")


_SUFFIX = re.compile(r"(?:n|an|ian|ean|i|ese|ite|is|ns|ans|ians|eans|ites|ais|ois|nian)$")


def derived(names: list[Name]) -> set[str]:
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


def type_names(names: list[Name], lines: dict[int, Line]) -> None:
    """Decides the kind of every name of one report."""
    typist = Typist()
    for name in names:
        if name.text not in typist.evidence:
            typist.own_words(name)
        typist.context(name, lines[name.sentence.index])
    typist.decide(names)
    _drop_adjectives(names, lines)
    states_as_actors(names, lines)


def _drop_adjectives(names: list[Name], lines: dict[int, Line]) -> None:
    """Takes out adjectives of places; "the Kalandarans" are a group, and so is one that stands alone."""
    adjectives = derived(names)
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
