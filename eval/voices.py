"""Who says so, and how firmly: chains of voices, polarity and certainty on the annotated claims.

Every annotated claim is handed over as a candidate whose trigger is its evidence, so that voices and factuality are
measured apart from the patterns that find claims. Right and wrong are decided by the functions of `score_claims.py`.
The last line is the share of claims whose last source is right, over all sets.
"""

import importlib.util
from collections import Counter, defaultdict
from dataclasses import replace
from types import ModuleType
from typing import Any

from reportedly.extract import factuality, voices
from reportedly.extract.parts import Candidate, Reading
from reportedly.lang.tokens import split
from reportedly.model import Span

from .common import SHARED, Annotated, annotated, folders, parser, skip_unless
from .oracle import oracle_reading


def scorer() -> ModuleType:
    """The scorer of claims as a module."""
    spec = importlib.util.spec_from_file_location("score_claims", SHARED / "tools" / "score_claims.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def reading_of(report: Annotated, how: str) -> Reading:
    if how == "oracle":
        return oracle_reading(report)
    from reportedly.extract import coreference, mentions

    sentences = split(report.report)
    found = mentions.find(report.report, sentences)
    linked, referents = coreference.link(report.report, sentences, found)
    return Reading(report.report, sentences, linked, referents)


def macro_f1(pairs: list[tuple[str, str]]) -> float:
    """The mean F1 of the labels that occur in the gold."""
    labels = sorted({gold for _, gold in pairs})
    scores = []
    for label in labels:
        right = sum(a == b == label for a, b in pairs)
        scores.append(2 * right / max(1, sum(a == label for a, _ in pairs) + sum(b == label for _, b in pairs)))
    return sum(scores) / len(scores) if scores else 0.0


def main() -> None:
    options = parser(__doc__)
    options.add_argument("--mentions", choices=["oracle", "found"], default="oracle")
    options.add_argument("--sets", default="", help="comma list; all without it")
    args = options.parse_args()
    skip_unless(SHARED / "tools" / "score_claims.py")
    tool, all_right, all_seen = scorer(), 0, 0
    show = set(args.show.split(",")) - {""}
    for name, (reports, gold) in folders().items():
        if args.sets and name not in args.sets.split(","):
            continue
        tally: Counter[str] = Counter()
        pairs: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for report in annotated(reports, gold):
            reading = reading_of(report, args.mentions)
            reading = replace(reading, quotes=voices.find_quotes(reading))
            for claim in tool.gold_claims(report.gold):
                judge(tool, reading, claim, tally, pairs, show)
        figures = {k: tally[k] / max(1, tally["claims"]) for k in ("last", "whole", "assessment")}
        figures |= {k: sum(a == b for a, b in v) / len(v) for k, v in pairs.items()}
        figures |= {f"{k} macro F1": macro_f1(v) for k, v in pairs.items()}
        print(f"{name:12} {tally['claims']:5} claims  " + "  ".join(f"{k} {v:.3f}" for k, v in figures.items()))
        all_right, all_seen = all_right + tally["last"], all_seen + tally["claims"]
    print(f"last source {all_right / max(1, all_seen):.3f}")


def judge(
    tool: ModuleType,
    reading: Reading,
    claim: dict[str, Any],
    tally: Counter[str],
    pairs: dict[str, list[tuple[str, str]]],
    show: set[str],
) -> None:
    start = claim.get("start", reading.report.text.find(claim["evidence"]))
    span = Span(start, start + len(claim["evidence"]))
    sentence = next((s for s in reading.sentences if s.span.meets(span)), None)
    if sentence is None:
        tally["nowhere"] += 1
        return
    candidate = Candidate(predicate=claim["predicate"], roles=(), sentence=sentence, trigger=span, evidence=span)
    chain = [v.name for v in voices.chain_at(reading, sentence, span)]
    last, whole = tool.chain_right(chain, claim)
    told = factuality.judge(reading, candidate)
    polarity = "denied" if told.denied else "affirmed"
    tally["claims"] += 1
    tally["last"] += last
    tally["whole"] += whole
    tally["assessment"] += told.assessment == claim.get("assessment")
    pairs["polarity"].append((polarity, claim["polarity"]))
    pairs["certainty"].append((told.certainty, claim["certainty"]))
    wrong = []
    if not last and show & {"missed", "last"}:
        wrong.append(f"chain {chain} for {claim['chain']}")
    if polarity != claim["polarity"] and show & {"missed", "polarity"}:
        wrong.append(f"{polarity} for {claim['polarity']}")
    if told.certainty != claim["certainty"] and show & {"missed", "certainty"}:
        wrong.append(f"{told.certainty} for {claim['certainty']}")
    if told.assessment != claim.get("assessment") and show & {"assessment"}:
        wrong.append(f"{told.assessment} for {claim.get('assessment')}")
    if wrong:
        context = reading.report.text[max(0, start - 150) : span.end + 150].replace("\n", " / ")
        print(f"{claim['report']} {claim['id']} {'; '.join(wrong)} | {claim['evidence']}\n      {context}")


if __name__ == "__main__":
    main()
