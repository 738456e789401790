"""Who is who across reports, measured on annotated names: `python -m eval.resolution [--show missed,spurious]`.

(a) pairs of name_bench.csv, F1 at a score of 0.7; lists of names, what is joined across records; (b) the annotated sets: the names of every annotated entity of a
report are signed and resolved across the reports of its set: B-cubed F1 of named entities (those that stand in one
report only as well), pairs wrongly merged; (c) the pairs of `same.json`: names that are one, names that are not;
(d) probe pairs, where one nisba or one kunya must not make two men one. The last line is B-cubed F1 over the invented
worlds.
"""

import csv
import json
from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from reportedly.components import Components, MemoryIndex
from reportedly.digest import digest
from reportedly.model import Kind, Referent, Report, Signature
from reportedly.resolve import cluster, compare, sign, sign_all
from reportedly.resolve.compare import compare_pair
from reportedly.resolve.signatures import keys

from .common import annotated, folders, parser, skip_unless

THRESHOLD = 0.7
PROBES: list[tuple[Kind, str, str, str]] = [  # kind, one name, another, what they must be
    ("person", "Abu Hamza al-Masri", "Abu Ayyub al-Masri", "different"),
    ("person", "Abu Muhammad al-Julani", "Abu Mohammed al-Golani", "same"),
    ("person", "Abu Bakr al-Baghdadi", "Abu Omar al-Baghdadi", "different"),
    ("person", "Abu Yusuf al-Masri", "Abu Osama al-Masri", "different"),
    ("person", "Omar Abderrahmane", "Rami Abdurrahman", "different"),
    ("person", "Abdullah Azzam", "Abdallah 'Azzam", "same"),
    ("person", "Ayman al-Zawahiri", "Aiman al-Dhawahiri", "same"),
    ("person", "al-Masri", "Abu Yusuf al-Masri", "unsure"),
    ("person", "Abu Yusuf", "Abu Yusuf al-Masri", "unsure"),
    ("group", "Jabhat al-Nusra", "Al Nusrah Front", "same"),
    ("group", "Ansar al-Sharia in Libya", "Ansar al-Sharia in Tunisia", "different"),
    ("group", "ISIS", "the Islamic State", "same"),
    ("place", "Deir ez-Zor", "Deir al Zour", "same"),
    ("place", "northern Syria", "Syria", "unsure"),
]


@dataclass(frozen=True)
class Item:
    """A named annotated entity in one report."""

    report: str
    key: str
    names: tuple[str, ...]
    signature: Signature


def items(reports: Path, gold: Path) -> tuple[list[Item], dict[str, str]]:
    """Every named entity of a set with its signature, and the cluster of every signature."""
    found: list[Item] = []
    for one in annotated(reports, gold):
        listed = [e for e in one.gold["entities"] if e.get("named", True)]
        referents = [_referent(one.report.id, e["key"], e["kind"], e["names"]) for e in listed]
        signed = sign_all(one.report, referents)
        found += [
            Item(one.stem, e["key"], tuple(e["names"]), signed[r.id]) for e, r in zip(listed, referents, strict=True)
        ]
    by_id = {i.signature.id: i.signature for i in found}
    index = MemoryIndex()
    Components(index, lambda ids: cluster([by_id[i] for i in ids], ())).apply(
        added={s.id: s.keys for s in by_id.values()}
    )
    return found, {i: str(index.cluster(i)) for i in by_id}


def _referent(report: str, key: str, kind: Kind, names: list[str]) -> Referent:
    return Referent(id=digest(report, kind, key), kind=kind, named=True, names=tuple(names))


def bcubed(found: list[Item], home: dict[str, str]) -> tuple[float, float, float]:
    """Precision, recall, F1 of items: the share of an item's company that belongs there (Bagga and Baldwin 1998)."""
    gold, ours = defaultdict(set), defaultdict(set)
    for n, item in enumerate(found):
        gold[item.key].add(n)
        ours[home[item.signature.id]].add(n)
    precision = recall = 0.0
    for item in found:
        mine, right = ours[home[item.signature.id]], gold[item.key]
        precision += len(mine & right) / len(mine)
        recall += len(mine & right) / len(right)
    p, r = precision / len(found), recall / len(found)
    return p, r, 2 * p * r / (p + r)


def wrongly_merged(found: list[Item], home: dict[str, str]) -> list[tuple[Item, Item]]:
    """Pairs of items in one cluster that are two things."""
    by_home = defaultdict(list)
    for item in found:
        by_home[home[item.signature.id]].append(item)
    return [(a, b) for group in by_home.values() for a, b in combinations(group, 2) if a.key != b.key]


def missed(found: list[Item], home: dict[str, str]) -> list[tuple[Item, Item]]:
    """Pairs of items that are one thing and were left apart: one pair for each two clusters."""
    by_key: dict[str, dict[str, Item]] = defaultdict(dict)
    for item in found:
        by_key[item.key].setdefault(home[item.signature.id], item)
    return [(a, b) for homes in by_key.values() for a, b in combinations(homes.values(), 2)]


