"""Annotated claims as `Told`, so that weighing and asking are measured alone, with perfect extraction and resolution.

Entities are the keys of the annotation. What a hop of a chain is (an agency, a person, somebody unnamed) is not in the
annotation; it is taken from the entity's kind, from the names of outlets in the set, and from the words.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportedly.export.claims import period_of
from reportedly.model import (
    Claim,
    Entity,
    Extraction,
    Name,
    Quantity,
    Referent,
    Report,
    Role,
    Span,
    Value,
    Voice,
    VoiceKind,
)
from reportedly.predicates import PREDICATES, Nature
from reportedly.weigh import Told, families, weigh
from reportedly.weigh.told import fold
from reportedly.when import Period

from .common import Annotated, annotated

AGENCIES = frozenset({
    "reuters", "afp", "agence france presse", "ap", "associated press", "upi", "anadolu agency", "xinhua", "tass",
    "interfax", "sana", "al ahram", "el khabar", "magharebia", "daily mail",
})  # fmt: skip


def many(filler: Any) -> list[str]:
    return [] if filler is None else filler if isinstance(filler, list) else [filler]


@dataclass(frozen=True)
class World:
    """One annotated set: its reports, its claims as told, and names for ids."""

    items: tuple[Annotated, ...]
    told: tuple[Told, ...]
    named: Mapping[str, str]  # claim id -> "seed-0 c18"
    entities: tuple[Entity, ...]

    def of(self, reference: str) -> str:
        """The claim id behind "seed-0 c18"."""
        return next(k for k, v in self.named.items() if v == reference)


def load(reports: Path, gold: Path) -> World:
    items = tuple(annotated(reports, gold))
    outlets = {fold(a.report.outlet or "") for a in items} | AGENCIES
    family = {r: f[0] for f in families(a.report for a in items) for r in f}
    told: list[Told] = []
    named: dict[str, str] = {}
    kinds: dict[str, dict[str, Any]] = {}
    for item in items:
        for e in item.gold["entities"]:
            held = kinds.setdefault(e["key"], {"kind": e["kind"], "names": {}, "named": False})
            held["named"] |= e.get("named", True)
            for name in e["names"]:
                held["names"][name] = held["names"].get(name, 0) + 1
        for made in _told(item, outlets, family[item.report.id]):
            named[made.claim.id] = f"{item.stem} {made.claim.id.split('/')[-1]}"
            told.append(made)
    entities = tuple(
        Entity(
            id=key,
            kind=e["kind"] if e["kind"] in ("person", "group", "place", "asset") else "asset",
            named=e["named"],
            names=tuple(Name(text=n, count=c) for n, c in e["names"].items()) or (Name(text=key),),
            members=(key,),
        )
        for key, e in sorted(kinds.items())
    )
    return World(items, tuple(told), named, entities)


def _told(item: Annotated, outlets: set[str], family: str) -> Iterator[Told]:
    people: dict[str, tuple[str | None, str, bool]] = {
        fold(n): (e["key"], e["kind"], e.get("named", True)) for e in item.gold["entities"] for n in e["names"]
    }
    for c in item.gold["claims"]:
        voices, speakers = [], []
        for i, name in enumerate(c["chain"]):
            entity = people.get(fold(name), (None, "", False))
            voices.append(Voice(kind=_voice(i, name, entity, outlets), name=name))
            speakers.append(entity[0])
        roles = tuple(sorted(Role(r, k) for r, v in c["roles"].items() for k in many(v)))
        start = item.report.text.find(c["evidence"])
        words = c["evidence"] if start >= 0 else item.report.text[:1]
        predicate = PREDICATES[c["predicate"]]
        claim = Claim(
            id=f"{item.stem}/{c['id']}",
            report=item.report.id,
            predicate=c["predicate"],
            roles=roles,
            value=value_of(c.get("value") or {}),
            when=_period(c.get("when"), predicate.nature),
            reported=item.report.published,
            polarity=c["polarity"],
            certainty=c["certainty"],
            assessment=c.get("assessment"),
            ironic=bool(c.get("ironic")),
            chain=tuple(voices),
            evidence=Span(max(start, 0), max(start, 0) + len(words)),
            words=words,
            voice=c["voice"],
        )
        yield Told(
            claim=claim, roles=roles, report=item.report.id, outlet=item.report.outlet, published=item.report.published,
            speakers=tuple(speakers), family=family,
        )  # fmt: skip


def _period(when: dict[str, Any] | None, nature: Nature) -> Period | None:
    return period_of({"from": when["from"], "to": when["to"], "ongoing": when["ongoing"]}, nature) if when else None


def _voice(at: int, name: str, entity: tuple[str | None, str, bool], outlets: set[str]) -> VoiceKind:
    """What a hop is, as far as the entity's kind, the names of outlets and the words tell."""
    _, kind, named = entity
    if at == 0:
        return "outlet"
    if fold(name) in outlets:
        return "agency"
    if kind == "group" and (named or name[:1].isupper()):
        return "group"
    if named or (not kind and name[:1].isupper() and len(name.split()) < 4):
        return "person"
    return "anonymous"


def value_of(given: Mapping[str, Any]) -> Value:
    known = {k: v for k, v in given.items() if k in Value.__dataclass_fields__ and v is not None}
    for name in ("killed", "wounded"):
        if isinstance(known.get(name), dict):
            known[name] = Quantity(low=known[name].get("low"), high=known[name].get("high"))
        elif known.get(name) is not None:
            known[name] = Quantity(low=known[name], high=known[name])
    return Value(**known)


class GoldStore:
    """A store that holds one annotated set in memory: what `ask.View` reads."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._reports = {a.report.id: a for a in world.items}

    def reports(self) -> Iterator[Report]:
        """Every report."""
        yield from (self._reports[k].report for k in sorted(self._reports))

    def report(self, report_id: str) -> Report:
        """One report."""
        return self._reports[report_id].report

    def name_of(self, report_id: str) -> str:
        """Its stem."""
        return self._reports[report_id].stem

    def extraction(self, report_id: str) -> Extraction:
        """What the annotation says is in it."""
        claims = tuple(t.claim for t in self._world.told if t.report == report_id)
        referents = tuple(
            Referent(id=e["key"], kind="group", named=e.get("named", True), names=tuple(e["names"]))
            for e in self._reports[report_id].gold["entities"]
            if e["names"]
        )
        return Extraction(report=report_id, extractor="gold@1", referents=referents, claims=claims)

    def reports_of(self, entity_id: str) -> list[str]:
        """The reports in which the annotation finds a key."""
        found = self._reports.items()
        return sorted(k for k, a in found if any(e["key"] == entity_id for e in a.gold["entities"]))

    def entities(self) -> Iterator[Entity]:
        """The keys, as entities."""
        yield from self._world.entities

    def entity_of(self, report_id: str, referent_id: str) -> str | None:  # noqa: ARG002 - a key is a key in every report
        """The referent's key."""
        return referent_id

    def told(self, report_ids: Any = None) -> tuple[Told, ...]:
        """The annotated claims."""
        return tuple(t for t in self._world.told if report_ids is None or t.report in report_ids)

    def findings(self) -> Iterator[Any]:
        """What they amount to."""
        yield from weigh(self._world.told)

    def search(self, text: str, limit: int = 20) -> list[tuple[str, Span, str]]:  # noqa: ARG002 - no question searches
        """Nothing."""
        return []


def links(folder: Path) -> list[dict[str, Any]]:
    path = folder / "links.json"
    found: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
    return found
