"""Incidents: what happened, who did it to whom and where, with the toll; and what follows from it for persons.

The words that tell of an incident and the frames around them are `data/incidents.tsv`. In one sentence deaths and
wounds belong to the incident that caused them; "the attack", "the toll", "claimed responsibility" in a later sentence
speak of the incident told before, and keep what was said of it.
"""

import re
from collections.abc import Iterator

from ..lang.tokens import Sentence
from ..model import Quantity, Role, Span, Value
from . import nouns, sizes, triggers, verbs
from .events import Event
from .frames import DAYS, Strip, lay_out
from .joining import ALIKE, SAID, inherit, join
from .parts import Candidate, Reading
from .tolls import tolls
from .triggers import Trigger

_SUSPECT = re.compile(
    r"\b(?:suspected|presum\w+|believed|allegedly|alleged|apparently|likely|purported\w*|thought to)\b", re.IGNORECASE
)

AROUND = 60  # characters on each side of a trigger in which a word of suspicion is about who did it
_STATES = {"arrest": "detained", "held": "detained", "hurts": "wounded", "alive": "alive", "kidnapping": None,
           "killing": "dead", "execution": "dead", "dies": "dead"}  # fmt: skip


def find(reading: Reading) -> Iterator[Candidate]:
    """Every incident that the report tells, with the states that go with them, and the strength of groups."""
    yield from _incidents(reading)
    yield from sizes.find(reading)


def _incidents(reading: Reading) -> Iterator[Candidate]:
    told: list[Event] = []
    scene: tuple[str, ...] = ()
    for sentence in reading.sentences:
        if sentence.passage.voice == "furniture":
            continue
        before, scene = scene, _scene(reading, sentence, scene)
        if scene and scene != before and sentence.passage.voice != "subheading":
            told = []  # another entry of a list
        groups, figures = triggers.find(reading, sentence), tolls(reading, sentence)
        if not groups and not figures:
            continue
        strip = lay_out(reading, sentence, [t.span for group in groups for t in group])
        found = [event for group in groups if (event := _read(strip, group)) is not None]
        for event in join(strip, found, figures):
            inherit(reading, event, told)
            for place in scene if event.kind not in SAID and not event.roles.get("place") else ():
                event.add("place", place)
            yield from _candidates(event)
            if event.kind in ALIKE:
                told.append(event)


def _read(strip: Strip, group: list[Trigger]) -> Event | None:
    """What one trigger tells, read as a verb where its surroundings allow, else as a noun; None: nothing."""
    at, after = strip.at(group[0].span.start), strip.at(group[0].span.end - 1) + 1
    trigger = triggers.choose(strip, group, at, after)
    event = Event(trigger.kind, trigger, strip, at, after)
    (verbs if trigger.part == "verb" else nouns).read(event)
    return event if _enough(event) else None


def _enough(event: Event) -> bool:
    """Does the trigger tell of an incident at all, or is the word used in passing?"""
    trigger, done = event.trigger, event.has("target", "victim", "asset", "place")
    if not event.kind or (trigger.needs == "both" and not (event.has("perpetrator") and done)):
        return False
    match trigger.frame:
        case "meet":
            enough = len(event.roles.get("perpetrator", ())) > (0 if trigger.part == "noun" else 1)
        case "drive" | "tell" | "show" | "claim" | "blame" | "did":
            enough = event.has("perpetrator")
        case "hold":
            enough = event.has("victim") or (event.kind == "seizure" and event.has("perpetrator", "place"))
        case "take" | "leave" | "fall" | "quit":
            enough = done and (event.has("perpetrator") or trigger.part == "noun")
        case "kill" | "die" | "hurt" | "toll" | "lose" | "rise" | "deny":
            enough = True  # a figure may follow, or it was said before
        case _:
            enough = trigger.frame != "none" and (bool(event.roles) or event.definite)
    return enough


