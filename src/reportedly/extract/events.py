"""One trigger and what stands around it, as one incident with its roles: as far as one sentence tells."""

from dataclasses import dataclass, field

from ..model import Quantity, Span
from .frames import AUXILIARIES, PREPOSITIONS, RELATIVES, STOPS, WHERE, Item, Strip
from .triggers import Trigger, choose

_LIGHT = frozenset(
    "launch launched launches launching conduct conducted conducting conducts carry carried carrying carries stage staged "
    "staging mount mounted mounting perpetrate perpetrated perpetrating commit committed execute executed make made making "
    "undertook begin began begun start started starts order ordered led lead planned orchestrated organised organized claimed "
    "claim claims claiming continue resumed delivered suffered".split()
)
_HOLD = frozenset("hold held holding holds host hosted hosting hosts attend attended attends attending convene convened convening "
                  "joined join joins chaired chair for".split())  # fmt: skip
_ISSUE = frozenset("issue issued issues issuing release released releases releasing publish published publishes publishing put "
                   "post posted posts posting circulate circulated distributed read gave give made make broadcast aired uploaded "
                   "sent delivered deliver in".split())  # fmt: skip
_EFFECT = frozenset("kill killed killing kills destroy destroyed destroys destroying hit hits hitting struck strike damaged damaging "
                    "targeted targeting targets wounded wounding injured injuring suppressed engaged rocked claimed left leaving shook "
                    "disabled ripped tore".split())  # fmt: skip
_BLAME = {"blamed": "blamed", "blame": "blamed", "blames": "blamed", "accused": "blamed", "accuses": "blamed", "accusing": "blamed",
          "blaming": "blamed", "suspects": "suspected", "suspected": "suspected", "suspect": "suspected"}  # fmt: skip
_AIR = frozenset("warplane warplanes jet jets aircraft plane planes helicopter helicopters drone drones airstrike f-16s f-16 missile "
                 "air aerial bombers gunships gunship uav unmanned fighter-bombers".split())  # fmt: skip
_NO_STRIKE = frozenset(
    "heart panic hunger general verbal personal transport airline labor labour workers cyber counter rail under".split()
)
_SHOWS = frozenset(("shows", "showing", "showed", "features", "featuring", "featured"))
_APPEARS = frozenset("appeared appears appear appearing seen shown said says surfaced announced declared warned vowed threatened".split())
_NO_FIGHT = frozenset(
    "position positions force forces vehicle vehicles age season men capability capabilities strength for".split()
)
_NOT_BY = frozenset(
    "defined condemned described reported supported determined backed announced followed seen confirmed verified".split()
)
_GO = frozenset(
    "travel travels travelled traveled visit visits visited arrive arrived lead leads led go went come came join joined".split()
)
_NOWHERE = frozenset(
    f"{the} {place}"
    for the in ("the", "this", "that", "these", "its", "their", "his")
    for place in "area areas region scene country world ground site town city village district province camp base hamlet island border airport".split()
)
_STRUCTURES = frozenset(
    "checkpoint post base camp headquarters barracks station market mosque hospital school hotel compound convoy bakery".split()
)
_DEFINITE = frozenset(("the", "this", "that", "these", "those", "both"))
_AIMS = frozenset(
    "isolate liberate retake recapture capture clear take reclaim encircle free drive seize defeat dislodge oust".split()
)
_SHARED = frozenset(("and", "then", ",", "or", "but"))


@dataclass
class Event:
    """An incident as far as one sentence tells it."""

    kind: str
    trigger: Trigger
    at: int = 0  # the trigger's item in the strip
    roles: dict[str, list[str]] = field(default_factory=dict)  # referents by role, in the order found
    spans: list[Span] = field(default_factory=list)
    killed: Quantity | None = None
    wounded: Quantity | None = None
    responsibility: str | None = None
    definite: bool = False  # "the attack": it was told before
    shares: bool = False  # "... and killed": the subject stands before an earlier verb

    def fill(self, strip: Strip, role: str, items: tuple[Item, ...], *kinds: str) -> None:
        """Put the referents of mentions of some kinds into a role, nobody into two."""
        for item in items:
            if role == "place" and _anaphor(strip, item):
                continue
            none = strip.reading.words(item.span).lower().startswith(("no ", "none", "nobody"))
            if item.mention and item.kind in kinds and not none and self.add(role, item.mention.referent):
                self.spans.append(item.span)
                if item.mention.form == "nominal" and role in ("target", "perpetrator", "asset"):
                    self._inner(strip, item, role)

    def _inner(self, strip: Strip, item: Item, role: str) -> None:
        """ "An ISIL tank": the group that a description names is meant too."""
        for mention in strip.reading.mentions_in(item.span):
            named = mention.form == "name" and strip.reading.referents[mention.referent].kind == "group"
            if named:
                self.add("target" if role == "asset" else role, mention.referent)

    def add(self, role: str, referent: str) -> bool:
        """Put one referent into a role unless it has one."""
        if any(referent in given for given in self.roles.values()):
            return False
        self.roles.setdefault(role, []).append(referent)
        return True


