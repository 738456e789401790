"""Who stands where around a word: subject, objects, agents and places of a trigger, without a parser.

A sentence is laid out as a strip of items: mentions (the outermost that hold no trigger) and the words between them.
From a trigger the strip is read outwards over auxiliaries, determiners, appositions and coordinations until a mention
or a clause boundary is met, as finite-state extractors do (FASTUS, Hobbs et al. 1997). The triggers of incidents are
the words of `data/incidents.tsv`.
"""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache, cached_property

from ..lang.lexicon import rows
from ..lang.tokens import Sentence
from ..model import Mention, Span
from .grammar import Tree, tree_of
from .parts import Reading


@cache
def words(name: str) -> frozenset[str]:
    """One class of words of `data/frames.tsv`.

    Raises:
        KeyError: there is no such class.
    """
    return frozenset({row[0]: row[1] for row in rows("frames.tsv", 2)}[name].split())


BE = words("be")
AUXILIARIES = BE | words("auxiliaries")
BACKED = words("backed")
DAYS = words("days")
DETERMINERS = words("determiners")
BOUNDS = words("bounds")
LINKS = words("links")
WHERE = words("where")
PREPOSITIONS = LINKS | WHERE | words("prepositions")
RELATIVES = frozenset(("who", "which", "that"))
STOPS = words("stops")
SPEAKS = words("speaks")
_OWNS = words("owns")
_HOURS = words("hours")
_IRREGULAR = words("irregular")
_FINITE = words("finite")
_NOUNS = words("counting")
_CLOSINGS = {")": "(", "-": "-", "–": "–", "—": "—"}


@dataclass(frozen=True, slots=True)
class Item:
    """A mention, or a word outside mentions in lower case."""

    word: str
    span: Span
    mention: Mention | None = None
    kind: str = ""  # of the mention's referent


