"""What one report says: mentions, who says what, claims. A pure function of the report.

The built-in extractor runs the rooms in order: mentions and chains, voices, candidates for claims, claims.
"""

from collections.abc import Iterator
from dataclasses import replace

from ..lang.tokens import split
from ..model import Extraction, Report
from . import coreference, incidents, mentions, relations, voices
from .claims import assemble
from .parts import Candidate, Reading

__all__ = ["RuleExtractor", "propose", "read"]


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
