"""Verbs that tell of an incident: who does it to whom, by the frame of the verb."""

from collections.abc import Callable
from dataclasses import dataclass

from .events import PEOPLE, Event, Phrases
from .frames import DETERMINERS, PREPOSITIONS, WHERE, Item

_SHARED = frozenset(("and", "then", ",", "or", "but"))
_NOT_TAKEN = frozenset(("place", "part", "action", "steps", "effect", "over"))  # "took place" seizes nothing


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a verb."""

    subject: tuple[Item, ...]
    objects: tuple[Item, ...]
    doers: tuple[Item, ...]  # the subject, or of a passive those after "by"
    done: tuple[Item, ...]  # the object, or of a passive the subject
    phrases: Phrases
    passive: bool

    def behind(self, *prepositions: str) -> tuple[Item, ...]:
        """What the prepositions govern."""
        return tuple(item for preposition, items in self.phrases if preposition in prepositions for item in items)


def read(event: Event) -> None:
    """Fill in what a verb tells."""
    strip, trigger, at, after = event.strip, event.trigger, event.at, event.after
    end = strip.clause_end(after)
    phrases = strip.phrases(after, end)
    subject, objects = strip.subject(at), strip.objects(after, deep=not trigger.needs)
    agents = tuple(item for preposition, items in phrases if preposition == "by" for item in items)
    ends = after >= len(strip.items) or strip.word(after) in (*WHERE, "during", "when", "after", ",", ".")
    bare = not objects and ends and trigger.frame in ("kill", "hold", "hurt")
    passive = trigger.participle and (strip.passive(at) or strip.word(after) == "by" or bare)
    doers, done = (agents, subject) if passive else (subject, objects)
    event.shares = not subject and not passive and strip.word(at - 1) in _SHARED
    if trigger.participle and not subject and not passive and strip.word(at - 1) in DETERMINERS | PREPOSITIONS:
        event.kind = ""  # "in besieged areas", "the captured tanks": no act is told of
        return
    FRAMES[trigger.frame](event, Around(subject, objects, doers, done, phrases, passive))
    if trigger.frame in ("kill", "die", "strike", "burst"):
        event.name_dead(after)
    if trigger.frame not in ("blame", "claim", "deny", "did"):
        event.settle(phrases, end)


def _strike(event: Event, around: Around) -> None:
    event.against(around.doers, around.done)


def _kill(event: Event, around: Around) -> None:
    event.fill("perpetrator", around.doers, *PEOPLE)
    event.fill("victim", around.done, *PEOPLE)


def _hold(event: Event, around: Around) -> None:
    _kill(event, around)
    if event.trigger.kind == "held":
        event.kind = "held" if around.passive or event.strip.word(event.at) == "holding" else ""
    elif not event.has("victim") and any(i.kind in ("place", "asset") for i in around.done):
        event.kind = "seizure"
        event.taken(around.done)


def _die(event: Event, around: Around) -> None:
    event.fill("victim", around.subject, *PEOPLE)
    if event.trigger.kind == "arrest":
        event.fill("perpetrator", around.behind("to"), "group")


def _lose(event: Event, around: Around) -> None:
    event.fill("victim", around.subject, "group")


def _rise(event: Event, around: Around) -> None:
    event.fill("perpetrator", around.subject, *PEOPLE)


def _did(event: Event, around: Around) -> None:
    _rise(event, around)
    event.responsibility = "blamed"


def _claim(event: Event, around: Around) -> None:
    _rise(event, around)
    event.responsibility = "claimed"


def _blame(event: Event, around: Around) -> None:
    event.fill("perpetrator", around.done, *PEOPLE)
    event.responsibility = "suspected" if event.strip.word(event.at).startswith("suspect") else "blamed"


def _take(event: Event, around: Around) -> None:
    if event.strip.word(event.after) not in _NOT_TAKEN:
        event.fill("perpetrator", around.doers, "group", *(() if event.trigger.needs else ("person",)))
        event.taken(around.done)


def _fall(event: Event, around: Around) -> None:
    event.fill("place", around.subject, "place")
    event.fill("perpetrator", around.objects, *PEOPLE)


def _leave(event: Event, around: Around) -> None:
    event.fill("perpetrator", around.doers, *PEOPLE)
    event.fill("place", around.behind("from", "of"), "place")


def _quit(event: Event, around: Around) -> None:
    event.fill("perpetrator", around.subject, "group")
    event.fill("place", around.objects, "place")


def _fight(event: Event, around: Around) -> None:
    event.fill("perpetrator", around.subject, *PEOPLE)
    event.fill("target", around.behind("with", "against") or around.objects, *PEOPLE)


def _meet(event: Event, around: Around) -> None:
    spoke = event.strip.word(event.at).startswith("spoke")
    event.fill("perpetrator", around.subject, *PEOPLE)
    event.fill("perpetrator", around.behind("with", "to" if spoke else "against") or around.objects, *PEOPLE)


def _burst(event: Event, around: Around) -> None:
    event.fill("asset", around.subject, "asset")
    if around.objects or "self" in event.strip.reading.words(event.trigger.span).lower():
        event.fill("perpetrator", around.subject, *PEOPLE)  # "X blew up a bridge", "X blew himself up"
    event.against((), around.objects)


FRAMES: dict[str, Callable[[Event, Around], None]] = {
    "strike": _strike, "topple": _strike, "kill": _kill, "hurt": _kill, "hold": _hold, "die": _die, "rise": _rise, "lose": _lose, "did": _did,
    "deny": _rise, "claim": _claim, "blame": _blame, "take": _take, "fall": _fall, "leave": _leave, "quit": _quit,
    "fight": _fight, "meet": _meet, "burst": _burst,
}  # fmt: skip
