"""Answers of a view as plain data: what `--json` prints. Ids are whole, dates as ISO 8601 allows."""

from collections.abc import Sequence
from typing import Any

from ..ask import Dispute, Heard, Profile, Seen, View, Why
from ..codec import plain
from ..model import Finding
from ..predicates import PREDICATES
from ..store import OUTCOMES, Entry
from ..weigh import Told
from ..workspace import Ledger
from .words import about, interval


def ledger_json(ledger: Ledger, listed: Sequence[Entry]) -> dict[str, Any]:
    """How many files ended how, and those that are to be listed."""
    counts: dict[str, Any] = {outcome: ledger.count(outcome) for outcome in OUTCOMES}
    rows = [
        {name: getattr(entry, name) for name in ("path", "sha256", "size", "outcome", "reason")} for entry in listed
    ]
    return {"files": len(ledger.entries), **counts, "ledger": rows}


def finding_json(seen: Seen, view: View) -> dict[str, Any]:
    """A finding with its support; ids are whole."""
    return {
        **_finding(seen.finding, view),
        "holds": seen.holds.value,
        "note": seen.note,
        "origins": seen.origins,
        "copies": seen.copies,
        "against": list(seen.against),
    }


def _finding(finding: Finding, view: View) -> dict[str, Any]:
    return {
        "id": finding.id,
        "predicate": finding.predicate,
        "reported": about(finding, view.entity),
        "roles": [{"role": r.name, "entity": r.filler, "name": view.label(r.filler)} for r in finding.roles],
        "value": plain(finding.value),
        "interval": interval(finding.when, PREDICATES[finding.predicate].nature),
        "when": plain(finding.when) if finding.when else None,
        "standing": finding.standing,
        "certainty": finding.certainty,
        "credibility": finding.credibility,
        "denials": len(finding.denials),
        "first_reported": str(finding.first_reported),
        "last_reported": str(finding.last_reported),
    }


def profile_json(profile: Profile, findings: Sequence[Seen], view: View) -> dict[str, Any]:
    """Who somebody is, and what is reported."""
    return {
        "entity": plain(profile.entity),
        "reports": profile.reports,
        "status": profile.status,
        "named": list(profile.names),
        "as_of": str(view.valid) if view.valid else None,
        "known_by": str(view.reported) if view.reported else None,
        "undated_reports_left_out": view.undated,
        "findings": [finding_json(seen, view) for seen in findings],
    }


def _told(told: Told, view: View) -> dict[str, Any]:
    return {
        "claim": told.claim.id,
        "report": view.store.name_of(told.report),
        "said": str(told.said),
        "chain": [voice.name for voice in told.claim.chain],
        "words": told.claim.words,
        "start": told.claim.evidence.start,
        "end": told.claim.evidence.end,
        "voice": told.claim.voice,
        "polarity": told.claim.polarity,
        "certainty": told.claim.certainty,
        "copy_of": view.store.name_of(told.family) if told.family not in ("", told.report) else None,
    }


def why_json(why: Why, view: View) -> dict[str, Any]:
    """Who says so, who denies it, what stands against it."""

    def heard(origins: Sequence[Heard]) -> list[dict[str, Any]]:
        return [
            {**plain(h.origin), "claims": [_told(told, view) for told in h.claims], "copies": h.origin.copies}
            for h in origins
        ]

    return {
        "finding": _finding(why.finding, view),
        "origins": heard(why.origins),
        "denials": heard(why.denials),
        "conflicts": [dispute_json(dispute, view) for dispute in why.conflicts],
    }


def dispute_json(dispute: Dispute, view: View) -> dict[str, Any]:
    """A contradiction with both its sides."""
    sides = ((dispute.left, dispute.left_claims), (dispute.right, dispute.right_claims))
    return {
        "kind": dispute.conflict.kind,
        "why": dispute.conflict.why,
        "sides": [{**_finding(finding, view), "claims": [_told(t, view) for t in claims]} for finding, claims in sides],
    }
