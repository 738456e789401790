"""Names and chains: are the annotated names found with the right kind, and do the chains join what belongs together?

Two figures a set. Mentions: recall of annotated names (named entities, then all), precision of the named referents found.
B-cubed (Bagga and Baldwin 1998): the items are the places in the text where an annotated name of a named entity stands,
longest first; the gold cluster is the entity's key, the response cluster is what the extractor or a workspace says.

    python -m eval.names                      the five seeds
    python -m eval.names --sets all           every annotated set
    python -m eval.names --reports DIR --gold DIR --show missed,spurious
    python -m eval.names --workspace          ingests each set into a folder of its own and scores the entities across
                                              reports; pairs of keys that one entity holds are listed and counted
"""

import contextlib
import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from itertools import combinations
from pathlib import Path

import reportedly
from eval.common import Annotated, annotated, folders, parser, sight_of, skip_unless
from reportedly.extract import read
from reportedly.lang.lexicon import fold
from reportedly.model import Mention, Referent, Span

TITLES = re.compile(
    r"^(?:(?:the|a|an|mr|mrs|dr|minister|president|secretary|col|gen|sheikh|don|doña|dona|comandante|commander|captain) )+(?=\w)"
)
Mapping = Callable[[str, str], str]  # (stem of the report, id of the referent) -> cluster


@dataclass(frozen=True)
class Item:
    """A place where an annotated name stands."""

    stem: str
    span: Span
    key: str
    response: str | None  # the referent's id; None where nothing was found there
    text: str


@dataclass
class Tally:
    """What was counted over a set."""

    hit: Counter[str] = field(default_factory=Counter)
    total: Counter[str] = field(default_factory=Counter)
    items: list[Item] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    spurious: list[str] = field(default_factory=list)


def bare(name: str) -> str:
    """A name for comparison: folded, without a leading article or title."""
    return TITLES.sub("", fold(name))


def occurrences(text: str, gold: list[dict]) -> list[tuple[Span, str]]:
    """Where names of named entities stand, longest first; a name that two entities share is left out."""
    keys: dict[str, set[str]] = defaultdict(set)
    for entity in gold:
        if entity.get("named", True):
            for name in entity["names"]:
                keys[name].add(entity["key"])
    found: list[tuple[Span, str]] = []
    covered = bytearray(len(text))
    for name in sorted(keys, key=lambda n: (-len(n), n)):
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
            if any(covered[match.start() : match.end()]):
                continue
            covered[match.start() : match.end()] = b"\1" * len(match[0])
            if len(keys[name]) == 1:
                found.append((Span(match.start(), match.end()), next(iter(keys[name]))))
    return sorted(found)


def response_at(text: str, span: Span, found: Iterable[Mention]) -> str | None:
    """The referent of the mention that stands at a span: exactly, or sharing more than half of the longer one."""
    best: tuple[float, str] | None = None
    for mention in found:
        if not mention.span.meets(span):
            continue
        shared = min(span.end, mention.span.end) - max(span.start, mention.span.start)
        ratio = shared / max(span.end - span.start, mention.span.end - mention.span.start)
        if mention.form == "name":
            ratio += 0.01
            if mention.span.end == span.end and bare(span.of(text)) == bare(mention.span.of(text)):
                ratio = max(ratio, 0.51)  # the annotation holds the title too: "Minister Ellwood"
        if ratio > 0.5 and (best is None or ratio > best[0]):
            best = (ratio, mention.referent)
    return best[1] if best else None


def score_names(a: Annotated, found: tuple[Mention, ...], referents: dict[str, Referent], tally: Tally) -> None:
    """Adds one report to the tally."""
    text = a.report.text
    at: dict[Span, set[str]] = defaultdict(set)
    for mention in found:
        at[mention.span].add(referents[mention.referent].kind)
    names = {(r.kind, bare(n)) for r in referents.values() for n in r.names}
    gold_names = {(e["kind"], bare(n)) for e in a.gold["entities"] for n in e["names"]}
    for entity in a.gold["entities"]:
        for name in entity["names"]:
            hit = (entity["kind"], bare(name)) in names or any(
                entity["kind"] in at.get(Span(m.start(), m.end()), ()) for m in re.finditer(re.escape(name), text)
            )
            sorts = ["all", "named"] if entity.get("named", True) else ["all"]
            for sort in sorts:
                tally.total[sort] += 1
                tally.hit[sort] += hit
            if not hit and "named" in sorts:
                others = sorted({r.kind for r in referents.values() if bare(name) in map(bare, r.names)})
                tally.missed.append(f"{a.stem}: {entity['kind']} {name!r}" + (f" found as {others}" if others else ""))
    for referent in referents.values():
        if referent.named:
            right = any((referent.kind, bare(n)) in gold_names for n in referent.names)
            tally.total["referents"] += 1
            tally.hit["referents"] += right
            if not right:
                tally.spurious.append(f"{a.stem}: {referent.kind} {referent.names}")
    tally.items += [
        Item(a.stem, span, key, response_at(text, span, found), span.of(text))
        for span, key in occurrences(text, a.gold["entities"])
    ]


def clusters(items: list[Item], mapping: Mapping | None) -> list[tuple[str, str]]:
    """(gold, response) of every item. Without a mapping both stay inside a report; with one both span the set."""
    made = []
    for k, item in enumerate(items):
        if item.response is None:
            response = f"missed {k}"
        else:
            response = mapping(item.stem, item.response) if mapping else f"{item.stem} {item.response}"
        made.append((item.key if mapping else f"{item.stem} {item.key}", response))
    return made


