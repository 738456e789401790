"""Incidents: what happened, who did it to whom and where, with the toll; and what follows from it for persons.

The words that tell of an incident and the frames around them are `data/incidents.tsv`. In one sentence deaths and
wounds belong to the incident that caused them; "the attack", "the toll", "claimed responsibility" in a later sentence
speak of the incident told before, and keep what was said of it.
"""

import re
from collections.abc import Iterator

from ..lang.tokens import Sentence
from ..model import Quantity, Role, Span, Value
from . import events, sizes, triggers
from .events import Event
from .frames import DAYS, Strip, lay_out
from .parts import Candidate, Reading
from .tolls import Toll, tolls
from .triggers import Trigger

VIOLENT = frozenset("attack bombing airstrike raid clash shooting_down siege coup seizure same".split())
DEADLY = frozenset("killing execution dies hurts".split())
SAID = frozenset("meeting statement video".split())
AGAIN = frozenset("same toll blame claim deny".split())  # triggers that speak of an incident told before
ALIKE = frozenset("attack bombing airstrike raid clash killing execution shooting_down siege".split())
NEAR = 600  # characters: as far back as "also killed" looks for its place; about three sentences

_SUSPECT = re.compile(r"\b(?:suspected|presum\w+|believed|allegedly|alleged|apparently|likely|purported\w*|thought to)\b", re.IGNORECASE)


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
        found = [event for group in groups if (event := events.read(strip, group)) is not None]
        for event in _joined(strip, found, figures):
            _inherit(reading, event, told)
            for place in scene if event.kind not in SAID and not event.roles.get("place") else ():
                event.add("place", place)
            yield from _candidates(strip, event)
            if event.kind in ALIKE:
                told.append(event)


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


def _joined(strip: Strip, found: list[Event], figures: list[Toll]) -> list[Event]:
    """Deaths and wounds, effects and repetitions go to the incident of the same sentence; figures to the nearest."""
    kept: list[Event] = []
    for event in found:
        if event.kind == "blame" and any(e.kind in ALIKE and e.responsibility for e in found):
            continue  # "blamed X for the attack": the attack has it
        if event.shares and event.kind not in AGAIN:
            before = next((e for e in reversed(kept) if e.roles.get("perpetrator") and e.kind not in SAID), None)
            for filler in before.roles["perpetrator"] if before else ():
                event.add("perpetrator", filler)
        cause = next((e for e in reversed(kept) if _one(e, event)), None)
        if cause is None:
            kept.append(event)
        else:
            _merge(cause, event)
    for toll in figures:
        bearers = [e for e in kept if e.kind in VIOLENT | DEADLY or e.kind == "toll"]
        if not bearers:
            bearers = [Event("toll", Trigger("toll", "noun", "toll", "", toll.span))]
            kept += bearers
        bearer = min(bearers, key=lambda e: min(abs(s.start - toll.span.start) for s in [*e.spans, e.trigger.span]))
        if getattr(bearer, toll.field) is None:
            setattr(bearer, toll.field, toll.quantity)
            bearer.spans.append(toll.span)
            _counted(strip, bearer, toll)
    return [e for e in kept if _stands(e)]


def _counted(strip: Strip, event: Event, toll: Toll) -> None:
    """Those who were counted are the victims."""
    for item in strip.items:
        if (
            item.mention
            and item.mention.form == "nominal"
            and item.span.meets(toll.span)
            and item.kind in ("person", "group")
        ):
            event.add("victim", item.mention.referent)


