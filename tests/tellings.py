"""Claims told in one line, for tests of weighing and asking; and a store of them in memory."""

from collections.abc import Collection, Iterable, Iterator

from reportedly.digest import digest
from reportedly.model import (
    Claim,
    Entity,
    Extraction,
    Finding,
    Name,
    Referent,
    Report,
    Role,
    Span,
    Value,
    Voice,
    VoiceKind,
)
from reportedly.weigh import Told, weigh
from reportedly.when import ANY, Date, Period

KINDS: dict[str, VoiceKind] = {"@": "agency", "*": "anonymous", "#": "group", "%": "document"}


def as_of(day: str) -> Period:
    return Period.as_of(Date.of(day))


def on(day: str) -> Period:
    return Period.at(Date.of(day))


def done(day: str) -> Period:
    """An act of that day whose result lasts."""
    date = Date.of(day)
    return Period(date, Date.since(date.earliest))


def told(  # noqa: PLR0913 - each is named where it is used
    predicate: str,
    *,
    by: str = "Wire",
    said: str | None = "2016-03-01",
    when: Period | None = None,
    denied: bool = False,
    hedged: bool = False,
    family: str | None = None,
    report: str | None = None,
    voice: str = "body",
    words: str = "so it is told",
    value: Value | None = None,
    **roles: str,
) -> Told:
    """`by` is the chain, outermost first: "Courier > @Wire > *an official"; @ agency, * unnamed, # group, else person.

    A report is named after its outlet and its date, so that two claims of one outlet and day stand in one report.
    """
    names = by.split(" > ")
    chain = tuple(
        Voice(kind="outlet" if i == 0 else KINDS.get(n[0], "person"), name=n.lstrip("@*#%"))
        for i, n in enumerate(names)
    )
    filled = tuple(sorted(Role(r, f) for r, fs in roles.items() for f in fs.split("+")))
    date = Date.of(said) if said else ANY
    report = report or f"{names[0]} {said}"
    fields = (predicate, filled, value, when, denied, hedged, by, said, report, voice, words)
    claim = Claim(
        id=digest(fields),
        report=report,
        predicate=predicate,
        roles=filled,
        value=value or Value(),
        when=when,
        reported=date,
        polarity="denied" if denied else "affirmed",
        certainty="hedged" if hedged else "asserted",
        chain=chain,
        evidence=Span(0, len(words)),
        words=words,
        voice=voice,  # type: ignore[arg-type]
    )
    speakers = tuple(v.name if v.kind not in ("outlet", "agency", "anonymous") else None for v in chain)
    return Told(
        claim=claim,
        roles=filled,
        report=report,
        outlet=names[0],
        published=date,
        speakers=speakers,
        family=family or report,
    )


class Shelf:
    """A store in memory: what `ask.View` reads, kept in lists."""

    def __init__(self, claims: Iterable[Told], names: dict[str, str | list[str]] | None = None) -> None:
        self._told = tuple(claims)
        given = names or {f: f for t in self._told for f in t.fillers()}
        self._names = {k: [v] if isinstance(v, str) else v for k, v in given.items()}

    def reports(self) -> Iterator[Report]:
        seen = {t.report: t for t in self._told}
        for report_id, one in sorted(seen.items()):
            yield Report(id=report_id, text=one.claim.words, outlet=one.outlet, published=one.published)

    def report(self, report_id: str) -> Report:
        return next(r for r in self.reports() if r.id == report_id)

    def name_of(self, report_id: str) -> str:
        return report_id

    def extraction(self, report_id: str) -> Extraction:
        here = {f for t in self._told if t.report == report_id for f in t.fillers()}
        referents = tuple(
            Referent(id=f, kind="group", named=True, names=(self._names.get(f, [f])[0],)) for f in sorted(here)
        )
        return Extraction(report=report_id, extractor="shelf@1", referents=referents)

    def reports_of(self, entity_id: str) -> list[str]:
        return sorted({t.report for t in self._told if entity_id in t.fillers()})

    def entities(self) -> Iterator[Entity]:
        for key, given in sorted(self._names.items()):
            names = tuple(Name(text=n, part="full" if " " in n else "short") for n in given)
            yield Entity(id=key, kind="person", named=True, names=names, members=(key,))

    def entity_of(self, report_id: str, referent_id: str) -> str | None:
        return referent_id

    def told(self, report_ids: Collection[str] | None = None) -> tuple[Told, ...]:
        return tuple(t for t in self._told if report_ids is None or t.report in report_ids)

    def findings(self) -> Iterator[Finding]:
        yield from weigh(self._told)

    def search(self, text: str, limit: int = 20) -> list[tuple[str, Span, str]]:
        hits = [(r.id, r.text.find(text)) for r in self.reports()]
        return [(i, Span(at, at + len(text)), text) for i, at in hits if at >= 0][:limit]
