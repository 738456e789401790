"""How many men a group is said to have: a count of armed people, and the group that it belongs to."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..lang.numbers import NumberExpression, find_numbers
from ..lang.tokens import Sentence
from ..model import Mention, Role, Span, Value
from .frames import Item, Strip, lay_out
from .parts import Candidate, Reading

_UNITS = (
    ("fighters", r"fighters?|men|women|militants?|troops|combatants|gunmen|gunslingers|jihadists?|jihadis|mujahid\w*|rebels|insurgents|warriors|guerrillas|"
     r"guerrilleros|strong|militiamen|tribesmen|terrorists|rifles|guns|lions|armed|soldiers|shooters|volunteers|under\sarms|foreigners|maquisards|boys"),
    ("members", r"members|cadres|operatives|personnel|employees|people|persons|sleepers|recruits|airmen|all\sranks|names|brothers"),
    ("followers", r"followers|supporters|adherents|disciples|souls|sympathi[sz]ers"),
)  # fmt: skip
_UNIT = re.compile(
    r"[\s-](?P<mid>(?:[\w-]+\s){0,2}?)(?:" + "|".join(f"(?P<{name}>{words})" for name, words in _UNITS) + r")\b",
    re.IGNORECASE,
)
_STRONG = re.compile(r"-strong|-member|\sstrong", re.IGNORECASE)
_BARE = re.compile(
    r"\b(?:(?:put|puts|estimated?|estimates|reckons?)\s[^.;:]{2,60}\sat|numbers?|numbered|numbering|strength\s(?:of|at)[^.;:]{0,50}|down\sto|"
    r"swollen\sto|grown\sto)\s*$",
    re.IGNORECASE,
)
_HAVE = frozenset(
    "has have had having commands command commanded boasts boasted fields field fielded counts counted count numbers numbered number "
    "numbering musters mustered leads led heads includes comprises comprised deploys deployed keeps maintains maintained claims claimed "
    "retains totals totalled gathers lists employs are is was were reached reach exceed exceeds surpass up".split()
)
_THROUGH = frozenset("of at about around some an estimated nearly than more only to up between least as many only not on from under over "
                     "fewer less roughly approximately almost now currently probably likely still just perhaps consists consist consisted "
                     "armed the a its no well by down".split())  # fmt: skip
_PUT = frozenset("put puts estimated estimates estimate reckons reckoned gives gave assessed counts rates".split())
_NOUNS = frozenset("strength size ranks membership manpower force number numbers headcount total".split())
_SERVE = frozenset(
    "of in from with for inside within behind under follow followed serve serving fight fighting joined make made".split()
)
_NOT_OURS = re.compile(
    r"kill|dead|died|wound|injur|captur|arrest|detain|surrender|prison|hostage|kidnap|abduct|martyr|execut|behead|buried|freed|releas|desert|lost|"
    r"pay|paid|trained|square|dollar|peshmerga killed|flee|fled",
    re.IGNORECASE,
)


_WITH = re.compile(r"(?:\b(?:with|included|including|by|some|about|nearly|almost)\s(?:\w+\s)?|^\s*)$")


@dataclass(frozen=True, slots=True)
class Strength:
    """One count of people who may make up a group."""

    number: NumberExpression
    unit: str
    whole: Span  # the number with its noun


def find(reading: Reading) -> Iterator[Candidate]:
    """Every figure for the strength of a group; furniture is not read."""
    for sentence in reading.sentences:
        if sentence.passage.voice == "furniture":
            continue
        found = _strengths(reading, sentence)
        if not found:
            continue
        strip = lay_out(reading, sentence, [s.whole for s in found])
        for strength in found:
            owner = _owner(strip, strength) or _itself(reading, sentence, strength)
            if owner is not None:
                yield _candidate(reading, sentence, strength, owner)


def _strengths(reading: Reading, sentence: Sentence) -> list[Strength]:
    text, made = reading.report.text, []
    for number in find_numbers(text, sentence.span.start, sentence.span.end):
        match = _UNIT.match(text, number.span.end, sentence.span.end)
        strong = _STRONG.match(text, number.span.end, sentence.span.end)
        if strong:
            made.append(Strength(number, "fighters", Span(number.span.start, strong.end())))
        elif match:
            unit = next(name for name, _ in _UNITS if match[name])
            made.append(Strength(number, unit, Span(number.span.start, match.end())))
        elif _BARE.search(text[sentence.span.start : number.span.start]):
            made.append(Strength(number, "fighters", number.span))
    return made


def _owner(strip: Strip, strength: Strength) -> Mention | None:
    """The group that the words around the count name."""
    first, last = strip.at(strength.whole.start), strip.at(strength.whole.end - 1)
    around = strip.reading.words(
        Span(
            max(strip.sentence.span.start, strength.whole.start - 40),
            min(strip.sentence.span.end, strength.whole.end + 30),
        )
    )
    if _NOT_OURS.search(around):
        return None
    before = first - 1
    while strip.word(before) in _THROUGH:
        before -= 1
    word, near = strip.word(before), strip.mention(before)
    if word in _HAVE and before < first:
        subject = [i for i in strip.subject(before) if i.kind == "group"]
        if len(subject) == 1:
            return subject[0].mention
    if (
        near
        and near.kind == "group"
        and (strip.word(before + 1) == "at" or strip.word(before - 1) in _PUT or strip.word(before + 1) == "'s")
    ):
        return near.mention
    if word in ("(", ",", ":", "'s") and (owner := strip.mention(before - 1)) and owner.kind == "group":
        return owner.mention
    if word in ("at", "in") and (owner := strip.mention(before - 1)) and owner.kind == "group":
        return owner.mention
    after = _after(strip, last + 1)
    if after is not None:
        return after.mention
    return _measured(strip, before)


def _after(strip: Strip, at: int) -> Item | None:
    """ "... of G", "... who fight for G", "... -strong G"."""
    direct = strip.mention(at)
    if direct and direct.kind == "group":
        return direct
    for k in range(at, min(at + 4, len(strip.items))):
        if strip.word(k) in ("who", "that", ","):
            continue
        if strip.word(k) not in _SERVE and not strip.mention(k):
            return None
        found = strip.next_mention(k + 1, most=2, kinds=("group",), over=_SERVE)
        if found >= 0:
            return strip.items[found]
    return None


def _measured(strip: Strip, before: int) -> Mention | None:
    """ "the strength of G is N", "G's ranks have swollen to N"."""
    for k in range(before, max(-1, before - 9), -1):
        if strip.word(k) in _NOUNS:
            for at in (k + 2, k - 2, k + 3):
                found = strip.mention(at)
                if found and found.kind == "group":
                    return found.mention
    return None


def _itself(reading: Reading, sentence: Sentence, strength: Strength) -> Mention | None:
    """A described group that is its own count: "about 4,000 fighters who would form the core of X"."""
    low = strength.number.quantity.low or strength.number.quantity.high or 0
    lead = reading.report.text[max(sentence.span.start, strength.whole.start - 24) : strength.whole.start].lower()
    if low < 10 or strength.unit == "members" or not _WITH.search(lead):
        return None
    clause = reading.words(
        Span(max(sentence.span.start, strength.whole.start - 60), min(sentence.span.end, strength.whole.end + 60))
    )
    if _NOT_OURS.search(clause):
        return None
    own = [m for m in reading.mentions_in(sentence.span) if m.form == "nominal" and m.span.meets(strength.number.span)
           and reading.referents[m.referent].kind == "group"]  # fmt: skip
    return min(own, key=lambda m: (m.span.start, -m.span.end)) if own else None


def _candidate(reading: Reading, sentence: Sentence, strength: Strength, owner: Mention) -> Candidate:
    within = sentence.span.covers(owner.span)
    start = min(owner.span.start, strength.whole.start) if within else strength.whole.start
    end = max(owner.span.end, strength.whole.end) if within else strength.whole.end
    quantity = strength.number.quantity
    value = Value(low=quantity.low or 0, high=quantity.high, unit=strength.unit, text=reading.words(strength.whole))
    return Candidate(
        predicate="size",
        roles=(Role("subject", owner.referent),),
        value=value,
        sentence=sentence,
        trigger=strength.whole,
        evidence=Span(start, end),
    )
