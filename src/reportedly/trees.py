"""Why something stands as it does, as trees of text: origins, chains of sources, words, both sides of a contradiction."""

import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from .ask import Dispute, Heard, View, Why
from .export.answers import about, day, relation, support
from .model import Finding
from .screen import NONE, Ids, count, ids_of, ledger_lines, quoted, safe, when
from .weigh import Told
from .weigh.origins import by_family
from .workspace import Ledger


def why_lines(why: Why, view: View, ids: Ids) -> list[str]:
    """Who says so, through whom, in which words; who denies it; what stands against it."""
    finding = why.finding
    lines = [f"{ids.short(finding.id)}  {safe(about(finding, view.entity))}   {when(finding)}   {support(finding)}"]
    branches: list[list[str]] = []
    for number, heard in enumerate(why.origins):
        branches.append(_origin_lines(f"origin {_letter(number)}", heard, view))
    branches += [_origin_lines("denied by", heard, view) for heard in why.denials]
    for dispute in why.conflicts:
        if dispute.right.id != finding.id:
            said = f"{about(dispute.right, view.entity)}, {when(dispute.right)}; {support(dispute.right)}"
            branches.append(
                [f"against · {ids.short(dispute.right.id)}  {safe(said)}", safe(f"    {dispute.conflict.why}")]
            )
    return lines + tree(branches)


def tree(branches: Sequence[Sequence[str]]) -> list[str]:
    """Branches drawn under one another; the lines of a branch after its first belong to it."""
    lines = []
    for number, branch in enumerate(branches):
        last = number == len(branches) - 1
        lines.append(("└── " if last else "├── ") + branch[0])
        lines += [("    " if last else "│   ") + line for line in branch[1:]]
    return lines


def folded(lines: Iterable[str], width: int) -> Iterator[str]:
    """Lines no wider than the terminal; what is folded stands under its own beginning, and trees stay whole."""
    for line in lines:
        branch = re.match(r"[│├└─ ]*", line)
        first = branch[0] if branch else ""
        rest = first.replace("├── ", "│   ").replace("└── ", "    ")
        if len(line) <= width or len(first) > width // 2:
            yield line
            continue
        yield from textwrap.wrap(
            line[len(first) :], width, initial_indent=first, subsequent_indent=f"{rest}    ", break_on_hyphens=False,
            break_long_words=False,
        )  # fmt: skip


def _letter(number: int) -> str:
    return chr(ord("A") + number) if number < 26 else str(number + 1)


def _origin_lines(title: str, heard: Heard, view: View) -> list[str]:
    """One origin; the reports that carry it, the copies folded under the first of their family."""
    origin = heard.origin
    parts = [title, f"{origin.kind} {safe(origin.root)}"]
    if origin.why != f"{origin.root} says so" and (origin.independence != "independent" or origin.why):
        parts.append(safe(origin.why) if origin.why else f"independence {origin.independence}")
    branches = []
    for first, *copies in by_family(heard.claims).values():
        branch = [_telling(first, view)]
        branch += tree([[f"{_telling(told, view)}  {_repeats(told, first)}"] for told in copies])
        branches.append(branch)
    return [" · ".join(parts), *tree(branches)]


def _repeats(told: Told, first: Told) -> str:
    return "(the same report again)" if told.report == first.report else "(copy, adds no new source)"


def _telling(told: Told, view: View) -> str:
    """Where a claim stands: report, date, chain of sources, words, offsets, hedges."""
    claim = told.claim
    chain = " ← ".join(safe(voice.name) for voice in claim.chain)
    parts = [safe(view.store.name_of(told.report)), day(told.said), chain, quoted(claim.words)]
    parts.append(f"chars {claim.evidence.start}–{claim.evidence.end}")
    if claim.hedges:
        text = view.store.report(told.report).text
        parts.append("hedge: " + ", ".join(f"‘{safe(span.of(text))}’" for span in claim.hedges))
    elif claim.certainty != "asserted":
        parts.append(claim.certainty)
    if claim.voice != "body":
        parts.append(f"in a {claim.voice}")
    return "  ".join(parts)


def dispute_lines(dispute: Dispute, view: View, ids: Ids) -> list[str]:
    """A contradiction with both its sides, each with its sources."""
    lines = [safe(f"{dispute.conflict.kind}: {dispute.conflict.why}")]
    branches = []
    for finding, claims in ((dispute.left, dispute.left_claims), (dispute.right, dispute.right_claims)):
        head = f"{ids.short(finding.id)}  {side(finding, claims, view)}, {when(finding)}; {support(finding)}"
        tellings = []
        for first, *rest in by_family(claims).values():
            copies = sorted({view.store.name_of(t.report) for t in rest if t.report != first.report})
            folded = [f"copies, adding no source: {', '.join(copies)}"] if copies else []
            tellings.append([_telling(first, view), *tree([folded] if folded else [])])
        branches.append([head, *tree(tellings)])
    return lines + tree(branches)


def side(finding: Finding, claims: Sequence[Told], view: View) -> str:
    """What one side of a contradiction says: its fullest claim, since both sides may be in one finding."""
    if not claims:
        return f"reported: {safe(about(finding, view.entity))}"
    fullest = max(claims, key=lambda told: (len(told.roles), told.claim.id))
    said = "denied" if all(told.denied for told in claims) else "reported"
    claim = fullest.claim
    return f"{said}: {safe(relation(claim.predicate, fullest.roles, claim.value, view.entity))}"


def demo_lines(folder: Path, ledger: Ledger, disputes: Sequence[Dispute], view: View) -> list[str]:
    """What the demonstration says: the ledger, the sharpest contradiction, what to try next."""
    lines = [*ledger_lines(ledger), ""]
    if not disputes:
        return [*lines, NONE]
    first, ids = sharpest(disputes), ids_of(view)
    lines += [f"{count(len(disputes), 'contradiction')} reported in this corpus. The sharpest:", ""]
    lines += dispute_lines(first, view, ids)
    about_whom = (view.entity(role.filler) for role in (*first.left.roles, *first.right.roles))
    name = next((entity.label for entity in about_whom if entity is not None and entity.named), "NAME")
    here = f"reportedly -w {folder}"
    return [
        *lines, "", "Try next:",
        f"  {here} why {ids.short(first.left.id)}",
        safe(f'  {here} show "{name}"'),
        f"  {here} conflicts",
    ]  # fmt: skip


def sharpest(disputes: Sequence[Dispute]) -> Dispute:
    """A matter of life and death first; else the one with most sources, copies counted once; else the view's first."""

    def weight(numbered: tuple[int, Dispute]) -> tuple[bool, int, int]:
        number, dispute = numbered
        sources = by_family((*dispute.left_claims, *dispute.right_claims))
        return (dispute.conflict.kind == "status", len(sources), -number)

    return max(enumerate(disputes), key=weight)[1]
