"""Bytes to text, text to report: what all readers share, and the reader of plain text.

Which encoding bytes are in is decided by an order of trust: a byte-order mark, valid UTF-8, what the page declares, then
the two single-byte code pages that this kind of report comes in (Arabic windows-1256, western windows-1252), told apart by
the letters that they would give. Nothing is normalised, no character is dropped.
"""

import codecs
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import BinaryIO, Literal, Protocol

from ..digest import digest
from ..errors import UnreadableInput
from ..model import DatedBy, PassageVoice, Report
from ..when import Date
from .cues import find_author, find_outlet
from .dateline import date_passages, find_published
from .passages import passages

MOST_TEXT = 64 * 1024 * 1024  # bytes of one input; a longer one is no report

Result = Literal["ingested", "partial", "rejected"]

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"), (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
_BINARY = (
    (b"\x89PNG", "PNG image"), (b"\xff\xd8\xff", "JPEG image"), (b"GIF8", "GIF image"), (b"%PDF", "PDF document"),
    (b"PK\x03\x04", "ZIP archive or Office document"), (b"\x1f\x8b", "gzip archive"), (b"BZh", "bzip2 archive"),
    (b"7z\xbc\xaf", "7-Zip archive"), (b"\x7fELF", "program"), (b"MZ\x90", "program"), (b"SQLite format 3", "SQLite database"),
    (b"\xd0\xcf\x11\xe0", "old Office document"), (b"ID3", "MP3 audio"), (b"OggS", "Ogg media"), (b"\x00\x00\x00\x18ftyp", "MP4 video"),
    (b"\x00\x00\x00\x20ftyp", "MP4 video"), (b"RIFF", "RIFF media"), (b"WARC/", "WARC archive"), (b"\xfd7zXZ", "xz archive"),
)  # fmt: skip
_DECLARED = re.compile(rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_CONTROLS = re.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f]")
MOST_CONTROLS = 0.02  # share of control characters above which bytes are no text; prose holds none
_ENDLESS = re.compile(r"(\s{200})\s+")
ARABIC = re.compile(r"[\u0600-\u06ff]")
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


class Reader(Protocol):
    """Turns the bytes of one input into reports. Must not look outside `stream`; bad input raises `UnreadableInput`."""

    @property
    def name(self) -> str:
        """How it is chosen and named in the ledger."""

    @property
    def version(self) -> int:
        """Raised whenever the same bytes would give another report."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """File name endings, with the dot, that it reads."""

    def read(self, stream: BinaryIO, path: str) -> Iterable[Report]:
        """The reports that the input holds; `path` is for messages only."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one input. `reason` is for people, and empty only where all went well."""

    reports: tuple[Report, ...] = ()
    outcome: Result = "ingested"
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What the page's markup or the record's fields say, beside the text."""

    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: Date | None = None
    guessed: Date | None = None  # by a library that may be wrong: kept only where nothing else is known
    language: str | None = None
    url: str | None = None


class TextReader:
    """Reads .txt and .md, and whatever else decodes as text."""

    name = "text"
    version = 1
    suffixes = (".txt", ".text", ".md")

    def read(self, stream: BinaryIO, path: str) -> Iterable[Report]:  # noqa: ARG002 - part of the protocol
        """One report.

        Raises:
            UnreadableInput: empty, binary, or longer than 64 MiB.
        """
        yield make_report(text_of(stream, "longer than 64 MiB of text: split it into reports"))


def text_of(stream: BinaryIO, too_long: str) -> str:
    """All text of one input.

    Raises:
        UnreadableInput: empty or binary; longer than `MOST_TEXT`, for which the words are given.
    """
    content = stream.read(MOST_TEXT + 1)
    if len(content) > MOST_TEXT:
        raise UnreadableInput(too_long)
    return decode(content).text


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the encoding it came in, and a note for people where the encoding was not what was said."""

    text: str
    encoding: str
    note: str = ""
    lost: int = 0  # bytes that could not be read and stand as U+FFFD


def decode(content: bytes) -> Decoded:
    """The text of `content`, code point for code point.

    Raises:
        UnreadableInput: empty, or not text.
    """
    if not content.strip(b"\0 \t\r\n"):
        raise UnreadableInput("empty file" if not content else "no text: the file holds only white space")
    for mark, name in _MARKS:
        if content.startswith(mark):
            text = content.decode(name, "replace")
            return _checked(Decoded(text, name, "", text.count("\ufffd")))
    for start, kind in _BINARY:
        if content.startswith(start):
            raise UnreadableInput(f"not text: binary content ({kind})")
    wide = _without_mark(content)
    if wide:
        return _checked(Decoded(content.decode(wide, "replace"), wide, f"no byte-order mark: read as {wide}"))
    declared = _declared(content)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return _checked(_single_byte(content, declared))
    told = declared is not None and declared not in ("utf-8", "ascii") and not content.isascii()
    return _checked(Decoded(text, "utf-8", f"wrong encoding: read as utf-8 (declared {declared})" if told else ""))


