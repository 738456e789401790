"""Nouns that tell of an incident: "the attack on X by Y", "X launched an attack", "the strike killed Z"."""

from .events import PEOPLE, Event
from .frames import AUXILIARIES, PREPOSITIONS, RELATIVES, STOPS, Item, words

_LIGHT, _HOLD, _ISSUE = words("light"), words("hold"), words("issue")
_EFFECT, _GO, _AIMS = words("effect"), words("go"), words("aims")
_SHOWS, _APPEARS = words("shows"), words("appears")
_NO_STRIKE, _NO_FIGHT, _NOT_BY = words("no_strike"), words("no_fight"), words("not_by")
_BLAMES, _SUSPECTS = words("blames"), words("suspects")
_VERBS = _LIGHT | _HOLD | _ISSUE | _EFFECT | _BLAMES | _SUSPECTS | AUXILIARIES
_DEFINITE = frozenset(("the", "this", "that", "these", "those", "both"))


def read(event: Event) -> None:
    """Fill in what a noun tells, with the verbs that carry it."""
    strip, frame = event.strip, event.trigger.frame
    end = _reach(event)
    phrases = strip.phrases(event.after, end)
    begin = event.at
    while begin > 0 and event.at - begin < 4 and _belongs(strip.word(begin - 1)):
        begin -= 1
    before = {strip.word(k) for k in range(begin, event.at)}
    if (frame == "strike" and before & _NO_STRIKE) or (frame == "fight" and _no_fight(event)):
        event.kind = ""
        return
    event.definite = bool(before & _DEFINITE)
    _own(event, begin)
    for preposition, items in phrases:
        if preposition != "by" or strip.word(strip.at(items[0].span.start) - 2) not in _NOT_BY:
            _govern(event, preposition, items)
    match frame:
        case "drive":
            _aim(event)
        case "toll":
            event.name_dead(begin - 1)
        case "tell" | "show" if not event.has("perpetrator"):
            _speak(event, begin)
    _carry(event, begin)
    if frame in ("strike", "burst"):
        _effect(event, end)
    event.settle(phrases, end)


def _reach(event: Event) -> int:
    """Where what is said of a noun ends: a relative clause that says who did it is read on ("which was claimed by")."""
    strip = event.strip
    end = strip.clause_end(event.after)
    at = end + 1
    if strip.word(end) in RELATIVES or strip.word(end) == "for":
        while strip.word(at) in AUXILIARIES:
            at += 1
        if strip.word(at) in _LIGHT | _HOLD | _EFFECT or strip.word(at) in ("took", "occurred"):
            return strip.clause_end(at)
    return end


def _belongs(word: str) -> bool:
    """May the word stand between the noun and its owner?"""
    stop = word in STOPS or word in PREPOSITIONS - {"'s"} or word in RELATIVES or word in (",", "and", "")
    return not stop and word not in _VERBS


def _no_fight(event: Event) -> bool:
    """No fight is told of by "fighting positions" and "factions fighting the government"."""
    strip, follows = event.strip, event.strip.word(event.after)
    ends = follows in PREPOSITIONS or follows in STOPS or follows in (",", "")
    active = strip.word(event.at) == "fighting" and strip.mention(event.at - 1) is not None and not ends
    return follows in _NO_FIGHT or active


def _own(event: Event, begin: int) -> None:
    """Whose attack it is: "X's attack", "X attack"; of a killing who was killed. A headline's "X statement" is no act."""
    strip, trigger = event.strip, event.trigger
    owner, possessive = strip.mention(begin - 1), strip.word(begin) == "'s"
    if strip.word(begin - 1) == "whose":
        owner, possessive = strip.mention(begin - 2 - (strip.word(begin - 2) == ",")), True
    if owner is None or (trigger.frame in ("tell", "show") and not possessive):
        return
    if possessive or (begin == event.at and not event.definite):
        suffers = trigger.frame == "toll" or (trigger.frame in ("kill", "hold") and owner.kind == "person")
        event.fill("victim" if suffers else "perpetrator", (owner,), *PEOPLE)
        if trigger.kind not in ("airstrike", "raid", "statement", "video"):
            event.fill("place", (owner,), "place")