@dataclass(frozen=True)
class Strip:
    """A sentence as mentions and the words between them."""

    reading: Reading
    sentence: Sentence
    items: tuple[Item, ...]

    @cached_property
    def tree(self) -> Tree | None:
        """The sentence's tree, where a model has read it."""
        return tree_of(self.reading, self.sentence)

    def grown(self, heads: Collection[int]) -> tuple[Item, ...]:
        """The items that hold what some words of the tree stand for."""
        found: dict[Item, None] = {}
        for head in heads:
            for mention in self.tree.fillers(head) if self.tree else ():
                item = next((i for i in self.items if i.mention and i.span.meets(mention.span)), None)
                if item:
                    found.setdefault(item)
        return tuple(found)

    def word(self, at: int) -> str:
        """The word at a position; empty outside the sentence and for mentions."""
        return self.items[at].word if 0 <= at < len(self.items) else ""

    def mention(self, at: int) -> Item | None:
        """The mention at a position, if there is one."""
        found = self.items[at] if 0 <= at < len(self.items) else None
        return found if found and found.mention else None

    def at(self, position: int) -> int:
        """The item that holds a character of the report."""
        return next((i for i, item in enumerate(self.items) if item.span.end > position), len(self.items) - 1)

    def next_mention(
        self, start: int, *, most: int = 4, kinds: Collection[str] = (), over: Collection[str] = ()
    ) -> int:
        """The first mention after at most `most` words that are no prepositions and end no phrase; -1 for none."""
        for at in range(start, min(len(self.items), start + most + 1)):
            item = self.items[at]
            if item.mention:
                return at if not kinds or item.kind in kinds else -1
            if item.word in STOPS or item.word == "," or item.word in BOUNDS:
                return -1
            if item.word in PREPOSITIONS and item.word not in over:
                return -1
            if item.word in ("and", "or", "that"):
                return -1
        return -1

    def owns(self, at: int) -> bool:
        """Is the mention a pronoun that owns what follows: "its assault", "one of her escorts"?"""
        item = self.mention(at)
        if item is None or item.mention is None or item.mention.form != "pronoun":
            return False
        after = self.word(at + 1)
        ends = after in PREPOSITIONS or after in STOPS or after in AUXILIARIES or after in BOUNDS or after in DAYS
        return self.reading.words(item.span).lower() in _OWNS and bool(after) and not ends and after not in (",", "and")

    def chain(self, start: int) -> tuple[Item, ...]:
        """The mention at `start` and those joined to it by commas and "and": "A, B and C"."""
        first = self.items[start]
        if self.word(start + 1) == "'s" or self.owns(start):  # "X's brother": he is meant, not X
            owned = self.next_mention(start + 1 + (self.word(start + 1) == "'s"), most=3)
            if owned >= 0:
                return self.chain(owned)
            return () if first.kind == "person" else (first,)
        found, at = [first], start + 1
        pending: list[Item] = []
        while at < len(self.items):
            word = self.word(at)
            if word == "(":  # "the Wafa Front (WF) and ..."
                closing = next((k for k in range(at, min(at + 8, len(self.items))) if self.word(k) == ")"), -1)
                if closing < 0:
                    break
                at = closing + 1
                continue
            joint = word in ("and", "or", "&", ",") or (word == "as" and self.word(at + 1) == "well")
            if not joint:
                break
            step = at + (3 if word == "as" else 2 if word == "," and self.word(at + 1) == "and" else 1)
            after = self.next_mention(step, most=2)
            if (
                after < 0
                or any(_acts(self.word(k)) or self.word(k).endswith("es") for k in range(step, after))
                or not alike(self.items[after].kind, first.kind)
            ):
                break
            if word == "or" and pending:
                break
            pending.append(self.items[after])
            if word != "," or self.word(at + 1) == "and":
                found += pending
                pending = []
            at = after + 1
        return (*found, *self._named_among(at, first))

    def _named_among(self, at: int, first: Item) -> tuple[Item, ...]:
        """Those named as examples of what was described: "militias like X", "rebels including Y"."""
        step = at + 1 if self.word(at) in ("like", "including", "namely") else at + 2
        if first.mention is None or first.mention.form != "nominal" or (step > at + 1 and self.word(at) != "such"):
            return ()
        return tuple(
            i for i in self.listed(step) if i.mention and i.mention.form == "name" and alike(i.kind, first.kind)
        )

    def subject(self, trigger: int) -> tuple[Item, ...]:
        """What stands before a verb as its subject; empty where it cannot be told."""
        at = self._before_verb(trigger)
        word = self.word(at)
        if word in RELATIVES:
            at -= 1
            if self.word(at) in (",", "in", "by", "of"):
                at -= 1
            return self.head(at) if self.mention(at) else ()
        if word == ",":
            return self._before_apposition(at)
        if word in _CLOSINGS:  # "X (his nickname) was killed", "X - the other one - is held"
            opening = next((k for k in range(at - 1, max(-1, at - 16), -1) if self.word(k) == _CLOSINGS[word]), 0)
            return self.head(opening - 1) if self.mention(opening - 1) else ()
        return self.head(at) if self.mention(at) else ()

    def _before_apposition(self, closing: int) -> tuple[Item, ...]:
        """Who stands before what is put between commas: "X, 34, of Ayn Dara, Mahrun, died"."""
        for _ in range(4):
            opening = next(
                (k for k in range(closing - 1, max(-1, closing - 26), -1) if self.word(k) in (",", *STOPS)), -1
            )
            if opening < 1 or self.word(opening) != ",":
                return ()
            named = opening - 1
            if self.word(named) == ")":  # "X (his nickname), whom ..., is alive"
                named = next((k for k in range(named, max(-1, named - 8), -1) if self.word(k) == "("), 0) - 1
            before = self.mention(named)
            if before and before.kind != "place":
                return self.head(named)
            closing = opening
        return ()

    def far_subject(self, trigger: int) -> tuple[Item, ...]:
        """The subject of the clause that a second verb shares: "X walked into the post on Tuesday and surrendered"."""
        start = trigger
        while start > 0 and self.word(start - 1) not in STOPS and self.word(start - 1) not in BOUNDS - {"following"}:
            start -= 1
        if self.word(start - 1) in ("who", "which"):
            before = start - 2 - (self.word(start - 2) == ",")
            return self.head(before) if self.mention(before) else ()
        for at in range(start, trigger - 1):
            item, lead = self.items[at], at - 1
            while self.word(lead) in DETERMINERS:
                lead -= 1
            if at > start and _acts(self.word(at - 1) or self.word(lead)):
                return ()  # the object of the first verb: its subject was no person
            if item.kind not in ("person", "group") or self.word(lead) in PREPOSITIONS or self.word(at + 1) in SPEAKS:
                continue
            return () if self.word(at + 1) == "'s" or self.owns(at) else self.chain(at)
        return ()

    def antecedent(self, subject: tuple[Item, ...]) -> tuple[Item, ...]:
        """What a relative clause with a subject of its own speaks of: "X, whom the army says it killed", "the man Y killed"."""
        if not subject:
            return ()
        at = self.at(subject[0].span.start) - 1
        while self.word(at) in DETERMINERS:
            at -= 1
        if self.word(at) in SPEAKS and self.mention(at - 1):
            at -= 2
            while self.word(at) in DETERMINERS:
                at -= 1
        if self.word(at) in ("whom", *RELATIVES):
            at -= 1 + (self.word(at - 1) == ",")
            if self.word(at) == ")":
                at = next((k for k in range(at, max(-1, at - 8), -1) if self.word(k) == "("), 0) - 1
            return self.head(at) if self.mention(at) else ()
        beside = self.mention(at)
        described = beside is not None and beside.mention is not None and beside.mention.form == "nominal"
        return (self.items[at],) if described and beside and beside.span.end + 6 > subject[0].span.start else ()

    def listed(self, start: int) -> tuple[Item, ...]:
        """Every mention of a list, whatever their kinds: "Australia, the Netherlands and the Emirate"."""
        found, at = [], start
        while at < len(self.items):
            item = self.items[at]
            if item.mention:
                found.append(item)
            elif item.word not in (",", "and", "the"):
                break
            at += 1
        return tuple(found)

    def _before_verb(self, trigger: int) -> int:
        """Past auxiliaries, adverbs and days: "the army on 3 May reportedly killed"."""
        at, dated = trigger - 1, False
        while at >= 0 and not self.items[at].mention:
            word = self.word(at)
            day = word in DAYS or word.isdigit()
            if day or (dated and word in ("on", "in", "last", "this", "early", "late", "since", "of")):
                dated = True
            elif word not in AUXILIARIES and not (word.endswith("ly") and len(word) > 4):
                break
            at -= 1
        return at

    def passive(self, trigger: int) -> bool:
        """Does a form of "be" stand before the participle?"""
        at = trigger - 1
        while at >= 0 and not self.items[at].mention and (self.word(at) in AUXILIARIES or self.word(at).endswith("ly")):
            if self.word(at) in BE:
                return not self.word(trigger).endswith("ing") or self.word(at) == "being"
            at -= 1
        return False

    def perfect(self, trigger: int) -> bool:
        """Does "has" stand before the participle, and no "been"?"""
        at, has = trigger - 1, False
        while at >= 0 and not self.items[at].mention and (self.word(at) in AUXILIARIES or self.word(at).endswith("ly")):
            has = has or self.word(at) in ("has", "have", "had", "having")
            at -= 1
        return has and not self.passive(trigger)

    def head(self, at: int) -> tuple[Item, ...]:
        """The heads of the noun phrase that ends at `at`: of "X of Y in Z" X, of "A and B" both, of "after talks with X" none."""
        while True:
            before = at - 1
            while self.word(before) in DETERMINERS or (self.word(before) and self.word(before).isdigit()):
                before -= 1
            word = self.word(before)
            if word in LINKS and self.mention(before - 1):
                at = before - 1
                continue
            if word in ("by", "to", "with") and self.word(before - 1) in BACKED and self.mention(before - 2):
                backed = self.head(before - 2)
                return (*backed, self.items[at]) if self.word(before - 1) in ("backed", "supported") else backed
            if word in ("and", "or") and (other := self.mention(before - 1)) and alike(other.kind, self.items[at].kind):
                return (*self._list_back(before - 1), self.items[at])
            if word in PREPOSITIONS and not (word == "of" and self.items[at].kind in ("group", "person")):
                return ()
            return (self.items[at],)

    def _list_back(self, at: int) -> tuple[Item, ...]:
        found = [self.items[at]]
        while self.word(at - 1) == "," and (other := self.mention(at - 2)) and alike(other.kind, found[0].kind):
            found.insert(0, other)
            at -= 2
        return tuple(found)

    def objects(self, after: int, *, deep: bool = True) -> tuple[Item, ...]:
        """What stands behind a verb as its object; `deep` looks past "of": "the market of X"."""
        at = self.next_mention(after, over=("of",) if deep else ())
        return self.chain(at) if at >= 0 else ()

    def phrases(self, start: int, end: int) -> list[tuple[str, tuple[Item, ...]]]:
        """Prepositional phrases between two positions: the preposition and the mentions that it governs."""
        found = []
        for at in range(start, min(end, len(self.items))):
            word = self.word(at)
            if word not in PREPOSITIONS or word == "'s":
                continue
            place = word in WHERE
            governed = self.next_mention(at + 1, most=6 if place else 4, over=("of", "to") if place else ("of",))
            if self.word(at + 2) == "hands" and word in ("at", "in"):
                word = "by"  # "killed at the hands of X"
            if governed >= 0:
                found.append((word, self.chain(governed)))
        return found

    def clause_end(self, start: int) -> int:
        """Where the clause that `start` stands in ends: at a bound, a stop, or a conjunction before a new subject."""
        for at in range(start, len(self.items)):
            word = self.word(at)
            timed = word in ("before", "after") and self.word(at + 1) in _HOURS
            if word in STOPS or (word in BOUNDS and not timed):
                return at
        return len(self.items)

    def clause_start(self, start: int) -> int:
        """Where that clause begins."""
        for at in range(start - 1, -1, -1):
            word = self.word(at)
            if word in STOPS or (word in BOUNDS and word not in RELATIVES):
                return at + 1
        return 0


