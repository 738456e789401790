"""What one report says: mentions, who says what, claims. A pure function of the report.

The built-in extractor runs the rooms in order: mentions and chains, voices, candidates; each candidate becomes a claim
with its chain, factuality and time. The gate: what does not stand in the text, character for character, is no claim.

A report tells a death in one place, its day in another, and the dead man's post in a third. So once all claims are
found: one death has one day, in whichever form it is told (`status` dead, or an incident with that victim); a claim told
again without its time takes the time of the other telling; a death ends what the dead were and did, and an act ends
what the table of predicates says that it terminates (after the Event Calculus, Kowalski and Sergot 1986). Where a
report also says that the man lives, or gives several days, nothing is settled.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from ..digest import digest
from ..errors import ModelViolation, UngroundedClaim
from ..lang.intervals import width
from ..lang.tokens import split
from ..model import Claim, Extraction, Report, Voice
from ..predicates import PREDICATES, VIOLENT
from ..when import ANY, Date, Period
from . import coreference, factuality, incidents, mentions, relations, times, voices
from .parts import Candidate, Reading, anchor_of
from .sight import Sight, look

__all__ = ["ModelExtractor", "RuleExtractor", "propose", "read", "settled"]

_DIES_WITH = frozenset(
    {"holds_role", "member_of", "occupation", "present_in", "supports", "opposes", "allied_with", "age"}
)
"""States of a person that a death ends. A name, a nationality and an education outlive it."""
_DEADLY = frozenset({"killing", "execution"})
_FATAL = VIOLENT - {"arrest", "kidnapping", "siege", "seizure", "coup"}
"""In these a victim may die, and if the report says that he did, it is the same day."""
_CLOSE = 31
"""A time of more days than this is background ("in 2013"), and says little of another telling of the same."""


class RuleExtractor:
    """Names, quotes and claims by patterns over words and typed mentions; no model, no network."""

    name = "rules"
    version = 1

    def extract(self, report: Report) -> Extraction:
        """All that the report says, as far as the rules see; the same report always gives the same extraction."""
        reading = read(report, self._sight(report))
        claims, refused = assemble(reading, propose(reading))
        return Extraction(
            report=report.id,
            extractor=f"{self.name}@{self.version}",
            mentions=reading.mentions,
            referents=tuple(reading.referents[k] for k in sorted(reading.referents)),
            quotes=reading.quotes,
            claims=claims,
            refused=refused,
        )

    def _sight(self, report: Report) -> Sight | None:
        """What a model sees in the report; the rules have none."""
        del report
        return None


class ModelExtractor(RuleExtractor):
    """The rules with the trained model that ships: it reads the report first, and they build on what it saw."""

    name = "model"
    version = 1

    def _sight(self, report: Report) -> Sight:
        return look(report)


def read(report: Report, sight: Sight | None = None) -> Reading:
    """The report's sentences, mentions, chains and quotes."""
    sentences = split(report)
    linked, referents = coreference.link(report, sentences, mentions.find(report, sentences, sight), sight)
    reading = Reading(report, sentences, linked, referents, sight=sight)
    return replace(reading, quotes=voices.find_quotes(reading))


def propose(reading: Reading) -> Iterator[Candidate]:
    """Every candidate, relations first, in the order of the text."""
    yield from relations.find(reading)
    yield from incidents.find(reading)


def assemble(reading: Reading, candidates: Iterable[Candidate]) -> tuple[tuple[Claim, ...], int]:
    """Candidates into claims, and how many the gate refused.

    A claim told twice through the same chain is kept once, where the text tells it first.
    """
    kept: dict[tuple[object, ...], Claim] = {}
    refused = 0
    for candidate in candidates:
        try:
            claims = [grounded(reading.report, c) for c in _claims(reading, candidate)]
        except (UngroundedClaim, ModelViolation):
            refused += 1
            continue
        for claim in claims:
            key = (claim.predicate, claim.roles, claim.value, claim.polarity, tuple(v.name for v in claim.chain))
            kept.setdefault(key, claim)
    return tuple(sorted(settled(kept.values()), key=lambda c: (c.evidence, c.predicate, c.id))), refused