def _one(first: Event, second: Event) -> bool:
    """Do two triggers of one sentence tell of one incident?"""
    if first.kind in AGAIN or second.kind in AGAIN:
        return second.kind in ("toll", "same") and first.kind in VIOLENT | DEADLY
    pair = {first.kind, second.kind}
    if second.shares and second.trigger.gerund and pair <= ALIKE | DEADLY:
        return True
    if not (len(pair) == 1 and not pair & SAID) and (
        not pair <= VIOLENT | DEADLY or not (pair & DEADLY or pair <= ALIKE)
    ):
        return False
    mine, theirs = first.roles.get("perpetrator", []), second.roles.get("perpetrator", [])
    if mine and theirs and not set(mine) & set(theirs):
        return False
    if set(mine) & set(second.roles.get("victim", [])) or set(theirs) & set(first.roles.get("victim", [])):
        return False
    if not pair & DEADLY and _elsewhere(first, second):
        return False
    return bool(pair & DEADLY) or not (first.roles.get("target") and second.roles.get("target"))


def _elsewhere(first: Event, second: Event) -> bool:
    here, there = first.roles.get("place", []), second.roles.get("place", [])
    return bool(here and there) and not set(here) & set(there)


def _merge(cause: Event, event: Event) -> None:
    main, other = (event, cause) if cause.kind in DEADLY and event.kind in VIOLENT else (cause, event)
    kind = "execution" if "execution" in (cause.kind, event.kind) else main.kind
    if {cause.kind, event.kind} == {"dies", "killing"}:
        kind = "killing"
    for role in ("perpetrator", "target", "victim", "place", "asset"):
        if role == "place" and main.roles.get("place"):
            continue
        for filler in other.roles.get(role, ()):
            if role != "perpetrator" or not main.roles.get(role) or main is cause:
                cause.add(role, filler)
    if main is event:
        for role, fillers in event.roles.items():
            for filler in fillers:
                cause.add(role, filler)
    cause.kind = kind
    cause.spans += [event.trigger.span, *event.spans]
    cause.responsibility = cause.responsibility or event.responsibility
    cause.definite = cause.definite and event.definite
    if main is event:
        cause.trigger = event.trigger


def _stands(event: Event) -> bool:
    """Is it an incident without a victim or a figure?"""
    if event.kind in DEADLY:
        return bool(event.roles.get("victim")) or event.killed is not None or event.wounded is not None
    return (
        event.kind != "toll" or event.killed is not None or (bool(event.roles.get("victim")) and event.wounded is None)
    )


def _inherit(reading: Reading, event: Event, told: list[Event]) -> None:
    """ "The attack", "the toll", "also killed", "five strikes": what was said before of the same incident."""
    if event.kind in SAID or not told:
        event.kind = "" if event.kind in AGAIN else event.kind
        return
    back = next((e for e in reversed(told) if _same(event, e)), None)
    if back is None:
        event.kind = "" if event.kind in AGAIN else event.kind
        return
    again = event.kind in AGAIN or (event.kind == "hurts" and event.wounded is not None)
    whole = event.definite or again
    if again or (event.definite and event.kind == "attack"):
        event.kind = back.kind
    if not whole and event.kind in ("killing", "dies") and back.kind in ("airstrike", "raid"):
        event.kind = back.kind
    wanted = ("perpetrator", "target", "place") if whole else ("place",)
    if event.trigger.kind in ("blame", "claim", "deny"):
        wanted = ("target", "victim", "place")
    elif event.kind == "airstrike" and event.trigger.part == "noun" and not event.roles.get("perpetrator"):
        wanted = ("perpetrator", "target", "place")
    if event.trigger.kind == "deny":
        _denied(event, told)
    for role in wanted:
        if role not in event.roles:
            for filler in back.roles.get(role, ()):
                if whole or role == "place" or reading.referents[filler].named:
                    event.add(role, filler)


def _denied(event: Event, told: list[Event]) -> None:
    """A spokesman who denies speaks for whoever was blamed."""
    blamed = next((e for e in reversed(told) if e.responsibility in ("blamed", "suspected", "claimed")), None)
    if blamed is not None:
        event.roles["perpetrator"] = list(blamed.roles.get("perpetrator", ()))


