"""Who did what to whom: what the verb or the noun that tells of an incident fills in.

Verbs have frames (who stands before and behind them); nouns are read with what they govern and with the verb that
carries them: "the attack on X by Y", "X launched an attack", "the strike killed Z".
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from ..lang.lexicon import fold, place_names
from .events import PEOPLE, Event, Phrases
from .frames import AUXILIARIES, BE, DETERMINERS, PREPOSITIONS, RELATIVES, STOPS, WHERE, Item, words
from .grammar import lemma

_SHARED = frozenset(("and", "then", ",", "or", "but"))
_TRANSITIVE = frozenset(("kill", "hold", "hurt", "strike", "take"))
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


def read_verb(event: Event) -> None:
    """Fill in what a verb tells."""
    strip, trigger, at, after = event.strip, event.trigger, event.at, event.after
    end = strip.clause_end(after)
    phrases = strip.phrases(after, end)
    subject, objects = strip.subject(at), strip.objects(after, deep=not trigger.needs)
    agents = tuple(item for preposition, items in phrases if preposition == "by" for item in items)
    event.shares = not subject and strip.word(at - 1) in _SHARED and not strip.passive(at)
    if event.shares and strip.word(at - 1) != "," and not trigger.gerund:
        subject = strip.far_subject(at)
    elif subject and not objects and trigger.frame in _TRANSITIVE and not strip.passive(at):
        objects = strip.antecedent(subject)
    elif not subject and trigger.gerund:
        subject = _gerund_subject(event)
    if strip.tree and not event.shares and strip.tree.tag(verb := strip.tree.head_of(trigger.span)) == "VERB":
        done_to = strip.tree.passive(verb)
        subject = subject or strip.grown(strip.tree.subject(verb))
        objects = objects or (() if done_to else strip.grown(strip.tree.objects(verb)))
        agents = agents or (strip.grown(strip.tree.doers(verb)) if done_to else ())
    if subject and not objects and strip.word(after) == "and" and strip.word(after + 1).endswith("ed"):
        objects = strip.objects(after + 2)  # "abducted and killed two engineers"
    ends = after >= len(strip.items) or strip.word(after) in (*WHERE, "during", "when", "after", ",", ".")
    bare = not objects and ends and not strip.perfect(at) and trigger.frame in ("kill", "hold", "hurt")
    passive = trigger.participle and (strip.passive(at) or strip.word(after) == "by" or bare)
    doers, done = (agents, subject) if passive else (subject, objects)
    if trigger.participle and not subject and not passive and strip.word(at - 1) in DETERMINERS | PREPOSITIONS:
        event.kind = ""  # "in besieged areas", "the captured tanks": no act is told of
        return
    FRAMES[trigger.frame](event, Around(subject, objects, doers, done, phrases, passive))
    if trigger.frame in ("kill", "die", "strike", "burst"):
        event.name_dead(after)
    if trigger.frame not in ("blame", "claim", "deny", "did"):
        event.settle(phrases, end)


def _gerund_subject(event: Event) -> tuple[Item, ...]:
    """Whose doing it is: "their retaking of X", "accused Y of kidnapping"."""
    strip, at = event.strip, event.at
    if strip.owns(at - 1):
        return (strip.items[at - 1],)
    return _accused(event, at) if strip.word(at - 1) in ("of", "for", "with", "in") else ()


def _accused(event: Event, begin: int) -> tuple[Item, ...]:
    """Who is said to stand behind it: "X is held responsible for", "accused X of", "X, the planner of"."""
    strip, lead = event.strip, begin - 1
    while strip.word(lead) in DETERMINERS:
        lead -= 1
    for k in range(lead, max(-1, lead - 5), -1):
        word = strip.word(k)
        if word in STOPS or word == ",":
            return ()
        if word in _AUTHORS and k >= lead - 1:
            cut = next((n for n in range(k, -1, -1) if not strip.word(n) or strip.word(n) in (",", "(", *BE)), 0)
            named = cut - 1 if strip.word(cut) in (",", "(") else cut
            return strip.head(named) if strip.mention(named) else strip.subject(named + 1)
        if word in _ACCUSED and strip.word(lead) in ("of", "for", "with", "in", "behind"):
            event.responsibility = "suspected" if word in _SUSPECTS else "blamed"
            if word in ("part", "involved", "role", "behind"):
                event.responsibility = None
            before = k
            while strip.word(before - 1) in _BEARS:
                before -= 1
            accused = strip.objects(k + 1) if word.endswith(("ed", "ing", "se", "ses")) else ()
            inside = bool(accused) and strip.at(accused[0].span.start) < lead
            return accused if inside else strip.subject(before)
    return ()


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
    strip, at = event.strip, event.at
    beside = strip.mention(at - 2) if strip.word(at - 1) == "," else None
    event.fill("victim", around.subject or ((beside,) if beside and strip.word(at) == "in" else ()), *PEOPLE)
    if not event.has("victim") and (opening := _bracket(event)) > 0 and (named := strip.mention(opening - 1)):
        event.fill("victim", (named,), "person")
    if not event.has("victim") and strip.word(at) == "among" and strip.word(event.after) in BE:
        event.fill("victim", strip.objects(event.after + 1), *PEOPLE)
    if event.trigger.kind == "arrest":
        event.fill("perpetrator", around.behind("to"), "group")


def _bracket(event: Event) -> int:
    """Where the bracket opens that the trigger stands in, with nobody named between: "X (1968 - died 2 May 2014)"."""
    strip = event.strip
    for k in range(event.at - 1, max(-1, event.at - 14), -1):
        if strip.word(k) in ("(", ")"):
            return k if strip.word(k) == "(" else -1
        if strip.items[k].kind == "person":
            return -1
    return -1


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
    last = event.strip.reading.words(around.done[-1].span).lower().split()[-1] if around.done else ""
    if event.strip.word(event.after) not in _NOT_TAKEN and last not in ("road", "path", "lead", "route"):
        event.fill("perpetrator", around.doers, "group", *(() if event.trigger.needs else ("person",)))
        event.taken(around.done)


def _fall(event: Event, around: Around) -> None:
    event.fill("place", around.subject, "place")
    event.fill("perpetrator", around.objects, *PEOPLE)


def _leave(event: Event, around: Around) -> None:
    event.fill("perpetrator", around.doers, *PEOPLE)
    fled = event.strip.word(event.at).startswith(("flee", "fled"))
    event.fill("place", around.behind("from", "of") or (() if fled else around.behind("towards", "to")), "place")


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


_LIGHT, _HOLD, _ISSUE = words("light"), words("hold"), words("issue")
_EFFECT, _GO, _AIMS = words("effect"), words("go"), words("aims")
_SHOWS, _APPEARS = words("shows"), words("appears")
_NO_STRIKE, _NO_FIGHT, _NOT_BY = words("no_strike"), words("no_fight"), words("not_by")
_BLAMES, _SUSPECTS = words("blames"), words("suspects")
_ACCUSED, _AUTHORS, _BEARS, _AIR = words("accused"), words("authors"), words("bears"), words("air")
_MANNERS = ("terrorist", "jihadist", "criminal", "terror", "suicide")
_VERBS = _LIGHT | _HOLD | _ISSUE | _EFFECT | _BLAMES | _SUSPECTS | AUXILIARIES
_DEFINITE = frozenset(("the", "this", "that", "these", "those", "both"))


def read_noun(event: Event) -> None:
    """Fill in what a noun tells, with the verbs that carry it."""
    strip, frame = event.strip, event.trigger.frame
    end = _reach(event)
    phrases = strip.phrases(event.after, end)
    begin = event.at
    while begin > 0 and event.at - begin < 4 and _belongs(strip.word(begin - 1)):
        begin -= 1
    before = {strip.word(k) for k in range(begin, event.at)}
    meant = frame in ("hold", "kill") and strip.word(begin - 1) == "to" and strip.word(begin - 2).startswith("lead")
    if meant or (frame == "strike" and before & _NO_STRIKE) or (frame == "fight" and _no_fight(event)):
        event.kind = ""
        return
    event.definite = bool(before & _DEFINITE)
    _own(event, begin)
    if frame in ("tell", "show") and strip.word(event.after) == "signed":
        event.fill("perpetrator", strip.objects(event.after + 1 + (strip.word(event.after + 1) == "by")), *PEOPLE)
    for preposition, items in phrases:
        start = strip.at(items[0].span.start) if items else 0
        lead = next((k for k in range(start, event.after, -1) if strip.word(k) == preposition), start) - 1
        far = frame in ("tell", "show") and lead > event.after + 3  # "the report details the destruction of Y by X"
        if preposition != "by" or (strip.word(lead) not in _NOT_BY and not far):
            _govern(event, preposition, items)
    match frame:
        case "drive":
            _aim(event)
        case "toll":
            event.name_dead(begin - 1)
        case "tell" | "show" if not event.has("perpetrator"):
            _speak(event, begin)
    _carry(event, begin)
    _grow(event)
    if frame in ("strike", "burst"):
        _effect(event, end)
    event.settle(phrases, end)


def _grow(event: Event) -> None:
    """What only the tree shows of a noun: the subject of the verb that carries it, who it is by, what it is against."""
    tree, frame = event.strip.tree, event.trigger.frame
    at = tree.head_of(event.trigger.span) if tree else -1
    if tree is None or tree.tag(at) not in ("NOUN", "PROPN"):
        return
    if tree.parsed.relations[at] == "compound":
        event.kind = ""  # "the daily strike operations", "attack planners"
        return
    carriers = {"meet": _HOLD, "tell": _ISSUE, "show": _ISSUE}.get(frame, _LIGHT)
    if not event.has("perpetrator"):
        doers = tree.carrier(at, _lemmas(carriers)) or tree.governed(at, _BY)
        event.fill("perpetrator", event.strip.grown(doers), *PEOPLE)
    if frame in ("strike", "burst") and not event.has("target", "victim", "asset", "place"):
        event.against((), event.strip.grown(tree.governed(at, _ON)))


_BY, _ON = frozenset(("by",)), frozenset(("on", "against"))


@cache
def _lemmas(forms: frozenset[str]) -> frozenset[str]:
    return frozenset(map(lemma, forms))


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


def is_country(name: str) -> bool:
    """Does the name stand for a state: "U.S.", "France"?"""
    place = place_names().get(fold(name))
    return place is not None and place.sort == "country"


def _belongs(word: str) -> bool:
    """May the word stand between the noun and its owner?"""
    stop = word in STOPS or word in PREPOSITIONS - {"'s"} or word in RELATIVES or word in (",", "and", "whose", "")
    return not stop and word not in _VERBS


def _no_fight(event: Event) -> bool:
    """No fight is told of by "fighting positions" and "factions fighting the government"."""
    strip, follows = event.strip, event.strip.word(event.after)
    closed = not follows and not strip.mention(event.after)
    ends = closed or follows in PREPOSITIONS or follows in STOPS or follows == ","
    active = strip.word(event.at) == "fighting" and strip.mention(event.at - 1) is not None and not ends
    return follows in _NO_FIGHT or active


def _own(event: Event, begin: int) -> None:
    """Whose attack it is: "X's attack", "X attack"; of a killing who was killed. A headline's "X statement" is no act."""
    strip, trigger = event.strip, event.trigger
    owner, possessive = strip.mention(begin - 1), strip.word(begin) == "'s"
    if strip.word(begin - 1) == "whose":
        owner, possessive = strip.mention(begin - 2 - (strip.word(begin - 2) == ",")), True
    possessive = possessive or strip.owns(begin - 1)
    if owner is None or (trigger.frame in ("tell", "show") and not possessive):
        return
    if not possessive and strip.reading.words(owner.span).lower().endswith(_MANNERS):
        return  # "terrorist attacks": of what manner, not whose
    if possessive or (begin == event.at and not event.definite):
        suffers = trigger.frame == "toll" or (trigger.frame in ("kill", "hold") and owner.kind == "person")
        event.fill("victim" if suffers else "perpetrator", (owner,), *PEOPLE)
        if trigger.kind not in ("airstrike", "raid", "statement", "video"):
            event.fill("place", (owner,), "place")
        elif trigger.frame == "strike" and strip.word(begin - 2) != "," and is_country(strip.reading.words(owner.span)):
            event.fill("perpetrator", (owner,), "place")  # "a U.S. strike"