def b_cubed(pairs: list[tuple[str, str]]) -> tuple[float, float, float]:
    """Precision, recall and F1 over (gold, response) pairs."""
    if not pairs:
        return 0.0, 0.0, 0.0
    both = Counter(pairs)
    gold = Counter(g for g, _ in pairs)
    response = Counter(r for _, r in pairs)
    precision = sum(n * n / response[r] for (_, r), n in both.items()) / len(pairs)
    recall = sum(n * n / gold[g] for (g, _), n in both.items()) / len(pairs)
    return precision, recall, 2 * precision * recall / (precision + recall)


def joined_and_split(items: list[Item], mapping: Mapping | None) -> tuple[list[str], list[str]]:
    """Pairs of keys that one response cluster holds, and keys that several response clusters share."""
    held: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    shared: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for item, (gold, response) in zip(items, clusters(items, mapping), strict=True):
        held[response][gold].add(item.text)
        shared[gold][response if item.response else "(not found)"].add(item.text)
    wrong = [
        f"{a} {sorted(held[r][a])} = {b} {sorted(held[r][b])}"
        for r in sorted(held)
        for a, b in combinations(sorted(held[r]), 2)
    ]
    apart = [
        f"{g}: " + " | ".join(str(sorted(t)) for t in shared[g].values()) for g in sorted(shared) if len(shared[g]) > 1
    ]
    return sorted(wrong), apart


def score_set(reports: Path, gold: Path, split_name: str, extractor: str) -> Tally:
    """Runs mentions and chains over a folder of annotated reports."""
    tally = Tally()
    for a in annotated(reports, gold, split_name):
        reading = read(a.report, sight_of(a.report, extractor))
        score_names(a, reading.mentions, reading.referents, tally)
    return tally


def score_workspace(reports: Path, gold: Path) -> tuple[Tally, Mapping]:
    """Ingests the reports of a set as a user would, then reads from the workspace what each annotated name was taken for."""
    tally = Tally()
    entities: dict[tuple[str, str], str] = {}
    with (
        tempfile.TemporaryDirectory() as folder,
        contextlib.closing(reportedly.open(Path(folder) / "workspace")) as own,
    ):
        own.ingest([reports])
        store = own.view().store
        annotations = {a.stem: a for a in annotated(reports, gold)}
        for report in store.reports():
            stem = Path(store.name_of(report.id)).stem
            if stem not in annotations:
                continue
            extraction = store.extraction(report.id)
            referents = {r.id: r for r in extraction.referents}
            entities |= {(stem, r): store.entity_of(report.id, r) or r for r in referents}
            known = annotations[stem]
            score_names(replace(known, report=report), extraction.mentions, referents, tally)
    return tally, lambda stem, referent: entities[stem, referent]


def show_workspace(name: str, tally: Tally, mapping: Mapping, shown: str) -> tuple[float, int]:
    """Prints a set's figures across its reports; gives B-cubed F1 and the number of pairs wrongly merged."""
    precision, recall, f1 = b_cubed(clusters(tally.items, mapping))
    wrong, apart = joined_and_split(tally.items, mapping)
    print(
        f"{name:12} across reports: B3 P {precision:.3f} R {recall:.3f} F1 {f1:.3f} on {len(tally.items)}; "
        f"pairs wrongly merged {len(wrong)}, split {len(apart)}"
    )
    print(*(f"  merged   {w}" for w in wrong), sep="\n", end="\n" if wrong else "")
    if "missed" in shown:
        print(*(f"  split    {s}" for s in apart), sep="\n")
    return f1, len(wrong)


def show(name: str, tally: Tally, shown: str) -> float:
    """Prints a set's figures, and what went wrong where asked; gives B-cubed F1."""
    rate = {k: tally.hit[k] / max(1, tally.total[k]) for k in ("named", "all", "referents")}
    precision, recall, f1 = b_cubed(clusters(tally.items, None))
    wrong, apart = joined_and_split(tally.items, None)
    print(
        f"{name:12} names {rate['named']:.3f} of {tally.total['named']}, all {rate['all']:.3f} of {tally.total['all']}, "
        f"referents right {rate['referents']:.3f} of {tally.total['referents']}; "
        f"B3 P {precision:.3f} R {recall:.3f} F1 {f1:.3f} on {len(tally.items)}; joined {len(wrong)}, split {len(apart)}"
    )
    if "missed" in shown:
        print(*(f"  missed   {m}" for m in tally.missed), *(f"  split    {s}" for s in apart), sep="\n")
    if "spurious" in shown:
        print(*(f"  spurious {s}" for s in tally.spurious), *(f"  joined   {w}" for w in wrong), sep="\n")
    return f1


def main() -> None:
    options = parser(__doc__ or "")
    options.add_argument("--reports", type=Path)
    options.add_argument("--gold", type=Path)
    options.add_argument("--sets", default="seeds", help="comma list of annotated sets, or: all")
    options.add_argument("--workspace", action="store_true", help="score entities across the reports of each set")
    options.add_argument("--extractor", default="model", choices=["model", "rules"])
    given = options.parse_args()
    sets = folders()
    if given.reports and given.gold:
        sets = {given.reports.name: (given.reports, given.gold)}
    elif given.sets != "all":
        sets = {name: sets[name] for name in given.sets.split(",")}
    skip_unless(*(path for pair in sets.values() for path in pair))
    if given.workspace:
        scored = [
            show_workspace(name, *score_workspace(reports, gold), given.show) for name, (reports, gold) in sets.items()
        ]
        print(f"pairs wrongly merged {sum(n for _, n in scored)}")
        print(f"B3 F1 {sum(f for f, _ in scored) / len(scored):.3f}")
        return
    figures = [
        show(name, score_set(reports, gold, "all", given.extractor), given.show)
        for name, (reports, gold) in sets.items()
    ]
    print(f"B3 F1 {sum(figures) / len(figures):.3f}")


if __name__ == "__main__":
    main()