def _scene(reading: Reading, sentence: Sentence, scene: tuple[str, ...]) -> tuple[str, ...]:
    """The place that a list's entry stands under: "12/03 - UPPER LOBE / Markossi.", "Iraq"; a headline sets none."""
    if sentence.passage.voice == "headline" or len(sentence.tokens) > 12:
        return scene
    mentions = reading.mentions_in(sentence.span)
    spare = [t for t in sentence.tokens if t.text.isalpha() and t.lower not in DAYS
             and not any(m.span.start <= t.start < m.span.end for m in mentions)]  # fmt: skip
    places = tuple(m.referent for m in mentions if m.form == "name" and reading.referents[m.referent].kind == "place")
    if places and len(spare) <= 1:
        return places[-1:]
    return () if sentence.passage.voice == "subheading" else scene


def _candidates(event: Event) -> Iterator[Candidate]:
    """The claims of one incident: the states of the persons named, and the incident itself."""
    if not event.kind or not event.roles:
        return
    referents = event.strip.reading.referents
    victims = [v for v in event.roles.get("victim", []) if referents[v].kind == "person"]
    persons = [v for v in victims if referents[v].named]
    state = _state(event)
    for person in persons if state else ():
        yield _candidate(event, "status", (Role("subject", person),), Value(state=state))
    if event.kind in ("hurts", "alive", "held") or not _tells(event):
        return
    killed = event.killed
    if killed is None and state == "dead" and victims and len(victims) == len(event.roles["victim"]):
        killed = Quantity(low=max(1, len(persons)), high=max(1, len(persons)))
    kind = {"dies": "killing", "same": "attack"}.get(event.kind, event.kind)
    roles = tuple(sorted(Role(role, filler) for role, fillers in event.roles.items() for filler in fillers))
    value = Value(kind=kind, killed=killed, wounded=event.wounded, responsibility=_responsibility(event))
    yield _candidate(event, "incident", roles, value)


def _tells(event: Event) -> bool:
    """Does it say more than that somebody unnamed died somewhere?"""
    referents = event.strip.reading.referents
    if event.kind in SAID:
        return any(referents[f].named for f in event.roles.get("perpetrator", ()))
    if event.kind in ("killing", "dies", "arrest", "kidnapping") and event.killed is None:
        named = any(referents[f].named for fillers in event.roles.values() for f in fillers)
        return named or event.has("place") or len(event.roles) > 1
    return True


def _state(event: Event) -> str | None:
    """What becomes of the victims; of an attack only where the sentence speaks of death."""
    if event.kind in _STATES:
        return _STATES[event.kind]
    said = event.strip.sentence.text.lower()
    return "dead" if any(w in said for w in ("kill", "died", "dead", "death", "martyr", "slain")) else None


def _responsibility(event: Event) -> str | None:
    if event.kind in SAID or event.kind == "retreat" or not event.has("perpetrator") or event.trigger.kind == "deny":
        return None
    if event.responsibility:
        return event.responsibility
    reading, sentence, trigger = event.strip.reading, event.strip.sentence, event.trigger.span
    around = sentence.text[max(0, trigger.start - sentence.start - AROUND) : trigger.end - sentence.start + AROUND]
    if _SUSPECT.search(around):
        return "suspected"
    speakers = {
        m.referent
        for q in reading.quotes
        if q.source and q.content.meets(trigger)
        for m in reading.mentions_in(q.source)
    }
    return "claimed" if speakers & set(event.roles["perpetrator"]) else "stated"


def _candidate(event: Event, predicate: str, roles: tuple[Role, ...], value: Value) -> Candidate:
    sentence = event.strip.sentence
    spans = [event.trigger.span, *(s for s in event.spans if sentence.span.covers(s))]
    return Candidate(
        predicate=predicate,
        roles=roles,
        value=value,
        sentence=sentence,
        trigger=event.trigger.span,
        evidence=Span(min(s.start for s in spans), max(s.end for s in spans)),
    )
