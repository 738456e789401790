"""How well the reader marks passages, and finds title, outlet and date.

    python -m eval.passages [--reports DIR --gold DIR] [--show SET]

`--show SET` prints the errors of a set. One line per set: characters (white space not counted) with the right voice, reports with the right date, outlet, title.
A date is right where it equals the annotated one; "compatible" are those whose range holds it without being it. "Printed"
is a report whose annotation does not say that no date is printed. The last line is the figure: characters, all sets.
"""

import json
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reportedly.model import Report
from reportedly.read import read_bytes
from reportedly.when import Date

from .common import folders, in_split, parser, skip_unless

VOICES = ("headline", "subheading", "standfirst", "body", "caption", "note", "comment", "furniture")


@dataclass
class Tally:
    """Counts of one set."""

    cells: Counter[tuple[str, str]] = field(default_factory=Counter)  # (gold voice, found voice) -> characters
    dates: Counter[str] = field(default_factory=Counter)
    others: Counter[str] = field(default_factory=Counter)

    def accuracy(self) -> float:
        """Share of characters with the right voice."""
        total = self.cells.total()
        return sum(n for (gold, found), n in self.cells.items() if gold == found) / total if total else 0.0


def paint(length: int, spans: list[tuple[int, int, str]]) -> list[str]:
    painted = [""] * length
    for start, end, voice in spans:
        painted[start:end] = [voice] * (end - start)
    return painted


def plain_name(name: str | None) -> str:
    words = re.sub(r"\W+", " ", name or "").casefold().strip()
    return words.removeprefix("the ")


def judge(report: Report, data: dict[str, Any], tally: Tally, *, show: bool) -> None:
    text = report.text
    gold = paint(len(text), [(p["start"], p["end"], p["voice"]) for p in data["passages"]])
    found = paint(len(text), [(p.span.start, p.span.end, p.voice) for p in report.passages])
    for letter, right, mine in zip(text, gold, found, strict=True):
        if right and not letter.isspace():
            tally.cells[right, mine] += 1
    meta = data["meta"]
    note = (meta.get("published_note") or "").casefold()
    printed = not re.search(
        r"no date is printed|no date of issue|neither printed|not printed|without a year|a date is inferred", note
    )
    printed = printed and bool(meta.get("published")) and "inferred" not in note
    date = "none"
    if meta.get("published"):
        right_date = Date.of(meta["published"])
        date = "right" if report.published == right_date else "wrong"
        if date == "wrong" and report.published.meet(right_date) is not None:
            date = "compatible" if report.published.known else "unknown"
        tally.dates[f"{'printed' if printed else 'other'} {date}"] += 1
    title = plain_name(meta.get("title"))
    tally.others["title right"] += title == plain_name(report.title)
    tally.others["reports"] += 1
    outlet = plain_name(meta.get("publisher"))
    if outlet and outlet in plain_name(text):
        tally.others["outlet printed"] += 1
        tally.others["outlet right"] += outlet == plain_name(report.outlet)
    if show:
        print(
            f"--- {data.get('report')} date {date}: {report.published} ({report.dated_by}) gold {meta.get('published')} printed={printed}"
        )
        print(
            f"    outlet {report.outlet!r} gold {meta.get('publisher')!r}; author {report.author!r}; language {report.language}"
        )
        if title != plain_name(report.title):
            print(f"    title {report.title!r} gold {meta.get('title')!r}")
        spans = sorted(
            {(p.span.start, p.span.end) for p in report.passages} | {(p["start"], p["end"]) for p in data["passages"]}
        )
        for start, end in spans:
            pairs = Counter(
                (g, f)
                for g, f, c in zip(gold[start:end], found[start:end], text[start:end], strict=True)
                if g and not c.isspace()
            )
            for (right, mine), count in sorted(pairs.items()):
                if right != mine:
                    print(f"    {right} taken for {mine or 'nothing'} ({count}): {text[start:end][:150]!r}")


def line_of(name: str, tally: Tally) -> str:
    def share(key: str) -> str:
        right, total = tally.dates[f"{key} right"], sum(n for k, n in tally.dates.items() if k.startswith(key))
        wrong = tally.dates[f"{key} wrong"]
        return f"{right}/{total} ({wrong} wrong, {tally.dates[f'{key} compatible']} compatible)"

    return (
        f"{name:12} characters {tally.accuracy():.4f}  printed dates {share('printed')}  other dates {share('other')}  "
        f"outlets {tally.others['outlet right']}/{tally.others['outlet printed']}  titles {tally.others['title right']}/{tally.others['reports']}"
    )


def per_voice(tally: Tally) -> None:
    for voice in VOICES:
        hit = tally.cells[voice, voice]
        found = sum(n for (_, mine), n in tally.cells.items() if mine == voice)
        gold = sum(n for (right, _), n in tally.cells.items() if right == voice)
        precision, recall = hit / found if found else 0.0, hit / gold if gold else 0.0
        f1 = 2 * hit / (found + gold) if found + gold else 0.0
        print(f"  {voice:11} P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  ({gold} characters)")


def main() -> None:
    options = parser(__doc__ or "")
    options.add_argument("--reports", type=Path)
    options.add_argument("--gold", type=Path)
    options.set_defaults(split="all")
    given = options.parse_args()
    sets = {"given": (given.reports, given.gold)} if given.reports and given.gold else folders()
    skip_unless(*(path for pair in sets.values() for path in pair))
    every = Tally()
    for name, (reports, gold) in sets.items():
        tally = Tally()
        for path in sorted(gold.glob("*.json")):
            data = json.loads(path.read_text(encoding="utf-8"))
            if "passages" not in data or not in_split(path.stem, given.split):
                continue
            outcome = read_bytes((reports / f"{path.stem}.txt").read_bytes(), f"{path.stem}.txt")
            judge(outcome.reports[0], {**data, "report": path.stem}, tally, show=given.show in (name, "all"))
        print(line_of(name, tally))
        every.cells += tally.cells
        every.dates += tally.dates
        every.others += tally.others
    print(line_of("all", every))
    per_voice(every)
    print(f"passages: characters with the right voice {every.accuracy():.4f}")


if __name__ == "__main__":
    main()
