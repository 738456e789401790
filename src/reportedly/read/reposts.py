"""Notes: what an editor puts into a text, and what somebody says who re-posts another's article."""

import re

from ..model import PassageVoice
from .lines import Line

_HANDED_ON = re.compile(
    r"\b(?:(?:below|here) is|here['’]s (?:the|what|a)|what follows|(?:the )?(?:text|article|statement|story) below|brackets are mine|agency copy"
    r"|put into english|lifted (?:\w+ )?from|lifted, with|with thanks to|re-?post(?:ed|ing) (?:from|here)|hat tip|link to (?:an?|the|several)|my two cents"
    r"|full text (?:below|follows))\b",
    re.IGNORECASE,
)
_HANDED_ON_BY_ME = re.compile(
    r"\b(?:(?:piece|story|report|article|item) (?:of|from|by|in) (?:\w+day|yesterday)|put out (?:yesterday|today|on \w+day))\b",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(r"\b(?:I|I'm|I've|I'd|I’m|I’ve|I’d|my|me|mine|regular readers|frankly)\b")
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|‘[^’]*’(?!\w)|«[^»]*»")
_BRACKET = re.compile(r"\[[^\[\]]{12,}\]")
_SIGNED = re.compile(
    r"(?:[-–—.?!]\s*(?:Ed\.?|ed\.?|[A-Z]{1,3}\.?))\s*\]$|^\[(?:Ed\.|Editor|Note|No:|Sic|Actually|Correction)"
)
LONG_NOTE = 8  # words from which a bracket is an insertion of its own, not a word put in for clearness


def mark_notes(page: list[Line], body: int, foot: int) -> None:
    """Marks the introduction of somebody who re-posts, and what he adds in his own person."""
    _close_insertions(page, body, foot)
    intro = [i for i in range(body, min(body + 2, foot)) if page[i].voice is None and _own_words(page[i])]
    handed = [i for i in intro if hands_on(page[i].text)]
    if not handed or len([i for i in range(body, foot) if page[i].voice is None]) < 3:
        return
    for i in range(body, handed[-1] + 1):
        page[i].voice = page[i].voice or "note"
    index = handed[-1] + 1
    index = _second_head(page, index, foot)
    quoted = any(page[i].text.startswith(">") for i in range(index, foot))
    for line in page[index:foot]:
        if line.voice is None and ((quoted and not line.text.startswith(">")) or _in_person(line)):
            line.voice = "note"


def _close_insertions(page: list[Line], body: int, foot: int) -> None:
    """An insertion that opens with "..." and runs over several lines ends where a line ends so."""
    for i in range(body, foot - 1):
        line, after = page[i], page[i + 1]
        opened = line.voice == "note" and line.text.startswith(("...", "…")) and not line.text.endswith(("...", "…"))
        if opened and after.voice is None and not after.gap and after.text.endswith(("...", "…")):
            after.voice = "note"


def hands_on(text: str) -> bool:
    """Does a paragraph announce another's text? Weaker words count only where the writer speaks of himself."""
    if len(text) > 900:
        return False
    return bool(
        _HANDED_ON.search(text) or (_FIRST_PERSON.search(_QUOTED.sub("", text)) and _HANDED_ON_BY_ME.search(text))
    )


def _own_words(line: Line) -> bool:
    return not line.text.startswith((">", "[", "“", '"', "‘"))


def _in_person(line: Line) -> bool:
    """Does the line speak of its writer, outside quotation marks?"""
    return bool(
        _FIRST_PERSON.search(_QUOTED.sub("", line.text))
        or re.match(r"not in the (?:copy|original|text)\b", line.text, re.IGNORECASE)
    )


def _second_head(page: list[Line], index: int, foot: int) -> int:
    """The re-posted article's own headline and bullets, where they stand."""
    start = index
    while index < min(foot, start + 4) and page[index].voice is None and page[index].words > 14 and page[index].ended:
        if any(other.text.startswith(("•", "*")) for other in page[index + 1 : index + 5]):
            page[index].voice = "note"
            index += 1
        else:
            break
    headline = page[index] if index < foot else None
    if headline is None or headline.voice not in (None, "subheading") or headline.ended or headline.words < 5:
        return start
    if headline.text.startswith(("[", ">", "-")):
        return start
    headline.voice = "headline"
    index += 1
    while index < foot and page[index].text.startswith(("• ", "* ")) and page[index].voice is None:
        page[index].voice = "standfirst"
        index += 1
    return index


def split_insertions(text: str, page: list[Line]) -> list[Line]:
    """Takes bracketed notes out of the paragraphs in which they stand."""
    found: list[Line] = []
    for line in page:
        if (line.voice or "body") != "body":
            found.append(line)
            continue
        start = line.start
        for match in _BRACKET.finditer(text, line.start, line.end):
            if not _inserted(match[0]):
                continue
            found += _piece(text, line, start, match.start(), line.voice)
            found += _piece(text, line, match.start(), match.end(), "note")
            start = match.end()
        found += _piece(text, line, start, line.end, line.voice)
    return found


def _inserted(bracket: str) -> bool:
    return bool(_SIGNED.search(bracket)) or len(bracket.split()) >= LONG_NOTE


def _piece(text: str, line: Line, start: int, end: int, voice: PassageVoice | None) -> list[Line]:
    words = text[start:end].strip()
    if not words:
        return []
    at = text.index(words, start)
    return [Line(at, at + len(words), words, line.gap and at == line.start, voice, line.author, line.dated)]
