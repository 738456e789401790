"""FollowTheMoney JSON lines, by the mapping in the table of predicates.

No bare fact is written: whatever links two entities, or says something of one, carries the sentence "Reported: ...", the
number of origins and what contradicts it. What the format loses: offsets, "known by", and dates that are ranges.
"""

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from ..ask import Seen, View
from ..digest import digest
from ..model import Entity, Finding
from ..predicates import PREDICATES
from ..when import Date
from .answers import about, sentence

SCHEMA = {"person": "Person", "group": "Organization", "place": "Address", "asset": "Asset"}
_OF_THE_SUBJECT = ("LegalEntity", "Organization", "Person")  # the mapping names a property of the subject itself
_UNDISPUTED = ("corroborated", "single-origin")


class FtmExporter:
    """Entities first, then what links them; each by id."""

    name = "ftm"
    suffix = ".ftm.json"

    def export(self, view: View, out: BinaryIO) -> None:
        """Writes the entities that the view's findings speak of, and the findings."""
        findings = view.findings()
        about = sorted({role.filler for seen in findings for role in seen.finding.roles})
        entities = {found.id: found for found in map(view.entity, about) if found is not None}
        rows = {key: _entity(entity) for key, entity in entities.items()}
        links = []
        for seen in findings:
            links.append(_link(seen, view))
            _add_property(rows, seen.finding)
        for row in [*(rows[key] for key in sorted(rows)), *sorted(links, key=lambda row: str(row["id"]))]:
            row["properties"] = {name: sorted(set(given)) for name, given in sorted(row["properties"].items()) if given}
            out.write(json.dumps(row, ensure_ascii=False).encode() + b"\n")


def _entity(entity: Entity) -> dict[str, Any]:
    properties = {"name": [entity.label], "alias": [name.text for name in entity.names[1:]]}
    if entity.kind == "place":
        properties["full"] = [entity.label]
    if not entity.named:
        properties["notes"] = ["The reports give no name, only a description."]
    return {"id": entity.id, "schema": SCHEMA[entity.kind], "properties": properties}


def _add_property(rows: dict[str, dict[str, Any]], finding: Finding) -> None:
    """A nationality, another name: set on the entity only where nothing speaks against it."""
    mapping = PREDICATES[finding.predicate].ftm
    if mapping.schema not in _OF_THE_SUBJECT or finding.standing not in _UNDISPUTED or finding.certainty != "asserted":
        return
    for role in finding.roles:
        row = rows.get(role.filler)
        if role.name != "subject" or row is None or (row["schema"] not in ("Person", "Organization")):
            continue
        for source, name in mapping.properties.items():
            for text in _texts(finding, source):
                row["properties"].setdefault(name, []).append(text)


def _texts(finding: Finding, source: str) -> Iterator[str]:
    if source == "when":
        day = _day(finding.when.begin) if finding.when else None
        given: Any = day
    else:
        given = getattr(finding.value, source, None)
    if given is not None:
        yield str(given)


def _link(seen: Seen, view: View) -> dict[str, Any]:
    """The finding as a link between entities, an event, or a note on its subject."""
    finding, mapping = seen.finding, PREDICATES[seen.finding.predicate].ftm
    words = sentence(finding, view.entity)
    schema = "Note" if mapping.schema in _OF_THE_SUBJECT else mapping.schema
    properties: dict[str, list[str]] = {"description" if schema == "Note" else "summary": [words]}
    if schema == "Note":
        properties["entity"] = [role.filler for role in finding.roles if role.name == "subject"]
        properties["name"] = [f"Reported: {about(finding, view.entity)}"]
    else:
        for role in finding.roles:
            name = mapping.properties.get(role.name)
            if name == "location":
                properties.setdefault(name, []).append(view.label(role.filler))
            elif name is not None:
                properties.setdefault(name, []).append(role.filler)
        for source, name in mapping.properties.items():
            properties.setdefault(name, []).extend(_texts(finding, source))
        if schema == "Event":
            properties["name"] = [about(finding, view.entity)]
        properties |= {name: [text] for name, text in mapping.constant.items()}
        properties |= _dates(finding)
    return {"id": digest("ftm", finding.id), "schema": schema, "properties": properties}


def _dates(finding: Finding) -> dict[str, list[str]]:
    """Days, months and years that are certain; a longer range stays in the sentence."""
    if finding.when is None:
        return {}
    begin, end = _day(finding.when.begin), _day(finding.when.end)
    if PREDICATES[finding.predicate].nature != "state":
        return {"date": [begin]} if begin else {}
    return {name: [day] for name, day in (("startDate", begin), ("endDate", end)) if day}


def _day(day: Date) -> str | None:
    text = str(day)
    return text if day.known and ".." not in text else None