def _acts(word: str) -> bool:
    """Does the word look like a verb in the past?"""
    return word.endswith("ed") and len(word) > 4


def _titles(reading: Reading, mentions: list[Mention]) -> list[Mention]:
    """Leaves out a description that is only the title of the name behind it: "Prime Minister X", "the minister, X,"."""
    kept: list[Mention] = []
    for mention in mentions:
        before = kept[-1] if kept else None
        if before and before.form == "nominal" and mention.form == "name":
            between = reading.report.text[before.span.end : mention.span.start].strip("\u200e\u200f ")
            kinds = {reading.referents[m.referent].kind for m in (before, mention)}
            if kinds == {"person"} and between in ("", ","):
                kept.pop()
        kept.append(mention)
    return kept


def alike(left: str, right: str) -> bool:
    """May the two kinds stand in one list?"""
    return left == right or {left, right} <= {"person", "group"}


def lay_out(reading: Reading, sentence: Sentence, triggers: Collection[Span]) -> Strip:
    """The strip of a sentence: of nested mentions the outermost that holds no trigger, unless it is a name."""
    chosen: list[Mention] = []
    for mention in sorted(reading.mentions_in(sentence.span), key=lambda m: (m.span.start, -m.span.end)):
        if chosen and mention.span.start < chosen[-1].span.end:
            continue
        if mention.form == "name" or not any(mention.span.meets(t) for t in triggers):
            chosen.append(mention)
    chosen = _titles(reading, chosen)
    items: list[Item] = []
    at = sentence.span.start
    for token in sentence.tokens:
        while chosen and chosen[0].span.start < token.end:
            mention = chosen.pop(0)
            items.append(Item("", mention.span, mention, reading.referents[mention.referent].kind))
            at = mention.span.end
        start = max(token.start, at)
        word = reading.report.text[start : token.end].lower().replace("’", "'")
        inner = word == "." and token is not sentence.tokens[-1]  # "Jan. 3", "Lt. Col.": the sentence goes on
        if word and not inner and word not in "\"“”‘'«»*•[]":
            items.append(Item(word, Span(start, token.end)))
    return Strip(reading, sentence, tuple(items))


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
    tag = strip.tree.tag(strip.tree.head_of(group[0].span)) if strip.tree else ""
    if tag in ("VERB", "NOUN"):
        return verbs[0] if tag == "VERB" else nouns[0]
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
    led = before in PREPOSITIONS or before in DETERMINERS or before in _NOUNS or before.isdigit()
    return nouns[0] if led or strip.word(after) in PREPOSITIONS or not strip.mention(after) else verbs[0]
