"""Conformance checks for plug-ins: call one from a test of your own; it raises `AssertionError` with what is wrong."""

import io
import itertools
from collections.abc import Iterable
from typing import Any

from .codec import decode, encode
from .errors import ReportedlyError
from .model import Extraction, Report
from .plugins import Exporter, Extractor, Reader
from .predicates import PREDICATES


def check_reader(reader: Reader, content: bytes, path: str) -> tuple[Report, ...]:
    """Reads `content` twice; the reports must be equal, survive JSON, and have passages that lie inside their text.

    Bytes that are no such file must give an error of Reportedly's own, or no report: never another exception.
    """
    assert reader.name, "a reader has a name"
    assert all(s.startswith(".") and s == s.lower() for s in reader.suffixes), "suffixes are like '.eml'"
    reports = tuple(reader.read(io.BytesIO(content), path))
    assert reports == tuple(reader.read(io.BytesIO(content), path)), "the same bytes gave other reports"
    assert reports, f"no report in {path}"
    for report in reports:
        _check_round_trip(report)
        ends = [(passage.span.start, passage.span.end) for passage in report.passages]
        assert all(end <= len(report.text) for _, end in ends), "a passage ends after the text"
        assert all(a[1] <= b[0] for a, b in itertools.pairwise(ends)), "passages overlap or are out of order"
    for damaged in (b"", content[: len(content) // 2], b"\x00\xff" * 50):
        try:
            tuple(reader.read(io.BytesIO(damaged), path))
        except ReportedlyError:
            continue
    return reports


def check_extractor(extractor: Extractor, reports: Iterable[Report]) -> tuple[Extraction, ...]:
    """Extracts each report twice, the second time in reverse order; everything found must stand in the text."""
    reports = tuple(reports)
    first = {report.id: extractor.extract(report) for report in reports}
    again = {report.id: extractor.extract(report) for report in reversed(reports)}
    assert first == again, "the same report gave another extraction"
    for report in reports:
        extraction = first[report.id]
        _check_round_trip(extraction)
        assert extraction.report == report.id, "the extraction names another report"
        known = {referent.id for referent in extraction.referents}
        assert all(m.referent in known for m in extraction.mentions), "a mention of an unknown referent"
        assert all(m.span.end <= len(report.text) for m in extraction.mentions), "a mention outside the text"
        for claim in extraction.claims:
            assert claim.evidence.of(report.text) == claim.words, f"evidence is not in the text: {claim.words!r}"
            assert claim.predicate in PREDICATES, f"unknown predicate: {claim.predicate}"
            assert all(role.filler in known for role in claim.roles), "a role is filled by an unknown referent"
    return tuple(first[report.id] for report in reports)


def check_exporter(exporter: Exporter, view: Any) -> bytes:
    """Exports a view twice; the bytes must be equal."""
    assert exporter.suffix.startswith("."), "a suffix is like '.jsonl'"
    first, again = io.BytesIO(), io.BytesIO()
    exporter.export(view, first)
    exporter.export(view, again)
    assert first.getvalue() == again.getvalue(), "the same view gave other bytes"
    return first.getvalue()


def _check_round_trip(noun: Report | Extraction) -> None:
    assert decode(encode(noun), type(noun)) == noun, f"{type(noun).__name__} does not survive JSON"
