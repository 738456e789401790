"""The nouns of Reportedly, in the order data flows: Report, Mention, Quote, Claim, Signature, Entity, Finding, Decision.

Nothing here does I/O or changes after it was made. Spans count code points of `Report.text`, half-open. Ids are digests
of content (see `digest.py`), so the same input has the same id on every machine.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from .errors import ModelViolation
from .when import ANY, Date, Period

Kind = Literal["person", "group", "place", "asset"]
Form = Literal["name", "nominal", "pronoun"]  # ACE's NAM, NOM, PRO
PassageVoice = Literal["headline", "subheading", "standfirst", "body", "caption", "note", "comment", "furniture"]
VoiceKind = Literal["outlet", "agency", "person", "official", "group", "document", "account", "video", "anonymous"]
Polarity = Literal["affirmed", "denied"]
Certainty = Literal["asserted", "hedged", "hypothetical"]
Assessment = Literal["uncorroborated", "doubted", "confirmed"]
DatedBy = Literal["printed", "metadata", "inferred", "unknown"]
Standing = Literal["corroborated", "single-origin", "contested", "denied", "retracted"]
Independence = Literal["same", "independent", "not established"]
ConflictKind = Literal["status", "number", "identity", "responsibility", "date", "place", "denial", "membership"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters `start` (included) to `end` (excluded) of one report's text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ModelViolation(f"not a span: {self.start}..{self.end}")

    def of(self, text: str) -> str:
        """The words of `text` at this span."""
        return text[self.start : self.end]

    def covers(self, other: "Span") -> bool:
        """Does `other` lie inside this span?"""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: "Span") -> bool:
        """Do the two share a character?"""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A stretch of a report's text that one hand wrote in one function: a paragraph, a caption, a comment."""

    span: Span
    voice: PassageVoice
    author: str | None = None  # of a comment or a note
    dated: Date | None = None  # its own date, where it has one: a comment's, a re-posted article's


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One published item as it was read: the text that every span points into, who published it and when."""

    id: str  # digest of (text, url, published)
    text: str
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: Date = ANY
    dated_by: DatedBy = "unknown"
    language: str | None = None
    url: str | None = None
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One place in the text that refers to something; mentions of one thing share a `referent`."""

    span: Span
    form: Form
    referent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Referent:
    """What one chain of mentions in one report refers to. Only resolve says whether two reports mean the same."""

    id: str  # digest of (report, kind, first span)
    kind: Kind
    named: bool  # False: the report only describes it ("an Egyptian security official")
    names: tuple[str, ...]  # as they stand in the text, the fullest first; descriptions where it has no name

    def __post_init__(self) -> None:
        if not self.names:
            raise ModelViolation("a referent without a name or a description")


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """One hop of a chain of sources: who, of what kind, in which words."""

    kind: VoiceKind
    name: str  # "Reuters"; "an intelligence official, speaking on condition of anonymity"
    span: Span | None = None  # None only where the text does not print it, as with most outlets
    referent: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Who is said to have said what: a source, the cue that says so, the content; direct or indirect speech."""

    source: Span | None  # None: the source is the passage's own author
    cue: Span | None
    content: Span
    chain: tuple[Voice, ...]  # outermost first, this quote's own source last
    direct: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number as reported: "at least 11" is low=11, high=None; "5-7" is low=5, high=7."""

    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """What a claim says beside its roles. Which fields a predicate uses stands in `predicates.py`."""

    kind: str | None = None
    state: str | None = None
    title: str | None = None
    name: str | None = None
    text: str | None = None  # the words of a number, an occupation
    years: int | None = None
    country: str | None = None
    low: int | None = None
    high: int | None = None
    unit: str | None = None
    extent: str | None = None
    killed: Quantity | None = None
    wounded: Quantity | None = None
    responsibility: str | None = None

    def items(self) -> Iterator[tuple[str, str | int | Quantity]]:
        """The fields that are filled, in the order above."""
        for name in self.__dataclass_fields__:
            given = getattr(self, name)
            if given is not None:
                yield name, given


