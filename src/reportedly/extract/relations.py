"""Relations: the patterns of `data/relations.tsv` and what a pattern alone cannot tell."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise

from ..lang.lexicon import demonyms, nouns, outlet_kind
from ..lang.tokens import Sentence
from ..model import Mention, Referent, Role, Span, Value
from ..predicates import PREDICATES
from . import clauses, descriptions, patterns
from .notation import entries
from .parts import Candidate, Reading, is_adjective

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
_CAPITAL = r"(?:[A-Z][\w’'-]*|al-[A-Z][\w’'-]*)"
_NAME = re.compile(
    rf"[“\"‘']([^”\"’]{{2,40}})[”\"’']|{_CAPITAL}(?: (?:(?:al|el|de|la|ibn|bin|of|the|of the) )?{_CAPITAL}){{0,4}}"
)
_REACH = 60  # characters from a name to the words that tell another one
_BESIDE_REACH = 12  # for a cue of one word, which has to stand beside it: "X, alias Y"
_ADJECTIVE = ("the former", "formerly the", "ex", "previously", "until recently", "now", "today")
_ACCOUNT = re.compile(r"(?<![\w.])@\w{3,}")
_OPENS = re.compile(
    r"(?:^|[.,:;!?“”\"(–—-]\s*|\n|\b(?:the|of|by|and|with|from|to|for|that|when|whose|while|but|as|terrorist|rebel) )$",
    re.IGNORECASE,
)
_NEAR = 60  # characters between an account and the name of its owner
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
        seen = {_said(c) for c in fitting}
        grown = (*clauses.find(reading, sentence), *descriptions.find(reading, sentence))
        further = (_refine(reading, candidate) for candidate in grown)
        fitting += [c for c in further if c is not None and _fits(reading, c) and _said(c) not in seen]
        posted = {c.fillers("subject") for c in fitting if c.predicate == "holds_role" and len(c.roles) > 1}
        complete = [_complete(reading, c) if c.predicate == "holds_role" and len(c.roles) == 1 else c for c in fitting]
        told = [c for c in complete if c is not None and (c in fitting or c.fillers("subject") not in posted)]
        yield from _closest(told, reading)
        naming = [c for c in told if c.predicate == "known_as"]
        yield from (c for c in _other_names(reading, sentence) if not any(_told_there(c, t) for t in naming))


def _said(candidate: Candidate) -> tuple[object, ...]:
    """What two candidates of one sentence have in common that tell the same."""
    fillers = tuple(r.filler for r in candidate.roles if r.name in ("subject", "object", "place"))
    symmetric = PREDICATES[candidate.predicate].symmetric
    return candidate.predicate, tuple(sorted(fillers)) if symmetric else fillers


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
    for kind, cue in _naming_cues():
        for match in cue.finditer(sentence.text):
            yield from _stated(reading, sentence, named, match, kind)
    for handle in _ACCOUNT.finditer(sentence.text):
        at = sentence.start + handle.start()
        owners = [
            m
            for m in named
            if 0 <= at - m.span.end < _NEAR
            and reading.referents[m.referent].kind in ("person", "group")
            and not _speaks(reading, reading.referents[m.referent])
        ]
        if owners:
            yield _name_claim(owners[-1], handle[0], "account", sentence, Span(at, at + len(handle[0])))


def _told_there(candidate: Candidate, told: Candidate) -> bool:
    """Do the words of a claim that a pattern found reach into this name?"""
    end = candidate.evidence.end
    return told.evidence.meets(Span(end - len(candidate.value.name or "") - 1, end))


def _stated(
    reading: Reading, sentence: Sentence, named: list[Mention], match: re.Match[str], kind: str
) -> Iterator[Candidate]:
    """The names in "Y, also known as “X” or “Z”", be they mentions or not, of the last before them that could be so called."""
    start = sentence.start + match.start()
    reach = _REACH if " " in match[0][: match.start("names") - match.start()].strip() else _BESIDE_REACH
    before = [m for m in named if m.span.end <= start and start - m.span.end < reach]
    for name in _NAME.finditer(match["names"]):
        words = name[1] or name[0]
        at = sentence.start + match.start("names") + name.start()
        same = [m for m in named if m.span.meets(Span(at, at + len(name[0])))]
        kinds = {reading.referents[m.referent].kind for m in same} or {"person", "group", "place"}
        owners = [m for m in before if reading.referents[m.referent].kind in kinds and reading.words(m.span) != words]
        if owners:
            yield _name_claim(owners[-1], words, kind, sentence, Span(owners[-1].span.start, at + len(name[0])))


@cache
def _naming_cues() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The cues of `data/classes.tsv` that introduce another name, each with the kind of name."""
    made = []
    one = "(?:" + _NAME.pattern.replace("(", "(?:", 1) + ")"
    for kind, row in (("alias", "aka"), ("real_name", "realname"), ("former", "formerly"), ("later", "later")):
        words = "|".join(entry for entry in entries(row) if not entry.startswith(_ADJECTIVE))
        made.append(
            (
                kind,
                re.compile(
                    rf"(?i:(?<![\w-])(?:{words})):? (?:(?i:simply|the|as) )?(?P<names>{one}(?:(?:,| or| and|, or) {one})*)"
                ),
            )
        )
    return tuple(made)


def _name_claim(owner: Mention, name: str, kind: str, sentence: Sentence, evidence: Span) -> Candidate:
    return Candidate(
        predicate="known_as", roles=(Role("subject", owner.referent),), value=Value(name=name, kind=kind),
        sentence=sentence, trigger=evidence, evidence=evidence,
    )  # fmt: skip


