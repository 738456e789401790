"""Who published a page, who wrote it, in what language: only what the page prints."""

import re
from collections import Counter

from ..model import Passage, PassageVoice
from .days import find_days

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
_STOP = {
    "en": "the and of to in that was for with said by his from on at has",
    "fr": "le la les des et dans que qui pour une est sur au par du",
    "es": "el la los las de que y en un una por con del se para",
    "de": "der die und das den von mit im für auf ist nicht ein eine dem",
    "ar": "في من على إلى أن عن مع هذا التي الذي ما كان قد بعد",
    "fa": "در از به که این را با است برای آن می های",
    "ru": "и в на не что с по из как для его к о от",
    "tr": "ve bir bu için ile da de olarak çok daha olan",
    "pt": "o a os as de que e em um uma por com do da não para",
    "id": "yang dan di dengan untuk dari pada ini itu dalam tidak",
    "so": "iyo ka ku waa oo in uu ay ee la",
}


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


def guess_language(text: str) -> str | None:
    """ISO 639-1 code by function words; None where fewer than one word in twelve is one, or two languages are close."""
    words = re.findall(r"[^\W\d_]+", text[:20_000].lower())
    if len(words) < 12:
        return None
    counted = Counter(words)
    scores = sorted(((sum(counted[w] for w in stop.split()), code) for code, stop in _STOP.items()), reverse=True)
    (best, code), (second, _) = scores[0], scores[1]
    return code if best * 12 >= len(words) and best > second * 1.2 else None
