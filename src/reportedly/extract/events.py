"""One incident as far as one sentence tells it: what its words fill in together, and the figures of its dead."""

import re
from dataclasses import dataclass, field

from ..lang.numbers import NumberExpression, find_numbers
from ..lang.tokens import Sentence
from ..model import Quantity, Span
from .frames import SPEAKS, WHERE, Item, Strip, Trigger, words
from .parts import Reading

PEOPLE = ("person", "group")
Phrases = list[tuple[str, tuple[Item, ...]]]

_DEAD = r"killed|dead|died|martyred|slain|massacred|executed|beheaded|murdered|slaughtered|perished|lost\stheir\slives|martyrs|deaths|fatalities|bodies|corpses"
_HURT = r"wounded|injured|hurt|maimed|wounding|injuries"
_KILL = r"(?P<lost>lost|losing|loses?)|(?:dead|deaths)\s(?:at|to)|kill(?:ed|ing|s)?|executed|executing|beheaded|massacred|slaughtered|murdered|martyrdom\sof|deaths?\sof|lives\sof|eliminated|eliminating|killing\sof|gunned\sdown|toll[^.;]{0,60}\s(?:to|at|is|was|of|stands\sat)"
_WOUND = r"wound(?:ed|ing|s)|injur(?:ed|ing|es)|injury\sof|hurting|maiming"
_MEN = re.compile(r"\s(?:\w+\s)?(?:men|fighters|soldiers|comrades|troops|members|people|lives)\b", re.IGNORECASE)
_AFTER = re.compile(
    rf"(?P<between>(?:\s(?!and\b|but\b|while\b)[\w'’-]+|\sand\s(?=[\w'’-]+\swere\b)[\w'’-]+){{0,7}}?)\s(?:(?P<dead>{_DEAD})|(?P<hurt>{_HURT}))\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(rf"\b(?:(?P<dead>{_KILL})|(?P<hurt>{_WOUND}))(?:\s(?!and\b)[\w'’-]+){{0,3}}\s*$", re.IGNORECASE)
_COUNTED_AGAIN = re.compile(
    r"(?:\b(?:says?|said|sp(?:oke|eaks?|eaking)\sof|put[s]?\s(?:it|them|the\s\w+)\sat|counts?|counted|(?:raised|raises|bringing|brought)\s(?:it|that|(?:its|the)\s(?:\w+\s)?"
    r"(?:toll|count|figure)[^.;:]{0,30}?)\s(?:from\s\d+\s)?to|(?:sticks?|stuck|climbed|rose|rises|risen)\sto|(?:stands|stood)\sat|end(?:s|ed)\sup\sat|boast\sof|"
    r"office|ministry|there\s(?:are|were)|insists?\son)\s(?:only\s|just\s)?)$",
    re.IGNORECASE,
)
"""What leads to another figure for the dead that were counted before."""
ENDS = re.compile(r"[\"”'’»]?\s*(?:[.,;:)—–-]|$|and\b|but\b|at\sthe\stime|in\s[A-Z]|on\sa)")
_LEFT = re.compile(r"\b(?:leaving|left|leaves)\s*$", re.IGNORECASE)
STATES = {"arrest": "detained", "held": "detained", "hurts": "wounded", "alive": "alive", "kidnapping": None,
           "killing": "dead", "execution": "dead", "dies": "dead"}  # fmt: skip
_AIR = words("air")
_STRUCTURES = words("structures")
_NOWHERE = frozenset(
    f"{the} {place}" for the in ("the", "this", "that", "these", "its", "their", "his") for place in words("places")
)


@dataclass
class Event:
    """An incident as far as one sentence tells it."""

    kind: str  # empty: the word tells of no incident here
    trigger: Trigger
    strip: Strip
    at: int = 0  # the trigger's first item in the strip, and the first one behind it
    after: int = 0
    roles: dict[str, list[str]] = field(default_factory=dict)  # referents by role, in the order found
    spans: list[Span] = field(default_factory=list)
    killed: Quantity | None = None
    wounded: Quantity | None = None
    responsibility: str | None = None
    definite: bool = False  # "the attack": it was told before
    states: dict[str, str] = field(default_factory=dict)  # what became of a victim, where it was told apart
    pointing: Item | None = None  # "the town", which names no place itself
    shares: bool = False  # "... and killed": the subject stands before an earlier verb

    def has(self, *roles: str) -> bool:
        """Is one of the roles filled?"""
        return any(self.roles.get(role) for role in roles)

    def add(self, role: str, referent: str) -> bool:
        """Put one referent into a role unless it has one."""
        if any(referent in given for given in self.roles.values()):
            return False
        self.roles.setdefault(role, []).append(referent)
        return True

    def fill(self, role: str, items: tuple[Item, ...], *kinds: str) -> None:
        """Put the referents of mentions of some kinds into a role, nobody into two, and nobody who is none."""
        for item in items:
            said = self.strip.reading.words(item.span).lower()
            back = role == "place" and self._points_back(item)
            self.pointing = item if back else self.pointing
            if back or said.startswith(("no ", "none", "nobody")):
                continue
            if item.mention and item.kind in kinds and self.add(role, item.mention.referent):
                self.spans.append(item.span)
                if item.mention.form == "nominal" and role in ("target", "perpetrator", "asset"):
                    self._fill_inner(item, role)

    def bridge(self) -> None:
        """The place that "the town" points back to: the last one named, in this sentence or the two before."""
        if self.pointing is None or self.has("place"):
            return
        reading, at = self.strip.reading, self.pointing.span.start
        for sentence in reversed(
            reading.sentences[max(0, self.strip.sentence.index - 2) : self.strip.sentence.index + 1]
        ):
            for mention in reversed(reading.mentions_in(sentence.span)):
                if (
                    mention.span.end <= at
                    and mention.form == "name"
                    and reading.referents[mention.referent].kind == "place"
                ):
                    self.add("place", mention.referent)
                    return

    def _fill_inner(self, item: Item, role: str) -> None:
        """A group that a description names is meant too: "an ISIL tank"."""
        reading = self.strip.reading
        for mention in reading.mentions_in(item.span):
            if mention.form == "name" and reading.referents[mention.referent].kind == "group":
                self.add("target" if role == "asset" else role, mention.referent)

    def _points_back(self, item: Item) -> bool:
        """Nothing tells which place is meant by "the town"."""
        named = item.mention is not None and self.strip.reading.referents[item.mention.referent].named
        return not named and self.strip.reading.words(item.span).lower() in _NOWHERE

    def enough(self) -> bool:
        """Does the trigger tell of an incident at all, or is the word used in passing?"""
        trigger, done = self.trigger, self.has("target", "victim", "asset", "place")
        told = (self.has("perpetrator") and done) or self._of_a_person()
        if not self.kind or (trigger.needs == "both" and not told):
            return False
        match trigger.frame:
            case "meet":
                enough = len(self.roles.get("perpetrator", ())) > (0 if trigger.part == "noun" else 1)
            case "drive" | "tell" | "show" | "claim" | "blame" | "did":
                enough = self.has("perpetrator")
            case "hold":
                enough = self.has("victim") or (self.kind == "seizure" and self.has("perpetrator", "place"))
            case "take" | "leave" | "fall" | "quit":
                enough = done and self.has("perpetrator")
            case "kill" | "die" | "hurt" | "toll" | "lose" | "rise" | "deny":
                enough = True  # a figure may follow, or it was said before
            case _:
                enough = trigger.frame != "none" and (bool(self.roles) or self.definite)
        return enough

    def _of_a_person(self) -> bool:
        """Is it a man who was "eliminated", and no threat?"""
        referents = self.strip.reading.referents
        return any(referents[r].kind == "person" and referents[r].named for r in self.roles.get("victim", ()))

    def state(self) -> str | None:
        """What becomes of the victims; of an attack only where the sentence speaks of death."""
        if self.kind in STATES:
            return STATES[self.kind]
        said = self.strip.sentence.text.lower()
        return "dead" if any(w in said for w in ("kill", "died", "dead", "death", "martyr", "slain")) else None

    def against(self, doers: tuple[Item, ...], done: tuple[Item, ...]) -> None:
        """Who attacked what: a weapon is an asset, a checkpoint a target, a town with a name the place."""
        self.fill("perpetrator", doers, *PEOPLE)
        self.fill("asset", doers, "asset")
        self.fill("target", done, "person", "group", "asset")
        self.fill("target", tuple(i for i in done if i.mention and i.mention.form == "nominal"), "place")
        self.fill("place", done, "place")

    def taken(self, done: tuple[Item, ...]) -> None:
        """What was seized: a place, a thing; a person is kidnapped."""
        self.fill("place", done, "place")
        self.fill("asset", done, "asset")
        word = self.strip.word(self.at)
        if word.startswith("seiz"):
            self.fill("victim", done, "person")
        elif word.startswith(("took", "tak")):
            self.fill("victim", tuple(i for i in done if i.mention and i.mention.form == "name"), "person")
        if self.has("victim"):
            self.kind = "kidnapping"

    def name_dead(self, start: int) -> None:
        """A named one of the dead: "seven were killed, among them X"."""
        items = self.strip.items
        for k in range(max(0, start), len(items)):
            if items[k].word in ("among", "including"):
                named = (
                    i for i in items[k + 1 : k + 6] if i.mention and i.mention.form == "name" and i.kind == "person"
                )
                self.fill("victim", tuple(named)[:1], "person")
                return

    def settle(self, phrases: Phrases, end: int) -> None:
        """The place of an incident: behind the trigger, else in front of it, else at the head of the sentence."""
        strip = self.strip
        if self.trigger.frame in ("tell", "show", "leave", "quit"):
            return
        if not self.has("place"):
            before = strip.phrases(strip.clause_start(self.at), self.at)
            said = next((k for k in range(self.after, end) if strip.word(k) in SPEAKS), end)
            behind = [p for p in phrases if p[1] and (said == end or p[1][0].span.start < strip.items[said].span.start)]
            for phrase in (*behind, *reversed(before), *strip.phrases(0, min(3, len(strip.items)))):
                if self._stood(*phrase) and (len(self.roles["place"]) > 1 or phrase not in phrases):
                    break
        if not self.has("place"):
            self._look_inside()
        first = strip.mention(0)
        if not self.has("place") and first and strip.word(1) in (":", "(", "-", "–", "—"):
            self.fill("place", (first,), "place")
        if self.trigger.frame not in ("strike", "burst"):
            return
        near = range(max(strip.clause_start(self.at), self.at - 6), min(end, self.at + 8))
        if self.kind in ("attack", "bombing", "same") and any(strip.word(k) in _AIR for k in near):
            self.kind = "airstrike"

    def _stood(self, preposition: str, items: tuple[Item, ...]) -> bool:
        """Does the phrase give the place? What has no name of its own, a checkpoint, is what was attacked."""
        if preposition not in WHERE or not any(i.kind == "place" for i in items):
            return False
        structures = tuple(i for i in items if self._is_structure(i))
        if structures and self.trigger.frame in ("strike", "burst"):
            self.fill("target", structures, "place")
            return False
        self.fill("place", items, "place")
        return self.has("place")

    def _is_structure(self, item: Item) -> bool:
        said = self.strip.reading.words(item.span).lower().split()
        indefinite = said[0] in ("a", "an", "its", "their", "several", "two", "three")
        return item.kind == "place" and indefinite and bool(set(said) & _STRUCTURES)

    def _look_inside(self) -> None:
        """The place may stand inside the description of who was attacked: "fighters in Syria"."""
        reading = self.strip.reading
        suffered = [f for role in ("target", "victim", "asset") for f in self.roles.get(role, ())]
        for item in self.strip.items:
            if item.mention and item.mention.form == "nominal" and item.mention.referent in suffered:
                for inner in reading.mentions_in(item.span):
                    if reading.referents[inner.referent].kind == "place" and inner is not item.mention:
                        self.add("place", inner.referent)


@dataclass(frozen=True, slots=True)
class Toll:
    """One figure of the dead or the wounded."""

    field: str  # killed, wounded
    quantity: Quantity
    span: Span


def numbers(reading: Reading, sentence: Sentence) -> tuple[NumberExpression, ...]:
    """The counts of a sentence."""
    return find_numbers(reading.report.text, sentence.span.start, sentence.span.end)


def tolls(reading: Reading, sentence: Sentence, *, again: bool = False) -> list[Toll]:
    """The figures of killed and wounded that a sentence gives, in order; `again`: dead were counted shortly before."""
    text, found = reading.report.text, []
    counted = numbers(reading, sentence)
    names = [m.span for m in reading.mentions_in(sentence.span) if m.form == "name"]
    for index, number in enumerate(counted):
        if any(name.meets(number.span) for name in names):
            continue  # "Flight 201", "the 41st Front"
        low = counted[index - 1].span.end if index else sentence.span.start
        high = counted[index + 1].span.start if index + 1 < len(counted) else sentence.span.end
        field = _field(text[low : number.span.start], text[number.span.end : high])
        if not field and again and _COUNTED_AGAIN.search(text[low : number.span.start]):
            field = "killed" if ENDS.match(text[number.span.end : sentence.span.end]) else None
        if field:
            quantity = Quantity(
                low=number.quantity.low or 0, high=number.quantity.high
            )  # "up to 20": none at the least
            found.append(Toll(field, quantity, number.span))
    return found


def _field(before: str, after: str) -> str | None:
    """Which figure a number is, by the nearest word that says so; what follows it wins after "left"."""
    follows = _AFTER.match(after)
    precedes = _BEFORE.search(before)
    if precedes and precedes["lost"] and not _MEN.match(after):
        precedes = None
    if precedes and not _LEFT.search(before):
        if follows and not follows["between"].strip() and not re.match(r"\s(?:dead|bodies)", after):
            precedes = None  # "killing 3, 12 wounded" is cut by numbers; "killed 3 wounded men" does not occur
        else:
            return "killed" if precedes["dead"] else "wounded"
    if follows:
        return "killed" if follows["dead"] else "wounded"
    return None
