"""Time: (a) time expressions on TempEval-3, by strict, relaxed, value and type F1; (b) the times of annotated claims.

(b) hands `period_for` every annotated claim with its evidence as the trigger, and asks the claim scorer whether the time
that comes back is right: a figure for times alone, whatever else extraction finds. Last line: value F1 of (a).
"""

import importlib.util
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from html import unescape
from pathlib import Path
from typing import Any

from eval.common import SHARED, Annotated, annotated, folders, in_split, parser, skip_unless
from reportedly.export.claims import told
from reportedly.extract.parts import Candidate, Reading
from reportedly.extract.timeline import times_of
from reportedly.extract.times import period_for
from reportedly.lang.dates import TimeExpression, length
from reportedly.lang.intervals import holding
from reportedly.lang.timewords import count_of
from reportedly.lang.tokens import Sentence, split
from reportedly.model import Passage, Report, Span, Value
from reportedly.predicates import PREDICATES
from reportedly.when import Date

Timex = tuple[int, int, str, str]  # start, end, type, value


# -- TempEval-3: documents and values --------------------------------------------------------------------------------


def documents(folder: Path, split_name: str) -> Iterator[tuple[str, str, Date, list[Timex]]]:
    """Name, text, date and annotated TIMEX3 of every document in the split."""
    for path in sorted((folder / "Training/TBAQ-cleaned").glob("*/*.tml")):
        if path.parent.name not in ("TimeBank", "AQUAINT") or not in_split(path.stem, split_name):
            continue
        raw = path.read_text(encoding="utf-8")
        created = re.search(r'<DCT>.*?value="(\d{4}-\d{2}-\d{2})', raw, re.DOTALL)
        body = raw[raw.index("<TEXT>") + 6 : raw.index("</TEXT>")]
        text, gold, stack = "", [], []
        for piece in re.split(r"(<[^>]+>)", body):
            if piece.startswith("<TIMEX3"):
                stack.append((len(text), dict(re.findall(r'(\w+)="([^"]*)"', piece))))
            elif piece == "</TIMEX3>":
                start, given = stack.pop()
                gold.append((start, len(text), given["type"], given["value"]))
            elif not piece.startswith("<"):
                text += unescape(piece)
        yield path.stem, text, Date.of(created[1]) if created else Date(), gold


_LETTER = {
    "day": "D",
    "night": "D",
    "week": "W",
    "month": "M",
    "year": "Y",
    "quarter": "Q",
    "decade": "DE",
    "centurie": "CE",
    "century": "CE",
}
_CLOCK = {"hour": "H", "minute": "M", "second": "S"}
_AMOUNT = re.compile(
    r"(?:(?P<count>(?:an?\s)?few|several|a\scouple\sof|half\san?|[\w,.]+(?:[\s-](?:one|two|three|four|five|six|seven|eight|nine|hundred|thousand))?)"
    r"[\s-]+)??(?:consecutive\s|straight\s)?(?P<unit>day|night|week|month|year|quarter|decade|century|centurie|hour|minute|second|fortnight)s?\b",
    re.IGNORECASE,
)


def length_value(words: str) -> str:
    """Write "two years" as P2Y, "several weeks" as PXW."""
    counted = length(words)
    if counted and "few" not in words and "several" not in words and "some" not in words:
        if counted[1] == "quarter":
            return f"P{3 * counted[0]}M"
        return f"P{counted[0]}{_LETTER[counted[1]]}"
    match = _AMOUNT.search(words)
    if not match:
        return "PXD"
    unit, count = match["unit"].lower(), (match["count"] or "").lower()
    number: int | None = None
    if count and count not in (
        "few",
        "a few",
        "several",
        "the",
        "past",
        "last",
        "recent",
        "next",
        "many",
        "some",
        "these",
        "those",
        "for",
    ):
        number = 1 if count in ("a", "an", "another", "one") else count_of(count)
    elif re.search(
        r"\b(?:an?|the|past|last|next|this|entire|full|whole)\s[\w\s]*$", words[: match.start("unit")].lower()
    ) and not words.rstrip().endswith("s"):
        number = 1
    if unit == "quarter":
        return f"P{number * 3 if number else 'X'}M"
    if unit == "fortnight":
        return f"P{2 * (number or 1)}W"
    size = "X" if number is None else str(number)
    return f"PT{size}{_CLOCK[unit]}" if unit in _CLOCK else f"P{size}{_LETTER[unit]}"