def _claims(reading: Reading, candidate: Candidate) -> Iterator[Claim]:
    """The claim that a candidate makes, once for each chain that it comes through."""
    first, *others = voices.chains_at(reading, candidate.sentence, candidate.trigger)
    claim = _claim(reading, candidate, first)
    yield claim
    for chain in others:
        made = replace(claim, id="", chain=chain)
        yield replace(made, id=digest(made))


def _claim(reading: Reading, candidate: Candidate, chain: tuple[Voice, ...]) -> Claim:
    judged = factuality.judge(reading, candidate)
    when, words = (candidate.when, candidate.when_words) if candidate.when else times.period_for(reading, candidate)
    claim = Claim(
        id="",
        report=reading.report.id,
        predicate=candidate.predicate,
        roles=candidate.roles,
        value=candidate.value,
        when=when,
        when_words=words,
        reported=anchor_of(reading, candidate.sentence),
        polarity="denied" if judged.denied else "affirmed",
        certainty=judged.certainty,
        assessment=judged.assessment,
        ironic=judged.ironic,
        chain=chain,
        evidence=candidate.evidence,
        words=reading.words(candidate.evidence),
        hedges=judged.hedges,
        voice=candidate.sentence.passage.voice,
    )
    return replace(claim, id=digest(claim))


def grounded(report: Report, claim: Claim) -> Claim:
    """The claim itself, if all that it points to stands in the report.

    Raises:
        UngroundedClaim: its words, a hedge or a hop of its chain lie outside the text or differ from it.
    """
    if claim.report != report.id:
        raise UngroundedClaim(f"the claim is about report {claim.report}, not {report.id}")
    if claim.evidence.of(report.text) != claim.words:
        raise UngroundedClaim(f"{claim.words!r} does not stand at {claim.evidence.start} of the report")
    spans = [*claim.hedges, *(voice.span for voice in claim.chain if voice.span is not None)]
    if any(span.end > len(report.text) for span in spans):
        raise UngroundedClaim("a hedge or a source lies behind the end of the report")
    return claim


