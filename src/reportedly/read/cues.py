"""What the words of a single line say about its function on the page: furniture, by-line, caption, note, comment.

The phrases are data (`data/page_cues.tsv`); the tests that need more than one pattern stand here.
"""

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import cast

from ..model import PassageVoice
from .days import find_days


@dataclass(frozen=True, slots=True)
class Cue:
    """One row of the lexicon."""

    voice: PassageVoice
    where: str
    pattern: re.Pattern[str]
    example: str


@cache
def page_cues() -> tuple[Cue, ...]:
    """The rows of `data/page_cues.tsv`, in order."""
    table = resources.files("reportedly").joinpath("data/page_cues.tsv").read_text(encoding="utf-8")
    rows = [row.split("\t") for row in table.splitlines() if row and not row.startswith("#")][1:]
    return tuple(
        Cue(cast("PassageVoice", voice), where, re.compile(pattern, re.IGNORECASE | re.DOTALL), example)
        for voice, where, pattern, example in rows
    )


LONGEST_CUE = 700  # characters; a longer line is running text unless it is a caption or a bracketed note
_TOLD = re.compile(r"\b(?:showed|appeared|depicted|said|told|claimed|according to)\b", re.IGNORECASE)
_SIDES = re.compile(
    r"\((?:pictured|left|right|centre|center|top|bottom|above|below|l|r|c|far (?:left|right)|second (?:from )?(?:left|right)"
    r"|left,[^)]{1,40}|right,[^)]{1,40})\)|, (?:left|right|centre|center|pictured),|\b(?:in|from) (?:a|an|this) (?:\w+ )?"
    r"(?:still|frame|screengrab|screenshot|undated (?:photo|picture|image|photograph))\b|^(?:Frame|Still|Screengrab) from ",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"(?:By|Posted by|Written by|Reported by|Interview by|Interview:|Compiled by|Words:|Text:|Story by|Author:|From our|From staff)"
    r"\s+\S.{1,120}$",
)
_BYLINE_START = re.compile(r"by\s+(?:our |the |staff|[A-Z])|from our ", re.IGNORECASE)
_FILLED = re.compile(r"\s*[|·»]\s*|\s+[-–—/>]\s+|,\s+|\.\s+|\n")
_KICKER = re.compile(
    r"(?:exclusive|breaking|opinion|analysis|watch|live|video|document|updated?|comment|interview|profile)\s*[|:]",
    re.IGNORECASE,
)
_ISSUED = re.compile(r"(?:issued|published|posted|updated|sent out|last updated|date)\b[^a-z]{0,12}\d", re.IGNORECASE)
_SIGNATURE = re.compile(r"(?:For the|Signed|On behalf of)\b.{0,80}$")


def cue(line: str) -> PassageVoice | None:
    """The voice that the lexicon gives to a line, or None."""
    if len(line) > LONGEST_CUE:
        return "note" if line.startswith("[") and line.endswith("]") else None
    for row in page_cues():
        if row.pattern.match(line):
            if row.voice == "caption" and _TOLD.search(line) and not _SIDES.search(line):
                continue
            return row.voice
    if _SIDES.search(line) and len(line) < 500 and not _TOLD.search(line.split(".", maxsplit=1)[0]):
        return "caption"
    return None


def is_byline(line: str) -> bool:  # noqa: PLR0911 - one return per cue
    """Does the line name the writer, the outlet or the day of publication, and tell nothing?"""
    if len(line) > 160 or (line.endswith((".", "?", "!")) and len(line.split()) > 11) or _KICKER.match(line):
        return False
    if _BYLINE.match(line) and not line.rstrip().endswith((".", "?", "!")) and len(line) < 140:
        return True
    if _ISSUED.match(line):
        return True
    days = [day for day in find_days(line) if day.year or day.weekday]
    parts = [part for part in _FILLED.split(line) if part]
    if days:
        left = line
        for day in reversed(days):
            left = left[: day.start] + left[day.end :]
        rest = re.sub(
            r"\b(?:date|dated|published|posted|updated|issued|created|modified|last|first|on|at|by|[ap]\.?m|gmt|utc|est|edt|ist|bst|cet"
            r"|[a-z]{3,9}day|mon|tue|wed|thu|fri|sat|sun)\b|\d{1,2}[:.]\d{2}|[\W\d_]+",
            " ", left, flags=re.IGNORECASE,
        ).split()  # fmt: skip
        lower = [word for word in rest if word.islower() and len(word) > 3]
        if not rest or len(rest) <= 4 or len(lower) <= max(2, len(rest) // 3):
            return not (line.endswith(".") and len(parts) < 2)
    if re.search(r"\s[|·»]\s|\s{2,}\|", line) and len(line) < 140:
        return True
    if re.search(r"\s>\s", line) and len(line) < 100:
        return True
    return bool(re.match(r"\d{6}Z [A-Z]{3} \d{2}|[A-Z]{2,5} \d{6}Z", line))


def is_signature(line: str) -> bool:
    """Is it a line under which somebody signs?"""
    return bool(_SIGNATURE.match(line))
