"""What the parts of the extractor hand to each other."""

from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cache, cached_property

from ..lang.lexicon import demonyms, fold
from ..lang.tokens import Sentence
from ..model import Assessment, Certainty, Mention, Quote, Referent, Report, Role, Span, Value
from ..when import Date, Period
from .sight import Sight

_ENDINGS = ("i", "an", "ese", "ish", "er", "is", "ans")


@dataclass(frozen=True)
class Reading:
    """One report as far as the extractor has understood it: each part reads it, none changes it."""

    report: Report
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...] = ()  # ordered by start; of nested mentions the longer one comes first
    referents: dict[str, Referent] = field(default_factory=dict)  # by id
    quotes: tuple[Quote, ...] = ()
    sight: Sight | None = None  # what the trained model saw; None where the rules work alone

    def mentions_in(self, span: Span) -> tuple[Mention, ...]:
        """The mentions that lie inside `span`."""
        first, last = (bisect_left(self._starts, place) for place in (span.start, span.end))
        return tuple(m for m in self.mentions[first:last] if span.covers(m.span))

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        return tuple(m.span.start for m in self.mentions)

    def words(self, span: Span) -> str:
        """The report's text at `span`."""
        return span.of(self.report.text)

    def country_of(self, adjective: str) -> str | None:
        """The country that an adjective names: one of the world, or a place of this report ("Mahruni", of Mahrun)."""
        word = adjective.lower()
        known = _countries().get(word)
        if known or len(word) < 5 or not word.endswith(_ENDINGS):
            return known
        stem = _stem(fold(word))
        for referent in self.referents.values():
            if referent.kind == "place" and referent.named:
                for name in referent.names:
                    last = fold(name).split()[-1:]
                    if last and last[0] != fold(word) and last[0].startswith(stem) and len(last[0]) <= len(word):
                        return name
        return None


def is_adjective(word: str) -> bool:
    """Could the capitalised word be the adjective of a country that nothing else here names?"""
    return word[:1].isupper() and len(word) > 4 and word.lower().endswith(("i", "an", "ese"))


def _stem(word: str) -> str:
    """What an adjective has in common with the name it comes from: "mahru" of "mahruni", "berin" of "berinduan"."""
    bare = word.rstrip("s")
    for ending in ("ian", "ean", "uan", "ese", "ish", "an", "er", "i"):
        if bare.endswith(ending):
            return bare[: max(4, len(bare) - len(ending))]
    return bare


@cache
def _countries() -> dict[str, str]:
    """The country of an adjective, in lower case."""
    return {word.lower(): country for word, country in demonyms().items()}


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A claim that a pattern proposes, before voices, factuality and time are worked out and the gate is passed."""

    predicate: str
    roles: tuple[Role, ...]
    value: Value = Value()
    sentence: Sentence
    trigger: Span  # the words that carry the predicate: "swore allegiance to"
    evidence: Span
    ended: bool = False  # "former", "then": the state is over
    denied: bool = False  # the pattern itself says no ("neither ... nor", "refused to join")
    when: Period | None = None  # where the pattern itself fixes the time; else extract.times works it out
    when_words: str | None = None

    def fillers(self, role: str) -> tuple[str, ...]:
        """All that fill `role`, in order."""
        return tuple(r.filler for r in self.roles if r.name == role)


@dataclass(frozen=True, kw_only=True)
class Factuality:
    """How the text commits itself to a candidate (after FactBank, Sauri and Pustejovsky 2009)."""

    denied: bool = False
    certainty: Certainty = "asserted"
    hedges: tuple[Span, ...] = ()
    assessment: Assessment | None = None
    ironic: bool = False


def anchor_of(reading: Reading, sentence: Sentence) -> Date:
    """The date that relative time words in `sentence` count from: the passage's own, else the report's."""
    return sentence.passage.dated or reading.report.published
