"""What commands show, as lines of text: the ledger, names, tables; on a terminal, drawn. `cli` alone prints them.

Text from reports is shown with its control characters made visible: a name must not move the cursor or turn the line.
"""

import contextlib
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from .ask import Profile, Seen, View
from .build import Progress
from .errors import UsageError
from .export.answers import about, interval
from .model import Entity, Finding
from .predicates import PREDICATES
from .store import OUTCOMES
from .weigh.told import fold
from .workspace import Ledger

if TYPE_CHECKING:
    from rich.table import Table

WIDE = 110  # columns of a terminal that a whole table of findings needs
SHORT = 14  # characters of a cell that is not worth folding
MOST_LISTED = 12  # names that one name may mean
_BIDI = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_VISIBLE = {i: f"\\x{i:02x}" for i in (*range(32), *range(127, 160))} | {ord(c): f"\\u{ord(c):04x}" for c in _BIDI}
_VISIBLE |= {ord(c): " " for c in "\t\r\n"}


def safe(text: str) -> str:
    """The text on one line, with what a terminal would act on made visible."""
    return text.translate(_VISIBLE)


def count(number: int, singular: str, plural: str | None = None) -> str:
    """A number with its noun: "1 report", "1,204 reports"."""
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


def figure_lines(figures: Mapping[str, int]) -> list[str]:
    """How much a workspace holds."""
    said = {noun: count(figures[f"{noun}s"], noun) for noun in ("report", "claim", "finding")}
    entities, conflicts = count(figures["entities"], "named entity", "named entities"), figures["conflicts"]
    lines = [f"{said['report']}, {said['claim']} ({figures['refused']:,} refused: not verbatim in the text)"]
    lines.append(f"{entities}, {said['finding']}, {count(conflicts, 'contradiction')}")
    if figures["waiting"]:
        lines.append(f"{count(figures['waiting'], 'report')} not analysed yet: run the same `reportedly ingest` again")
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
    return reason.split(": ", maxsplit=1)[0] if len(reason) > 60 else reason


def plain_table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """A table for programs: a line of headers, a line for each row, tabs between."""
    return ["\t".join(safe(cell) for cell in row) for row in (headers, *rows)]


# -- what a view shows -------------------------------------------------------------------------------------------------

SHORTEST = 6  # hexadecimal digits of an id: enough for people, lengthened where two would look alike


class Ids:
    """Ids as short as they can be and still be told apart; `why` takes them."""

    def __init__(self, ids: Iterable[str]) -> None:
        known = sorted(set(ids))
        length = SHORTEST
        while len({i[:length] for i in known}) < len(known):
            length += 1
        self._length = length

    def short(self, some_id: str) -> str:
        """The beginning of an id."""
        return some_id[: self._length]


def ids_of(view: View) -> Ids:
    """The ids of all findings that the view shows."""
    return Ids(seen.finding.id for seen in view.findings(comments=True))


def dates_line(view: View) -> list[str]:
    """As of which dates the answer holds, where the user gave any."""
    parts = []
    if view.valid is not None:
        parts.append(f"true on {view.valid}")
    if view.reported is not None:
        parts.append(f"known by {view.reported} (with today's knowledge of who is who)")
    if view.undated:
        parts.append(f"{count(view.undated, 'report')} without a date left out")
    return [f"As reported, {', '.join(parts)}."] if parts else []


def the_one(view: View, name: str) -> Entity:
    """The entity that a name means.

    Raises:
        UsageError: nobody has it, or several may: then they are listed, not guessed at.
    """
    if not fold(name).strip():
        raise UsageError("the name is empty: give a name or an id, as `reportedly show` lists them")
    found = view.find(name)
    if not found:
        raise UsageError(
            f"not reported in this corpus: {name!r}; `reportedly search` looks at the words of the reports"
        )
    if len(found) > 1:
        listed = "\n".join(_candidate(entity, view) for entity in found[:MOST_LISTED])
        if len(found) > MOST_LISTED:
            listed += f"\n  and {len(found) - MOST_LISTED:,} more"
        raise UsageError(f"{name!r} may mean {len(found)} in this corpus; give a full name or an id:\n{listed}")
    return found[0]


def _candidate(entity: Entity, view: View) -> str:
    """One whom a name may mean: its other names, or, where it has none, the reports that name it."""
    reports = [report.id for report, _ in view.uses(entity)]
    others = [name.text for name in entity.names[1:]] or [f"in {view.store.name_of(report)}" for report in reports]
    more = ", ".join(others[:3]) + " …" * (len(others) > 3)
    return safe(f"  {entity.id[:8]}  {entity.label}  ({entity.kind}{f'; {more}' if more else ''})")


def foremost(entities: Iterable[Entity], limit: int) -> list[Entity]:
    """Those who stand in most reports."""
    return sorted(entities, key=lambda e: (-max(n.count for n in e.names), e.label, e.id))[:limit]


def entity_rows(entities: Iterable[Entity], limit: int) -> list[tuple[str, ...]]:
    """Names as rows of a table."""
    return [
        (e.label, e.kind, str(max(n.count for n in e.names)), " · ".join(n.text for n in e.names[1:5]))
        for e in foremost(entities, limit)
    ]