def value_of(time: TimeExpression, words: str) -> tuple[str, str] | None:  # noqa: PLR0911  # one return for each kind
    """TIMEX3's type and value of an expression; None for words that TIMEX3 does not annotate ("still")."""
    low = words.lower()
    if time.kind == "set":
        return "SET", {"daily": "P1D", "weekly": "P1W", "monthly": "P1M"}.get(
            low, length_value(low) if _AMOUNT.search(low) else "P1Y"
        )
    if time.kind == "duration":
        return "DURATION", length_value(low)
    if time.kind == "now":
        return None if low == "still" else ("DATE", "PRESENT_REF")
    if re.search(r"\b(?:recent|recently|lately)\b", low):
        return ("DATE", "PAST_REF")
    if re.search(r"\b(?:past|last|next|coming)\s(?:few|several|couple|\w+\s\w+s$|\w+s$|\d+)", low) and re.search(
        r"s$|months|years|days|weeks", low
    ):
        return "DURATION", length_value(low)
    day, last = time.date.earliest, time.date.latest
    if day is None or last is None:
        return "DATE", "PAST_REF"
    clock = re.search(r"(morning|afternoon|evening|night|tonight|overnight)", low)
    if clock and day == last:
        return "TIME", f"{day}T" + {"morning": "MO", "afternoon": "AF", "evening": "EV"}.get(clock[1], "NI")
    return "DATE", _range_value(day, last, low)