def read(strip: Strip, group: list[Trigger]) -> Event | None:
    """What one trigger tells, read as a verb where its surroundings allow, else as a noun; None: nothing."""
    at = strip.at(group[0].span.start)
    after = strip.at(group[0].span.end - 1) + 1
    trigger = choose(strip, group, at, after)
    event = Event(trigger.kind, trigger, at)
    (_verb if trigger.part == "verb" else _noun)(strip, event, at, after)
    return event if _enough(event) else None


def _verb(strip: Strip, event: Event, at: int, after: int) -> None:
    trigger, end = event.trigger, strip.clause_end(after)
    subject, objects, phrases = (
        strip.subject(at),
        strip.objects(after, deep=not trigger.needs),
        strip.phrases(after, end),
    )
    agents = tuple(i for p, items in phrases if p == "by" for i in items)
    bare = not objects and (
        after >= len(strip.items) or strip.word(after) in (*WHERE, "during", "when", "after", ",", ".")
    )
    passive = trigger.participle and (
        strip.passive(at) or strip.word(after) == "by" or (bare and trigger.frame in ("kill", "hold", "hurt"))
    )
    doers, done = (agents, subject) if passive else (subject, objects)
    event.shares = not subject and not passive and strip.word(at - 1) in _SHARED
    match trigger.frame:
        case "strike" | "topple":
            _against(strip, event, doers, done)
        case "kill" | "hold" | "hurt":
            event.fill(strip, "perpetrator", doers, "person", "group")
            event.fill(strip, "victim", done, "person", "group")
            if (
                trigger.frame == "hold"
                and not event.roles.get("victim")
                and any(i.kind in ("place", "asset") for i in done)
            ):
                event.kind = "seizure"
                _taken(strip, event, done)
        case "die":
            event.fill(strip, "victim", subject, "person", "group")
            if trigger.kind == "arrest":
                event.fill(strip, "perpetrator", tuple(i for p, items in phrases if p == "to" for i in items), "group")
        case "rise" | "did":
            event.responsibility = "blamed" if trigger.frame == "did" else None
            event.fill(strip, "perpetrator", subject, "person", "group")
        case "take" if strip.word(after) not in ("place", "part", "action", "steps", "effect", "over"):
            event.fill(strip, "perpetrator", doers, "group", *(() if trigger.needs else ("person",)))
            _taken(strip, event, done)
        case "fall":
            event.fill(strip, "place", subject, "place")
            event.fill(strip, "perpetrator", objects, "person", "group")
        case "leave":
            event.fill(strip, "perpetrator", doers, "person", "group")
            left = tuple(i for p, items in phrases if p in ("from", "of") for i in items)
            event.fill(strip, "place", left, "place")
        case "quit":
            event.fill(strip, "perpetrator", subject, "group")
            event.fill(strip, "place", objects, "place")
        case "fight" | "meet":
            joint = ("with", "to") if "spoke" in strip.reading.words(trigger.span).lower() else ("with", "against")
            others = tuple(i for p, items in phrases if p in joint for i in items) or objects
            event.fill(strip, "perpetrator", subject, "person", "group")
            event.fill(strip, "target" if trigger.frame == "fight" else "perpetrator", others, "person", "group")
        case "burst":
            event.fill(strip, "asset", subject, "asset")
            if objects or "sel" in strip.reading.words(trigger.span).lower():  # "blew up a bridge", "blew himself up"
                event.fill(strip, "perpetrator", subject, "person", "group")
            _against(strip, event, (), objects)
        case "blame":
            event.fill(strip, "perpetrator", done, "person", "group")
            event.responsibility = "suspected" if strip.word(at).startswith("suspect") else "blamed"
        case "claim" | "deny":
            event.fill(strip, "perpetrator", subject, "person", "group")
            event.responsibility = "claimed" if trigger.frame == "claim" else None
    if trigger.frame in ("kill", "die", "strike", "burst"):
        _among(strip, event, after)
    if trigger.frame not in ("blame", "claim", "deny", "did"):
        _settle(strip, event, phrases, at, end)