def _govern(event: Event, preposition: str, items: tuple[Item, ...]) -> None:
    match preposition, event.trigger.frame:
        case "by", frame if frame != "toll":
            event.fill("perpetrator", items, *PEOPLE)
        case "on" | "against" | "under", "strike" | "topple" | "burst":
            event.against((), items)
        case "of", "kill" | "hold":
            _suffer(event, items)
        case "of", "take":
            event.taken(items)
        case "of", "strike":
            event.fill("target", items, "asset")
            event.fill("place", items, "place")
        case "between" | "with" | "of" | "among", "meet":
            event.fill("perpetrator", items, *PEOPLE)
        case "between" | "with" | "against" | "among", "fight":
            one = 1 if preposition in ("between", "among") and len(items) > 1 else 0
            event.fill("perpetrator", items[:one], *PEOPLE)
            event.fill("target", items[one:], *PEOPLE)
        case _:
            _utter(event, preposition, items)


def _utter(event: Event, preposition: str, items: tuple[Item, ...]) -> None:
    match preposition, event.trigger.frame:
        case ("from", "tell" | "show") | ("of", "tell"):
            event.fill("perpetrator", items, *PEOPLE)
        case "of", "show":
            event.fill("victim", items, *PEOPLE)
        case "from", "leave":
            event.fill("place", items, "place")


def _suffer(event: Event, items: tuple[Item, ...]) -> None:
    """Of whom: "the killing of X"; "the capture of" a place is a seizure."""
    event.fill("victim", items, *PEOPLE)
    if event.trigger.frame == "hold" and not event.has("victim") and any(i.kind == "place" for i in items):
        event.kind = "seizure"
        event.taken(items)


def _aim(event: Event) -> None:
    """What it is meant to do: "the operation to retake X"; without an aim it is no incident."""
    strip = event.strip
    for k in range(event.after, event.after + 3):
        found = strip.next_mention(k + 2, over=("of", "from"))
        if strip.word(k) == "to" and strip.word(k + 1) in _AIMS and found >= 0:
            event.fill("place", (strip.items[found],), "place")
            event.fill("target", (strip.items[found],), *PEOPLE)
    if not event.has("place", "target"):
        event.kind = ""


def _speak(event: Event, begin: int) -> None:
    """Who speaks in it: "In a letter dated 3 May, X calls ...", "a video shows X", "X appears in a video"."""
    strip = event.strip
    for k in range(event.after, min(event.after + 8, len(strip.items))):
        if strip.word(k) in _SHOWS:
            event.fill("perpetrator", strip.objects(k + 1), *PEOPLE)
            return
        if strip.word(k) == "," and strip.word(begin - 1) == "in" and begin < 4:
            speaker = strip.next_mention(k + 1)
            event.fill("perpetrator", strip.chain(speaker) if speaker >= 0 else (), *PEOPLE)
            return
    shown = next((k for k in range(begin - 1, max(-1, begin - 4), -1) if strip.word(k) in _APPEARS), -1)
    if shown >= 0:
        event.fill("perpetrator", strip.subject(shown), *PEOPLE)


def _carry(event: Event, begin: int) -> None:
    """The verb that carries the noun: "X launched an attack", "X claimed the attack", "blamed X for the attack"."""
    strip, frame = event.strip, event.trigger.frame
    carriers = {"meet": _HOLD, "tell": _ISSUE, "show": _ISSUE}.get(frame, _LIGHT)
    for k in range(begin - 1, max(-1, begin - 9), -1):
        word = strip.word(k)
        if word in STOPS or (strip.mention(k) and k < begin - 2):
            break
        if word in carriers and not strip.passive(k):
            event.fill("perpetrator", strip.subject(k), *PEOPLE)
            if word.startswith("claim") or strip.word(k + 1) == "responsibility":
                event.responsibility = "claimed"
            return
    went = next((k for k in range(begin - 1, max(-1, begin - 16), -1) if strip.word(k) in _GO), -1)
    if frame == "meet" and went >= 0:
        event.fill("perpetrator", strip.subject(went), *PEOPLE)
        return
    for k in range(begin - 1, max(-1, begin - 12), -1):
        if strip.word(k) in _BLAMES | _SUSPECTS and (blamed := strip.objects(k + 1)):
            event.fill("perpetrator", blamed, *PEOPLE)
            event.responsibility = "blamed" if strip.word(k) in _BLAMES else "suspected"
            return


def _effect(event: Event, end: int) -> None:
    """What it did: "the attack killed X", "five strikes engaged three units and destroyed a bridge"."""
    strip = event.strip
    for k in range(event.after, min(end, event.after + 14)):
        word = strip.word(k)
        if word in _EFFECT and not strip.passive(k):
            done = strip.objects(k + 1)
            event.fill("victim" if word.startswith(("kill", "wound", "injur")) else "target", done, *PEOPLE)
            event.fill("asset", done, "asset")
            event.fill("place", done, "place")
