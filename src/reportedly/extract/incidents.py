"""Incidents: what happened, who did it to whom and where, with the toll; and what follows from it for persons.

The words that tell of an incident and the frames around them are `data/incidents.tsv`; `frames` finds who stands where.
In one sentence deaths and wounds belong to the incident that caused them; "the attack" in a later sentence is the
incident told before it, and keeps what that one said.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from ..lang.tables import rows
from ..lang.tokens import Sentence
from ..model import Quantity, Role, Span, Value
from .frames import BE, RELATIVES, WHERE, Item, Strip, lay_out
from .parts import Candidate, Reading
from .tolls import Toll, strengths, tolls

VIOLENT = ("attack", "bombing", "airstrike", "raid", "clash", "shooting_down", "siege", "coup", "seizure", "same")
DEADLY = ("killing", "execution", "dies", "hurts")
SAID = ("meeting", "statement", "video")
LIKE = (frozenset(("attack", "bombing", "airstrike", "raid", "clash", "killing", "same", "shooting_down", "siege", "seizure")),)

_LIGHT = frozenset(
    "launch launched launches launching conduct conducted conducting conducts carry carried carrying carries stage staged "
    "staging mount mounted mounting perpetrate perpetrated perpetrating commit committed execute executed made make making "
    "undertook begin began begun start started order ordered led lead planned orchestrated organised organized claimed claim "
    "claims claiming continue resumed".split()
)
_HOLD = frozenset("hold held holding holds host hosted hosting hosts attend attended attends attending convene convened convening "
                  "joined join joins chaired chair called_for".split())  # fmt: skip
_ISSUE = frozenset("issue issued issues issuing release released releases releasing publish published publishes publishing put "
                   "post posted posts posting circulate circulated distributed read gave give made make broadcast aired uploaded "
                   "sent delivered deliver".split())  # fmt: skip
_EFFECT = frozenset("kill killed killing kills destroyed destroy destroys destroying hit hits struck damaged damaging targeted targeting "
                    "targets wounded injured suppressed engaged rocked claimed left leaving shook".split())  # fmt: skip
_BLAME = {"blamed": "blamed", "blame": "blamed", "blames": "blamed", "accused": "blamed", "accuses": "blamed", "accusing": "blamed",
          "blaming": "blamed", "suspects": "suspected", "suspected": "suspected", "suspect": "suspected"}  # fmt: skip
_AIR = frozenset("warplane warplanes jet jets aircraft plane planes helicopter helicopters drone drones airstrike f-16s f-16 missile "
                 "air aerial bombers gunships gunship uav unmanned fighter-bombers".split())  # fmt: skip
_NO_STRIKE = frozenset("heart panic hunger general verbal personal transport airline labor labour workers cyber counter rail".split())
_DEFINITE = frozenset(("the", "this", "that", "these", "those", "both"))


@dataclass(frozen=True, slots=True)
class Trigger:
    """One entry of the lexicon at one place of a sentence."""

    kind: str
    part: str
    frame: str
    span: Span
    participle: bool = False  # a past form, which may be a passive


@dataclass
class Event:
    """An incident as far as one sentence tells it."""

    kind: str
    trigger: Trigger
    roles: dict[str, list[str]] = field(default_factory=dict)  # referents by role, in the order found
    spans: list[Span] = field(default_factory=list)
    killed: Quantity | None = None
    wounded: Quantity | None = None
    responsibility: str | None = None
    definite: bool = False

    def fill(self, role: str, items: tuple[Item, ...]) -> None:
        """Put the referents of mentions into a role."""
        for item in items:
            assert item.mention is not None
            given = self.roles.setdefault(role, [])
            if item.mention.referent not in given and not any(item.mention.referent in r for r in self.roles.values()):
                given.append(item.mention.referent)
                self.spans.append(item.span)
        if not self.roles.get(role):
            self.roles.pop(role, None)


@cache
def _lexicon() -> dict[str, tuple[tuple[tuple[str, ...], str, str, str, bool], ...]]:
    """Entries by first word, the longest first: words, kind, part, frame, may it be a passive participle."""
    found: dict[str, list[tuple[tuple[str, ...], str, str, str, bool]]] = {}
    for kind, part, frame, forms in rows("incidents.tsv", 4):
        for form in forms.split():
            words = tuple(form.split("_"))
            past = part == "verb" and (words[0].endswith(("ed", "en", "n")) or words[0] in ("shot", "hit", "struck", "held", "blown", "put", "brought"))
            found.setdefault(words[0], []).append((words, kind, part, frame, past))
    return {word: tuple(sorted(entries, key=lambda e: (-len(e[0]), e[1:4]))) for word, entries in found.items()}


def _triggers(reading: Reading, sentence: Sentence) -> list[list[Trigger]]:
    """Where the sentence holds words of the lexicon, outside names; readings of one place side by side."""
    names = [m.span for m in reading.mentions_in(sentence.span) if m.form == "name"]
    words = [t.text.lower().replace("’", "'") for t in sentence.tokens]
    words = [w[:-2] if w.endswith("'s") else w for w in words]
    found, at = [], 0
    while at < len(words):
        here: list[Trigger] = []
        length = 1
        for entry, kind, part, frame, past in _lexicon().get(words[at], ()):
            if tuple(words[at : at + len(entry)]) == entry and (not here or len(entry) == length):
                span = Span(sentence.tokens[at].start, sentence.tokens[at + len(entry) - 1].end)
                if not any(n.meets(span) for n in names):
                    here.append(Trigger(kind, part, frame, span, past))
                    length = len(entry)
        if here:
            found.append(here)
        at += length
    return found


def find(reading: Reading) -> Iterator[Candidate]:
    """Every incident that the report tells, with the states and figures that go with them; furniture is not read."""
    told: list[Event] = []
    for sentence in reading.sentences:
        if sentence.passage.voice == "furniture":
            continue
        groups = _triggers(reading, sentence)
        strip = lay_out(reading, sentence, [t.span for group in groups for t in group])
        events = [event for group in groups if (event := _event(strip, group)) is not None]
        figures = tolls(reading, sentence)
        for event in _joined(strip, events, figures, told):
            _inherit(event, told)
            yield from _candidates(strip, event)
            if event.kind not in SAID:
                told.append(event)
        yield from _sizes(strip)


def _event(strip: Strip, group: list[Trigger]) -> Event | None:
    """What one trigger tells, read as a verb where its surroundings allow, else as a noun."""
    at = strip.at(group[0].span.start)
    after = strip.at(group[0].span.end - 1) + 1
    verbs, nouns = [t for t in group if t.part == "verb"], [t for t in group if t.part == "noun"]
    if nouns and (not verbs or _is_noun(strip, at, after)):
        return _noun(strip, nouns[0], at, after)
    if verbs:
        return _verb(strip, verbs[0], at, after)
    return None


def _is_noun(strip: Strip, at: int, after: int) -> bool:
    before = strip.word(at - 1)
    if before in ("the", "a", "an", "this", "that", "these", "of", "'s", "in", "on", "for", "by", "after", "their", "its", "his", "no", "any"):
        return True
    if before.isdigit() or strip.word(after) in ("on", "against", "by", "in", "at", "of", "near"):
        return strip.mention(at - 1) is None or strip.word(after) in ("on", "against", "by")
    return False


def _verb(strip: Strip, trigger: Trigger, at: int, after: int) -> Event | None:
    event = Event(trigger.kind, trigger)
    end = _verb_end(strip, after)
    subject, objects, phrases = strip.subject(at), strip.objects(after), strip.phrases(after, end)
    agents = tuple(i for p, items in phrases if p == "by" for i in items)
    reduced = bool(subject) and not objects and (strip.word(after) in ("by", "in", "near", "at", "during", "on", "when") or after >= len(strip.items))
    passive = trigger.participle and (strip.passive(at) or (reduced and trigger.frame in ("kill", "hold", "hurt")) or strip.word(after) == "by")
    doers, done = (agents, subject) if passive else (subject, objects)
    match trigger.frame:
        case "strike" | "topple":
            _against(event, doers, done)
        case "kill" | "hold" | "hurt":
            event.fill("perpetrator", _only(doers, "person", "group"))
            event.fill("victim", _only(done, "person", "group"))
            if trigger.kind == "arrest" and not event.roles.get("victim") and _only(done, "place", "asset"):
                event.kind = "seizure"
                _taken(event, done)
        case "die":
            event.fill("victim", _only(subject, "person", "group"))
        case "take":
            event.fill("perpetrator", _only(doers, "person", "group"))
            _taken(event, done)
            if trigger.kind == "seizure" and trigger.span and event.roles.get("victim"):
                event.kind = "kidnapping"
        case "fall":
            event.fill("place", _only(subject, "place"))
            event.fill("perpetrator", _only(objects, "person", "group"))
        case "leave":
            event.fill("perpetrator", _only(doers, "person", "group"))
            event.fill("place", tuple(i for p, items in phrases if p == "from" for i in items if i.kind == "place"))
        case "fight" | "meet":
            others = tuple(i for p, items in phrases if p in ("with", "against") for i in items) or objects
            event.fill("perpetrator", _only(subject, "person", "group"))
            event.fill("target" if trigger.frame == "fight" else "perpetrator", _only(others, "person", "group"))
        case "burst":
            event.fill("asset", _only(subject, "asset"))
            event.fill("perpetrator", _only(subject, "person"))
            _against(event, (), objects)
        case "tell":
            event.fill("perpetrator", _only(subject, "person", "group"))
    _settle(strip, event, phrases, at, end)
    return event if _enough(event) else None


def _verb_end(strip: Strip, after: int) -> int:
    return strip.clause_end(after)


def _only(items: tuple[Item, ...], *kinds: str) -> tuple[Item, ...]:
    return tuple(i for i in items if i.kind in kinds)


def _against(event: Event, doers: tuple[Item, ...], done: tuple[Item, ...]) -> None:
    event.fill("perpetrator", _only(doers, "person", "group"))
    event.fill("asset", _only(doers, "asset"))
    event.fill("target", _only(done, "person", "group", "asset"))
    event.fill("place", _only(done, "place"))


def _taken(event: Event, done: tuple[Item, ...]) -> None:
    event.fill("place", _only(done, "place"))
    event.fill("asset", _only(done, "asset"))
    event.fill("victim", _only(done, "person"))
    if event.kind == "shooting_down":
        event.fill("asset", _only(done, "asset"))


def _noun(strip: Strip, trigger: Trigger, at: int, after: int) -> Event | None:
    event = Event(trigger.kind, trigger)
    if trigger.frame == "strike" and strip.word(at - 1) in _NO_STRIKE:
        return None
    end = strip.clause_end(after)
    phrases = strip.phrases(after, end)
    begin = at
    while begin > 0 and at - begin < 4 and not strip.mention(begin - 1) and strip.word(begin - 1) not in (*RELATIVES, ",", ".", ";", ":", "by", "of", "in", "on", "and"):
        begin -= 1
    event.definite = any(strip.word(k) in _DEFINITE for k in range(begin, at))
    owner = strip.mention(begin - 1) if not event.definite or strip.word(begin) == "'s" else None
    if owner and (strip.word(begin) == "'s" or begin == at):
        owned = (owner,)
        event.fill("victim" if trigger.frame in ("kill", "hold") and owner.kind == "person" else "perpetrator", _only(owned, "person", "group"))
        event.fill("place", _only(owned, "place"))
    for preposition, items in phrases:
        _govern(event, trigger, preposition, items)
    _light(strip, event, trigger, begin)
    _effect(strip, event, after, end)
    _settle(strip, event, phrases, at, end)
    return event if _enough(event) else None


def _govern(event: Event, trigger: Trigger, preposition: str, items: tuple[Item, ...]) -> None:
    people = _only(items, "person", "group")
    if preposition == "by" and trigger.frame != "tell":
        event.fill("perpetrator", people)
    elif preposition in ("on", "against") and trigger.frame in ("strike", "topple", "burst"):
        _against(event, (), items)
    elif preposition == "of" and trigger.frame in ("kill", "hold"):
        event.fill("victim", people)
    elif preposition == "of" and trigger.frame == "take":
        _taken(event, items)
    elif preposition == "of" and trigger.frame == "strike":
        _against(event, (), _only(items, "place", "asset"))
    elif preposition in ("between", "with", "of", "among") and trigger.frame == "meet":
        event.fill("perpetrator", people)
    elif preposition in ("between", "with", "against", "among") and trigger.frame == "fight":
        event.fill("perpetrator", people[:1])
        event.fill("target", people[1:])
    elif preposition in ("by", "from", "of") and trigger.frame in ("tell", "show"):
        event.fill("perpetrator" if trigger.frame == "tell" or preposition != "of" else "victim", people)
    elif preposition == "from" and trigger.frame in ("leave", "take"):
        event.fill("place", _only(items, "place"))


def _light(strip: Strip, event: Event, trigger: Trigger, begin: int) -> None:
    """ "X launched an attack", "X claimed responsibility for the attack", "X blamed Y for the attack"."""
    words = {"meet": _HOLD, "tell": _ISSUE, "show": _ISSUE}.get(trigger.frame, _LIGHT)
    for k in range(begin - 1, max(-1, begin - 9), -1):
        word = strip.word(k)
        if word in (";", ":", ".") or (strip.mention(k) and k < begin - 2):
            return
        if word in words and not strip.passive(k):
            event.fill("perpetrator", _only(strip.subject(k), "person", "group"))
            if word in ("claimed", "claim", "claims", "claiming") or strip.word(k + 1) == "responsibility":
                event.responsibility = "claimed"
            return
    for k in range(begin - 1, max(-1, begin - 12), -1):
        if verdict := _BLAME.get(strip.word(k)):
            event.fill("perpetrator", _only(strip.objects(k + 1), "person", "group"))
            event.responsibility = verdict
            return


def _effect(strip: Strip, event: Event, after: int, end: int) -> None:
    """ "The attack killed X", "five strikes engaged three units and destroyed a bridge"."""
    for k in range(after, min(end, after + 12)):
        word = strip.word(k)
        if word in _EFFECT and not strip.passive(k):
            done = strip.objects(k + 1)
            event.fill("victim" if word.startswith(("kill", "wound", "injur")) else "target", _only(done, "person", "group"))
            event.fill("asset", _only(done, "asset"))
            event.fill("place", _only(done, "place"))


def _settle(strip: Strip, event: Event, phrases: list[tuple[str, tuple[Item, ...]]], at: int, end: int) -> None:
    """The place of an incident: behind the trigger, else in front of it, else at the head of the sentence."""
    if event.trigger.frame == "tell":
        return
    if not event.roles.get("place"):
        before = strip.phrases(strip.clause_start(at), at)
        for preposition, items in (*phrases, *reversed(before), *strip.phrases(0, min(3, len(strip.items)))):
            places = _only(items, "place")
            if preposition in WHERE and places:
                event.fill("place", places)
                break
    first = strip.mention(0)
    if not event.roles.get("place") and first and first.kind == "place" and strip.word(1) in (":", "(", "-", "–", "—"):
        event.fill("place", (first,))
    if event.kind in ("attack", "bombing", "same") and any(strip.word(k) in _AIR for k in range(strip.clause_start(at), end)):
        event.kind = "airstrike"


def _enough(event: Event) -> bool:
    """Does the trigger tell of an incident at all, or is the word used in passing?"""
    roles = event.roles
    match event.trigger.frame:
        case "meet":
            return bool(roles.get("perpetrator")) and (event.trigger.part == "noun" or len(roles["perpetrator"]) > 1)
        case "tell" | "show":
            return bool(roles.get("perpetrator"))
        case "kill" | "hold" | "hurt" | "die":
            return bool(roles.get("victim")) or event.kind == "seizure" or event.trigger.kind in ("killing", "dies", "hurts")
        case "take" | "leave" | "fall":
            return bool(roles.get("place") or roles.get("asset") or roles.get("victim")) and bool(roles.get("perpetrator") or event.trigger.part == "noun")
        case "toll":
            return True
    return bool(roles) or event.definite


def _joined(strip: Strip, events: list[Event], figures: list[Toll], told: list[Event]) -> list[Event]:
    """Deaths and wounds go to the incident of the same sentence; figures go to the nearest deadly or violent one."""
    kept: list[Event] = []
    main = [e for e in events if e.kind in VIOLENT]
    for event in events:
        cause = _cause(event, main)
        if cause is not None:
            for role, fillers in event.roles.items():
                if role == "perpetrator" and cause.roles.get("perpetrator"):
                    continue
                given = cause.roles.setdefault(role, [])
                given += [f for f in fillers if not any(f in r for r in cause.roles.values())]
                if not given:
                    del cause.roles[role]
            cause.spans += [event.trigger.span, *event.spans]
            if event.kind == "execution":
                cause.kind = "execution"
        else:
            kept.append(event)
    for toll in figures:
        bearers = [e for e in kept if e.kind in VIOLENT + DEADLY + ("toll",)]
        if bearers:
            bearer = min(bearers, key=lambda e: min(abs(e.trigger.span.start - toll.span.start), *(abs(s.start - toll.span.start) for s in [*e.spans, e.trigger.span])))
            if getattr(bearer, toll.field) is None:
                setattr(bearer, toll.field, toll.quantity)
                bearer.spans.append(toll.span)
    return [e for e in kept if _stands(e)]


def _stands(event: Event) -> bool:
    if event.kind in ("killing", "dies", "hurts", "execution"):
        return bool(event.roles.get("victim")) or event.killed is not None or event.wounded is not None
    if event.kind == "toll":
        return event.killed is not None
    return True


def _cause(event: Event, main: list[Event]) -> Event | None:
    """The incident of the sentence in which these deaths or wounds happened."""
    if event.kind not in ("killing", "dies", "hurts", "execution"):
        return None
    others = [m for m in main if m is not event]
    if not others:
        return None
    near = min(others, key=lambda m: abs(m.trigger.span.start - event.trigger.span.start))
    mine, theirs = event.roles.get("perpetrator", []), near.roles.get("perpetrator", [])
    if mine and theirs and not set(mine) & set(theirs):
        return None
    victims = set(event.roles.get("victim", []))
    return None if victims & set(theirs) else near


def _inherit(event: Event, told: list[Event]) -> None:
    """ "The attack", "the toll", "also killed": what an earlier sentence said of the same incident."""
    if event.kind in SAID or event.trigger.frame in ("meet", "tell", "show"):
        return
    back = next((e for e in reversed(told) if _same(event, e)), None)
    if back is None:
        if event.kind in ("same", "toll"):
            event.kind = ""
        return
    if event.kind in ("same", "toll"):
        event.kind = back.kind
        event.definite = True
    wanted = ("perpetrator", "target", "place") if event.definite else ("place",)
    if event.definite or not event.roles.get("place"):
        for role in wanted:
            if role not in event.roles and back.roles.get(role):
                fresh = [f for f in back.roles[role] if not any(f in r for r in event.roles.values())]
                if fresh:
                    event.roles[role] = fresh


def _same(event: Event, other: Event) -> bool:
    if event.kind in ("same", "toll"):
        return other.kind in LIKE[0]
    near = event.trigger.span.start - other.trigger.span.start < 600
    if event.definite:
        return event.kind == other.kind
    return near and event.kind in ("killing", "dies", "hurts") and other.kind in LIKE[0] and not event.roles.get("perpetrator")


def _candidates(strip: Strip, event: Event) -> Iterator[Candidate]:
    if not event.kind:
        return
    reading = strip.reading
    spans = [event.trigger.span, *(s for s in event.spans if strip.sentence.span.covers(s))]
    evidence = Span(min(s.start for s in spans), max(s.end for s in spans))
    kind = {"dies": "killing", "hurts": "attack"}.get(event.kind, event.kind)
    persons = [v for v in event.roles.get("victim", []) if reading.referents[v].kind == "person" and reading.referents[v].named]
    state = {"arrest": "detained", "kidnapping": "detained", "hurts": "wounded"}.get(event.kind)
    if state is None and _deadly(reading, event, strip.sentence):
        state = "dead"
    for person in persons if state else ():
        yield _candidate(strip, event, evidence, "status", (Role("subject", person),), Value(state=state))
    if event.kind == "hurts":
        return
    killed = event.killed
    if killed is None and state == "dead" and persons and len(persons) == len(event.roles["victim"]):
        killed = Quantity(low=len(persons), high=len(persons))
    roles = tuple(sorted(Role(role, filler) for role, fillers in event.roles.items() for filler in fillers))
    if not roles:
        return
    value = Value(kind=kind, killed=killed, wounded=event.wounded, responsibility=_responsibility(strip, event, kind))
    yield _candidate(strip, event, evidence, "incident", roles, value)


def _deadly(reading: Reading, event: Event, sentence: Sentence) -> bool:
    if event.kind in ("killing", "execution", "dies"):
        return True
    words = reading.words(sentence.span).lower()
    return any(w in words for w in ("kill", "died", "dead", "death", "martyr", "slain"))


def _responsibility(strip: Strip, event: Event, kind: str) -> str | None:
    if kind in ("meeting", "statement", "video", "retreat") or not event.roles.get("perpetrator"):
        return None
    if event.responsibility:
        return event.responsibility
    speakers = {m.referent for q in strip.reading.quotes if q.source and q.content.meets(event.trigger.span)
                for m in strip.reading.mentions_in(q.source)}  # fmt: skip
    return "claimed" if speakers & set(event.roles["perpetrator"]) else "stated"


def _candidate(strip: Strip, event: Event, evidence: Span, predicate: str, roles: tuple[Role, ...], value: Value) -> Candidate:
    return Candidate(predicate=predicate, roles=roles, value=value, sentence=strip.sentence, trigger=event.trigger.span, evidence=evidence)


_HAVE = frozenset("has have had commands command commanded boasts boasted fields fielded counts counted numbers numbered musters "
                  "mustered leads includes comprises with of deploys".split())  # fmt: skip
_PUT = frozenset("put puts estimated estimates estimate reckons reckoned numbering".split())


def _sizes(strip: Strip) -> Iterator[Candidate]:
    """ "X has about 3,000 fighters", "3,000 fighters of X", "put X at 2,800 men"."""
    for strength in strengths(strip.reading, strip.sentence):
        inside = [i for i, item in enumerate(strip.items) if item.span.meets(strength.whole)]
        if not inside:
            continue
        first, last = inside[0], inside[-1]
        group = _owner(strip, first, last)
        if group is None or group.mention is None:
            continue
        span = Span(min(group.span.start, strength.whole.start), max(group.span.end, strength.whole.end))
        value = Value(low=strength.quantity.low, high=strength.quantity.high, unit=strength.unit,
                      text=strip.reading.words(strength.whole))  # fmt: skip
        yield Candidate(predicate="size", roles=(Role("subject", group.mention.referent),), value=value, sentence=strip.sentence,
                        trigger=strength.whole, evidence=span)  # fmt: skip


def _owner(strip: Strip, first: int, last: int) -> Item | None:
    before = first - 1
    while strip.word(before) in ("at", "about", "around", "some", "an", "estimated", "nearly", "than", "more", "only", "to", "up", "between", "least", "as", "many"):
        before -= 1
    word = strip.word(before)
    if word in _HAVE and word not in ("with", "of"):
        subject = strip.subject(before)
        return subject[0] if len(subject) == 1 and subject[0].kind == "group" else None
    if (found := strip.mention(before)) and found.kind == "group" and strip.word(before + 1) == "at" and strip.word(before - 1) in _PUT:
        return found
    if word in BE and strip.word(before + 1) in ("estimated",):
        return None
    return None