def _range_value(day: date, last: date, low: str) -> str:  # noqa: PLR0911  # one return for each kind
    whole = str(Date(day, last))
    season = re.search(r"spring|summer|autumn|fall|winter", low)
    if season:
        return f"{day.year}-" + {"spring": "SP", "summer": "SU", "winter": "WI"}.get(season[0], "FA")
    if "weekend" in low:
        year, week, _ = day.isocalendar()
        return f"{year}-W{week:02}-WE"
    if "quarter" in low and Date(day, last) == holding(day, "quarter"):
        return f"{day.year}-Q{(day.month + 2) // 3}"
    if ".." not in whole:
        return whole
    if Date(day, last) == holding(day, "week") or "week" in low:
        year, week, _ = last.isocalendar()
        return f"{year}-W{week:02}"
    if Date(day, last) == holding(day, "decade"):
        return str(day.year)[:3]
    middle = day + timedelta(days=(last - day).days // 2)
    return f"{middle.year}-{middle.month:02}" if (last - day).days < 31 else str(middle.year)


_LEAD = re.compile(
    r"(?:(?:ever\s)?since|until|till?|before|prior\sto|up\sto|from|on|over|at|during|between|as\sfrom|starting(?:\sin)?|beginning(?:\sin)?|just)\s(?:the\s(?=weekend))?",
    re.IGNORECASE,
)


def found_in(text: str, created: Date) -> list[Timex]:
    """What the grammar finds, in TIMEX3's terms."""
    passage = Passage(span=Span(0, len(text)), voice="body")
    report = Report(id="tempeval", text=text, published=created, passages=(passage,))
    sentences = split(report)
    reading = Reading(report, sentences)
    result: list[Timex] = []
    for sentence in sentences:
        for time in times_of(reading, sentence):
            words = time.span.of(text)
            lead = _LEAD.match(words)
            start = time.span.start + (lead.end() if lead else 0)
            typed = value_of(time, words[lead.end() if lead else 0 :])
            if typed:
                result.append((start, time.span.end, *typed))
    return result


def tempeval(folder: Path, split_name: str, show: str) -> float:
    """Prints the table; returns value F1."""
    count: Counter[str] = Counter()
    for name, text, created, gold in documents(folder, split_name):
        system = found_in(text, created)
        count["gold"] += len(gold)
        count["system"] += len(system)
        count["strict system"] += sum(any(s[:2] == g[:2] for g in gold) for s in system)
        used: set[int] = set()
        for g in gold:
            hit = next((i for i, s in enumerate(system) if i not in used and s[0] < g[1] and g[0] < s[1]), None)
            if hit is None:
                if "missed" in show:
                    print(
                        "missed  ",
                        name,
                        g[2:],
                        repr(text[g[0] : g[1]]),
                        "|",
                        text[max(0, g[0] - 40) : g[1] + 20].replace("\n", " "),
                    )
                continue
            used.add(hit)
            count["relaxed"] += 1
            count["value"] += system[hit][3] == g[3]
            count["type"] += system[hit][2] == g[2]
            if "value" in show and system[hit][3] != g[3]:
                print(
                    "value   ",
                    name,
                    created,
                    repr(text[g[0] : g[1]]),
                    g[2:],
                    "got",
                    repr(text[system[hit][0] : system[hit][1]]),
                    system[hit][2:],
                    "|",
                    text[max(0, g[0] - 50) : g[1] + 20].replace("\n", " "),
                )
        for i, s in enumerate(system):
            if i not in used and "spurious" in show:
                print(
                    "spurious",
                    name,
                    s[2:],
                    repr(text[s[0] : s[1]]),
                    "|",
                    text[max(0, s[0] - 40) : s[1] + 20].replace("\n", " "),
                )
    strict = f1(count["strict system"], count["system"], count["gold"])
    relaxed = f1(count["relaxed"], count["system"], count["gold"])
    share = max(1, count["relaxed"])
    value, kind = relaxed * count["value"] / share, relaxed * count["type"] / share
    print(
        f"TempEval-3 {split_name}: gold {count['gold']} system {count['system']}  strict {strict:.4f}  relaxed {relaxed:.4f}  value {value:.4f}  type {kind:.4f}"
    )
    return value


def f1(hits: int, system: int, gold: int) -> float:
    return 2 * hits / (system + gold) if hits else 0.0


# -- annotated claims ------------------------------------------------------------------------------------------------


def scorer() -> Any:
    """The claim scorer's module, by its path."""
    spec = importlib.util.spec_from_file_location("score_claims", SHARED / "tools/score_claims.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def candidate_of(claim: dict[str, Any], sentences: tuple[Sentence, ...], text: str) -> Candidate | None:
    """The annotated claim as a pattern would propose it: the evidence is the trigger."""
    start = claim.get("start", text.find(claim["evidence"]))
    if start is None or start < 0:
        return None
    sentence = next((s for s in sentences if s.span.start <= start < s.span.end), None)
    if sentence is None:
        return None
    span = Span(start, start + len(claim["evidence"]))
    value = claim.get("value") or {}
    kind = Value(kind=value.get("kind"), state=value.get("state"))
    return Candidate(predicate=claim["predicate"], roles=(), value=kind, sentence=sentence, trigger=span, evidence=span)


def claims_of(item: Annotated, time_right: Any, show: str) -> Counter[str]:
    """How many of one report's claims get the right time."""
    sentences = split(item.report)
    reading = Reading(item.report, sentences)
    count: Counter[str] = Counter()
    for claim in item.gold["claims"]:
        if time_right({}, claim.get("when")) is None:
            continue
        nature = PREDICATES[claim["predicate"]].nature
        candidate = candidate_of(claim, sentences, item.report.text)
        period, words = period_for(reading, candidate) if candidate else (None, None)
        spoken = candidate.sentence.passage.dated or item.report.published if candidate else item.report.published
        when = told(period, nature, spoken) if period else None
        right = bool(time_right(when, claim["when"]))
        count[f"{nature} {right}"] += 1
        if not right and ("missed" in show or f"missed-{nature}" in show):
            gold = claim["when"]
            print(
                f"{item.stem} {item.report.published} {claim['id']} {claim['predicate']} gold {gold['from']}..{gold['to']} {gold['ongoing']} {gold.get('text')!r}"
            )
            print(
                "    got",
                when and (when["from"], when["to"], when["ongoing"]),
                repr(words),
                "|",
                candidate and candidate.sentence.text.replace("\n", " "),
                "||",
                claim["evidence"],
            )
    return count


def main() -> None:
    args = parser(__doc__ or "").parse_args()
    skip_unless(args.data / "tempeval3", SHARED / "tools/score_claims.py")
    time_right = scorer().time_right
    for name, (reports, gold) in folders().items():
        if not gold.exists():
            continue
        count: Counter[str] = Counter()
        for item in annotated(reports, gold):
            count.update(
                claims_of(item, time_right, args.show if f"@{name}" in args.show or "@" not in args.show else "")
            )
        right = sum(v for k, v in count.items() if k.endswith("True"))
        parts = "  ".join(
            f"{nature} {count[nature + ' True'] / max(1, count[nature + ' True'] + count[nature + ' False']):.3f}"
            for nature in ("state", "act", "event")
        )
        print(f"claims {name}: time right {right / max(1, sum(count.values())):.3f} of {sum(count.values())}  {parts}")
    print(f"value F1 {tempeval(args.data / 'tempeval3', args.split, args.show):.4f}")


if __name__ == "__main__":
    main()