def _checked(decoded: Decoded) -> Decoded:
    text = decoded.text
    odd = len(_CONTROLS.findall(text)) + text.count("\0")
    if not text.strip("\ufeff\0 \t\r\n"):
        raise UnreadableInput("no text: the file holds only white space")
    if odd > len(text) * MOST_CONTROLS or decoded.lost > len(text) * 0.3:
        raise UnreadableInput("not text: binary content")
    return decoded


def _without_mark(content: bytes) -> str | None:
    """UTF-16 without its mark: every other byte of European text is zero."""
    sample = content[:4096]
    if len(sample) < 8:
        return None
    even, odd = sample[::2].count(0) / len(sample[::2]), sample[1::2].count(0) / len(sample[1::2])
    if odd > 0.4 and even < 0.05:
        return "utf-16-le"
    return "utf-16-be" if even > 0.4 and odd < 0.05 else None


def _declared(content: bytes) -> str | None:
    match = _DECLARED.search(content[:4096])
    if not match:
        return None
    try:
        return codecs.lookup(match[1].decode("ascii")).name
    except LookupError:
        return match[1].decode("ascii").lower()


def _single_byte(content: bytes, declared: str | None) -> Decoded:
    """Bytes that are no UTF-8: damaged UTF-8, the declared code page, or the likelier of windows-1256 and windows-1252."""
    text = content.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    right = sum(1 for letter in text if ord(letter) > 127) - bad
    if bad * 4 < right or (declared == "utf-8" and bad <= 2):
        return Decoded(text, "utf-8", f"damaged utf-8: {bad} {'byte' if bad == 1 else 'bytes'} could not be read", bad)
    if declared and declared != "utf-8":
        try:
            return Decoded(content.decode("cp1252" if declared == "iso8859-1" else declared), declared)
        except (LookupError, UnicodeDecodeError):
            pass
    arabic = content.decode("cp1256", "replace")
    western = content.decode("cp1252", "replace")
    # Arabic words in windows-1256 are runs of bytes above 0xC0; western text has single ones between ASCII letters.
    runs = sum(len(run) for run in re.findall(rb"[\xc0-\xff]{3,}", content))
    high = sum(1 for byte in content if byte >= 0x80)
    chosen, name = (arabic, "windows-1256") if runs * 2 > high and ARABIC.search(arabic) else (western, "windows-1252")
    what = f" (declared {declared})" if declared else " (none declared)"
    return Decoded(chosen, name, f"wrong encoding: read as {name}{what}", chosen.count("\ufffd"))


def make_report(text: str, metadata: Metadata | None = None, hints: Mapping[str, PassageVoice] | None = None) -> Report:
    """The report that `text` is, with passages, title, outlet, author, date and language.

    What the markup says goes before what the words suggest. Nothing is normalised, but for runs of white space longer
    than anybody types: searching such a run takes the square of its length.
    """
    text = _ENDLESS.sub(r"\1", text)
    given = metadata or Metadata()
    marked = passages(text, hints)
    headline = next((p for p in marked if p.voice == "headline"), None)
    printed, dated_by = find_published(text, marked)
    published: Date = printed
    if given.published is not None:
        published, dated_by = given.published, "metadata"
    elif dated_by != "printed" and given.guessed is not None:
        published, dated_by = (given.guessed.meet(printed) or printed), _inferred(printed, given.guessed)
    return Report(
        id=digest(text, given.url, published),
        text=text,
        title=(" ".join(headline.span.of(text).split()) if headline else None) or given.title,
        outlet=given.outlet or find_outlet(text, marked),
        author=given.author or find_author(text, marked),
        published=published,
        dated_by=dated_by,
        language=given.language or _guess_language(text),
        url=given.url,
        passages=date_passages(text, marked, published),
    )


def _inferred(printed: Date, guessed: Date) -> DatedBy:
    return "inferred" if printed.known or guessed.known else "unknown"


def _guess_language(text: str) -> str | None:
    """ISO 639-1 code by function words; None where fewer than one word in twelve is one, or two languages are close."""
    words = re.findall(r"[^\W\d_]+", text[:20_000].lower())
    if len(words) < 12:
        return None
    counted = Counter(words)
    scores = sorted(((sum(counted[w] for w in stop.split()), code) for code, stop in _STOP.items()), reverse=True)
    (best, code), (second, _) = scores[0], scores[1]
    return code if best * 12 >= len(words) and best > second * 1.2 else None