def bench(path: Path, show: set[str]) -> None:
    """F1 of the pairs of names, by schema."""
    kinds: dict[str, Kind] = {"Person": "person", "Vessel": "asset"}
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for row in csv.DictReader(path.open(encoding="utf-8")):
        verdict = compare_pair(kinds.get(row["schema"], "group"), *sorted((row["name1"], row["name2"])))
        ours, right = verdict.score >= THRESHOLD, row["is_match"] == "true"
        place = 0 if ours and right else 1 if ours else 2 if right else 3
        for name in (row["schema"], "all"):
            counts[name][place] += 1
        wanted = {1: "spurious", 2: "missed"}.get(place)
        if wanted in show or (place in (1, 2) and row["quality"] == "STRONG"):
            print(f"  {wanted:8} {row['quality']:6} {verdict.score:.2f} {row['name1']} | {row['name2']}")
    for name, (tp, fp, fn, _) in sorted(counts.items()):
        print(
            f"name_bench {name:12} P {tp / max(1, tp + fp):.3f} R {tp / max(1, tp + fn):.3f} F1 {2 * tp / max(1, 2 * tp + fp + fn):.3f}"
        )


def lists(folder: Path, show: set[str]) -> None:
    """Sanctions lists: names of one record are one, names of two are not (some people stand on a list twice)."""
    kinds: dict[str, Kind] = {"Person": "person"}
    found, false = 0, 0
    for path in sorted(folder.glob("eu_*.csv")):
        holders = defaultdict(list)
        for number, row in enumerate(csv.DictReader(path.open(encoding="utf-8"))):
            kind = kinds.get(row["schema"], "group")
            names = [row["name"], *(a.strip() for a in row["alias"].split(";"))]
            for name in sorted(set(names) - {""}):
                for key in keys(kind, [name]):
                    holders[key].append((name, number, kind))
        seen = {pair for group in holders.values() for pair in combinations(group, 2) if pair[0][0] != pair[1][0]}
        for (a, record, kind), (b, other, _) in sorted(seen):
            if compare_pair(kind, *sorted((a, b))).outcome != "same":
                continue
            found += record == other
            false += record != other
            if record != other and "spurious" in show:
                print(f"  spurious {path.stem}: {a} | {b}")
    print(f"lists: names of one record joined {found}, names of two records joined {false}")


def probes() -> None:
    """The pairs of PROBES; prints those that fail."""
    report = Report(id="r1", text="x"), Report(id="r2", text="x")
    right = 0
    for kind, left, other, wanted in PROBES:
        sides = [
            sign(r, Referent(id=n, kind=kind, named=True, names=(n,)))
            for r, n in zip(report, (left, other), strict=True)
        ]
        got = compare(*sides)
        right += got.outcome == wanted
        if got.outcome != wanted:
            print(f"  probe {left} / {other}: {got.outcome}, not {wanted}: {got.reasons}")
    print(f"probes {right} of {len(PROBES)}")


def pairs_of(path: Path, found: list[Item], home: dict[str, str], show: set[str]) -> tuple[int, int, int, int]:
    """same.json: right and all of the pairs that are one; right and all of those that are not."""
    by_name = {(i.report, n): i for i in found for n in reversed(i.names)}
    data = json.loads(path.read_text(encoding="utf-8"))
    score = [0, 0, 0, 0]
    for place, verdict in ((0, "same"), (2, "different")):
        for pair in data[verdict]:
            sides = [by_name.get((text.rpartition(" in ")[2], text.rpartition(" in ")[0])) for text in pair]
            a, b = sides
            if a is None or b is None:
                continue  # a description: unnamed, not of this scorer
            joined = home[a.signature.id] == home[b.signature.id]
            score[place + 1] += 1
            score[place] += joined == (verdict == "same")
            wanted = "missed" if verdict == "same" else "spurious"
            if joined != (verdict == "same") and wanted in show:
                print(f"  {wanted:8} same.json {pair[0]} | {pair[1]}")
    return score[0], score[1], score[2], score[3]


def main() -> None:
    options = parser(__doc__).parse_args()
    show = set(options.show.split(",")) - {""}
    probes()
    names = options.data / "names" / "name_bench.csv"
    if names.exists():
        bench(names, show)
        lists(names.parent, show)
    skip_unless(folders()["seeds"][1])
    scores = []
    for name, (reports, gold) in folders().items():
        if not gold.exists():
            continue
        found, home = items(reports, gold)
        wrong, apart = wrongly_merged(found, home), missed(found, home)
        if "spurious" in show:
            for a, b in wrong:
                print(f"  spurious {a.report} {a.key} {a.names} | {b.report} {b.key} {b.names}")
        if "missed" in show:
            for a, b in apart:
                print(f"  missed   {a.key}: {a.report} {a.names} | {b.report} {b.names}")
        p, r, f = bcubed(found, home)
        line = f"{name:12} names {len(found):5} B-cubed P {p:.4f} R {r:.4f} F1 {f:.4f} wrongly merged {len(wrong)} left apart {len(apart)}"
        same = gold.parent / "same.json"
        if same.exists():
            scores.append(f)
            one, ones, two, twos = pairs_of(same, found, home, show)
            line += f" same.json: one {one}/{ones}, not one {two}/{twos}"
        print(line)
    print(f"B-cubed F1 over the worlds {sum(scores) / max(1, len(scores)):.4f}")


if __name__ == "__main__":
    main()