@dataclass(frozen=True, slots=True, order=True)
class Role:
    """A filled role. In a claim `filler` is a referent's id, in a finding an entity's."""

    name: str
    filler: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One thing that one report says, with the words that say it and the voices that it comes through."""

    id: str  # digest of every other field
    report: str
    predicate: str  # a name in predicates.PREDICATES
    roles: tuple[Role, ...]
    value: Value = Value()
    when: Period | None = None  # when it is said to hold; None where tense and context say nothing
    when_words: str | None = None
    reported: Date = ANY  # when it was said: the report's date, or the passage's own
    polarity: Polarity = "affirmed"
    certainty: Certainty = "asserted"
    assessment: Assessment | None = None  # the report's own judgement of what it carries
    ironic: bool = False
    chain: tuple[Voice, ...]  # outermost first: outlet, agency, person
    evidence: Span
    words: str  # the report's text at `evidence`, character for character
    hedges: tuple[Span, ...] = ()  # "reportedly", "is believed to"
    voice: PassageVoice = "body"

    def __post_init__(self) -> None:
        if not self.words:
            raise ModelViolation("a claim without evidence is not a claim")
        if len(self.words) != self.evidence.end - self.evidence.start:
            raise ModelViolation(f"evidence {self.words!r} does not fit {self.evidence}")
        if not self.chain:
            raise ModelViolation("somebody says it: a claim's chain starts with the outlet")

    def fillers(self, role: str) -> tuple[str, ...]:
        """All that fill `role`, in order."""
        return tuple(r.filler for r in self.roles if r.name == role)


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """All that one extractor found in one report: a pure function of the two."""

    report: str
    extractor: str  # "rules@1"
    mentions: tuple[Mention, ...] = ()
    referents: tuple[Referent, ...] = ()
    quotes: tuple[Quote, ...] = ()
    claims: tuple[Claim, ...] = ()
    refused: int = 0  # candidates whose evidence does not stand in the text, or that break the model


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """A distinct way of naming, and all that resolve may look at. Many referents in many reports share one."""

    id: str  # digest of every other field
    kind: Kind
    named: bool
    names: tuple[str, ...]  # as printed, the fullest first
    keys: tuple[str, ...]  # blocking keys; "=" in front marks a strong one
    context: tuple[str, ...] = ()  # what else tells namesakes apart; an unnamed signature holds its report's id


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """One way of naming an entity, with its part of the name's structure and in how many reports it stands."""

    text: str
    part: str = "full"  # full | kunya | nisba | short | acronym | description
    count: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """The signatures taken to be one person, group, place or asset. Any member's id is a permalink to it."""

    id: str  # the smallest member
    kind: Kind
    named: bool
    names: tuple[Name, ...]  # the best first
    members: tuple[str, ...]  # ids of signatures, sorted

    @property
    def label(self) -> str:
        """The name to show."""
        return self.names[0].text


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Claims that go back to one source: the copies of one wire story, or one quoted official, are one origin."""

    id: str
    root: str  # the name of the voice at the root
    kind: VoiceKind
    reports: tuple[str, ...]
    claims: tuple[str, ...]
    copies: int = 0  # reports that only repeat it
    independence: Independence = "not established"
    why: str = ""  # why these claims are taken to be one origin


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Two findings that cannot both hold, and of what type the disagreement is."""

    kind: ConflictKind
    left: str  # ids of findings; the same twice where the two sides are claims of one finding (a denial, two tolls)
    right: str
    why: str
    left_claims: tuple[str, ...] = ()
    right_claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What all claims together say about one relation or incident in one spell of time: shown, cited, exported."""

    id: str
    predicate: str
    roles: tuple[Role, ...]
    value: Value = Value()  # figures: the lowest low and the highest high of all origins
    when: Period | None = None
    origins: tuple[Origin, ...] = ()  # for it
    denials: tuple[Origin, ...] = ()  # against it
    conflicts: tuple[Conflict, ...] = ()
    standing: Standing = "single-origin"
    certainty: Certainty = "asserted"  # the strongest that any origin gives
    credibility: int = 6  # 1 to 6, suggested; 1 needs two independent origins and no conflict
    first_reported: Date = ANY
    last_reported: Date = ANY


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """An analyst's judgement. Append-only: a new one retires the old one."""

    id: str
    verdict: Literal["same", "different", "unsure"]
    left: str  # ids of signatures
    right: str
    by: str = ""
    at: datetime | None = None
    why: str = ""
    retires: str | None = field(default=None)