def _against(strip: Strip, event: Event, doers: tuple[Item, ...], done: tuple[Item, ...]) -> None:
    event.fill(strip, "perpetrator", doers, "person", "group")
    event.fill(strip, "asset", doers, "asset")
    event.fill(strip, "target", done, "person", "group", "asset")
    event.fill(
        strip, "target", tuple(i for i in done if i.mention and i.mention.form == "nominal"), "place"
    )  # a checkpoint
    event.fill(strip, "place", done, "place")


def _taken(strip: Strip, event: Event, done: tuple[Item, ...]) -> None:
    event.fill(strip, "place", done, "place")
    event.fill(strip, "asset", done, "asset")
    if strip.word(event.at).startswith(("seiz", "took", "take", "taking")):
        named = tuple(i for i in done if strip.word(event.at).startswith("seiz") or (i.mention and i.mention.form == "name"))
        event.fill(strip, "victim", named, "person")
        event.kind = "kidnapping" if event.roles.get("victim") else event.kind


def _noun(strip: Strip, event: Event, at: int, after: int) -> None:
    trigger = event.trigger
    end = _reach(strip, after)
    phrases = strip.phrases(after, end)
    begin = at
    while begin > 0 and at - begin < 4 and _belongs(strip, begin - 1):
        begin -= 1
    before = {strip.word(k) for k in range(begin, at)}
    if (trigger.frame == "strike" and before & _NO_STRIKE) or (
        trigger.frame == "fight" and strip.word(after) in _NO_FIGHT
    ):
        event.kind = ""
        return
    event.definite = bool(before & _DEFINITE)
    owner = strip.mention(begin - 1)
    titled = trigger.frame in ("tell", "show") and strip.word(begin) != "'s"  # a headline: "Ministry statement on ..."
    if owner and not titled and (strip.word(begin) == "'s" or (begin == at and not event.definite)):
        suffers = trigger.frame == "toll" or (trigger.frame in ("kill", "hold") and owner.kind == "person")
        role = "victim" if suffers else "perpetrator"
        event.fill(strip, role, (owner,), "person", "group")
        if trigger.kind not in ("airstrike", "raid", "statement", "video"):
            event.fill(strip, "place", (owner,), "place")
    for preposition, items in phrases:
        if preposition != "by" or strip.word(strip.at(items[0].span.start) - 2) not in _NOT_BY:
            _govern(strip, event, preposition, items)
    if trigger.frame == "drive":
        _aim(strip, event, after)
    if trigger.frame == "toll":
        _among(strip, event, begin - 1)
    if trigger.frame in ("tell", "show") and not event.roles.get("perpetrator"):
        _spoken(strip, event, begin, after)
    _light(strip, event, begin)
    if trigger.frame in ("strike", "burst"):
        _effect(strip, event, after, end)
    _settle(strip, event, phrases, at, end)


def _other_fight(strip: Strip, at: int, after: int) -> bool:
    """ "Fighting positions", "factions fighting the government": no fight that is told of."""
    active = strip.word(at) == "fighting" and strip.mention(at - 1) and strip.word(after) not in (*PREPOSITIONS, *STOPS, ",", "")
    return strip.word(after) in _NO_FIGHT or bool(active)


def _reach(strip: Strip, after: int) -> int:
    """Where what is said of a noun ends: a relative clause that says who did it is read on ("which was claimed by")."""
    end = strip.clause_end(after)
    at = end + 1
    if strip.word(end) in RELATIVES or strip.word(end) == "for":
        while strip.word(at) in AUXILIARIES:
            at += 1
        if (
            strip.word(at) in _LIGHT
            or strip.word(at) in _HOLD
            or strip.word(at) in _EFFECT
            or strip.word(at) in ("took", "occurred")
        ):
            return strip.clause_end(at)
    return end


def _belongs(strip: Strip, at: int) -> bool:
    word = strip.word(at)
    verb = word in _LIGHT or word in _HOLD or word in _ISSUE or word in _BLAME or word in AUXILIARIES or word in _EFFECT
    return (
        bool(word)
        and not verb
        and word not in STOPS
        and word not in PREPOSITIONS
        and word not in (*RELATIVES, ",", "and")
    )


