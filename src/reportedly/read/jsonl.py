"""JSON lines: one report per line, as exports of other tools hold them. One bad line never loses the others."""

import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, BinaryIO

from ..errors import ModelViolation, UnreadableInput
from ..model import Report
from ..when import Date
from .decode import decode
from .html import read_html
from .parts import MOST_TEXT, Metadata, make_report

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
        content = stream.read(MOST_TEXT + 1)
        if len(content) > MOST_TEXT:
            raise UnreadableInput("longer than 64 MiB: split it, lines are independent of each other")
        reports, faults = read_lines(decode(content).text)
        if not reports:
            raise UnreadableInput("; ".join(faults) or "no line holds an object")
        yield from reports


def read_lines(text: str) -> tuple[tuple[Report, ...], tuple[str, ...]]:
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
        day: date = datetime.fromisoformat(value.strip()).date()
    except ValueError:
        return None, (f"the date {value!r} could not be read; write 2014-06-17",)
    return Date.on(day), ()
