"""Claims as JSON lines: what each report says, in its own words, with its chain of sources. Nothing is merged here."""

import json
from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO

from ..ask import View
from ..codec import plain
from ..lang.told import told as told_period
from ..model import Claim, Referent
from ..predicates import PREDICATES
from ..when import Holds


class ClaimsExporter:
    """One line for each claim, by report, place in its text, and id."""

    name = "claims"
    suffix = ".jsonl"

    def export(self, view: View, out: BinaryIO) -> None:
        """Writes the claims of the reports that the view shows, without those that did not hold on its day."""
        by_report: dict[str, list[Claim]] = {}
        for told in view.told:
            if _shown(view, told.claim):
                by_report.setdefault(told.report, []).append(told.claim)
        names = {report: view.store.name_of(report) for report in by_report}
        for report in sorted(by_report, key=lambda r: (names[r], r)):
            referents = {r.id: r for r in view.store.extraction(report).referents}
            out.writelines(
                json.dumps(row, ensure_ascii=False).encode() + b"\n"
                for row in lines(by_report[report], referents, names[report])
            )


def _shown(view: View, claim: Claim) -> bool:
    if view.valid is None or claim.when is None or PREDICATES[claim.predicate].nature == "event":
        return True
    return claim.when.holds(view.valid) is not Holds.NO


def lines(claims: Iterable[Claim], referents: Mapping[str, Referent], report: str) -> list[dict[str, Any]]:
    """The claims of one report as `line` shows them, in the order of its text."""
    ordered = sorted(claims, key=lambda c: (c.evidence, c.predicate, c.id))
    return [line(claim, referents, report) for claim in ordered]


def line(claim: Claim, referents: Mapping[str, Referent], report: str) -> dict[str, Any]:
    """One claim: fillers by their names in that report, time as the annotation guide writes it, evidence and offset."""
    roles: dict[str, list[dict[str, Any]]] = {}
    for role in claim.roles:
        filler = referents[role.filler]
        roles.setdefault(role.name, []).append({"id": filler.id, "names": list(filler.names), "named": filler.named})
    row: dict[str, Any] = {
        "report": report,
        "id": claim.id,
        "predicate": claim.predicate,
        "roles": roles,
        "value": plain(claim.value),
        "when": _when(claim),
        "polarity": claim.polarity,
        "certainty": claim.certainty,
        "chain": [voice.name for voice in claim.chain],
        "evidence": claim.words,
        "start": claim.evidence.start,
        "voice": claim.voice,
    }
    if claim.assessment:
        row["assessment"] = claim.assessment
    if claim.ironic:
        row["ironic"] = True
    return row


def _when(claim: Claim) -> dict[str, Any] | None:
    if claim.when is None:
        return None
    told = told_period(claim.when, PREDICATES[claim.predicate].nature, claim.reported)
    return {**told, "text": claim.when_words}