def _aim(strip: Strip, event: Event, after: int) -> None:
    """ "The operation to retake X": no aim, no incident."""
    for k in range(after, after + 3):
        if strip.word(k) == "to" and strip.word(k + 1) in _AIMS:
            found = strip.next_mention(k + 2, over=("of", "from"))
            if found >= 0:
                event.fill(strip, "place", (strip.items[found],), "place")
                event.fill(strip, "target", (strip.items[found],), "group", "person")
                return
    event.kind = ""


def _spoken(strip: Strip, event: Event, begin: int, after: int) -> None:
    """ "In a letter dated 3 May, X calls ...", "a video shows X", "X appears in a video": who speaks in it."""
    for k in range(after, min(after + 8, len(strip.items))):
        if strip.word(k) in _SHOWS:
            event.fill(strip, "perpetrator", strip.objects(k + 1), "person", "group")
            return
        if strip.word(k) == "," and strip.word(begin - 1) == "in" and begin < 4:
            speaker = strip.next_mention(k + 1)
            if speaker >= 0:
                event.fill(strip, "perpetrator", strip.chain(speaker), "person", "group")
            return
    for k in range(begin - 1, max(-1, begin - 4), -1):
        if strip.word(k) in _APPEARS:
            event.fill(strip, "perpetrator", strip.subject(k), "person", "group")
            return


def _govern(strip: Strip, event: Event, preposition: str, items: tuple[Item, ...]) -> None:
    people, frame = ("person", "group"), event.trigger.frame
    match preposition, frame:
        case "by", "tell" | "show":
            event.fill(strip, "perpetrator", items, *people)
        case "by", _:
            event.fill(strip, "perpetrator", items, *people)
        case "on" | "against" | "under", "strike" | "topple" | "burst":
            _against(strip, event, (), items)
        case "of", "kill" | "hold":
            event.fill(strip, "victim", items, *people)
            if frame == "hold" and not event.roles.get("victim") and any(i.kind == "place" for i in items):
                event.kind = "seizure"
                _taken(strip, event, items)
        case "of", "take":
            _taken(strip, event, items)
        case "of", "strike":
            event.fill(strip, "target", items, "asset")
            event.fill(strip, "place", items, "place")
        case "between" | "with" | "of" | "among", "meet":
            event.fill(strip, "perpetrator", items, *people)
        case "between" | "with" | "against" | "among", "fight":
            split = 1 if preposition in ("between", "among") and len(items) > 1 else 0
            event.fill(strip, "perpetrator", items[:split], *people)
            event.fill(strip, "target", items[split:], *people)
        case "from" | "of", "tell" | "show":
            event.fill(strip, "perpetrator" if frame == "tell" or preposition == "from" else "victim", items, *people)
        case "from", "leave":
            event.fill(strip, "place", items, "place")


def _light(strip: Strip, event: Event, begin: int) -> None:
    """ "X launched an attack", "X claimed responsibility for the attack", "X blamed Y for the attack"."""
    words = {"meet": _HOLD, "tell": _ISSUE, "show": _ISSUE}.get(event.trigger.frame, _LIGHT)
    for k in range(begin - 1, max(-1, begin - 9), -1):
        word = strip.word(k)
        if word in STOPS or (strip.mention(k) and k < begin - 2):
            break
        if word in words and not strip.passive(k):
            event.fill(strip, "perpetrator", strip.subject(k), "person", "group")
            if word in ("claimed", "claim", "claims", "claiming") or strip.word(k + 1) == "responsibility":
                event.responsibility = "claimed"
            return
    for k in range(begin - 1, max(-1, begin - 16), -1) if event.trigger.frame == "meet" else ():
        if strip.word(k) in _GO:
            event.fill(strip, "perpetrator", strip.subject(k), "person", "group")
            return
    for k in range(begin - 1, max(-1, begin - 12), -1):
        verdict = _BLAME.get(strip.word(k))
        if verdict and strip.objects(k + 1):
            event.fill(strip, "perpetrator", strip.objects(k + 1), "person", "group")
            event.responsibility = verdict
            return


