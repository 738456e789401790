"""How many armed people a group is said to have: a count of them, and the group that it belongs to."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..lang.numbers import NumberExpression, find_numbers
from ..lang.tokens import Sentence
from ..model import Mention, Role, Span, Value
from .events import ENDS
from .frames import BE, DETERMINERS, Item, Strip, lay_out, words
from .parts import Candidate, Reading

_UNITS = (
    ("fighters", (r"fighters?|men|women|militants?|troops|combatants|gunmen|gunslingers|jihadists?|jihadis|mujahid\w*|rebels|insurgents|warriors|guerrillas|"
     r"guerrilleros|strong|militiamen|tribesmen|terrorists|rifles|guns|lions|armed|soldiers|shooters|volunteers|under\sarms|foreigners|maquisards|boys")),
    ("members", r"members|cadres|operatives|personnel|employees|individuals|people|persons|sleepers|recruits|airmen|all\sranks|names|brothers"),
    ("followers", r"followers|supporters|adherents|disciples|souls|sympathi[sz]ers"),
)  # fmt: skip
_UNIT = re.compile(
    r"[\s-](?P<mid>(?:[\w-]+\s){0,2}?)(?:" + "|".join(f"(?P<{name}>{nouns})" for name, nouns in _UNITS) + r")\b",
    re.IGNORECASE,
)
_STRONG = re.compile(r"-strong|-member|\sstrong", re.IGNORECASE)
_BARE = re.compile(
    r"\b(?:(?:put|puts|estimated?|estimates|reckons?)\s[^.;:]{2,60}\sat|numbers|numbered|numbering|strength\s(?:of|at)[^.;:]{0,50}|down\sto|\b(?:they|we)\s(?:are|were)(?:\s(?:about|some|nearly|over|under|more\sthan|at\smost|around))?|"
    r"\b(?:fighters|men|members|forces|troops)\sof\s[^.;:,]{2,40}\s(?:are|number)|doubts?\s[^.;:,]{2,30}\shas|closer\sto|"
    r"swollen\sto|grown\sto)\s*$",
    re.IGNORECASE,
)
_AGAIN = re.compile(
    r"(?:\b(?:says?|said|sp(?:oke|eaks?|eaking)\sof|puts?\s(?:it|them|its\sstrength|their\sstrength)\sat|counts?|counted|claims?|claimed|"
    r"closer\sto|estimates?|(?:up|down)\sfrom|talks?\sof|gives?|works\swith)|,\sof)\s[\"“'‘«]?$",
    re.IGNORECASE,
)
"""What leads to a figure for the group that was counted before."""
NEAR = 700  # characters between a figure and the next one for the same group; a few sentences
_HAVE = words("have")
_LEADS = words("leads")
_THROUGH = words("through")
_PUT = words("put")
_NOUNS = words("strength")
_SERVE = words("serve")
_NOT_OURS = re.compile(
    r"kill|dead|died|wound|injur|captur|arrest|detain|surrender|prison|hostage|kidnap|abduct|martyr|execut|behead|buried|freed|releas|desert|lost|"
    r"pay|paid|trained|square|dollar|peshmerga killed|flee|fled",
    re.IGNORECASE,
)


_WITH = re.compile(r"(?:\b(?:with|included|including|by|some|about|nearly|almost)\s(?:\w+\s)?|^\s*)$")

_TROOPS = re.compile(r"personnel|airmen|recruits|all\sranks", re.IGNORECASE)
_ACTS = re.compile(r"\s(?:will|would|came|are|were|have|had|remain|took|went|left|joined|who|that)\b")


@dataclass(frozen=True, slots=True)
class Strength:
    """One count of people who may make up a group."""

    number: NumberExpression
    unit: str
    whole: Span  # the number with its noun
    bare: bool = False  # "the army says 700": of whom was said before


def find(reading: Reading) -> Iterator[Candidate]:
    """Every figure for the strength of a group; furniture is not read."""
    topic: Mention | None = None
    for sentence in reading.sentences:
        if sentence.passage.voice == "furniture":
            continue
        found = _strengths(reading, sentence)
        if not found:
            continue
        strip = lay_out(reading, sentence, [s.whole for s in found])
        for strength in found:
            if each := _each(strip, strength):
                yield from (_candidate(reading, sentence, strength, one) for one in each)
                continue
            owner = None if strength.bare else _owner(strip, strength)
            lead = reading.report.text[max(sentence.span.start, strength.whole.start - 30) : strength.whole.start]
            if owner is None and topic and strength.whole.start - topic.span.end < NEAR and _AGAIN.search(lead):
                owner = topic
            if owner is None and not strength.bare:
                owner = _itself(reading, sentence, strength)
            if owner is not None:
                topic = owner if sentence.span.covers(owner.span) else topic and replace(topic, span=strength.whole)
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
        elif _AGAIN.search(text[sentence.span.start : number.span.start]) and ENDS.match(text, number.span.end):
            made.append(Strength(number, "fighters", number.span, bare=True))
    return made


def _owner(strip: Strip, strength: Strength) -> Mention | None:
    """The group that the words around the count name."""
    if _NOT_OURS.search(_around(strip.reading, strip.sentence, strength, before=40, after=30)):
        return None
    first, last = strip.at(strength.whole.start), strip.at(strength.whole.end - 1)
    before = first - 1
    while strip.word(before) in _THROUGH:
        before -= 1
    found: Sequence[Item | None] = ()
    if strip.word(before) in _HAVE and before < first:
        subject = strip.subject(before)
        found = [i for i in subject if i.kind == "group"] or _far_subject(strip, before)
        if not found and any(i.kind == "person" for i in subject) and strip.word(before) in _LEADS:
            found = _led_group(strip, before) or _recent(strip)
    elif strip.word(before) in BE and (counted := strip.mention(before - 1)) and counted.kind == "group":
        found = [counted]  # "they are sixty", "the fighters of the movement are 3,200"
    if len(found) != 1:
        found = [i for i in (_beside(strip, before), _after(strip, last + 1), _measured(strip, before)) if i]
    return found[0].mention if found and found[0] else None


def _beside(strip: Strip, before: int) -> Item | None:
    """The group right before the count: "X (350 men)", "puts X at 600", "X's 1,000 men"."""
    near = strip.mention(before)
    if near and near.kind == "group":
        joined = strip.word(before + 1) in ("at", "'s") or _led(strip, before - 1) in _PUT
        return near if joined else None
    owner = strip.mention(before - 1)
    beside = strip.word(before) in ("(", ",", ":", "'s", "at", "in")
    return owner if beside and owner and owner.kind == "group" else None


def _around(reading: Reading, sentence: Sentence, strength: Strength, *, before: int, after: int) -> str:
    """The words of the sentence within so many characters of the count."""
    start, end = strength.whole.start - before, strength.whole.end + after
    words = reading.words(Span(max(sentence.span.start, start), min(sentence.span.end, end)))
    at = strength.whole.start - max(sentence.span.start, start)
    return re.split(r"[,;:]\s|\sand\shas\b", words[:at])[-1] + words[at:]


def _led(strip: Strip, at: int) -> str:
    """The word before a noun phrase, past its determiners."""
    while strip.word(at) in DETERMINERS:
        at -= 1
    return strip.word(at)


def _far_subject(strip: Strip, verb: int) -> list[Item]:
    """A subject further off: the first one in "X lives off ransoms and has ..."; for "It has ..." the last group named."""
    if strip.word(verb - 1) == "and":
        first = next((i for i in strip.items[:verb] if i.mention), None)
        return [first] if first and first.kind == "group" else []
    if strip.word(verb - 1) not in ("it", "they"):
        return []
    return _recent(strip)


def _led_group(strip: Strip, verb: int) -> list[Item]:
    """The last group named before the verb: "Abu Saad of G commands 65 fighters"."""
    named = [i for i in strip.items[:verb] if i.kind == "group" and i.mention and i.mention.form == "name"]
    return named[-1:]


def _each(strip: Strip, strength: Strength) -> list[Mention]:
    """The groups that "each has so many" speaks of: those of the last sentence that named several."""
    first = strip.at(strength.whole.start)
    if "each" not in (strip.word(k) for k in range(max(0, first - 4), first)):
        return []
    reading = strip.reading
    for sentence in reversed(reading.sentences[max(0, strip.sentence.index - 3) : strip.sentence.index + 1]):
        named: dict[str, Mention] = {}
        for mention in reading.mentions_in(sentence.span):
            group = mention.form == "name" and reading.referents[mention.referent].kind == "group"
            if group and mention.span.end <= strength.whole.start:
                named.setdefault(mention.referent, mention)
        if len(named) > 1:
            return list(named.values())[:2]
    return []


def _recent(strip: Strip) -> list[Item]:
    """The group that the last sentences named first."""
    reading, start = strip.reading, strip.sentence.start
    back = [s for s in reading.sentences[: strip.sentence.index] if s.passage.voice not in ("furniture", "headline")][
        -2:
    ]
    for sentence in reversed(back):
        for mention in reading.mentions_in(sentence.span):
            referent = reading.referents[mention.referent]
            if mention.form == "name" and referent.kind == "group" and start - mention.span.end < NEAR:
                return [Item("", mention.span, mention, "group")]
    return []


def _after(strip: Strip, at: int) -> Item | None:
    """The group behind the figure: "... of G", "... who fight for G", "... -strong G"."""
    direct = strip.mention(at)
    if direct and direct.kind == "group":
        return direct
    for k in range(at, min(at + 4, len(strip.items))):
        if strip.word(k) in ("who", "that", ","):
            continue
        if strip.word(k) not in _SERVE:
            return None
        found = strip.next_mention(k + 1, most=2, kinds=("group",), over=_SERVE)
        if found >= 0:
            return strip.items[found]
    return None


def _measured(strip: Strip, before: int) -> Item | None:
    """The group whose strength is given: "the strength of G is N", "G's ranks have swollen to N"."""
    for k in range(before, max(-1, before - 9), -1):
        if strip.word(k) in _NOUNS:
            for at in (k + 2, k - 2, k + 3):
                found = strip.mention(at)
                if found and found.kind == "group":
                    return found
    return None


def _itself(reading: Reading, sentence: Sentence, strength: Strength) -> Mention | None:
    """A described group that is its own count: "some 900 men who make up the bulk of X"."""
    low = strength.number.quantity.low or strength.number.quantity.high or 0
    lead = reading.report.text[max(sentence.span.start, strength.whole.start - 24) : strength.whole.start].lower()
    people = strength.unit == "members" and not _TROOPS.search(reading.words(strength.whole))
    if low < 10 or people:
        return None
    follows = reading.report.text[strength.whole.end : min(sentence.span.end, strength.whole.end + 24)]
    if not (_WITH.search(lead) or ((strength.unit == "fighters" or not people) and _ACTS.match(follows))):
        return None
    if _NOT_OURS.search(_around(reading, sentence, strength, before=60, after=60)):
        return None
    own = [m for m in reading.mentions_in(sentence.span) if m.form == "nominal" and m.span.meets(strength.number.span)
           and reading.referents[m.referent].kind == "group"]  # fmt: skip
    return min(own, key=lambda m: (m.span.start, -m.span.end)) if own else None


def _candidate(reading: Reading, sentence: Sentence, strength: Strength, owner: Mention) -> Candidate:
    inner = {
        m.referent
        for m in reading.mentions_in(owner.span)
        if m.form == "name" and reading.referents[m.referent].kind == "group"
    }
    subject = (
        inner.pop()
        if owner.form == "nominal" and len(inner) == 1 and "\n" not in reading.words(owner.span)
        else owner.referent
    )
    within = sentence.span.covers(owner.span)
    start = min(owner.span.start, strength.whole.start) if within else strength.whole.start
    end = max(owner.span.end, strength.whole.end) if within else strength.whole.end
    quantity = strength.number.quantity
    value = Value(low=quantity.low or 0, high=quantity.high, unit=strength.unit, text=reading.words(strength.whole))
    return Candidate(
        predicate="size",
        roles=(Role("subject", subject),),
        value=value,
        sentence=sentence,
        trigger=strength.whole,
        evidence=Span(start, end),
    )
