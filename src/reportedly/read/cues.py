"""What the words of a line say about it: its function on the page, and whom it names as publisher and writer.

The phrases that tell furniture, captions and notes are data (`data/page_cues.tsv`); the tests that need more than one
pattern stand here. Only what the page prints counts.
"""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import cast

from ..lang.lexicon import rows
from ..model import Passage, PassageVoice
from .lines import find_days

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
_FILLED = re.compile(r"\s*[|·»]\s*|\s+[-–—/>]\s+|,\s+|\.\s+|\n")
_KICKER = re.compile(
    r"(?:exclusive|breaking|opinion|analysis|watch|live|video|document|updated?|comment|interview|profile)\s*[|:]",
    re.IGNORECASE,
)
_ISSUED = re.compile(r"(?:issued|published|posted|updated|sent out|last updated|date)\b[^a-z]{0,12}\d", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s*[|·»>•]\s*|\s+[-–—/]\s+|,\s+|\.\s+|:\s+|\n|\s{2,}|\s+/\s+")
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)\s*(?:copyright\s*)?(?:by\s+)?(?:(?:19|20)\d{2}(?:\s*[-–]\s*(?:19|20)?\d{2})?,?\s+)?(?P<name>[^\d.,|©]+?)"
    r"(?=\s+(?:19|20)\d{2}|[.,|]|\s+all rights|$)",
    re.IGNORECASE,
)
_DATELINE = re.compile(r"^.{0,80}?\((?P<name>[A-Z][^()\d]{1,40})\)\s*[-–—]")
_ON_SITE = re.compile(r"you have commented \d+ times on (?P<name>[^.]+)\.", re.IGNORECASE)
_CATEGORIES = re.compile(r"(?:posted in|filed under|categories)\b.*,\s+(?P<name>The [A-Z][^,]+?)\.?$", re.IGNORECASE)
_OUTLET_WORD = re.compile(
    r"\b(?:times|post|news|herald|chronicle|courier|wire|observatory|monitor|agency|agencia|agence|press|review|digest|journal|radio|radyo"
    r"|tv|television|institute|dispatch|ledger|watch|watchman|media|files|notes|voice|star|gazette|tribune|daily|weekly|mail|standard"
    r"|echo|écho|ministry|department|command|foundation|network|net|today|report|reports|reporter|magazine|bulletin|canal|channel"
    r"|diario|hoja|globe|guardian|independent|telegraph|mirror|sun|world|insider|signal|online|noticias|blog|notebook|examiner"
    r"|sentinel|advocate|argus|register|record|service|estéreo|suara|fanal|soir|fleuve|sada|nabd|centre|center|project|experience)\b"
    r"|\d{2,}$|^al-|^an-|^ar-|^as-|^ash-",
    re.IGNORECASE,
)
_NO_OUTLET = re.compile(
    r"(?:by|posted|published|updated|issued|covers|tags?|related|share|read|listen|print|interview|remarks|comments?|home|politics|security"
    r"|sports|business|opinion|world|nation|national|africa.*|asia.*|middle east.*|obituar\w+|special|exclusive|breaking|analysis"
    r"|translated|automatic|redaction|with|from|for|press (?:release|statement).*|communiqu\S*.*|field note.*|figures|provisional|kitchen"
    r"|.*\b(?:bulletin|list|incidents|report for|update)\b.*|date|compiled|wilayat?\b.*|corrected.*|correction.*|our\b.*|an?\b|the newsroom.*|digital desk|investigations|explainers?|web desk.*"
    r"|in the name.*|republic of \w+|names withheld.*|conflict notes|\d.*|p|no|gmt|utc|foreign staff.*|agencies|staff.*|correspondent.*)$",
    re.IGNORECASE,
)
_ISSUED_BY = re.compile(r"^(?:issued|released|distributed|published) by (?:the )?(?P<name>[A-Z].*?)\.?$", re.IGNORECASE)
_STATEMENT_OF = re.compile(
    r"(?:communiqu[eé]|press release|statement|declaration)(?: no\.? ?\d+)? (?:of|by|from) (?:the )?(?P<name>[A-Z][^,:]{3,50})$",
    re.IGNORECASE,
)
_COLUMN = re.compile(r"(?:the )?[^.?!:]{3,40}: notes from\b", re.IGNORECASE)
_COMPANY = re.compile(r",? (?:Ltd|Limited|Inc|LLC|Corp|GmbH|plc|S\.A|or its|and its|and/or)\b.*$")
_FILE = re.compile(r"\.\w{2,4}$|://")
_SELF = re.compile(
    r"\b(?:analysis by|according to an analysis by|correspondence seen by|documents? (?:seen|obtained|reviewed) by|spoke to|in an interview with)"
    r" (?P<name>The (?:[A-Z][\w’'-]+ ){1,4}?(?:Journal|Times|Post|Review|Monitor|Chronicle|Herald|Courier|Dispatch|Ledger|Tribune|Gazette|Digest))\b"
)
_CAPITAL = re.compile(r"[A-ZÀ-Ý]|(?:al|an|ar|as|ash|at|az)-")
_BY = re.compile(
    r"(?:^|\n|[|·]\s*|[-–—]\s+)(?:posted by|written by|interview by|interview:|compiled by|by)\s*:?\s*(?P<name>(?:[A-Z]\.\s?)*[^\d|·@\n.]+?)"
    r"(?=\s+(?:in|on|for|at|and)\b|\s+[-–—@|·]|,|\s*\||\s*$|\s+\d|\.|\n)",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"(?:[A-Z]\.\s?)+[A-ZÀ-Ý][\w’'-]+|(?:[A-Z]\.\s?)*[A-ZÀ-Ý][\w’'-]+(?:\s+(?:[A-Z]\.|de|del|la|al|bin|ben|van|von|[A-ZÀ-Ý][\w’'-]+)){1,3}"
)


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
    return tuple(
        Cue(cast("PassageVoice", voice), where, re.compile(pattern, re.IGNORECASE | re.DOTALL), example)
        for voice, where, pattern, example in rows("page_cues.tsv", 4)[1:]
    )


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


