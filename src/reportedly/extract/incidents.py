"""Incidents: what happened, who did it to whom and where, with the toll; and what follows from it for persons.

The words that tell of an incident and the frames around them are `data/incidents.tsv`. In one sentence deaths and
wounds belong to the incident that caused them; "the attack", "the toll", "claimed responsibility" in a later sentence
speak of the incident told before, and keep what was said of it.
"""

import re
from collections.abc import Iterator

from ..lang.tokens import Sentence
from ..model import Quantity, Role, Span, Value
from . import sizes
from .events import PEOPLE, STATES, Event, Toll, tolls
from .frames import DAYS, Strip, Trigger, choose, lay_out, triggers_in
from .parts import Candidate, Reading
from .roles import read_noun, read_verb

_SUSPECT = re.compile(
    r"\b(?:suspected|presum\w+|believed|allegedly|alleged|apparently|likely|purported\w*|thought to)\b", re.IGNORECASE
)
AROUND = 60  # characters on each side of a trigger in which a word of suspicion is about who did it
VIOLENT = frozenset(
    ("attack", "bombing", "airstrike", "raid", "clash", "shooting_down", "siege", "coup", "seizure", "same")
)
DEADLY = frozenset(("killing", "execution", "dies", "hurts"))
SAID = frozenset(("meeting", "statement", "video"))
AGAIN = frozenset(("same", "toll", "blame", "claim", "deny"))
"""Triggers that speak of an incident told before."""
ALIKE = frozenset(("attack", "bombing", "airstrike", "raid", "clash", "killing", "execution", "shooting_down", "siege"))
NEAR = 600  # characters, about three sentences: as far back as "also killed" looks for its place
FAR = 3 * NEAR  # as far back as "the toll" and "denied it" look for their incident


def find(reading: Reading) -> Iterator[Candidate]:
    """Every incident that the report tells, with the states that go with them, and the strength of groups."""
    yield from _incidents(reading)
    yield from sizes.find(reading)


def _incidents(reading: Reading) -> Iterator[Candidate]:
    told: list[Event] = []
    scene: tuple[str, ...] = ()
    for sentence in reading.sentences:
        if sentence.passage.voice == "furniture" or sentence.text.rstrip("\"'”’» \n").endswith("?"):
            continue
        before, scene = scene, _scene(reading, sentence, scene)
        if scene and scene != before and sentence.passage.voice != "subheading":
            told = []  # another entry of a list
        counted = any(e.killed and sentence.start - e.trigger.span.start < FAR for e in told[-3:])
        groups, figures = triggers_in(reading, sentence), tolls(reading, sentence, again=counted)
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
    trigger = choose(strip, group, at, after)
    event = Event(trigger.kind, trigger, strip, at, after)
    (read_verb if trigger.part == "verb" else read_noun)(event)
    event.bridge()
    return event if event.enough() else None


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
    state = event.state()
    for person in persons:
        if own := event.states.get(person, state):
            yield _candidate(event, "status", (Role("subject", person),), Value(state=own))
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
    supposed = event.strip.word(0) in ("if", "whether", "should")
    if supposed or (event.trigger.part == "noun" and not (event.killed or event.wounded)):  # "attacks on bases": which?
        return any(referents[f].named for fillers in event.roles.values() for f in fillers)
    if event.kind in ("killing", "dies", "arrest", "kidnapping") and event.killed is None:
        named = any(referents[f].named for fillers in event.roles.values() for f in fillers)
        return named or event.has("place") or len(event.roles) > 1
    return True


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


def join(strip: Strip, found: list[Event], figures: list[Toll]) -> list[Event]:
    """The incidents of one sentence: effects and deaths with their cause, figures with the nearest, none twice."""
    kept: list[Event] = []
    for event in found:
        if event.kind == "blame" and any(e.kind in ALIKE and e.responsibility for e in found):
            continue  # "blamed X for the attack": the attack has it
        if event.shares and event.kind not in AGAIN:
            before = next((e for e in reversed(kept) if e.has("perpetrator") and e.kind not in SAID), None)
            for filler in before.roles["perpetrator"] if before else ():
                event.add("perpetrator", filler)
        cause = next((e for e in reversed(kept) if _one(e, event)), None)
        if cause is None:
            kept.append(event)
        else:
            _merge(cause, event)
    for toll in figures:
        _count(strip, kept, toll)
    return [event for event in kept if _stands(event)]


def _one(first: Event, second: Event) -> bool:
    """Do two triggers of one sentence tell of one incident?"""
    if first.kind in AGAIN or second.kind in AGAIN:
        return second.kind in ("toll", "same") and first.kind in VIOLENT | DEADLY
    pair = {first.kind, second.kind}
    if second.shares and second.trigger.gerund and pair <= ALIKE | DEADLY:
        return True
    same = len(pair) == 1 and not pair & SAID
    caused = pair <= VIOLENT | DEADLY and bool(pair & DEADLY or pair <= ALIKE)
    if not (same or caused) or _at_odds(first, second):
        return False
    return bool(pair & DEADLY) or not (first.has("target") and second.has("target"))


