"""The built-in extractor of rules and lexicons: runs the parts in order, puts claims together, lets the gate decide."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ..digest import digest
from ..errors import ModelViolation, UngroundedClaim
from ..lang.tokens import split
from ..model import Claim, Extraction, Report, Voice
from . import coreference, endings, factuality, incidents, mentions, relations, times, voices
from .grounding import grounded
from .parts import Candidate, Reading, anchor_of


class RuleExtractor:
    """Names, quotes and claims by patterns over words and typed mentions; no model, no network."""

    name = "rules"
    version = 1

    def extract(self, report: Report) -> Extraction:
        """All that the report says, as far as the rules see; the same report always gives the same extraction."""
        reading = read(report)
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


def read(report: Report) -> Reading:
    """The report's sentences, mentions, chains and quotes."""
    sentences = split(report)
    linked, referents = coreference.link(report, sentences, mentions.find(report, sentences))
    reading = Reading(report, sentences, linked, referents)
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
    return tuple(sorted(endings.settled(kept.values()), key=lambda c: (c.evidence, c.predicate, c.id))), refused


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
