"""The patterns against the bank of phrases: sentences with typed slots and the claims they carry.

    python -m eval.phrases --data DIR [--only holds_role] [--show missed,spurious]

Slots are filled with plain invented names, mentions are given; so this measures the patterns alone. Precision counts a
prediction right where the phrase carries such a claim (its own predicate or another). The last line is the F1.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from reportedly.extract import relations
from reportedly.extract.parts import Candidate, Reading
from reportedly.lang.tokens import split
from reportedly.model import Kind, Mention, Passage, Referent, Report, Span
from reportedly.when import Date

from .common import SHARED, parser, skip_unless

NAMES = {
    "person": ["Yusuf Hamdan", "Karim Sallum", "Idris Halawi", "Marwan Qattan", "Nizar Dabbagh", "Samer Hilwani", "Rauf Azzam"],
    "group": ["Jabhat al-Wafa", "Liwa al-Jisr", "Saraya al-Rumh", "Harakat al-Mithaq", "Kataib al-Sahl", "Ansar al-Zarub", "Jaysh al-Nur"],
    "place": ["Tell Habra", "Birkat Sawwan", "Umm Dulab", "Qasr Mirwan", "Ras al-Qumra", "Dar Sulaym"],
    "body": ["Mahruni Rights Observatory", "Interior Ministry", "Harbour Institute", "General Security", "Border Guard"],
    "outlet": ["Orient Wire", "The Northern Courier", "Sada al-Nahr", "Al-Manshur"],
    "asset": ["the fuel truck", "the gunboat", "the transport plane"],
    "nationality": ["Mahruni", "Talmari", "Sawwani"],
    "number": ["seven", "11", "about 40"],
    "title": ["governor", "judge"],
}  # fmt: skip
KINDS: dict[str, Kind] = {
    "person": "person",
    "group": "group",
    "body": "group",
    "outlet": "group",
    "place": "place",
    "asset": "asset",
}


def filled(text: str) -> tuple[Reading, dict[str, str]]:
    """The phrase with its slots filled, as a reading with exactly those mentions; slot -> filler's text."""
    out, mentions, referents, filler = "", [], {}, {}
    counts: Counter[str] = Counter()
    at = 0
    for match in re.finditer(r"\{(\w+):(\w+)\}", text):
        out += text[at : match.start()]
        slot, kind = match.groups()
        if slot not in filler:
            names = NAMES.get(kind, NAMES["group"])
            filler[slot] = names[counts[kind] % len(names)]
            counts[kind] += 1
        if kind in KINDS:
            span = Span(len(out), len(out) + len(filler[slot]))
            mentions.append(Mention(span=span, form="name", referent=slot))
            referents[slot] = Referent(id=slot, kind=KINDS[kind], named=True, names=(filler[slot],))
        out += filler[slot]
        at = match.end()
    out += text[at:]
    passage = Passage(span=Span(0, len(out)), voice="body")
    report = Report(id="x", text=out, published=Date.of("2016-06-10"), passages=(passage,))
    return Reading(report, split(report), tuple(mentions), referents), filler


def agrees(candidate: Candidate, claim: dict[str, Any]) -> bool:
    """Same predicate, subject and object (or, for an incident, half of the roles)."""
    if candidate.predicate != claim["predicate"]:
        return False
    want = {
        (r, s)
        for r in ("subject", "object", "place", "perpetrator", "target", "victim", "asset")
        for s in _list(claim.get(r))
    }
    have = {(r.name, r.filler) for r in candidate.roles}
    if candidate.predicate == "incident":
        kinds = candidate.value.kind == claim["value"].get("kind")
        return kinds and len({f for _, f in want} & {f for _, f in have}) * 2 >= len(want)
    if candidate.predicate in ("opposes", "allied_with", "merged_with"):
        return {f for r, f in want if r != "place"} == {f for r, f in have if r != "place"}
    core = {"subject", "object"} if candidate.predicate != "located_in" else {"subject", "place"}
    if candidate.predicate in ("controls", "present_in"):
        core = {"subject", "place"}
    return {x for x in want if x[0] in core} <= have


def _list(given: Any) -> list[str]:
    return [] if given is None else given if isinstance(given, list) else [given]


def candidates(reading: Reading) -> Iterator[Candidate]:
    yield from relations.find(reading)


def main() -> None:
    options = parser(__doc__ or "")
    options.add_argument("--only", default="")
    options.set_defaults(data=SHARED / "training" / "phrases")
    args = options.parse_args()
    folder = args.data if any(args.data.glob("*.jsonl")) else SHARED / "training" / "phrases"
    skip_unless(folder)
    rows: dict[str, Counter[str]] = {}
    for path in sorted(folder.glob("*.jsonl")):
        if args.only and args.only not in path.stem:
            continue
        for line in path.read_text(encoding="utf-8").splitlines():
            phrase = json.loads(line)
            reading, _ = filled(phrase["text"])
            found = list(candidates(reading))
            for claim in phrase["claims"]:
                counts = rows.setdefault(claim["predicate"], Counter())
                counts["gold"] += 1
                hit = any(agrees(c, claim) for c in found)
                counts["found"] += hit
                if not hit and "missed" in args.show and (not args.only or claim["predicate"] == args.only):
                    print(
                        "missed  ",
                        claim["predicate"],
                        claim.get("subject"),
                        claim.get("object"),
                        claim["value"],
                        "|",
                        phrase["text"],
                    )
            for candidate in found:
                counts = rows.setdefault(candidate.predicate, Counter())
                counts["predicted"] += 1
                right = any(agrees(candidate, claim) for claim in phrase["claims"])
                counts["right"] += right
                if not right and "spurious" in args.show and (not args.only or candidate.predicate == args.only):
                    print(
                        "spurious",
                        candidate.predicate,
                        [(r.name, r.filler) for r in candidate.roles],
                        "|",
                        phrase["text"],
                    )
    total: Counter[str] = Counter()
    for predicate, counts in sorted(rows.items()):
        total.update(counts)
        print(
            f"{predicate:14} gold {counts['gold']:5} found {counts['found']:5} predicted {counts['predicted']:5} right {counts['right']:5}"
        )
    precision, recall = total["right"] / max(1, total["predicted"]), total["found"] / max(1, total["gold"])
    print(f"precision {precision:.3f} recall {recall:.3f}")
    print(f"F1 {2 * precision * recall / max(1e-9, precision + recall):.3f}")


if __name__ == "__main__":
    main()