def _complete(reading: Reading, candidate: Candidate) -> Candidate | None:
    """A post whose group or country stands elsewhere in the text."""
    of_state = entries("statepost")
    title = (candidate.value.title or "").lower()
    return (_of_own_state if title.endswith(tuple(of_state)) else _of_salient)(reading, candidate)


def _of_salient(reading: Reading, candidate: Candidate) -> Candidate | None:
    """Whose "the military commander, X" is: of the named group that the text spoke of last."""
    text, start = reading.report.text, candidate.sentence.start
    if not _OPENS.search(text, max(0, candidate.evidence.start - 20), candidate.evidence.start):
        return None  # "the social leader X", "his old chief, X"
    floor = start - _MEMORY
    before = [
        reading.referents[m.referent]
        for m in reading.mentions
        if floor <= m.span.start and m.span.end <= candidate.trigger.start
    ]
    group = next((r for r in reversed(before) if _commands(reading, r)), None)
    return replace(candidate, roles=(Role("object", group.id), *candidate.roles)) if group else None


def _commands(reading: Reading, referent: Referent) -> bool:
    """Could it be the group whose commander is meant: named, no outlet, no misread adjective ("Mahrunian")?"""
    if referent.kind != "group" or not referent.named or _speaks(reading, referent):
        return False
    return not all(is_adjective(name) and " " not in name for name in referent.names)


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
    if candidate.predicate == "located_in" and (_countries_of(reading, candidate) or _listed(reading, candidate)):
        return None
    if candidate.predicate == "holds_role" and candidate.value.country:
        return _of_country(reading, candidate)
    value = _value(reading, candidate)
    return replace(candidate, value=value) if value is not None else None


def _value(reading: Reading, candidate: Candidate) -> Value | None:
    trigger = reading.words(candidate.trigger).lower()
    value: Value | None = candidate.value
    assert value is not None
    match candidate.predicate:
        case "allied_with" if value.kind and value.kind not in ("truce", "alliance"):
            value = replace(value, kind=_first(_ALLIANCE, trigger, "alliance"))
        case "supports" if value.kind and value.kind not in ("arms", "money", "fighters", "training", "other"):
            value = replace(value, kind=_first(_SUPPORT, trigger, "other"))
        case "nationality":
            word = value.country or ""
            country = reading.country_of(word) or (word if is_adjective(word) else None)
            value = Value(country=country) if country else None
        case "holds_role" if value.title:
            value = replace(value, title=_of_one(value.title))
        case "known_as" if value.name and value.name.isupper() and " " not in value.name:
            value = replace(value, kind="acronym")
        case "controls":
            part = any(w in reading.words(candidate.evidence).lower() for w in _PART)
            value = Value(extent="part" if part else "whole")
        case "age" if value.years is not None:
            value = Value(years=int(value.years))
    return value


def _of_one(title: str) -> str:
    """The post of one where several hold it: "one of its leaders" is a leader."""
    several, one = nouns().get(title.rsplit(maxsplit=1)[-1].lower()), title.removesuffix("s")
    single = nouns().get(one.split()[-1].lower())
    plural = several is not None and several.number == "p"
    return one if plural and single is not None and single.kind == "person" else title


def _countries_of(reading: Reading, candidate: Candidate) -> bool:
    """No country lies in another place: "Iraq, Syria" is a list."""
    names = {n for r in candidate.roles if r.name == "subject" for n in reading.referents[r.filler].names}
    return not names.isdisjoint(demonyms().values())


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
    """The post of "Iraqi Prime Minister X" is that of the country, where the report names it as a place or a body."""
    country = reading.country_of(candidate.value.country or "")
    state = _state(reading, country) if country else None
    return _with_state(candidate, state) if state else None


def _with_state(candidate: Candidate, state: Referent) -> Candidate:
    role = Role("place" if state.kind == "place" else "object", state.id)
    return replace(candidate, roles=(*candidate.roles, role), value=Value(title=candidate.value.title))


def _state(reading: Reading, country: str) -> Referent | None:
    """The referent that is a country: a place of that name, a body of that name or its government."""
    fitting = [
        r
        for r in reading.referents.values()
        if r.kind in ("place", "group") and any(n == country or reading.country_of(n) == country for n in r.names)
    ]
    return min(fitting, key=lambda r: (r.kind != "place", r.id), default=None)


def _of_own_state(reading: Reading, candidate: Candidate) -> Candidate | None:
    """Whose "Foreign Secretary X" is: of the one country that calls a post so; nobody knows whose "President X" is."""
    title = (candidate.value.title or "").lower()
    country = next((c for words, c in _POSTS if words in title), None)
    state = _state(reading, country) if country else None
    return _with_state(candidate, state) if state else None


# Posts that only one country calls so.
_POSTS = (
    ("foreign secretary", "United Kingdom"), ("home secretary", "United Kingdom"), ("defence secretary", "United Kingdom"),
    ("secretary of state", "United States"), ("secretary of defense", "United States"), ("defense secretary", "United States"),
)  # fmt: skip


_PART = ("part", "most of", "much of", "swath", "areas", "half of", "some of", "territory", "land in", "ground in",
         "positions", "outskirts", "countryside", "villages", "district", "neighbo", "checkpoint")  # fmt: skip


def _first(table: tuple[tuple[str, str], ...], words: str, otherwise: str) -> str:
    return next((kind for stem, kind in table if stem in words), otherwise)