def settled(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """The claims of one report, each with the time that the others give it; order and number stay."""
    return _ended(_agreed(_agreed(tuple(claims), _deaths_of), _tellings_of))


def _timed(claim: Claim, when: Period) -> Claim:
    """The claim with another time, and so with another id."""
    changed = replace(claim, when=when, id="")
    return replace(changed, id=digest(changed))


def _told(claim: Claim) -> bool:
    """Does the report say that it was so?"""
    return claim.polarity == "affirmed" and claim.certainty != "hypothetical"


def _untimed(claim: Claim) -> bool:
    """Has it no time but that of the report?"""
    return claim.when_words is None and (claim.when is None or claim.when.begin.earliest is None)


# -- one thing told twice ----------------------------------------------------------------------------------------------


def _deaths_of(claim: Claim) -> Iterator[tuple[object, ...]]:
    """Whose deaths it tells."""
    if claim.predicate == "status" and claim.value.state == "dead":
        yield from (("dead", person) for person in claim.fillers("subject"))
    elif claim.predicate == "incident" and claim.value.kind in _DEADLY:
        yield from (("dead", person) for person in claim.fillers("victim"))


def _tellings_of(claim: Claim) -> Iterator[tuple[object, ...]]:
    """What another telling of the same has in common with it: all of a relation, the kind and who suffers of an event."""
    yield from _deaths_of(claim)
    if claim.predicate != "incident":
        yield (claim.predicate, claim.roles, claim.value)
        return
    kind = "fatal" if claim.value.kind in _FATAL else claim.value.kind
    yield from (("dead" if kind == "fatal" else kind, who) for who in claim.fillers("victim"))
    yield from ((claim.value.kind, "target", who) for who in claim.fillers("target"))


def _agreed(claims: tuple[Claim, ...], things: Callable[[Claim], Iterator[tuple[object, ...]]]) -> tuple[Claim, ...]:
    """Claims of one thing of which only some have a time, and these the same: the others take it."""
    times: dict[tuple[object, ...], list[Claim]] = defaultdict(list)
    for claim in claims:
        if _told(claim) and not _untimed(claim) and claim.when is not None and width(claim.when.begin) <= _CLOSE:
            for thing in things(claim):
                times[thing].append(claim)
    return tuple(_with_time_of(claim, [t for thing in things(claim) for t in times[thing]]) for claim in claims)


def _with_time_of(claim: Claim, tellings: list[Claim]) -> Claim:
    if not tellings or not _told(claim) or not _untimed(claim):
        return claim
    day = _common(t.when.begin for t in tellings if t.when)
    if day is None or (claim.when is not None and claim.when.begin.meet(day) is None):
        return claim
    nearest = min(tellings, key=lambda t: width(t.when.begin) if t.when else 0)
    again = replace(claim, when_words=nearest.when_words)
    nature = PREDICATES[claim.predicate].nature
    if nature == "event":
        return _timed(again, Period.at(day))
    if nature == "act":
        return _timed(again, Period(day, Date.since(day.earliest)))
    told = nearest.when.meet(claim.when or Period()) if nearest.when else None
    return _timed(again, told) if told else claim


def _common(dates: Iterable[Date]) -> Date | None:
    """What all the dates say together; None where two contradict each other."""
    found: Date | None = ANY
    for date in dates:
        found = found.meet(date) if found is not None else None
    return found


# -- what ends a state -------------------------------------------------------------------------------------------------


def _ended(claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    ends: dict[tuple[str, ...], list[Date]] = defaultdict(list)
    for claim in claims:
        if _told(claim) and claim.certainty == "asserted" and claim.when is not None:
            for key in _ends(claim):
                ends[key].append(claim.when.begin)
    for person in _living(claims):
        ends.pop(("dead", person), None)
    return tuple(_until(claim, ends) for claim in claims)


def _living(claims: tuple[Claim, ...]) -> Iterator[str]:
    """Those of whom the report also says that they live."""
    for claim in claims:
        denied = claim.polarity == "denied" and (claim.value.state == "dead" or claim.value.kind in _DEADLY)
        alive = _told(claim) and claim.value.state == "alive"
        if denied or alive:
            yield from (*claim.fillers("subject"), *claim.fillers("victim"))


def _ends(claim: Claim) -> Iterator[tuple[str, ...]]:
    """What the claim says has ended: all of a person's, his posts, or his belonging to a group."""
    for _, person in _deaths_of(claim):
        yield ("dead", str(person))
    if claim.predicate == "status" and claim.value.state == "detained":
        yield from (("holds_role", person) for person in claim.fillers("subject"))
    elif claim.predicate != "status":
        for predicate in PREDICATES[claim.predicate].terminates:
            for who in claim.fillers("subject"):
                yield from ((predicate, who, group) for group in claim.fillers("object"))


def _until(claim: Claim, ends: dict[tuple[str, ...], list[Date]]) -> Claim:
    """The claim, if it is a state, until the end that the report tells."""
    if PREDICATES[claim.predicate].nature != "state" or claim.when is None or claim.polarity == "denied":
        return claim
    found: list[Date] = []
    for who in claim.fillers("subject"):
        found += ends.get((claim.predicate, who), ())
        if claim.predicate in _DIES_WITH:
            found += ends.get(("dead", who), ())
        for group in claim.fillers("object"):
            found += ends.get((claim.predicate, who, group), ())
    end = _common(found) if found else None
    begin = claim.when.begin
    if end is None or end.latest is None:
        return claim
    over = claim.when.end.latest
    if over is not None and (over < end.latest or (over == end.latest and claim.when_words is not None)):
        return claim
    if begin.earliest is not None and end.latest < begin.earliest:
        return claim
    begun = begin.meet(Date.by(end.latest)) or begin
    return _timed(claim, Period(begun, end))
