"""Copies: are the pairs of reports that repeat each other found, and only those?

Every set of annotated reports is compared pair by pair, once all pairs (`compare`) and once those that share a blocking
key. `origins.json` of a world names the copies; the real reports and the seeds hold no copies except those listed
there. `data/copies` is a synthetic set of 1,000 texts with ten true pairs. Last line: F1 of copy pairs over the worlds.
"""

import json
from itertools import combinations
from pathlib import Path
from typing import Any

from reportedly.digest import digest
from reportedly.model import Report
from reportedly.weigh.copies import compare, shingle_keys

from .common import annotated, folders, parser, skip_unless

Pair = tuple[str, str]


def f1(found: set[Pair], wanted: set[Pair]) -> float:
    return 2 * len(found & wanted) / (len(found) + len(wanted)) if found or wanted else 1.0


def of_set(name: str, reports: Path, gold: Path, show: str) -> tuple[set[Pair], set[Pair], set[Pair]]:
    """The pairs found, the pairs wanted, the pairs that must not be joined."""
    read = [(a.stem, a.report) for a in annotated(reports, gold)]
    keys = {stem: {*shingle_keys(report)} for stem, report in read}
    origins: dict[str, Any] = {}
    if (gold.parent / "origins.json").exists() and name not in ("seeds", "real"):
        origins = json.loads((gold.parent / "origins.json").read_text(encoding="utf-8"))
    wanted = {(a, b) for a, b in origins.get("copies", [])}
    apart = {(a, b) for a, b in origins.get("independent", [])}
    found, blocked = set(), 0
    for (a, left), (b, right) in combinations(read, 2):
        copy = compare(left, right)
        if copy:
            found.add((a, b))
            blocked += not keys[a] & keys[b]
            if (a, b) not in wanted and "spurious" in show:
                print(f"  spurious {a} {b} {copy.kind} {copy.share}")
    if "missed" in show:
        for pair in sorted(wanted - found):
            print("  missed", *pair)
    print(
        f"{name:12} copies {len(found & wanted)} of {len(wanted)}, spurious {len(found - wanted)}, "
        f"independent pairs joined {len(found & apart)} of {len(apart)}, found but sharing no key {blocked}"
    )
    return found, wanted, apart


def synthetic(folder: Path) -> None:
    """The 1,000 texts of `data/copies`, through the blocking keys as in the tool."""
    texts = {}
    for line in (folder / "articles_1000.train").read_text(encoding="utf-8").splitlines():
        stem, _, text = line.partition(" ")
        texts[stem] = Report(id=digest(text), text=text)
    held: dict[str, list[str]] = {}
    for stem, report in texts.items():
        for key in shingle_keys(report):
            held.setdefault(key, []).append(stem)
    pairs = {
        (min(a, b), max(a, b))
        for key, stems in held.items()
        if key.startswith("=") or len(stems) <= 60
        for a, b in combinations(stems, 2)
    }
    found = {pair for pair in sorted(pairs) if compare(texts[pair[0]], texts[pair[1]])}
    lines = (folder / "articles_1000.truth").read_text(encoding="utf-8").split()
    wanted = {(min(a, b), max(a, b)) for a, b in zip(lines[::2], lines[1::2], strict=True)}
    print(f"data/copies  {len(found & wanted)} of {len(wanted)}, spurious {len(found - wanted)}, {len(pairs)} compared")


def main() -> None:
    args = parser(__doc__ or "").parse_args()
    sets = folders()
    skip_unless(*(path for pair in sets.values() for path in pair))
    found: set[Pair] = set()
    wanted: set[Pair] = set()
    for name, (reports, gold) in sets.items():
        have, want, _ = of_set(name, reports, gold, args.show)
        found, wanted = found | have, wanted | want
    if (args.data / "copies").is_dir():
        synthetic(args.data / "copies")
    print(f"copies: F1 over all sets\n{f1(found, wanted):.3f}")


if __name__ == "__main__":
    main()
