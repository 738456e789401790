"""What tells of an incident: the words of the lexicon found in a sentence, and what they fill in together."""

from dataclasses import dataclass, field
from functools import cache

from ..lang.lexicon import rows
from ..lang.tokens import Sentence
from ..model import Quantity, Span
from .frames import AUXILIARIES, DETERMINERS, PREPOSITIONS, RELATIVES, SPEAKS, STOPS, WHERE, Item, Strip, words
from .parts import Reading

_IRREGULAR = words("irregular")
_FINITE = words("finite")
_NOUNS = words("counting")


@dataclass(frozen=True, slots=True)
class Trigger:
    """One entry of the lexicon at one place of a sentence."""

    kind: str
    part: str  # verb, noun
    frame: str
    needs: str  # "both": the word alone says little
    span: Span
    participle: bool = False  # a past form, which may be a passive
    gerund: bool = False  # "..., killing ten"


@dataclass(frozen=True, slots=True)
class _Entry:
    words: tuple[str, ...]
    kind: str
    part: str
    frame: str
    needs: str
    participle: bool


@cache
def _lexicon() -> dict[str, tuple[_Entry, ...]]:
    """Entries by first word, the longest first."""
    found: dict[str, list[_Entry]] = {}
    for kind, part, frame, forms, needs in rows("incidents.tsv", 5):
        for form in forms.split():
            parts = tuple(form.split("_"))
            past = part == "verb" and (parts[0].endswith(("ed", "en", "wn", "in")) or parts[0] in _IRREGULAR)
            found.setdefault(parts[0], []).append(_Entry(parts, kind, part, frame, needs, past))
    return {
        word: tuple(sorted(entries, key=lambda e: (-len(e.words), e.part, e.kind))) for word, entries in found.items()
    }


def triggers_in(reading: Reading, sentence: Sentence) -> list[list[Trigger]]:
    """Where the sentence holds words of the lexicon, outside names; readings of one place side by side."""
    names = [m.span for m in reading.mentions_in(sentence.span) if m.form == "name"]
    plain = [_plain(t.text) for t in sentence.tokens]
    found, at = [], 0
    while at < len(plain):
        here: list[Trigger] = []
        length = 1
        for entry in _lexicon().get(plain[at], ()):
            size = len(entry.words)
            if (here and size < length) or tuple(plain[at : at + size]) != entry.words:
                continue
            span = Span(sentence.tokens[at].start, sentence.tokens[at + size - 1].end)
            if not any(name.meets(span) for name in names):
                here.append(
                    Trigger(
                        entry.kind,
                        entry.part,
                        entry.frame,
                        entry.needs,
                        span,
                        entry.participle,
                        entry.words[0].endswith("ing"),
                    )
                )
                length = size
        if here:
            found.append(here)
        at += length
    return found


def _plain(word: str) -> str:
    lower = word.lower().replace("’", "'")
    return lower.removesuffix("'s")


def choose(strip: Strip, group: list[Trigger], at: int, after: int) -> Trigger:
    """The reading of an ambiguous word ("strikes", "attack", "talks") that its surroundings allow."""
    verbs = [t for t in group if t.part == "verb"]
    nouns = [t for t in group if t.part == "noun"]
    if not verbs or not nouns:
        return group[0]
    before = strip.word(at - 1)
    led = before in ("of", "for", "by", "with", "in") and strip.next_mention(after, most=1) == after
    if verbs[0].gerund and led:  # "accused of kidnapping two engineers"
        before = "to"
    if before in _FINITE or before in RELATIVES or before in AUXILIARIES or before.endswith("ly"):
        return verbs[0]
    if strip.mention(at - 1):
        follows = strip.word(after)
        noun = follows in (*PREPOSITIONS, *STOPS, ",", "") or follows in RELATIVES or follows in AUXILIARIES
        return nouns[0] if noun or strip.word(at - 2) == "'s" else verbs[0]
    if not before or before in STOPS or before == ",":
        return nouns[0] if strip.word(after) in PREPOSITIONS else verbs[0]
    if before in PREPOSITIONS or before in DETERMINERS or before in _NOUNS or before.isdigit():
        return nouns[0]
    return nouns[0] if strip.word(after) in PREPOSITIONS or not strip.mention(after) else verbs[0]


PEOPLE = ("person", "group")
Phrases = list[tuple[str, tuple[Item, ...]]]

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
