"""Lines of a page with their offsets: what the marking of passages works on."""

import re
from dataclasses import dataclass

from ..model import Passage, PassageVoice, Span
from ..when import Date

_LINE = re.compile(r"[^\r\n\v\f\x85\u2028\u2029]+")
_ENDS = re.compile(r"[.!?…:;][”\"’'»)\]*]*$|[”\"»]$")
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
        between = text[last : match.start()].replace("\r\n", "\n")
        gap = bool(found) and len(re.findall(r"[\n\r\v\f\x85\u2028\u2029]", between)) > 1
        found.append(Line(start, start + len(inner), inner, gap))
        last = match.end()
    return _unwrapped(text, found)


def _unwrapped(text: str, found: list[Line]) -> list[Line]:
    """Joins the lines of paragraphs that were broken at an even width, or in the middle of a sentence."""
    joined: list[Line] = []
    previous = 0  # the length of the last line, not of the paragraph that it ends
    for line in found:
        held = joined[-1] if joined else None
        if held and not line.gap and _continues(held, previous, line):
            held.end = line.end
            held.text = text[held.start : held.end]
        else:
            joined.append(line)
        previous = len(line.text)
    return joined


def _continues(held: Line, length: int, line: Line) -> bool:
    """Does `line` carry on the sentence of the line before it, which is `length` long?"""
    if held.ended or line.text.startswith(("...", "…")):
        return False
    lower = line.text[0].islower()
    if length > WRAP[1]:
        return lower
    even = WRAP[0] <= length and len(line.text) <= WRAP[1]
    return even and (lower or length > 60) and not _label(line.text)


def _label(text: str) -> bool:
    """Does the line open something of its own: a list entry, a by-line, a bracketed note?"""
    return bool(
        re.match(r"[-–—•*>»#\[(]|\d+[.)]|(?:by|posted|published|updated|tags?|share|related)\b", text, re.IGNORECASE)
    )
