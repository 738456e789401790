"""Which words tell of one incident: in one sentence the dead belong to the attack; in the next, "the attack" is that one."""

from .events import PEOPLE, Event
from .frames import Strip
from .parts import Reading
from .tolls import Toll
from .triggers import Trigger

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
    """A spokesman who denies speaks for whoever was blamed."""
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
