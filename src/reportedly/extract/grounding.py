"""The grounding gate: what does not stand in the text, character for character, is no claim."""

from ..errors import UngroundedClaim
from ..model import Claim, Report


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
