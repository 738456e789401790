"""Which reports are copies of each other: verbatim, shortened, lightly rewritten, with insertions and comments added.

Two reports that share blocking keys are aligned. What is aligned are *content words* (longer than three letters, cut to
six, so that "attacks" meets "attacked") in the order of the text: a rewriter changes the small words and leaves the
facts in their order, while two reporters of one event put the same names in another order. Exact sharing of runs of
four words counts beside it. Furniture, notes and readers' comments stand outside; words inside quotation marks do not
count towards a rewrite, because two reporters may hear one speaker.

Blocking: fingerprints of three content words chosen by winnowing (Schleimer, Wilkerson and Aiken 2003: every shared
run of six content words shares a key), weak, so that a boilerplate line held by many is off for everyone; and bands of
a one-permutation MinHash (Li, Owen and Zhang 2012), strong, which bind the hundreds of copies of one wire story.
"""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Literal

from ..model import Report, Span
from .told import fold

RUN = 4  # words in a row that count as shared; three meet by chance ("in the north of")
WORDS = 3  # content words in a fingerprint
WINDOW = 4  # fingerprints of which the smallest is kept
BINS = 32  # of the MinHash; two bins make a band, so near-copies share a band unless all 16 differ
CLOSE = 10  # days between a story and its copy; the copies of five invented worlds lie at most four days apart
REWRITE = 0.25  # aligned content words of the shorter one; there, copies reach 0.27 to 0.98, other reports 0.24
CREDITED = 0.12  # the same where the copy names the other's outlet
VERBATIM = 0.12  # words in shared runs; copies reach 0.14, boilerplate of official releases 0.07
REFILED = 0.92  # an outlet that repeats its own formulas is not copying: three sister releases reach 0.88
UNDATED = 0.4  # either share, where a date is missing and nothing says that the two belong together
LEAST = 20  # content words, or nothing can be said

_WORD = re.compile(r"\w+(?:['’]\w+)?")
_QUOTED = re.compile(r"“[^”\n]{20,}”|\"[^\"\n]{20,}\"|«[^»\n]{20,}»")
_OUTSIDE = ("comment", "furniture", "note")


@dataclass(frozen=True, slots=True)
class Copy:
    """One report repeats another."""

    original: str  # ids of reports
    copy: str
    share: float  # of the shorter one's content words, 0 to 1
    added: tuple[Span, ...]  # stretches of the copy that the original does not have
    kind: Literal["exact", "near", "partial"]


@dataclass(frozen=True, slots=True)
class _Text:
    words: tuple[str, ...]
    spans: tuple[Span, ...]
    content: tuple[str, ...]
    quoted: tuple[bool, ...]  # of each content word
    outlet: str


@lru_cache(maxsize=512)
def _read(report: Report) -> _Text:
    words, spans, content, quoted = [], [], [], []
    outside = [p.span for p in report.passages if p.voice in _OUTSIDE]
    quotes = [Span(m.start(), m.end()) for m in _QUOTED.finditer(report.text)]
    for match in _WORD.finditer(report.text):
        span = Span(match.start(), match.end())
        if any(o.covers(span) for o in outside):
            continue
        word = fold(match[0])
        if not word:
            continue
        words.append(word)
        spans.append(span)
        if len(word) > 3 or word.isdigit():
            content.append(word[:6])
            quoted.append(any(q.covers(span) for q in quotes))
    return _Text(tuple(words), tuple(spans), tuple(content), tuple(quoted), fold(report.outlet or ""))


def _hash(words: Sequence[str]) -> int:
    return int.from_bytes(hashlib.blake2b(" ".join(words).encode(), digest_size=8).digest(), "big")


def shingle_keys(report: Report) -> tuple[str, ...]:
    """Blocking keys: two reports that share none are not compared. Those that begin with "=" are always on."""
    content = _read(report).content
    hashes = [_hash(content[i : i + WORDS]) for i in range(len(content) - WORDS + 1)]
    if not hashes:
        return ()
    fingers = {min(hashes[i : i + WINDOW]) for i in range(max(1, len(hashes) - WINDOW + 1))}
    bins: list[int | None] = [None] * BINS
    for value in set(hashes):
        here, held = value % BINS, bins[value % BINS]
        bins[here] = value if held is None else min(held, value)
    bands = {
        f"={i}:{a:x}:{b:x}"
        for i, (a, b) in enumerate(zip(bins[::2], bins[1::2], strict=True))
        if a is not None and b is not None
    }
    return tuple(sorted(bands | {f"{value:x}" for value in fingers}))