def _govern(event: Event, preposition: str, items: tuple[Item, ...]) -> None:
    match preposition, event.trigger.frame:
        case "by", frame if frame != "toll":
            event.fill("perpetrator", items, *PEOPLE)
        case "on" | "against" | "under" | "to" | "at", "strike" | "topple" | "burst":
            if preposition != "to" or event.strip.word(event.after) == "to":  # translated: "the attack to the post"
                event.against((), tuple(i for i in items if preposition != "at" or i.kind != "place"))
        case "of", "kill" | "hold":
            _suffer(event, items)
        case "of", "take":
            event.taken(items)
        case "of", "strike":
            _struck(event, items)
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
        case "from" | "to" | "towards", "leave":
            event.fill("place", items, "place")
        case "of", "leave":
            event.fill("perpetrator", items, *PEOPLE)


def _flies(event: Event, items: tuple[Item, ...]) -> bool:
    """Is it a bombardment of warplanes, that is, by them?"""
    return any(set(event.strip.reading.words(i.span).lower().split()) & _AIR for i in items)


def _struck(event: Event, items: tuple[Item, ...]) -> None:
    """What it was an attack of: "the bombing of the embassy", "a bombardment of warplanes"."""
    if _flies(event, items):
        event.kind = "airstrike"
        return
    if event.strip.word(event.after) != "of":
        return
    event.fill("target", items, "asset")
    event.fill("place", items, "place")
    if event.kind != "attack":  # "attacks of the rebels"
        event.fill("target", tuple(i for i in items if i.mention and i.mention.form == "nominal"), "group")


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
    inside = strip.word(begin - 1) in ("in", "during") or strip.word(event.at) in ("in", "on", "during")
    if frame == "meet" and begin > 1 and (inside or strip.word(begin - 2) in ("present", "spoke")):
        event.fill("perpetrator", strip.far_subject(begin - (strip.word(begin - 1) in ("in", "during"))), *PEOPLE)
    k = _carrier(event, begin, carriers)
    if k >= 0:
        subject = strip.subject(k)
        if not subject and strip.word(k - 1) in ("and", "then", "but"):
            subject = strip.far_subject(k)
        event.fill("perpetrator", subject, *PEOPLE)
        _list_of_doers(event, k)
        if strip.word(k).startswith("claim") or strip.word(k + 1) == "responsibility":
            event.responsibility = "claimed"
        return
    if not event.has("perpetrator"):
        event.fill("perpetrator", _accused(event, begin), *PEOPLE)
    went = next((k for k in range(begin - 1, max(-1, begin - 16), -1) if strip.word(k) in _GO), -1)
    if frame == "meet" and went >= 0:
        event.fill("perpetrator", strip.subject(went), *PEOPLE)
        return
    for k in range(begin - 1, max(-1, begin - 12), -1):
        if strip.word(k) in _BLAMES | _SUSPECTS and (blamed := strip.objects(k + 1)):
            event.fill("perpetrator", blamed, *PEOPLE)
            event.responsibility = "blamed" if strip.word(k) in _BLAMES else "suspected"
            return


def _carrier(event: Event, begin: int, carriers: frozenset[str]) -> int:
    """Where the active verb stands that carries a noun; -1: nowhere near."""
    strip = event.strip
    for k in range(begin - 1, max(-1, begin - 9), -1):
        word = strip.word(k)
        if word in STOPS or (strip.mention(k) and k < begin - 2):
            break
        if word in carriers and not strip.passive(k) and strip.word(k + 1) != "with":
            return -1 if word == "for" and not strip.subject(k) else k
    return -1


def _list_of_doers(event: Event, carrier: int) -> None:
    """Who they are, where a list says so: "nations which have conducted strikes include A, B and C"."""
    strip = event.strip
    k = strip.clause_end(event.after)
    at = next((n for n in range(event.after, k) if strip.word(n) in ("include", "included", "includes")), -1)
    relative = any(strip.word(n) in RELATIVES for n in range(max(0, carrier - 3), carrier))
    if at >= 0 and relative and len(doers := strip.listed(at + 1)) > 1:
        event.roles.pop("perpetrator", None)
        event.fill("perpetrator", doers, *PEOPLE, "place")


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
