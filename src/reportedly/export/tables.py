"""Tables for spreadsheets: entities, findings and claims as CSV in one zip file, safe to open.

A cell that a spreadsheet would take for a formula gets an apostrophe in front. The archive holds no times and is not
compressed, so that the same view gives the same bytes on every machine.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import BinaryIO

from ..ask import View
from ..predicates import PREDICATES
from .answers import about, interval
from .claims import line

_BLANKS = " \t\r\n\u00a0\u200b\ufeff"
_FORMULA = tuple("=+-@\uff1d\uff0b\uff0d\uff20")


class CsvExporter:
    """A zip file of `entities.csv`, `findings.csv` and `claims.csv`."""

    name = "csv"
    suffix = ".zip"

    def export(self, view: View, out: BinaryIO) -> None:
        """Writes what the view shows."""
        with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
            for name, rows in (("entities", _entities(view)), ("findings", _findings(view)), ("claims", _claims(view))):
                member = zipfile.ZipInfo(f"{name}.csv", date_time=(1980, 1, 1, 0, 0, 0))
                member.external_attr = 0o600 << 16
                archive.writestr(member, _csv(rows))


def _csv(rows: Iterable[Sequence[object]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([cell(value) for value in row] for row in rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def cell(value: object) -> str:
    """A value as text that no spreadsheet takes for a formula."""
    text = "" if value is None else str(value).replace("\x00", "\\x00")
    return f"'{text}" if text[:1] in ("\t", "\r") or text.lstrip(_BLANKS).startswith(_FORMULA) else text


def _entities(view: View) -> Iterable[Sequence[object]]:
    yield "id", "kind", "name", "other names", "reports"
    for entity in view.entities():
        others = " | ".join(name.text for name in entity.names[1:])
        yield entity.id, entity.kind, entity.label, others, max(name.count for name in entity.names)


def _findings(view: View) -> Iterable[Sequence[object]]:
    yield (
        "id", "predicate", "relation", "interval", "standing", "certainty", "credibility", "independent origins", "copies",
        "denials", "contradicted by", "first reported", "last reported", "holds", "note",
    )  # fmt: skip
    for seen in view.findings():
        found = seen.finding
        yield (
            found.id, found.predicate, about(found, view.entity),
            interval(found.when, PREDICATES[found.predicate].nature), found.standing, found.certainty, found.credibility,
            seen.origins, seen.copies, len(found.denials), " | ".join(seen.against), found.first_reported,
            found.last_reported, seen.holds.value, seen.note,
        )  # fmt: skip


def _claims(view: View) -> Iterable[Sequence[object]]:
    yield (
        "id", "report", "predicate", "subject", "other roles", "value", "from", "to", "ongoing", "polarity", "certainty",
        "chain", "evidence", "start", "end", "voice",
    )  # fmt: skip
    names = {report.id: view.store.name_of(report.id) for report in view.reports}
    referents = {i: {r.id: r for r in view.store.extraction(i).referents} for i in names}
    for told in sorted(view.told, key=lambda t: (names[t.report], t.claim.evidence, t.claim.id)):
        claim = told.claim
        row = line(claim, referents[told.report], names[told.report])
        roles = {role: " | ".join(filler["names"][0] for filler in fillers) for role, fillers in row["roles"].items()}
        subject = roles.pop("subject", "")
        when = row["when"] or {}
        yield (
            claim.id, row["report"], claim.predicate, subject, "; ".join(f"{r}: {n}" for r, n in sorted(roles.items())),
            "; ".join(f"{k}: {v}" for k, v in row["value"].items()), when.get("from"), when.get("to"), when.get("ongoing"),
            claim.polarity, claim.certainty, " > ".join(row["chain"]), claim.words, claim.evidence.start,
            claim.evidence.end, claim.voice,
        )  # fmt: skip