def compare(left: Report, right: Report) -> Copy | None:
    """How one of the two repeats the other; None where neither does."""
    original, copy = sorted((left, right), key=_first)
    a, b = _read(original), _read(copy)
    shorter = min(len(a.content), len(b.content))
    if shorter < LEAST:
        return _copy(original, copy, 1.0, "exact") if a.words == b.words and a.words else None
    if a.words == b.words:
        return _copy(original, copy, 1.0, "exact")
    verbatim = sum(_covered(b.words, a.words)) / max(1, min(len(a.words), len(b.words)))
    share = _aligned(a, b)
    if a.outlet and a.outlet == b.outlet:
        return _copy(original, copy, share, "near") if share >= REFILED else None
    if share >= 0.7:
        return _copy(original, copy, share, "near")
    credited = _names(copy, original) or _names(original, copy)
    gap = _gap(original, copy)
    if gap is None:
        enough = share >= (CREDITED if credited else UNDATED)
    else:
        enough = gap <= CLOSE and (share >= (CREDITED if credited else REWRITE) or verbatim >= VERBATIM)
    return _copy(original, copy, share, "partial") if enough and share * shorter >= LEAST / 2 else None


def families(reports: Iterable[Report]) -> tuple[tuple[str, ...], ...]:
    """The ids of the reports in families of copies, each sorted; a report that is no copy is a family of one."""
    ordered = sorted(reports, key=_first)
    group = {report.id: report.id for report in ordered}
    for i, late in enumerate(ordered):
        for early in ordered[:i]:
            if group[early.id] != group[late.id] and compare(early, late):
                joined, gone = sorted((group[early.id], group[late.id]))
                group = {k: joined if v == gone else v for k, v in group.items()}
    found: dict[str, list[str]] = {}
    for member, name in sorted(group.items()):
        found.setdefault(name, []).append(member)
    return tuple(sorted(tuple(members) for members in found.values()))


def _first(report: Report) -> tuple[str, str]:
    day = report.published.earliest or report.published.latest
    return (day.isoformat() if day else "9", report.id)


def _gap(left: Report, right: Report) -> int | None:
    """Days between the two dates at the least; None where one is unknown."""
    a, b = left.published, right.published
    if not (a.known and b.known):
        return None
    if a.latest and b.earliest and b.earliest > a.latest:
        return (b.earliest - a.latest).days
    if b.latest and a.earliest and a.earliest > b.latest:
        return (a.earliest - b.latest).days
    return 0


def _names(report: Report, other: Report) -> bool:
    name = fold(other.outlet or "")
    return len(name) > 3 and f" {name} " in f" {' '.join(_read(report).words)} "


def _covered(words: tuple[str, ...], others: tuple[str, ...]) -> list[bool]:
    """Which of `words` stand in a run of `RUN` that the others have too?"""
    runs = {others[i : i + RUN] for i in range(len(others) - RUN + 1)}
    covered = [False] * len(words)
    for i in range(len(words) - RUN + 1):
        if words[i : i + RUN] in runs:
            covered[i : i + RUN] = [True] * RUN
    return covered


def _aligned(a: _Text, b: _Text) -> float:
    """The share of the shorter one's content words, outside quotation marks, that both have in the same order."""
    blocks = SequenceMatcher(None, a.content, b.content, autojunk=False).get_matching_blocks()
    both = [(m.a + i, m.b + i) for m in blocks for i in range(m.size)]
    own = min(a.quoted.count(False), b.quoted.count(False))
    if own < LEAST:  # nothing but a quotation
        return 0.0
    return min(1.0, sum(not (a.quoted[i] and b.quoted[j]) for i, j in both) / own)


def _copy(original: Report, copy: Report, share: float, kind: Literal["exact", "near", "partial"]) -> Copy:
    a, b = _read(original), _read(copy)
    covered = _covered(b.words, a.words)
    added: list[Span] = []
    start = None
    for i, same in enumerate([*covered, True]):
        if not same and start is None:
            start = i
        elif same and start is not None:
            if i - start >= 2 * RUN:  # a changed word or two is no addition
                added.append(Span(b.spans[start].start, b.spans[i - 1].end))
            start = None
    return Copy(original.id, copy.id, round(share, 3), tuple(added), kind)
