"""Relations: the patterns of `data/relations.tsv` and what a pattern alone cannot tell."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from ..lang.tables import rows
from ..model import Role, Value
from ..predicates import PREDICATES
from . import patterns
from .parts import Candidate, Reading

# Words of a trigger that tell which kind of alliance or support is meant; the first that stands in it decides.
_ALLIANCE = (("truce", "truce"), ("ceasefire", "truce"), ("cease-fire", "truce"), ("peace", "truce"), ("armistice", "truce"),
             ("coordinat", "coordination"), ("co-ordinat", "coordination"), ("cooperat", "cooperation"),
             ("co-operat", "cooperation"), ("collaborat", "cooperation"), ("work", "cooperation"), ("partner", "cooperation"))  # fmt: skip
_SUPPORT = (("train", "training"), ("arm", "arms"), ("equip", "arms"), ("fund", "money"), ("financ", "money"),
            ("declar", "declared"), ("express", "declared"), ("pledg", "declared"), ("voic", "declared"),
            ("endors", "declared"), ("welcom", "declared"), ("stand", "declared"), ("stood", "declared"),
            ("reiterat", "declared"), ("reaffirm", "declared"))  # fmt: skip


def find(reading: Reading) -> Iterator[Candidate]:
    """Every relation that a pattern sees in the report, sentence by sentence; furniture is not read."""
    table = patterns.table("relations.tsv")
    for sentence in reading.sentences:
        if sentence.passage.voice == "furniture":
            continue
        for candidate in patterns.match(reading, sentence, table):
            refined = _refine(reading, candidate)
            if refined is not None and _fits(reading, refined):
                yield refined


def _fits(reading: Reading, candidate: Candidate) -> bool:
    """Does every filler have a kind that the role takes?"""
    predicate = PREDICATES[candidate.predicate]
    for role in candidate.roles:
        slot = predicate.slot(role.name)
        if slot is None or reading.referents[role.filler].kind not in slot.kinds:
            return False
    return all(any(r.name == slot.name for r in candidate.roles) for slot in predicate.roles if slot.required)


def _refine(reading: Reading, candidate: Candidate) -> Candidate | None:
    """Work out what the words of the match say about the value; None where they say it is no such claim."""
    trigger = reading.words(candidate.trigger).lower()
    value = candidate.value
    match candidate.predicate:
        case "holds_role" if value.country:
            return _of_country(reading, candidate)
        case "allied_with" if value.kind and value.kind not in ("truce", "alliance"):
            return replace(candidate, value=replace(value, kind=_first(_ALLIANCE, trigger, "alliance")))
        case "supports" if value.kind and value.kind not in ("arms", "money", "fighters", "training", "other"):
            return replace(candidate, value=replace(value, kind=_first(_SUPPORT, trigger, "other")))
        case "nationality":
            country = _countries().get((value.country or "").lower())
            return replace(candidate, value=Value(country=country)) if country else None
        case "known_as" if value.name and value.name.isupper() and " " not in value.name:
            return replace(candidate, value=replace(value, kind="acronym"))
        case "controls":
            part = any(w in reading.words(candidate.evidence).lower() for w in _PART)
            return replace(candidate, value=Value(extent="part" if part else "whole"))
        case "located_in" if _countries_of(reading, candidate) or _listed(reading, candidate):
            return None
        case "age" if value.years is not None:
            return replace(candidate, value=Value(years=int(value.years)))
    return candidate


def _countries_of(reading: Reading, candidate: Candidate) -> bool:
    """No country lies in another place: "Iraq, Syria" is a list."""
    names = {n for r in candidate.roles if r.name == "subject" for n in reading.referents[r.filler].names}
    return not names.isdisjoint(_countries().values())


def _listed(reading: Reading, candidate: Candidate) -> bool:
    """Does the pair stand in a longer list of places, where a comma says nothing about what lies in what?"""
    after = reading.report.text[candidate.evidence.end : candidate.evidence.end + 60]
    return "," in reading.words(candidate.evidence) and bool(re.match(r"(?:,| and| or) (?:and )?[A-Z]", after))


def _of_country(reading: Reading, candidate: Candidate) -> Candidate | None:
    """ "Iraqi Prime Minister X": the post is that of the country, where the report names it as a place too."""
    country = _countries().get((candidate.value.country or "").lower())
    place = next((r.id for r in reading.referents.values() if r.kind == "place" and country in r.names), None)
    if country is None or place is None:
        return None
    return replace(candidate, roles=(*candidate.roles, Role("place", place)), value=Value(title=candidate.value.title))


_PART = ("part", "most of", "much of", "swath", "areas", "half of", "some of", "territory", "land in", "ground in",
         "positions", "outskirts", "countryside", "villages", "district", "neighbo", "checkpoint")  # fmt: skip


def _first(table: tuple[tuple[str, str], ...], words: str, otherwise: str) -> str:
    return next((kind for stem, kind in table if stem in words), otherwise)


@cache
def _countries() -> dict[str, str]:
    """The country that an adjective names, in lower case."""
    return {word.lower(): country for country, words in rows("demonyms.tsv", 2) for word in words.split("|")}