def find_outlet(text: str, marked: tuple[Passage, ...]) -> str | None:
    """The publisher as a head line, a dateline, a copyright line or a foot line prints it; None where none does."""
    body = [p for p in marked if p.voice == "body"]
    start = body[0].span.start if body else len(text)
    votes: Counter[str] = Counter()
    for p in marked:
        if p.voice in ("furniture", "note", "headline", "standfirst"):
            votes.update(_votes(text, p.span.of(text), p.voice, head=p.span.start < start))
    for p in body[:2]:
        match = _DATELINE.match(p.span.of(text))
        if match and names_only(match["name"]):
            votes[match["name"].strip()] += 5
    if not votes and (own := _SELF.search(text)):
        votes[own["name"]] += 4
    named = [(score, name) for name, score in votes.items() if score >= 4]
    return max(named, key=lambda pair: (pair[0], -text.find(pair[1])))[1] if named else None


def _votes(text: str, line: str, voice: PassageVoice, *, head: bool) -> dict[str, int]:  # noqa: PLR0911 - one return per cue
    """How strongly a line speaks for each name in it; 4 is enough to be believed."""
    if voice == "furniture":
        for shape, weight in ((_ON_SITE, 20), (_COPYRIGHT, 9), (_ISSUED_BY, 7)):
            match = shape.search(line)
            if match:
                return {_COMPANY.sub("", match["name"]).strip(" ©"): weight}
        category = _CATEGORIES.match(line)
        if category:
            return {category["name"]: 6}
        if head:
            return {part: _weight(text, part, place) for place, part in enumerate(_parts(line))}
        return (
            {line.strip(" ."): 6}
            if not _FILE.search(line) and names_only(line) and _OUTLET_WORD.search(line) and len(line.split()) < 8
            else {}
        )
    if voice == "headline":
        match = _STATEMENT_OF.match(line)
        parts = [re.sub(r"\s*\([^()]*\)?$", "", part) for part in re.split(r"\s+[-–—|]\s+|\n", line)]
        told = {
            p: 4
            for p in parts
            if names_only(p) and _OUTLET_WORD.search(p) and not _NO_OUTLET.match(p) and 1 < len(p.split()) < 7
        }
        return {match["name"]: 4} if match else told if len(parts) > 1 or line.isupper() else {}
    if head and (find_days(line) or _COLUMN.match(line)):
        return {part: _weight(text, part, 0) for part in _parts(line)[:1]}
    return {}


