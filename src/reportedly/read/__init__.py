"""Bytes in, reports out: pure functions of the bytes, whatever they hold.

`read_bytes` picks the reader by the ending of the file's name and by what the bytes hold, and never raises for bad
input: every input ends as ingested, partial or rejected, with a reason for people. Of JSON lines, one report per line, as
exports of other tools hold them, one bad line never loses the others.
"""

import json
from collections.abc import Iterable
from datetime import datetime
from pathlib import PurePath
from typing import Any, BinaryIO

from ..errors import ModelViolation, ReportedlyError, UnreadableInput
from ..model import Report
from ..when import Date
from .html import BREAKS, LOOKS_LIKE, HtmlReader, read_html
from .text import MOST_TEXT, Decoded, Metadata, Outcome, Reader, TextReader, decode, make_report, text_of

__all__ = ["BUILTIN", "HtmlReader", "JsonlReader", "Outcome", "Reader", "TextReader", "read_bytes"]

FIELDS = {
    "text": ("text", "body", "content"),
    "html": ("html",),
    "title": ("title", "headline"),
    "outlet": ("outlet", "publisher", "source"),
    "author": ("author", "byline"),
    "published": ("published", "date", "published_at"),
    "url": ("url", "link"),
    "language": ("language", "lang"),
}


class JsonlReader:
    """Reads .jsonl and .ndjson: on each line an object with `text` (or `html`) and any of the other fields of `FIELDS`."""

    name = "jsonl"
    version = 1
    suffixes = (".jsonl", ".ndjson")

    def read(self, stream: BinaryIO, path: str) -> Iterable[Report]:  # noqa: ARG002 - part of the protocol
        """The reports of the good lines; `read_bytes` also tells which lines were bad, and why.

        Raises:
            UnreadableInput: empty, binary, longer than 64 MiB, or without a single good line.
        """
        reports, faults = _read_lines(
            text_of(stream, "longer than 64 MiB: split it, lines are independent of each other")
        )
        if not reports:
            raise UnreadableInput("; ".join(faults) or "no line holds an object")
        yield from reports


BUILTIN: tuple[Reader, ...] = (TextReader(), HtmlReader(), JsonlReader())


def read_bytes(content: bytes, path: str) -> Outcome:
    """What becomes of one input: its reports, or why there are none.

    Args:
        content: the bytes of the input.
        path: its name; only the ending is looked at.
    """
    if len(content) > MOST_TEXT:
        return Outcome((), "rejected", "longer than 64 MiB: split it into reports")
    try:
        decoded = decode(content)
        return _by_kind(decoded, PurePath(path).suffix.lower())
    except UnreadableInput as error:
        return Outcome((), "rejected", str(error))
    except (ReportedlyError, *BREAKS) as error:
        # A page that breaks a library is the page's fate, not the run's: it is told, with what broke.
        return Outcome((), "rejected", f"could not be read: {type(error).__name__}: {error}")


def _by_kind(decoded: Decoded, suffix: str) -> Outcome:
    text = decoded.text
    losses = [decoded.note] if decoded.lost else []
    notes = [decoded.note] if decoded.note and not decoded.lost else []
    if suffix in JsonlReader.suffixes or (suffix not in TextReader.suffixes and _is_jsonl(text)):
        reports, faults = _read_lines(text)
        if not reports:
            raise UnreadableInput("; ".join(faults) or "no line holds an object")
        losses += _shortened(faults)
    elif suffix in HtmlReader.suffixes or LOOKS_LIKE.match(text.removeprefix("\ufeff")[:5000]):
        report, lost, told = read_html(text)
        reports = (report,)
        losses += lost
        notes += told
    else:
        reports = (make_report(text),)
    return Outcome(reports, "partial" if losses else "ingested", "; ".join([*losses, *notes]))


def _is_jsonl(text: str) -> bool:
    first = text.lstrip("\ufeff \t\r\n")[:1]
    return first == "{" and '"' in text[:200] and text.split("\n", 1)[0].rstrip().endswith("}")


def _shortened(faults: tuple[str, ...], most: int = 20) -> list[str]:
    """At most so many faults in words, the rest as a count."""
    if len(faults) <= most:
        return list(faults)
    return [*faults[:most], f"and {len(faults) - most} more such lines"]


def _read_lines(text: str) -> tuple[tuple[Report, ...], tuple[str, ...]]:
    """The reports of all good lines, and a sentence for every line that is not good or lost something."""
    rows = [(number, row) for number, row in enumerate(text.removeprefix("\ufeff").split("\n"), 1) if row.strip()]
    reports: list[Report] = []
    faults: list[str] = []
    for number, row in rows:
        place = f"line {number} of {rows[-1][0]}"
        try:
            report, told = _report(row)
        except UnreadableInput as error:
            faults.append(f"{place} {error}")
            continue
        reports.append(report)
        faults += [f"{place}: {one}" for one in told]
    return tuple(reports), tuple(faults)


def _report(row: str) -> tuple[Report, tuple[str, ...]]:
    try:
        item = json.loads(row)
    except (ValueError, RecursionError) as error:
        raise UnreadableInput(f"is no JSON object: {error}") from error
    if not isinstance(item, dict):
        raise UnreadableInput("is no JSON object: write {...} on each line")
    given = {name: _first(item, keys) for name, keys in FIELDS.items()}
    published, told = _published(given["published"])
    metadata = Metadata(
        title=given["title"],
        outlet=given["outlet"],
        author=given["author"],
        published=published,
        language=given["language"],
        url=given["url"],
    )
    if given["text"] is not None:
        if not given["text"].strip():
            raise UnreadableInput("holds an empty text")
        return make_report(_sound(given["text"]), metadata), told
    if given["html"] is not None:
        report, losses, _ = read_html(_sound(given["html"]), metadata)
        return report, (*told, *losses)
    raise UnreadableInput('holds no report: the field "text" or "html" is missing')


def _first(item: dict[str, Any], keys: tuple[str, ...]) -> str | None:
    return next((item[key] for key in keys if isinstance(item.get(key), str) and item[key]), None)


def _sound(text: str) -> str:
    """Half surrogate pairs, which JSON allows and no file can hold, as U+FFFD."""
    return text.encode("utf-8", "surrogatepass").decode("utf-8", "replace") if not text.isascii() else text


def _published(value: str | None) -> tuple[Date | None, tuple[str, ...]]:
    if value is None:
        return None, ()
    try:
        return Date.of(value), ()
    except ModelViolation:
        pass
    try:
        return Date.on(datetime.fromisoformat(value.strip()).date()), ()
    except ValueError:
        return None, (f"the date {value!r} could not be read; write 2014-06-17",)
