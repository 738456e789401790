"""Web pages: the main text by trafilatura, voices and dates from the markup, losses by our own counting."""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any, BinaryIO

import trafilatura
from lxml import etree  # type: ignore[import-untyped]
from lxml.html import HtmlElement  # type: ignore[import-untyped]

from ..errors import UnreadableInput
from ..model import PassageVoice, Report
from ..when import Date
from .markup import Page, parse, visible_text
from .text import Metadata, make_report, text_of

LOOKS_LIKE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article|div|meta|p|h1)\b",
    re.IGNORECASE | re.DOTALL,
)
DATES = {
    "original_date": True,
    "extensive_search": False,
    "max_date": "2100-12-31",
}  # from markup; today's date plays no part
BREAKS = (
    etree.LxmlError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)
_STANDFIRST = re.compile(
    r"\b(?:standfirst|subtitle|sub-?head(?:line|ing)?|dek|deck|article-?summary|lead-?in|kicker-?text)\b", re.IGNORECASE
)
_CAPTION = re.compile(r"caption", re.IGNORECASE)
_BYLINE = re.compile(
    r"\b(?:byline|by-line|dateline|article-?meta|entry-?meta|post-?meta|timestamp|published)\b", re.IGNORECASE
)
_PUBLISHED = ("article:published_time", "og:article:published_time", "datepublished", "dc.date.issued", "dc.date", "dcterms.created",
              "date", "pubdate", "publishdate", "publish-date", "parsely-pub-date", "sailthru.date", "article_date_original")  # fmt: skip
_ISO = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})")


class HtmlReader:
    """Reads .html, .htm and .xhtml, and whatever else begins as a web page does."""

    name = "html"
    version = 1
    suffixes = (".html", ".htm", ".xhtml")

    def read(self, stream: BinaryIO, path: str) -> Iterable[Report]:  # noqa: ARG002 - part of the protocol
        """One report.

        Raises:
            UnreadableInput: empty, binary, longer than 64 MiB, or without any text.
        """
        yield read_html(text_of(stream, "longer than 64 MiB: no web page is"))[0]


def read_html(source: str, metadata: Metadata | None = None) -> tuple[Report, tuple[str, ...], tuple[str, ...]]:
    """The report of one page, what was lost, and what else to tell.

    Raises:
        UnreadableInput: the page holds no text.
    """
    page = parse(source)
    notes = list(page.notes)
    found = _metadata(page.root, metadata or Metadata())
    hints = _hints(page.root, found.title)
    whole = visible_text(page.root)
    if not whole:
        raise UnreadableInput("no text: the page shows none")
    lines, found = _extracted(page, found, hints)
    if not lines:
        lines = whole.split("\n")
        notes.append("all visible text was taken: the main text could not be told from the rest")
    title = found.title
    if title and not any(hints.get(line) == "headline" for line in lines):
        match = next((line for line in lines[:5] if line.casefold() == title.casefold()), None)
        if match is None:
            lines.insert(0, title)
        hints[match or title] = "headline"
    _insert_left_out(lines, whole.split("\n"), hints)
    report = make_report("\n\n".join(lines), found, hints)
    return report, page.losses, tuple(notes)


def _extracted(page: Page, found: Metadata, hints: dict[str, PassageVoice]) -> tuple[list[str], Metadata]:
    """The main text, a line per paragraph, with readers' comments after it; none where that would take too long."""
    if page.heavy:
        return [], found
    try:
        document: Any = trafilatura.bare_extraction(
            page.root, include_comments=True, include_tables=True, date_extraction_params=DATES
        )
    except BREAKS:
        return [], found
    if document is None or not (document.text or "").strip():
        return [], found
    lines = [" ".join(line.split()) for line in document.text.split("\n") if line.strip()]
    for line in (document.comments or "").split("\n"):
        words = " ".join(line.split())
        if words and words not in lines:
            lines.append(words)
            hints.setdefault(words, "comment")
    guessed = _date(document.date)
    return lines, Metadata(
        title=found.title or document.title,
        outlet=found.outlet or None,
        author=found.author or document.author,
        published=found.published,
        guessed=guessed,
        language=found.language,
        url=found.url or document.url,
    )


def _insert_left_out(lines: list[str], whole: list[str], hints: dict[str, PassageVoice]) -> None:
    """Puts captions and standfirsts that the extraction left out after the line that they follow on the page."""
    taken = set(lines)
    for at, words in enumerate(whole):
        if hints.get(words) not in ("caption", "standfirst") or words in taken:
            continue
        before = next((line for line in reversed(whole[:at]) if line in taken), None)
        if before is not None:
            lines.insert(lines.index(before) + 1, words)
            taken.add(words)