def _effect(strip: Strip, event: Event, after: int, end: int) -> None:
    """ "The attack killed X", "five strikes engaged three units and destroyed a bridge"."""
    for k in range(after, min(end, after + 14)):
        word = strip.word(k)
        if word in _EFFECT and not strip.passive(k):
            done = strip.objects(k + 1)
            hurt = word.startswith(("kill", "wound", "injur"))
            event.fill(strip, "victim" if hurt else "target", done, "person", "group")
            event.fill(strip, "asset", done, "asset")
            event.fill(strip, "place", done, "place")


def _among(strip: Strip, event: Event, start: int) -> None:
    """ "Seven were killed, among them X": a named one of the dead."""
    for k in range(max(0, start), len(strip.items)):
        if strip.word(k) in ("among", "including"):
            for item in strip.items[k + 1 : k + 6]:
                if item.mention and item.mention.form == "name" and item.kind == "person":
                    event.fill(strip, "victim", (item,), "person")
                    return


def _settle(strip: Strip, event: Event, phrases: list[tuple[str, tuple[Item, ...]]], at: int, end: int) -> None:
    """The place of an incident: behind the trigger, else in front of it, else at the head of the sentence."""
    if event.trigger.frame in ("tell", "show", "leave", "quit"):
        return
    if not event.roles.get("place"):
        before = strip.phrases(strip.clause_start(at), at)
        for preposition, items in (*phrases, *reversed(before), *strip.phrases(0, min(3, len(strip.items)))):
            if preposition not in WHERE or not any(i.kind == "place" for i in items):
                continue
            structures = tuple(i for i in items if _structure(strip, i))
            if structures and event.trigger.frame in ("strike", "burst"):
                event.fill(strip, "target", structures, "place")
            else:
                event.fill(strip, "place", items, "place")
                if len(event.roles.get("place", ())) > 1 or (preposition, items) not in phrases:
                    break
    if not event.roles.get("place"):
        _place_within(strip, event)
    first = strip.mention(0)
    if not event.roles.get("place") and first and strip.word(1) in (":", "(", "-", "–", "—"):
        event.fill(strip, "place", (first,), "place")
    near = range(max(strip.clause_start(at), at - 6), min(end, at + 8))
    if event.kind in ("attack", "bombing", "same") and any(strip.word(k) in _AIR for k in near):
        event.kind = "airstrike"


def _anaphor(strip: Strip, item: Item) -> bool:
    """ "The town", where nothing tells which."""
    if item.mention is None:
        return False
    named = strip.reading.referents[item.mention.referent].named
    return not named and strip.reading.words(item.span).lower() in _NOWHERE


def _structure(strip: Strip, item: Item) -> bool:
    """ "A checkpoint near the bridge": no place of its own name, but what was attacked."""
    words = strip.reading.words(item.span).lower().split()
    return (
        item.kind == "place"
        and words[0] in ("a", "an", "its", "their", "several", "two", "three")
        and bool(set(words) & _STRUCTURES)
    )


def _place_within(strip: Strip, event: Event) -> None:
    """ "Attacked fighters in Syria": the place may stand inside the description of who was attacked."""
    for role in ("target", "victim", "asset"):
        for item in strip.items:
            if item.mention and item.mention.form == "nominal" and item.mention.referent in event.roles.get(role, ()):
                for inner in strip.reading.mentions_in(item.span):
                    if strip.reading.referents[inner.referent].kind == "place" and inner is not item.mention:
                        event.add("place", inner.referent)


def _enough(event: Event) -> bool:
    """Does the trigger tell of an incident at all, or is the word used in passing?"""
    roles, trigger = event.roles, event.trigger
    done = roles.get("target") or roles.get("victim") or roles.get("asset") or roles.get("place")
    if not event.kind or (trigger.needs == "both" and not (roles.get("perpetrator") and done)):
        return False
    match trigger.frame:
        case "meet":
            return len(roles.get("perpetrator", ())) > (0 if trigger.part == "noun" else 1)
        case "drive":
            return bool(roles.get("perpetrator"))
        case "none":
            return False
        case "tell" | "show" | "claim" | "deny" | "blame" | "did":
            return bool(roles.get("perpetrator"))
        case "hold":
            return bool(roles.get("victim")) or (
                event.kind == "seizure" and bool(roles.get("perpetrator") or roles.get("place"))
            )
        case "take" | "leave" | "fall" | "quit":
            return bool(done) and (bool(roles.get("perpetrator")) or trigger.part == "noun")
        case "kill" | "die" | "hurt" | "toll" | "rise":
            return True
    return bool(roles) or event.definite
