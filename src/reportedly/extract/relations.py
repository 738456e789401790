"""Relations: the patterns of `data/relations.tsv` and what a pattern alone cannot tell."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise

from ..lang.tokens import Sentence
from ..model import Mention, Referent, Role, Span, Value
from ..predicates import PREDICATES
from . import patterns
from .adjectives import country_of, is_adjective, known_countries
from .parts import Candidate, Reading
from .outlets import outlet_kind

# Words of a trigger that tell which kind of alliance or support is meant; the first that stands in it decides.
_ALLIANCE = (("truce", "truce"), ("ceasefire", "truce"), ("cease-fire", "truce"), ("peace", "truce"), ("armistice", "truce"),
             ("coordinat", "coordination"), ("co-ordinat", "coordination"), ("cooperat", "cooperation"),
             ("co-operat", "cooperation"), ("collaborat", "cooperation"), ("work", "cooperation"), ("partner", "cooperation"))  # fmt: skip
_SUPPORT = (("train", "training"), ("arm", "arms"), ("equip", "arms"), ("fund", "money"), ("financ", "money"),
            ("declar", "declared"), ("express", "declared"), ("pledg", "declared"), ("voic", "declared"),
            ("endors", "declared"), ("welcom", "declared"), ("stand", "declared"), ("stood", "declared"),
            ("reiterat", "declared"), ("reaffirm", "declared"))  # fmt: skip


# What is said of a mere description ("the man, 52") is told again with the name, or of nobody that can be found.
_OF_THE_NAMED = frozenset({"age", "nationality", "occupation", "holds_role", "educated_at", "known_as", "located_in"})


_QUOTED = re.compile(r"[“\"‘]([^”\"’]+)[”\"’]")
_BESIDE = re.compile(r"\s?[,(–-]?\s?[“\"‘']")
_ACCOUNT = re.compile(r"(?<![\w.])@\w{3,}")
_MEMORY = 700  # characters: about two paragraphs; how far back a reader looks for whose commander that is


_TO_THE_NAMED = frozenset({"part_of", "member_of", "left"})


def find(reading: Reading) -> Iterator[Candidate]:
    """Every relation that a pattern sees in the report, sentence by sentence; furniture is not read."""
    table = patterns.table("relations.tsv")
    for sentence in reading.sentences:
        if sentence.passage.voice == "furniture":
            continue
        proposed = (_refine(reading, candidate) for candidate in patterns.match(reading, sentence, table))
        fitting = [c for c in proposed if c is not None and _fits(reading, c)]
        posted = {c.fillers("subject") for c in fitting if c.predicate == "holds_role" and len(c.roles) > 1}
        complete = [
            _of_salient(reading, c) if c.predicate == "holds_role" and len(c.roles) == 1 else c for c in fitting
        ]
        yield from _closest(
            [c for c in complete if c is not None and (c in fitting or c.fillers("subject") not in posted)], reading
        )


def _other_names(reading: Reading, sentence: Sentence) -> Iterator[Candidate]:
    """Names that stand beside a name or inside it: `X, "Y"`, `Jabir "the Colonel" Sallum`, accounts."""
    named = [m for m in reading.mentions_in(sentence.span) if m.form == "name" and reading.referents[m.referent].named]
    for mention in named:
        for inner in _QUOTED.finditer(reading.words(mention.span)):
            yield _name_claim(mention, inner[1], "alias", sentence, mention.span)
    for left, right in pairwise(named):
        gap = reading.report.text[left.span.end : right.span.start] if left.span.end <= right.span.start else ""
        if (
            left.referent == right.referent
            and _BESIDE.fullmatch(gap)
            and reading.words(left.span) != reading.words(right.span)
        ):
            whole = Span(left.span.start, right.span.end)
            yield _name_claim(left, reading.words(right.span), "alias", sentence, whole)
    for handle in _ACCOUNT.finditer(sentence.text):
        at = sentence.start + handle.start()
        owners = [m for m in named if m.span.end <= at and reading.referents[m.referent].kind in ("person", "group")]
        if owners:
            yield _name_claim(owners[-1], handle[0], "account", sentence, Span(at, at + len(handle[0])))


def _name_claim(owner: Mention, name: str, kind: str, sentence: Sentence, evidence: Span) -> Candidate:
    return Candidate(
        predicate="known_as", roles=(Role("subject", owner.referent),), value=Value(name=name, kind=kind),
        sentence=sentence, trigger=evidence, evidence=evidence,
    )  # fmt: skip


def _of_salient(reading: Reading, candidate: Candidate) -> Candidate | None:
    """ "The military commander, X": of the named group that the text spoke of last."""
    floor = candidate.sentence.start - _MEMORY
    before = [
        reading.referents[m.referent]
        for m in reading.mentions
        if floor <= m.span.start and m.span.end <= candidate.trigger.start
    ]
    group = next((r for r in reversed(before) if r.kind == "group" and r.named and not _speaks(reading, r)), None)
    return replace(candidate, roles=(Role("object", group.id), *candidate.roles)) if group else None


def _speaks(reading: Reading, referent: Referent) -> bool:
    """Is it an outlet, an agency, an observatory: one that reports rather than fights?"""
    if any(outlet_kind(name) for name in referent.names):
        return True
    return any(voice.referent == referent.id for quote in reading.quotes for voice in quote.chain)


def _closest(candidates: list[Candidate], reading: Reading) -> Iterator[Candidate]:
    """Without those that say of "ISIL terrorists in Syria" what another says of ISIL in the same words."""
    for candidate in candidates:
        rivals = (c for c in candidates if c is not candidate and c.predicate == candidate.predicate)
        if not any(_names_what(reading, candidate, rival) for rival in rivals):
            yield candidate


def _names_what(reading: Reading, loose: Candidate, close: Candidate) -> bool:
    """Do the two differ only in that `close` has the names that stand inside the descriptions of `loose`?"""
    if len(loose.roles) != len(close.roles) or loose.roles == close.roles or loose.denied != close.denied:
        return False
    return all(
        left.name == right.name and (left.filler == right.filler or _holds(reading, loose, left.filler, right.filler))
        for left, right in zip(sorted(loose.roles), sorted(close.roles, key=_by_name(loose)), strict=True)
    )


def _by_name(loose: Candidate) -> Callable[[Role], tuple[str, bool, str]]:
    shared = {role.filler for role in loose.roles}
    return lambda role: (role.name, role.filler not in shared, role.filler)


def _holds(reading: Reading, candidate: Candidate, outer: str, inner: str) -> bool:
    if reading.referents[outer].named or not reading.referents[inner].named:
        return False
    here = reading.mentions_in(candidate.sentence.span)
    spans = [m.span for m in here if m.referent == outer]
    return any(s.covers(m.span) for m in here if m.referent == inner for s in spans)


def _fits(reading: Reading, candidate: Candidate) -> bool:
    """Does every filler have a kind that the role takes?"""
    predicate = PREDICATES[candidate.predicate]
    if candidate.predicate in _OF_THE_NAMED:
        subjects = (r.filler for r in candidate.roles if r.name == "subject")
        if not all(reading.referents[subject].named for subject in subjects):
            return False
    if candidate.predicate in _TO_THE_NAMED and not all(
        reading.referents[o].named for o in candidate.fillers("object")
    ):
        return False
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
            word = value.country or ""
            country = country_of(reading, word) or (word if is_adjective(word) else None)
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
    return not names.isdisjoint(known_countries())


def _listed(reading: Reading, candidate: Candidate) -> bool:
    """Does the pair stand in a longer list of places, where a comma says nothing about what lies in what?"""
    words, text = reading.words(candidate.evidence), reading.report.text
    if words.count(",") > 1 or ("," in words and " and " in words):
        return True
    before, after = (
        text[: candidate.evidence.start].rstrip(" "),
        text[candidate.evidence.end : candidate.evidence.end + 5],
    )
    return "," in words and (before.endswith(",") or after.startswith((", and", " and ", " or ", ", or")))


def _of_country(reading: Reading, candidate: Candidate) -> Candidate | None:
    """ "Iraqi Prime Minister X": the post is that of the country, where the report names it as a place too."""
    country = country_of(reading, candidate.value.country or "")
    place = next((r.id for r in reading.referents.values() if r.kind == "place" and country in r.names), None)
    if country is None or place is None:
        return None
    return replace(candidate, roles=(*candidate.roles, Role("place", place)), value=Value(title=candidate.value.title))


_PART = ("part", "most of", "much of", "swath", "areas", "half of", "some of", "territory", "land in", "ground in",
         "positions", "outskirts", "countryside", "villages", "district", "neighbo", "checkpoint")  # fmt: skip


def _first(table: tuple[tuple[str, str], ...], words: str, otherwise: str) -> str:
    return next((kind for stem, kind in table if stem in words), otherwise)