def _at_odds(first: Event, second: Event) -> bool:
    """Other people did it, those who did it suffered it, or it happened elsewhere."""
    did, also_did = set(first.roles.get("perpetrator", ())), set(second.roles.get("perpetrator", ()))
    if did and also_did and not did & also_did:
        return True
    if did & set(second.roles.get("victim", ())) or also_did & set(first.roles.get("victim", ())):
        return True
    here, there = set(first.roles.get("place", ())), set(second.roles.get("place", ()))
    return not {first.kind, second.kind} & DEADLY and bool(here and there) and not here & there


def _merge(cause: Event, event: Event) -> None:
    """Put what `event` tells into `cause`, which then is of the kind that says more."""
    later = cause.kind in DEADLY and event.kind in VIOLENT  # "11 died when a bomb went off"
    main = event if later else cause
    pair = {cause.kind, event.kind}
    for told in (cause, event):
        for victim in told.roles.get("victim", ()) if told.kind in STATES else ():
            if state := STATES[told.kind]:
                cause.states.setdefault(victim, state)
    for role, fillers in event.roles.items():
        if role != "place" or later or not cause.has("place"):
            for filler in fillers:
                cause.add(role, filler)
    cause.kind = "execution" if "execution" in pair else "killing" if pair == {"dies", "killing"} else main.kind
    cause.trigger = main.trigger
    cause.spans += [event.trigger.span, *event.spans]
    cause.responsibility = cause.responsibility or event.responsibility
    cause.definite = cause.definite and event.definite


def _count(strip: Strip, kept: list[Event], toll: Toll) -> None:
    """Give a figure to the nearest incident, with those counted as its victims; alone it speaks of the last one told."""
    bearers = [e for e in kept if e.kind in VIOLENT | DEADLY or e.kind == "toll"]
    if not bearers:
        bearers = [Event("toll", Trigger("toll", "noun", "toll", "", toll.span), strip)]
        kept += bearers
    bearer = min(bearers, key=lambda e: min(abs(s.start - toll.span.start) for s in (*e.spans, e.trigger.span)))
    if getattr(bearer, toll.field) is None:
        setattr(bearer, toll.field, toll.quantity)
        bearer.spans.append(toll.span)
        for item in strip.items:
            if item.mention and item.mention.form == "nominal" and item.span.meets(toll.span) and item.kind in PEOPLE:
                bearer.add("victim", item.mention.referent)


def _stands(event: Event) -> bool:
    """Is a death more than the word: has it somebody who died, or a figure?"""
    if event.kind in DEADLY:
        return event.has("victim") or event.killed is not None or event.wounded is not None
    counted = event.killed is not None or (
        event.has("victim") and event.wounded is None and event.trigger.frame != "lose"
    )
    return event.kind != "toll" or counted


def inherit(reading: Reading, event: Event, told: list[Event]) -> None:
    """Take over what was said before of the same incident: "the attack", "the toll", "also killed", "five strikes"."""
    back = None if event.kind in SAID else next((e for e in reversed(told) if _same(event, e)), None)
    again = _speaks_again(event)
    if back is None:
        if event.trigger.frame == "lose" and event.killed and event.has("victim"):
            event.kind = "clash"
        elif event.kind == "toll" and event.killed and event.has("place"):
            event.kind = "killing"
        event.kind = "" if event.kind in AGAIN else event.kind
        return
    struck = not event.definite and event.kind in ("killing", "dies") and back.kind in ("airstrike", "raid")
    if again or struck or (event.definite and event.kind == "attack"):
        event.kind = back.kind
    if event.trigger.kind == "deny":
        _deny(event, told)
        event.kind = event.kind if event.has("perpetrator") else ""
    whole = event.definite or again
    for role in _wanted(event, whole=whole):
        for filler in back.roles.get(role, ()) if role not in event.roles else ():
            if whole or role == "place" or reading.referents[filler].named:
                event.add(role, filler)


def _speaks_again(event: Event) -> bool:
    return event.kind in AGAIN or (event.kind == "hurts" and event.wounded is not None)


def _wanted(event: Event, *, whole: bool) -> tuple[str, ...]:
    """The roles to take over."""
    if event.trigger.kind in ("blame", "claim", "deny"):
        return ("target", "victim", "place")
    strikes = event.kind == "airstrike" and event.trigger.part == "noun" and not event.has("perpetrator")
    return ("perpetrator", "target", "place") if whole or strikes else ("place",)


def _deny(event: Event, told: list[Event]) -> None:
    """A spokesman who denies speaks for whoever was blamed; a group for itself."""
    referents = event.strip.reading.referents
    if any(referents[f].named and referents[f].kind == "group" for f in event.roles.get("perpetrator", ())):
        return
    blamed = next((e for e in reversed(told) if e.responsibility in ("blamed", "suspected", "claimed")), None)
    if blamed is not None:
        event.roles["perpetrator"] = list(blamed.roles.get("perpetrator", ()))


def _same(event: Event, other: Event) -> bool:
    """Is the incident told before meant?"""
    distance = event.trigger.span.start - other.trigger.span.start
    if _speaks_again(event):
        return distance < FAR
    if event.definite or event.kind == "airstrike":
        return event.kind == other.kind or (event.kind == "attack" and distance < FAR)
    return distance < NEAR and event.kind in ("killing", "dies", "hurts") and not event.has("perpetrator")
