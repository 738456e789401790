"""Claims as JSON lines: what each report says, in its own words, with its chain of sources. Nothing is merged here.

Times stand as the annotation guide tells them: `{"from": ..., "to": ..., "ongoing": ...}`. A state told as of D is `to` D,
ongoing; one that holds since X is `from` X; one that has ended has `ongoing` false and `to` = the last day it can have
held. For an act `from` and `to` bound the act itself, and `ongoing` speaks of its result. An event lies between `from` and
`to`. `ongoing` null: the text does not say.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO, TypedDict

from ..ask import View
from ..codec import plain
from ..model import Claim, Referent
from ..predicates import PREDICATES, Nature
from ..when import ANY, Date, Holds, Period

When = TypedDict("When", {"from": str | None, "to": str | None, "ongoing": bool | None})
"""A time as the guide writes it: ISO dates as short as their precision allows."""


class ClaimsExporter:
    """One line for each claim, by report, place in its text, and id."""

    name = "claims"
    suffix = ".jsonl"

    def export(self, view: View, out: BinaryIO) -> None:
        """Writes the claims of the reports that the view shows, without those that did not hold on its day."""
        by_report: dict[str, list[Claim]] = {}
        for each in view.told:
            if _shown(view, each.claim):
                by_report.setdefault(each.report, []).append(each.claim)
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
        "when": _time(claim),
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


def _time(claim: Claim) -> dict[str, Any] | None:
    if claim.when is None:
        return None
    return {**told(claim.when, PREDICATES[claim.predicate].nature, claim.reported), "text": claim.when_words}


def told(period: Period, nature: Nature, reported: Date = ANY) -> When:
    """The period in the guide's words; `reported`, the date of the report, keeps its own precision ("2015-11")."""
    begin, end = period.begin, period.end
    if nature == "act":
        lasting = False if end.latest is not None else True if end.earliest is not None else None
        return _when(_low(begin), _high(begin, reported), lasting)
    if end.latest is not None:
        return _when(_low(begin), _high(end, reported), ongoing=False)
    if end.earliest is None:
        return _when(_low(begin), _high(begin, reported), ongoing=None)
    if begin.earliest is None and begin.latest is not None and begin.latest >= end.earliest:
        return _when(None, _high(Date(end.earliest, begin.latest), reported), ongoing=True)
    # A state told in a report whose date is only bounded holds on a day that nobody knows.
    known = _high(reported, reported) if end.earliest == reported.earliest else end.earliest.isoformat()
    return _when(_low(begin), known, ongoing=True)


def period_of(when: When | None, nature: Nature) -> Period | None:
    """The period that the guide's words mean; None where they say nothing.

    Raises:
        ModelViolation: a date that is none, or an end before its beginning.
    """
    if when is None or not (when["from"] or when["to"]):
        return None
    first = Date.of(when["from"]) if when["from"] else ANY
    last = Date.of(when["to"]) if when["to"] else ANY
    between, ongoing = Date(first.earliest, last.latest), when["ongoing"]
    if ongoing is None or not last.known:
        until = Date.since(first.earliest) if ongoing and first.known else ANY
        return Period(between, until)
    if nature == "act":
        return Period(between, Date.since(first.earliest or last.earliest)) if ongoing else Period.at(between)
    if ongoing:
        return Period(first, Date.since(last.earliest)) if first.known else Period.as_of(last)
    if nature == "event" or first == last or not first.known:
        return Period.at(between)
    return Period(first, last)


def _when(first: str | None, last: str | None, ongoing: bool | None) -> When:  # noqa: FBT001  # one of the three fields
    return {"from": first, "to": last, "ongoing": ongoing}


def _low(date: Date) -> str | None:
    """The first day it can be, as a unit where it is one."""
    if date.earliest is None:
        return None
    return date.earliest.isoformat() if ".." in str(date) else str(date)


def _high(date: Date, reported: Date) -> str | None:
    """The last day it can be, as a unit where it is one, or as the report's own date is written."""
    if date.latest is None:
        return None
    if date.latest == reported.latest and ".." not in str(reported):
        return str(reported)
    return date.latest.isoformat() if ".." in str(date) else str(date)