def _metadata(root: HtmlElement, given: Metadata) -> Metadata:
    """What JSON-LD, OpenGraph, `meta` and `time` say; what the caller knows goes first."""
    meta: dict[str, str] = {}
    for element in root.iter("meta"):
        key = (element.get("property") or element.get("name") or element.get("itemprop") or "").lower()
        if key and element.get("content"):
            meta.setdefault(key, element.get("content").strip())
    linked = list(_linked_data(root))
    published = next((d for item in linked for d in [_date(item.get("datePublished"))] if d), None)
    published = published or next((d for key in _PUBLISHED for d in [_date(meta.get(key))] if d), None)
    if published is None:
        times = [element for element in root.iter("time") if element.get("datetime")]
        own = [t for t in times if "pubdate" in t.attrib or t.get("itemprop") == "datePublished"] or (
            times if len(times) == 1 else []
        )
        published = next((d for t in own for d in [_date(t.get("datetime"))] if d), None)
    link = next((e.get("href") for e in root.iter("link") if e.get("rel") == "canonical" and e.get("href")), None)
    outlet = given.outlet or _outlet(linked) or meta.get("og:site_name")
    language = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    return Metadata(
        title=given.title or _title(root, _headline(linked, meta), outlet),
        outlet=outlet,
        author=given.author or _author(linked) or _person(meta.get("author")),
        published=given.published or published,
        language=given.language or language.split("-")[0].lower()[:3] or None,
        url=given.url or link or meta.get("og:url"),
    )


def _linked_data(root: HtmlElement) -> Iterator[dict[str, Any]]:
    """Every JSON-LD object that is an article or the like, in order."""
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "") or len(script.text or "") > 500_000:
            continue
        try:
            data = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        queue = data if isinstance(data, list) else [data]
        for item in queue:
            if not isinstance(item, dict):
                continue
            graph = item.get("@graph")
            for one in graph if isinstance(graph, list) else [item]:
                if isinstance(one, dict) and re.search(r"Article|Posting|Report|WebPage", str(one.get("@type", ""))):
                    yield one


def _headline(linked: list[dict[str, Any]], meta: dict[str, str]) -> str | None:
    told = next((item["headline"] for item in linked if isinstance(item.get("headline"), str)), None)
    return told or meta.get("og:title")


def _title(root: HtmlElement, told: str | None, outlet: str | None) -> str | None:
    """The heading that the metadata names, which may add the site's name to it; else the page's one main heading."""
    told = " ".join((told or root.findtext(".//title") or "").split())
    headings = [
        words
        for h in root.iter("h1", "h2")
        for words in [" ".join(h.text_content().split())]
        if words and words != outlet
    ]
    named = [words for words in headings if told.casefold().startswith(words.casefold())]
    main = [" ".join(h.text_content().split()) for h in root.iter("h1")]
    only = main[0] if len(main) == 1 and main[0] != outlet else None
    return max(named, key=len, default=None) or only or told or None


def _outlet(linked: list[dict[str, Any]]) -> str | None:
    for item in linked:
        publisher = item.get("publisher")
        name = publisher.get("name") if isinstance(publisher, dict) else publisher
        if isinstance(name, str) and name.strip():
            return name.strip()
    return None


def _author(linked: list[dict[str, Any]]) -> str | None:
    for item in linked:
        author = item.get("author")
        people = author if isinstance(author, list) else [author]
        names = [p.get("name") if isinstance(p, dict) else p for p in people]
        told = [name.strip() for name in names if isinstance(name, str) and name.strip() and "://" not in name]
        if told:
            return ", ".join(told)
    return None


def _person(name: str | None) -> str | None:
    return name if name and "://" not in name and len(name) < 100 else None


def _date(value: Any) -> Date | None:
    """The day of an ISO 8601 time stamp; None where it is none."""
    match = _ISO.match(value.strip()) if isinstance(value, str) else None
    if not match:
        return None
    try:
        return Date.on(date(*(int(part) for part in match.groups())))
    except ValueError:
        try:
            return Date.on(datetime.fromisoformat(value.strip()).date())
        except ValueError:
            return None


def _hints(root: HtmlElement, title: str | None) -> dict[str, PassageVoice]:
    """The voice of lines whose function the markup tells, by their words."""
    hints: dict[str, PassageVoice] = {}

    def note(element: HtmlElement, voice: PassageVoice, most: int = 1500) -> None:
        words = " ".join(element.text_content().split())
        if words and len(words) <= most:
            hints.setdefault(words, voice)

    if title:
        hints[" ".join(title.split())] = "headline"
    for element in root.iter("figcaption", "caption"):
        note(element, "caption")
    for element in root.iter("h2", "h3", "h4", "h5", "p", "div", "span", "time", "address"):
        name = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('itemprop') or ''}"
        if _STANDFIRST.search(name):
            note(element, "standfirst", 600)
        elif _CAPTION.search(name) and element.tag not in ("h2", "h3"):
            note(element, "caption", 600)
        elif _BYLINE.search(name) or element.tag in ("time", "address"):
            note(element, "furniture", 200)
        elif element.tag in ("h2", "h3", "h4", "h5"):
            note(element, "subheading", 200)
    return hints
