"""Who says so, and how firmly: chains of voices, polarity and certainty on the annotated claims.

Every annotated claim is handed over as a candidate whose trigger is its evidence, so that voices and factuality are
measured apart from the patterns that find claims. The set `phrases` holds single sentences with true triggers.
Right and wrong are decided by the functions of `score_claims.py`. The last line is the share of claims whose last
source is right, over all sets of reports.
"""

import importlib.util
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import ModuleType
from typing import Any

from reportedly.extract import factuality, read, voices
from reportedly.extract.parts import Candidate, Reading
from reportedly.model import Passage, Report, Span

from .common import SHARED, Annotated, annotated, folders, parser, sight_of, skip_unless
from .oracle import oracle_reading

FILLERS = {
    "group": [
        "Liwa al-Nahr",
        "Red Valley Front",
        "Harakat Sunbula",
        "Army of the Marsh",
        "Kataib Zayn",
        "Ansar al-Wahat",
    ],
    "person": ["Karim Badawi", "Selma Oruc", "Abu Hamid al-Nahri", "Tomas Reyle", "Nadia Kassar", "Idris Wako"],
    "place": ["Tell Marwa", "Wadi Sahm", "Port Ilsen", "Kasra", "Umm Dhiba", "Lower Anar"],
    "body": ["Defence Ministry", "Red Crescent", "Border Guard", "Interior Ministry"],
    "outlet": ["Orient Wire", "Daily Compass", "Radio Anar", "Meridian Times"],
    "number": ["300", "45", "1,200"],
    "nationality": ["Mahruni", "Lorvainian", "Talmari"],
    "asset": ["Shark helicopter", "tug Halcyon", "Lion tank"],
    "title": ["commander", "judge", "spokesman"],
}
KINDS = {"group": "group", "body": "group", "outlet": "group", "person": "person", "place": "place", "asset": "asset"}


@dataclass
class Tally:
    """What was counted in one set."""

    claims: int = 0
    last: int = 0
    whole: int = 0
    assessment: int = 0
    pairs: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))


