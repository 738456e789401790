"""Bytes in, reports out: pure functions of the bytes, whatever they hold.

`read_bytes` picks the reader by the ending of the file's name and by what the bytes hold, and never raises for bad
input: every input ends as ingested, partial or rejected, with a reason for people.
"""

from pathlib import PurePath

from ..errors import ReportedlyError, UnreadableInput
from .decode import Decoded, decode
from .html import BREAKS, LOOKS_LIKE, HtmlReader, read_html
from .jsonl import JsonlReader, read_lines
from .parts import MOST_TEXT, Outcome, Reader, make_report
from .text import TextReader

BUILTIN: tuple[Reader, ...] = (TextReader(), HtmlReader(), JsonlReader())

__all__ = ["BUILTIN", "HtmlReader", "JsonlReader", "Outcome", "Reader", "TextReader", "read_bytes"]


def read_bytes(content: bytes, path: str) -> Outcome:
    """What becomes of one input: its reports, or why there are none.

    Args:
        content: the bytes of the input.
        path: its name; only the ending is looked at.
    """
    if len(content) > MOST_TEXT:
        return Outcome((), "rejected", "longer than 64 MiB: split it into reports")
    try:
        decoded = decode(content)
        return _by_kind(decoded, PurePath(path).suffix.lower())
    except UnreadableInput as error:
        return Outcome((), "rejected", str(error))
    except (ReportedlyError, *BREAKS) as error:
        # A page that breaks a library is the page's fate, not the run's: it is told, with what broke.
        return Outcome((), "rejected", f"could not be read: {type(error).__name__}: {error}")


def _by_kind(decoded: Decoded, suffix: str) -> Outcome:
    text = decoded.text
    losses = [decoded.note] if decoded.lost else []
    notes = [decoded.note] if decoded.note and not decoded.lost else []
    if suffix in JsonlReader.suffixes or (suffix not in TextReader.suffixes and _is_jsonl(text)):
        reports, faults = read_lines(text)
        if not reports:
            raise UnreadableInput("; ".join(faults) or "no line holds an object")
        losses += _shortened(faults)
    elif suffix in HtmlReader.suffixes or LOOKS_LIKE.match(text.removeprefix("\ufeff")[:5000]):
        report, lost, told = read_html(text)
        reports = (report,)
        losses += lost
        notes += told
    else:
        reports = (make_report(text),)
    return Outcome(reports, "partial" if losses else "ingested", "; ".join([*losses, *notes]))


def _is_jsonl(text: str) -> bool:
    first = text.lstrip("\ufeff \t\r\n")[:1]
    return first == "{" and '"' in text[:200] and text.split("\n", 1)[0].rstrip().endswith("}")


def _shortened(faults: tuple[str, ...], most: int = 20) -> list[str]:
    """At most so many faults in words, the rest as a count."""
    if len(faults) <= most:
        return list(faults)
    return [*faults[:most], f"and {len(faults) - most} more such lines"]