def _same(event: Event, other: Event) -> bool:
    near = event.trigger.span.start - other.trigger.span.start
    if event.kind in AGAIN or (event.kind == "hurts" and event.wounded is not None):
        return near < 3 * NEAR
    if event.definite or event.kind == "airstrike":
        return event.kind == other.kind or (event.kind == "attack" and near < 3 * NEAR)
    return near < NEAR and event.kind in ("killing", "dies", "hurts") and not event.roles.get("perpetrator")


def _candidates(strip: Strip, event: Event) -> Iterator[Candidate]:
    if not event.kind or not event.roles:
        return
    reading = strip.reading
    spans = [event.trigger.span, *(s for s in event.spans if strip.sentence.span.covers(s))]
    evidence = Span(min(s.start for s in spans), max(s.end for s in spans))
    kind = {"dies": "killing", "hurts": "attack", "same": "attack"}.get(event.kind, event.kind)
    victims = [v for v in event.roles.get("victim", []) if reading.referents[v].kind == "person"]
    persons = [v for v in victims if reading.referents[v].named]
    state = _state(reading, event, strip.sentence.span)
    for person in persons if state else ():
        yield _candidate(strip, event, evidence, "status", (Role("subject", person),), Value(state=state))
    if event.kind in ("hurts", "alive", "held") or not _tells(event, reading):
        return
    killed = event.killed
    if killed is None and state == "dead" and victims and len(victims) == len(event.roles["victim"]):
        killed = Quantity(low=max(1, len(persons)), high=max(1, len(persons)))
    roles = tuple(sorted(Role(role, filler) for role, fillers in event.roles.items() for filler in fillers))
    value = Value(kind=kind, killed=killed, wounded=event.wounded, responsibility=_responsibility(strip, event, kind))
    yield _candidate(strip, event, evidence, "incident", roles, value)


def _tells(event: Event, reading: Reading) -> bool:
    """Does it say more than that somebody unnamed died somewhere?"""
    if event.kind in SAID:
        return any(reading.referents[f].named for f in event.roles.get("perpetrator", ()))
    if event.kind in ("killing", "dies", "arrest", "kidnapping") and event.killed is None:
        named = any(reading.referents[f].named for fillers in event.roles.values() for f in fillers)
        return named or bool(event.roles.get("place")) or len(event.roles) > 1
    return True


def _state(reading: Reading, event: Event, span: Span) -> str | None:
    if event.kind in ("arrest", "held"):
        return "detained"
    if event.kind in ("hurts", "alive"):
        return "wounded" if event.kind == "hurts" else "alive"
    if event.kind in ("killing", "execution", "dies"):
        return "dead"
    if event.kind == "kidnapping":
        return None
    words = reading.words(span).lower()
    return "dead" if any(w in words for w in ("kill", "died", "dead", "death", "martyr", "slain")) else None


def _responsibility(strip: Strip, event: Event, kind: str) -> str | None:
    if kind in SAID or kind == "retreat" or not event.roles.get("perpetrator") or event.trigger.kind == "deny":
        return None
    if event.responsibility:
        return event.responsibility
    around = strip.sentence.text[max(0, event.trigger.span.start - strip.sentence.start - 60) :]
    if _SUSPECT.search(around[: 120 + len(strip.reading.words(event.trigger.span))]):
        return "suspected"
    speakers = {m.referent for q in strip.reading.quotes if q.source and q.content.meets(event.trigger.span)
                for m in strip.reading.mentions_in(q.source)}  # fmt: skip
    return "claimed" if speakers & set(event.roles["perpetrator"]) else "stated"


def _candidate(
    strip: Strip, event: Event, evidence: Span, predicate: str, roles: tuple[Role, ...], value: Value
) -> Candidate:
    return Candidate(
        predicate=predicate,
        roles=roles,
        value=value,
        sentence=strip.sentence,
        trigger=event.trigger.span,
        evidence=evidence,
    )