def scorer() -> ModuleType:
    """The scorer of claims as a module."""
    spec = importlib.util.spec_from_file_location("score_claims", SHARED / "tools" / "score_claims.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def reading_of(report: Annotated, how: str, extractor: str) -> Reading:
    """The report with annotated or found mentions, and its quotes."""
    sight = sight_of(report.report, extractor)
    if how != "oracle":
        return read(report.report, sight)
    reading = replace(oracle_reading(report), sight=sight)
    return replace(reading, quotes=voices.find_quotes(reading))


def phrases(folder: Path) -> Iterator[Annotated]:
    """The sentences with slots, filled with invented names, as reports of one sentence."""
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            data = json.loads(line)
            names: dict[str, str] = {}
            used: Counter[str] = Counter()
            for slot, kind in re.findall(r"\{(\w+):(\w+)\}", data["text"]):
                if slot not in names:
                    names[slot] = FILLERS[kind][used[kind] % len(FILLERS[kind])]
                    used[kind] += 1
            kinds = dict(re.findall(r"\{(\w+):(\w+)\}", data["text"]))
            text = filled(data["text"], names)
            claims = [
                {
                    "id": f"c{at}",
                    "predicate": claim["predicate"],
                    "roles": {},
                    "polarity": claim["polarity"],
                    "certainty": claim["certainty"],
                    "chain": ["The Page", *(names.get(c) or filled(c, names) for c in claim["chain"])],
                    "evidence": filled(claim["trigger"], names),
                }
                for at, claim in enumerate(data["claims"])
            ]
            entities = [
                {"key": s, "kind": KINDS[k], "names": [names[s]]} for s, k in sorted(kinds.items()) if k in KINDS
            ]
            stem = f"{path.stem}:{number}"
            passage = Passage(span=Span(0, len(text)), voice="body")
            report = Report(id=stem, text=text, outlet="The Page", passages=(passage,))
            yield Annotated(stem, report, {"report": stem, "entities": entities, "claims": claims}, path)


def filled(text: str, names: dict[str, str]) -> str:
    return re.sub(r"\{(\w+)(?::\w+)?\}", lambda m: names.get(m[1], m[1]), text)


def macro_f1(pairs: list[tuple[str, str]]) -> float:
    """The mean F1 of the labels that occur in the gold."""
    labels = sorted({gold for _, gold in pairs})
    scores = []
    for label in labels:
        right = sum(a == b == label for a, b in pairs)
        scores.append(2 * right / max(1, sum(a == label for a, _ in pairs) + sum(b == label for _, b in pairs)))
    return sum(scores) / len(scores) if scores else 0.0


def main() -> None:
    options = parser(__doc__ or "")
    options.add_argument("--mentions", choices=["oracle", "found"], default="oracle")
    options.add_argument("--sets", default="", help="comma list; all without it")
    options.add_argument("--extractor", default="model", choices=["model", "rules"])
    args = options.parse_args()
    skip_unless(SHARED / "tools" / "score_claims.py")
    tool, right, seen = scorer(), 0, 0
    show = set(args.show.split(",")) - {""}
    sets: dict[str, Iterator[Annotated]] = {name: annotated(*where) for name, where in folders().items()}
    sets["phrases"] = phrases(SHARED / "training" / "phrases")
    for name, reports in sets.items():
        if args.sets and name not in args.sets.split(","):
            continue
        tally = Tally()
        for report in reports:
            reading = reading_of(report, args.mentions, args.extractor)
            for claim in tool.gold_claims(report.gold):
                weigh(tool, reading, claim, tally, show)
        count = max(1, tally.claims)
        figures = {"last": tally.last / count, "whole": tally.whole / count, "assessment": tally.assessment / count}
        for facet, pairs in tally.pairs.items():
            figures |= {facet: sum(a == b for a, b in pairs) / len(pairs), f"{facet} macro F1": macro_f1(pairs)}
        print(f"{name:12} {tally.claims:5} claims  " + "  ".join(f"{k} {v:.3f}" for k, v in figures.items()))
        if name != "phrases":
            right, seen = right + tally.last, seen + tally.claims
    print(f"last source {right / max(1, seen):.3f}")


def weigh(tool: ModuleType, reading: Reading, claim: dict[str, Any], tally: Tally, show: set[str]) -> None:
    """Run voices and factuality on one claim and count."""
    text = reading.report.text
    start = claim.get("start", text.find(claim["evidence"]))
    span = Span(max(0, start), max(0, start) + len(claim["evidence"]))
    sentence = next((s for s in reading.sentences if s.span.meets(span)), reading.sentences[0])
    candidate = Candidate(predicate=claim["predicate"], roles=(), sentence=sentence, trigger=span, evidence=span)
    chain = [v.name for v in voices.chain_at(reading, sentence, span)]
    last, whole = tool.chain_right(chain, claim)
    told = factuality.judge(reading, candidate)
    tally.claims += 1
    tally.last += last
    tally.whole += whole
    tally.assessment += told.assessment == claim.get("assessment")
    found = {
        "polarity": "denied" if told.denied else "affirmed",
        "certainty": told.certainty,
        "assessment": told.assessment,
    }
    wrong = [f"chain {chain} for {claim['chain']}"] if not last and show & {"missed", "last"} else []
    for facet, value in found.items():
        gold = claim.get(facet)
        if facet != "assessment":
            tally.pairs[facet].append((str(value), str(gold)))
        if value != gold and show & {"missed", facet}:
            wrong.append(f"{value} for {gold}")
    if wrong:
        context = text[max(0, span.start - 150) : span.end + 150].replace("\n", " / ")
        print(f"{claim['report']} {claim['id']} {'; '.join(wrong)} | {claim['evidence']}\n      {context}")


if __name__ == "__main__":
    main()
