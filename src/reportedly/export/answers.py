"""Answers in words and as plain data: a finding as a sentence, how well it is supported, what `--json` prints.

In a sentence the label of a predicate is filled, its support always with it; in plain data ids are whole, dates as ISO
8601 allows.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from ..ask import Dispute, Heard, Profile, Seen, View, Why
from ..codec import plain
from ..model import Entity, Finding, Quantity, Role, Value
from ..predicates import PREDICATES
from ..store import OUTCOMES, Entry
from ..weigh import Told
from ..when import Date, Period
from ..workspace import Ledger

EntityOf = Callable[[str], Entity | None]  # entity id -> the entity

MOST_NAMES = 3  # in one role; more of them are counted
_SLOT = re.compile(r"\{(value\.)?(\w+)\}")
_DANGLING = re.compile(r"\s+(of|against|in)(?=\s*(,|$))")


def relation(predicate: str, roles: Iterable[Role], value: Value, entity_of: EntityOf) -> str:
    """What a finding or claim is about, without who says so: "X belongs to Y", "bombing in Z, 11 killed"."""
    fillers: dict[str, list[str]] = {}
    for role in roles:
        fillers.setdefault(role.name, []).append(role.filler)
    names = {role: _names(ids, entity_of) for role, ids in fillers.items()}
    if predicate == "known_as":
        names["subject"] = _other_name(names["subject"], fillers["subject"], value.name, entity_of)
    if predicate == "incident":
        return _incident(value, names)
    template = PREDICATES[predicate].label
    shown = set(_SLOT.findall(template))
    text = _SLOT.sub(lambda m: _field(value, m[2]) if m[1] else names.get(m[2], ""), template)
    text = _DANGLING.sub("", " ".join(text.split()))
    return " ".join([text, *_rest(value, names, {name for _, name in shown})])


def _names(ids: Iterable[str], entity_of: EntityOf) -> str:
    """The names, those of whom the reports only describe left out where there is one."""
    known = [entity for entity in map(entity_of, ids) if entity is not None]
    named = [entity for entity in known if entity.named] or known
    labels = sorted({entity.label for entity in named})
    rest = len(labels) - MOST_NAMES
    return ", ".join(labels[:MOST_NAMES]) + (f" and {rest} more" if rest > 0 else "")


def _other_name(label: str, ids: Iterable[str], name: str | None, entity_of: EntityOf) -> str:
    """A name that is not the one told: nobody is "also named" what he is called in the same line."""
    if label != name:
        return label
    entities = [entity for entity in map(entity_of, ids) if entity is not None]
    return next((n.text for entity in entities for n in entity.names if n.text != name), label)


def _rest(value: Value, names: Mapping[str, str], shown: set[str]) -> list[str]:
    """What the label has no slot for."""
    rest = []
    if "place" in names and "place" not in shown:
        rest.append(f"in {names['place']}")
    if value.kind not in (None, "other", "alias") and "kind" not in shown:
        rest.append(f"({(value.kind or '').replace('_', ' ')})")
    return rest


def _incident(value: Value, names: Mapping[str, str]) -> str:
    text = (value.kind or "incident").replace("_", " ")
    if "perpetrator" in names:
        text += f" by {names['perpetrator']}"
        if value.responsibility and value.responsibility != "stated":
            text += f" ({value.responsibility})"
    against = [names[role] for role in ("target", "victim", "asset") if role in names]
    if against:
        text += (
            f" against {', '.join(dict.fromkeys(against))}" if "perpetrator" in names else f" of {', '.join(against)}"
        )
    if "place" in names:
        text += f" in {names['place']}"
    return text + "".join(
        f", {range_of(number.low, number.high)} {what}"
        for what, number in (("killed", value.killed), ("wounded", value.wounded))
        if number is not None
    )


def _field(value: Value, name: str) -> str:
    given = getattr(value, name)
    if name == "text" and value.low is not None:
        told = (given or "").removesuffix(value.unit or "").strip()  # the label adds the unit
        return told if told and value.low == value.high else range_of(value.low, value.high)
    if given is None:
        return "in a post" if name == "title" else "" if name != "text" else range_of(value.low, value.high)
    return range_of(given.low, given.high) if isinstance(given, Quantity) else str(given)


def range_of(low: int | None, high: int | None) -> str:
    """A range in words: "11", "11 to 19", "at least 11", "at most 19"."""
    if low is None or high is None:
        return f"at least {low:,}" if low is not None else f"at most {high:,}" if high is not None else "a number of"
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


def interval(period: Period | None, nature: str) -> str:
    """The time of a finding as it is known: "2013-04 → 2014-02-03", "as of 2014-06-10", "2014-09-14", "undated"."""
    if period is None or (not period.begin.known and not period.end.known):
        return "undated"
    begin, end = period.begin, period.end
    if nature == "event" or begin == end:
        return day(begin if begin.known else end)
    if begin.earliest is None and end.latest is None:
        return f"as of {_inside(begin.latest, end.earliest)}"
    if nature == "act" and end.latest is None:
        return f"{day(begin)} →"
    left = day(begin) if begin.earliest is not None else ""
    right = day(end) if end.latest is not None else ""
    return f"{left} → {right}".strip()


def day(date_: Date) -> str:
    """An imprecise date in words: "2014-09", "2013 or later", "2014-09-17 or earlier", "2011..2024", "undated"."""
    first, last = date_.earliest, date_.latest
    if first is None and last is None:
        return "undated"
    if first is not None and last is not None and str(date_).count("..") == 0:
        return str(date_)
    begun = "" if first is None else f"{first:%Y}" if (first.month, first.day) == (1, 1) else str(first)
    ended = "" if last is None else f"{last:%Y}" if (last.month, last.day) == (12, 31) else str(last)
    return f"{begun}..{ended}" if begun and ended else f"{begun} or later" if begun else f"{ended} or earlier"


def _inside(latest: date | None, earliest: date | None) -> str:
    """When a state held, of which only the inside is known: it had begun by `latest`, and not ended before `earliest`."""
    if latest is None or earliest is None or earliest <= latest:
        return day(Date(earliest, latest))
    return f"{latest} to {earliest}"


def about(finding: Finding, entity_of: EntityOf) -> str:
    """What the finding is about; see `relation`."""
    return relation(finding.predicate, finding.roles, finding.value, entity_of)


def support(finding: Finding) -> str:
    """How well it is supported, never left out beside a relation: "2 origins, 19 copies, contested"."""
    origins, copies = len(finding.origins), sum(origin.copies for origin in finding.origins)
    independent = sum(origin.independence == "independent" for origin in finding.origins)
    parts = [f"{origins} origin{'s' * (origins != 1)}" + (f" ({independent} independent)" if origins > 1 else "")]
    if copies:
        parts.append(f"{copies} {'copy' if copies == 1 else 'copies'}")
    if finding.denials:
        parts.append(f"{len(finding.denials)} denial{'s' * (len(finding.denials) != 1)}")
    if finding.conflicts:
        parts.append(f"{len(finding.conflicts)} contradiction{'s' * (len(finding.conflicts) != 1)}")
    return ", ".join([*parts, finding.standing] + ([finding.certainty] if finding.certainty != "asserted" else []))


def sentence(finding: Finding, entity_of: EntityOf) -> str:
    """The whole sentence for exports: reported, when, how supported."""
    period = interval(finding.when, PREDICATES[finding.predicate].nature)
    return f"Reported: {about(finding, entity_of)}; {period}. {support(finding)}."


# -- plain data ----------------------------------------------------------------------------------------------------------


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
