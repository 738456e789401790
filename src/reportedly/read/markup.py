"""HTML made harmless before any library sees it: size, nesting, attributes and links counted, hidden text taken out.

What lxml and trafilatura do with hostile pages: nesting beyond a limit drops the rest without a word; 200,000 attributes
on one tag take a minute; 200,000 links take half a minute. So they are counted first, by plain scanning in linear time.
"""

import re
from dataclasses import dataclass

from lxml import etree  # type: ignore[import-untyped]
from lxml.html import HtmlElement, HTMLParser, document_fromstring  # type: ignore[import-untyped]

from ..errors import UnreadableInput

MOST_ATTRIBUTES = 400  # characters of a real tag's attributes seldom pass 20 names
MOST_TAG = 20_000  # characters between < and >; data: images pass it and are of no use here
MOST_LINKS = 5_000  # above it trafilatura takes more than a second a thousand
MOST_FOR_EXTRACTION = 4_000_000  # characters of a page that trafilatura still reads in seconds
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "!doctype", "p", "li", "td", "tr", "th", "dd", "dt", "option"]
)  # fmt: skip
_SKIPPED = ("script", "style", "noscript", "template", "svg", "iframe", "object", "head", "title")
DEEPEST = 2_000  # libxml2 drops without a word what lies below 2,048
_WRAPPERS = re.compile(
    r"</?(?:div|span|section|article|table|tbody|tr|td|th|ul|ol|li|dl|blockquote|font|b|i|em|strong|center|a|u|p)\b[^<>]*>",
    re.IGNORECASE,
)
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])|opacity\s*:\s*0(?![.\d])|(?:left|top|text-indent)\s*:\s*-\d{3,}",
    re.IGNORECASE,
)
_BLOCKS = frozenset(
    ["p", "div", "section", "article", "header", "footer", "main", "aside", "nav", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "dl", "dt", "dd", "blockquote", "figure", "figcaption", "table", "tr", "td", "th", "pre", "form", "fieldset", "address", "details", "summary", "br", "hr", "option", "label"]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Page:
    """A parsed page, what was lost on the way, and whether the careful extraction may be run on it."""

    root: HtmlElement
    losses: tuple[str, ...]
    notes: tuple[str, ...]
    heavy: bool


def parse(source: str) -> Page:
    """The page's tree without hidden text and scripts.

    Raises:
        UnreadableInput: no element could be read.
    """
    losses: list[str] = []
    notes: list[str] = []
    source, cut = _shortened(source)
    if cut:
        losses.append(f"{cut} tags with too many attributes were read without them")
    depth = _depth(source)
    if depth > DEEPEST:
        losses.append(f"nested {depth} deep: read without its layout")
        source = _WRAPPERS.sub("\n", source)
        depth = 0
    last = source.rfind("<")
    if last > source.rfind(">") and re.match(r"<[/!a-zA-Z]", source[last:]):
        losses.append("truncated HTML: ends inside a tag")
    elif re.search(r"<html[\s>]", source[:5000], re.IGNORECASE) and not re.search(
        r"</(?:html|body)\s*>", source[-20_000:], re.IGNORECASE
    ):
        losses.append("truncated HTML: the page is never closed")
    parser = HTMLParser(huge_tree=True, encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        root = document_fromstring(source.replace("\0", "").encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableInput(f"no HTML: {error}") from error
    if any("depth" in entry.message.lower() or "limit" in entry.message.lower() for entry in parser.error_log):
        losses.append(f"nested {depth} deep: the text below the parser's limit is lost")
    hidden = _without_hidden(root)
    if hidden:
        notes.append(f"{hidden} characters of hidden text left out")
    links = len(re.findall(r"<a[\s>]", source, re.IGNORECASE))
    heavy = links > MOST_LINKS or len(source) > MOST_FOR_EXTRACTION or depth > 250
    return Page(root, tuple(losses), tuple(notes), heavy)


def _shortened(source: str) -> tuple[str, int]:
    """The source with monstrous tags reduced to their names, and how many there were. One pass, no backtracking."""
    pieces: list[str] = []
    cut = at = 0
    while True:
        start = source.find("<", at)
        if start < 0:
            break
        end = source.find(">", start)
        end = len(source) - 1 if end < 0 else end
        size = end - start
        if size > MOST_TAG or (size > 2 * MOST_ATTRIBUTES and source.count("=", start, end) > MOST_ATTRIBUTES):
            name = re.match(r"</?[a-zA-Z][\w:-]*", source[start : start + 40])
            if name:
                pieces.append(source[at:start] + name[0] + ">")
                at = end + 1
                cut += 1
                continue
        pieces.append(source[at : end + 1])
        at = end + 1
    pieces.append(source[at:])
    return "".join(pieces), cut


def _depth(source: str) -> int:
    """The deepest nesting by counting tags; elements that pages leave open do not count."""
    depth = deepest = 0
    for match in re.finditer(r"<(/?)([a-zA-Z!][\w:-]*)", source):
        name = match[2].lower()
        if name in _VOID:
            continue
        depth = max(0, depth - 1) if match[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest


def _without_hidden(root: HtmlElement) -> int:
    """Takes out what a reader of the page does not see; returns how many characters of text that were."""
    gone = 0
    for element in list(root.iter(etree.Element)):
        if element.tag in ("template", "noscript") or _is_hidden(element):
            if element.getparent() is None or element.tag in ("html", "body"):
                continue
            gone += len("".join(element.itertext()).strip())
            element.drop_tree()
    return gone


def _is_hidden(element: HtmlElement) -> bool:
    style = element.get("style")
    return "hidden" in element.attrib or bool(style and _HIDDEN.search(style))


def visible_text(root: HtmlElement) -> str:
    """All text of the page, a line per block: for pages on which the careful extraction finds nothing or may not run."""
    found: list[str] = []
    held: list[str] = []

    def flush() -> None:
        words = " ".join("".join(held).split())
        held.clear()
        if words:
            found.append(words)

    for event, element in etree.iterwalk(root, events=("start", "end")):
        if not isinstance(element.tag, str):
            continue
        if event == "start":
            if element.tag in _BLOCKS:
                flush()
            if element.text and not _skipped(element):
                held.append(element.text)
        else:
            if element.tag in _BLOCKS:
                flush()
            parent = element.getparent()
            if element.tail and parent is not None and not _skipped(parent):
                held.append(element.tail)
    flush()
    return "\n".join(found)


def _skipped(element: HtmlElement) -> bool:
    return element.tag in _SKIPPED