def names_only(line: str) -> bool:
    """Is the line a name, without a verb: all longer words begin with a capital?"""
    return not any(word[0].islower() and len(word) > 3 for word in re.findall(r"[^\W\d_]+", line))


def names_outlet(line: str) -> bool:
    """Does a line between headline and text name a publisher first or last, or nothing but one?"""
    parts = [part for part in _SEPARATOR.split(line) if part]
    if not parts or not _OUTLET_WORD.search(line) or len(line) > 110:
        return False
    ends = [part for part in (parts[0], parts[-1]) if _OUTLET_WORD.search(part) and len(part.split()) <= 7]
    return names_only(line) or bool(_COLUMN.match(line)) or (len(parts) > 1 and any(names_only(part) for part in ends))


def _parts(line: str) -> list[str]:
    """The pieces of a head line that name something: neither days nor times, labels or writers."""
    kept = line
    for day in reversed(find_days(line)):
        kept = f"{kept[: day.start]} | {kept[day.end :]}"
    by = r"(?i)\b(?:posted |written |compiled |interview |remarks collected |report )?by:? .*?"
    kept = re.sub(by + (r"(?=[|·]|\s[-–—]\s|$)" if "|" in kept[:-1] else r"(?=[·]|\s[-–—]\s|,|$)"), "| ", kept)
    kept = re.sub(
        r"(?i)\b\d{1,2}[:.]\d{2}\b(?:\s*[ap]\.?m\b)?\.?(?:\s*(?:gmt|utc|est|edt|bst|cet)\b)?|\b\w+day\b(?=\W|$)",
        "|",
        kept,
    )
    kept = re.sub(r"\s\d+(?:\.\d+)?\s?FM\b", "", kept)
    parts = [re.sub(r"\s*\([^()]*\)?$", "", part.strip(" |,.[]-–—")) for part in _SEPARATOR.split(kept)]
    parts = [
        re.sub(r"(?i)\s+(?:explainers?|digital desk|web desk|fact sheet|backgrounders)$", "", part) for part in parts
    ]
    return [
        part
        for part in parts
        if part
        and not _NO_OUTLET.match(part)
        and not _FILE.search(part)
        and _CAPITAL.match(part)
        and len(part.split()) <= 9
    ]


def _weight(text: str, part: str, place: int) -> int:
    """Twice the strength of a piece of a head line: its words, its place, how often the report says it."""
    weight = 6 if _OUTLET_WORD.search(part) else 4 if place == 0 and names_only(part) else 2
    if part.startswith(("The ", "El ", "La ", "Le ", "L'", "Al-", "al-")):
        weight += 2
    if part.isupper() and len(part) < 5:
        weight -= 1 if place == 0 else 2  # an agency's sign; its name may stand in the dateline
    if _NAME.fullmatch(part) and not _OUTLET_WORD.search(part) and place > 0:
        weight -= 2
    return weight + min(4, 2 * (text.count(part) - 1)) + (1 if place == 0 else 0)


def find_author(text: str, marked: tuple[Passage, ...]) -> str | None:
    """The writer whom a by-line names; None where the by-line names an office ("By Our Foreign Staff") or is missing."""
    body = [p for p in marked if p.voice == "body"]
    end = body[0].span.start if body else len(text)
    head = [p for p in marked if p.voice == "furniture" and p.span.start < end]
    for p in head:
        for match in _BY.finditer(p.span.of(text)):
            name = match["name"].strip()
            if not re.match(
                r"(?:our|the|staff|a)\b|.*\b(?:reporter|staff|newsroom|correspondent|agencies)\b", name, re.IGNORECASE
            ):
                return name
    for p in head:
        for part in re.split(r"\s*[|·]\s*|,\s+|\s+[-–—]\s+", p.span.of(text)):
            if (
                _NAME.fullmatch(part)
                and not _OUTLET_WORD.search(part)
                and not find_days(part)
                and re.search(r"[|·]", p.span.of(text))
            ):
                return part
    return None
