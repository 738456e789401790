"""Lines of a page with their offsets: what the marking of passages works on."""

import re
from dataclasses import dataclass

from ..model import Passage, PassageVoice, Span
from ..when import Date

_LINE = re.compile(r"[^\r\n\v\f\x85\u2028\u2029]+")
_ENDS = re.compile(r"(?:[.!?…:;][”\"’'»)\]*]*|[”\"»])(?:\s?\[\d+\])*$")
_DATED = re.compile(
    r"((?:date|published|posted|updated):?\s+\d{4}-\d{2}-\d{2})\s+(?=[A-Z“\"])", re.IGNORECASE
)  # run into the text
WRAP = (45, 110)  # widths at which mail programs and bulletins break lines


@dataclass(slots=True)
class Line:
    """A line, or a paragraph that was broken into lines of even width; `voice` is filled in step by step."""

    start: int
    end: int
    text: str
    gap: bool  # a blank line stands before it
    voice: PassageVoice | None = None
    author: str | None = None
    dated: Date | None = None

    @property
    def ended(self) -> bool:
        """Does it end as a sentence does?"""
        return bool(_ENDS.search(self.text))

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(self.text.split())

    def passage(self) -> Passage:
        """The finished passage; a line that nothing else claimed is body."""
        return Passage(
            span=Span(self.start, self.end), voice=self.voice or "body", author=self.author, dated=self.dated
        )


def lines(text: str) -> list[Line]:
    """The lines of `text` that hold something, without the white space around them."""
    found: list[Line] = []
    last = 0
    for match in _LINE.finditer(text):
        inner = match[0].strip().strip("\0\ufeff")
        if not inner:
            continue
        start = match.start() + match[0].index(inner)
        dated = _DATED.match(inner)
        between = text[last : match.start()].replace("\r\n", "\n")
        gap = bool(found) and len(re.findall(r"[\n\r\v\f\x85\u2028\u2029]", between)) > 1
        if dated:
            found.append(Line(start, start + dated.end(1), dated[1], gap))
            start, inner, gap = start + dated.end(), inner[dated.end() :], True
        found.append(Line(start, start + len(inner), inner, gap))
        last = match.end()
    return [part for block in _blocks(found) for part in _unwrapped(text, block)]


def _blocks(found: list[Line]) -> list[list[Line]]:
    """The lines, parted where a blank line stands."""
    blocks: list[list[Line]] = []
    for line in found:
        if line.gap or not blocks:
            blocks.append([])
        blocks[-1].append(line)
    return blocks


def _unwrapped(text: str, block: list[Line]) -> list[Line]:
    """Joins the lines of a block that were broken at an even width, or in the middle of a sentence."""
    widths = [len(line.text) for line in block]
    most = max(widths)
    least = 5 if block[0].start == 0 else 3  # the first lines are headline and by-line
    even = len(block) >= least and WRAP[0] <= most <= WRAP[1] and all(width > most * 0.7 for width in widths[:-1])
    even = even and sum(line.ended for line in block[:-1]) * 2 <= len(block)
    joined: list[Line] = []
    for before, line in zip([None, *block], block, strict=False):
        if (
            before
            and not _label(line.text)
            and (
                (even and not before.text.startswith(("...", "…")))
                or _continues(line.text, before, before.end - joined[-1].start)
            )
        ):
            joined[-1].end = line.end
        else:
            joined.append(line)
    for line in joined:
        line.text = text[line.start : line.end]
    return joined


def _continues(text: str, before: Line, length: int) -> bool:
    """Does `text` carry on the sentence that the line before it breaks off, in a paragraph of `length` so far?"""
    return (
        text[0].islower()
        and not before.ended
        and length >= WRAP[0]
        and not before.text.startswith(("http", "#", "...", "…"))
    )


def _label(text: str) -> bool:
    """Does the line open something of its own: a list entry, a by-line, a bracketed note?"""
    return bool(
        re.match(
            r"[-–—•*>»#\[(…]|\.\.\.|\d+[.)]|(?:by|date|posted|published|updated|tags?|share|related|http)\b",
            text,
            re.IGNORECASE,
        )
    )
