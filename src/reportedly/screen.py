"""What commands show, as lines of text: the ledger, tables, trees. `cli` prints them and nothing else does.

Text from reports is shown with its control characters made visible: a name must not move the cursor or turn the line.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from .build import Ledger
from .store import Outcome

OUTCOMES: tuple[Outcome, ...] = ("ingested", "duplicate", "partial", "rejected")
_BIDI = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_VISIBLE = {i: f"\\x{i:02x}" for i in (*range(32), *range(127, 160))} | {ord(c): f"\\u{ord(c):04x}" for c in _BIDI}
_VISIBLE |= {ord(c): " " for c in "\t\r\n"}


def safe(text: str) -> str:
    """The text on one line, with what a terminal would act on made visible."""
    return text.translate(_VISIBLE)


def count(number: int, singular: str, plural: str | None = None) -> str:
    """"1 report", "1,204 reports"."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def quoted(words: str, most: int = 160) -> str:
    """Words of a report in quotation marks, cut in the middle where they are long."""
    flat = " ".join(safe(words).split())
    if len(flat) > most:
        flat = f"{flat[: most * 2 // 3].rstrip()} … {flat[-most // 3 :].lstrip()}"
    return f"“{flat}”"


def ledger_lines(ledger: Ledger) -> list[str]:
    """The outcomes of all files, which add up."""
    entries = ledger.entries
    lines = [f"{count(len(entries), 'file')} -> every one accounted for"]
    for outcome in OUTCOMES:
        reasons = Counter(_kind(e.reason) for e in entries if e.outcome == outcome)
        said = "  ·  ".join(
            f"{number:,} {reason}" if len(reasons) > 1 else reason for reason, number in _common(reasons) if reason
        )
        if not said and outcome == "ingested" and reasons:
            said = "text and spans stored"
        lines.append(f"  {outcome:<10}{ledger.count(outcome):>7,}   {safe(said)}".rstrip())
    if not ledger.clean:
        lines.append("  list them: reportedly status --outcome partial,rejected")
    return lines


def _common(reasons: Counter[str], most: int = 4) -> list[tuple[str, int]]:
    ranked = sorted(reasons.items(), key=lambda item: (-item[1], item[0]))
    rest = sum(number for _, number in ranked[most:])
    return ranked[:most] + ([("for other reasons", rest)] if rest else [])


def _kind(reason: str) -> str:
    """A reason without what is special to one file."""
    if reason.startswith("same bytes"):
        return "same bytes as another file (sha256)"
    if reason.startswith("same text"):
        return "same text, address and date as another file"
    return reason.split(": ")[0] if len(reason) > 60 else reason


def plain_table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """A table for programs: a line of headers, a line for each row, tabs between."""
    return ["\t".join(safe(cell) for cell in row) for row in (headers, *rows)]