def rest_line(number: int, limit: int) -> list[str]:
    """How to see the rest of a list."""
    return [f"{number - limit:,} more: --limit {number}"] if number > limit else []


NONE = "No contradiction is reported in this corpus."
FINDING_HEADERS = ("#", "interval", "reported", "origins", "copies", "standing", "contradicted by")


def finding_row(seen: Seen, view: View, ids: Ids) -> tuple[str, ...]:
    """One finding as a row of a table."""
    finding = seen.finding
    against = [ids.short(i) for i in seen.against]
    if finding.denials:
        against.append(f"denied by {count(len(finding.denials), 'origin')}")
    return (
        ids.short(finding.id),
        when(finding) + (f" ({seen.note})" if seen.note else ""),
        about(finding, view.entity) + _hedge(finding),
        f"{seen.origins}" + (" ⚠" if seen.origins == 1 else ""),
        str(seen.copies),
        finding.standing,
        ", ".join(against) or "–",
    )


def when(finding: Finding) -> str:
    """The time of a finding, as far as it is known."""
    return interval(finding.when, PREDICATES[finding.predicate].nature)


def _hedge(finding: Finding) -> str:
    if finding.denials and not finding.origins:
        return " (only denied)"
    return {"asserted": "", "hedged": " (hedged)", "hypothetical": " (only as a possibility)"}[finding.certainty]


def _alive_or_dead(profile: Profile) -> str:
    """What is reported of a life; one who only acts or holds a post is not said to be alive in so many words."""
    mine = (seen.finding for seen in profile.findings if profile.entity.id in {r.filler for r in seen.finding.roles})
    found = [f for f in mine if f.predicate == "status" and f.origins]
    against = " CONTRADICTED: see below." if any(c.kind == "status" for f in found for c in f.conflicts) else ""
    if profile.status == "disputed":
        return "Whether alive or dead is disputed in this corpus." + against
    if profile.status != "alive":
        return f"Reported {profile.status}.{against}"
    told = next((s for s in ("detained", "alive", "wounded") if s in {f.value.state for f in found}), None)
    return f"Reported {told}.{against}" if told else "Not reported dead or detained in this corpus."


def profile_lines(profile: Profile, view: View) -> list[str]:
    """Who somebody is: names, kind, in how many reports, alive or dead as reported."""
    entity = profile.entity
    others = [name.text for name in entity.names[1:]]
    more = f"  ({' · '.join(others[:8])}{' …' * (len(others) > 8)})" if others else ""
    figures = f"{entity.kind} · {count(len(entity.names), 'name')} · {count(profile.reports, 'report')}"
    lines = [safe(f"{entity.label}{more}   {figures}")]
    if profile.status is not None:
        lines.append(_alive_or_dead(profile))
    if (view.valid or view.reported) and profile.names and list(profile.names) != [n.text for n in entity.names]:
        lines.append(safe(f"Named then: {' · '.join(profile.names)}"))
    return [*lines, *dates_line(view)]


def one_origin_line(findings: Sequence[Seen]) -> list[str]:
    """What the warning sign means, where one stands."""
    lone = sum(seen.origins == 1 for seen in findings)
    return [f"⚠ one origin only, however many reports repeat it: {lone} of {count(len(findings), 'finding')}"] * (
        lone > 0
    )


# -- what only a terminal shows ----------------------------------------------------------------------------------------


def drawn(headers: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> "Table":
    """A table with aligned columns, folded to the terminal; where that is narrow, columns that say nothing are left out."""
    from rich import box  # noqa: PLC0415 - a pipe must not wait for it
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold", padding=(0, 1, 0, 0))
    every = range(len(headers))
    columns = [n for n in every if width >= WIDE or any(row[n] not in ("", "0", "–") for row in rows)]
    for number in columns:
        short = max((len(row[number]) for row in rows), default=0) <= SHORT
        table.add_column(headers[number], overflow="fold", no_wrap=short)
    for row in rows:
        table.add_row(*(Text(safe(row[number])) for number in columns))
    return table


@contextlib.contextmanager
def bar(*, shown: bool) -> Iterator[Progress | None]:
    """A function to tell of progress, while a bar shows it; None where nobody watches.

    The bar says what is done, how far, how fast, how long still, and which file now.
    """
    if not shown:
        yield None
        return
    from rich.console import Console  # noqa: PLC0415 - see above
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn  # noqa: PLC0415
    from rich.progress import Progress as Bar  # noqa: PLC0415

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=20),
        MofNCompleteColumn(),
        TextColumn("{task.fields[speed]}", markup=False),
        TimeRemainingColumn(),
        TextColumn("{task.fields[now]}", markup=False),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as shown_bar:
        task = shown_bar.add_task("reading", total=None, speed="", now="Ctrl-C is safe: run the same again to go on")
        began: dict[str, float] = {}

        def tell(doing: str, done: int, total: int, now: str) -> None:
            start = began.setdefault(doing, time.monotonic())
            speed = f"{done / max(time.monotonic() - start, 0.001):.0f} a second" if done else ""
            shown_bar.update(task, description=doing, completed=done, total=total, speed=speed, now=safe(now)[-60:])

        yield tell
