"""Claims: ingest a folder of reports, export its claims, score them against the annotation.

    python -m eval.claims                                    # the default set, the whole tool: read, extract, export
    python -m eval.claims --reports DIR --gold DIR           # any folder laid out alike
    python -m eval.claims --sets all --extract-only          # every set; only the extractor, on annotated passages
    python -m eval.claims --only incident,status --show missed,spurious

The last line is F1 (core), over several sets their mean.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import reportedly
from eval.common import SHARED, annotated, folders, parser, skip_unless
from reportedly.export.claims import told
from reportedly.model import Claim, Extraction, Quantity, Referent
from reportedly.plugins import load
from reportedly.predicates import PREDICATES

SCORER = SHARED / "tools/score_claims.py"


def line(claim: Claim, referents: dict[str, Referent], stem: str) -> dict[str, Any]:
    """A claim in the shape that the scorer reads."""
    roles: dict[str, list[dict[str, Any]]] = {}
    for role in claim.roles:
        referent = referents[role.filler]
        roles.setdefault(role.name, []).append(
            {"id": referent.id, "names": list(referent.names), "named": referent.named}
        )
    return {
        "report": stem,
        "id": claim.id,
        "predicate": claim.predicate,
        "roles": roles,
        "value": {name: asdict(given) if isinstance(given, Quantity) else given for name, given in claim.value.items()},
        "when": told(claim.when, PREDICATES[claim.predicate].nature) if claim.when else None,
        "polarity": claim.polarity,
        "certainty": claim.certainty,
        "chain": [voice.name for voice in claim.chain],
        "evidence": claim.words,
        "start": claim.evidence.start,
        "voice": claim.voice,
    }


def lines(extraction: Extraction, stem: str) -> Iterator[dict[str, Any]]:
    """Every claim of one extraction, in the shape that the scorer reads."""
    referents = {referent.id: referent for referent in extraction.referents}
    for claim in extraction.claims:
        yield line(claim, referents, stem)


def extracted(reports: Path, gold: Path, name: str) -> list[str]:
    """Predictions of the extractor `name` alone, on annotated passages."""
    extractor = load("extractor", name)
    return [
        json.dumps(row, ensure_ascii=False)
        for item in annotated(reports, gold)
        for row in lines(extractor.extract(item.report), item.stem)
    ]


def exported(reports: Path, name: str) -> list[str]:
    """Predictions of the whole tool: ingest into a workspace of its own, then export."""
    with tempfile.TemporaryDirectory() as folder:
        workspace = reportedly.open(Path(folder) / "workspace", extractor=name)
        workspace.ingest([reports])
        out = Path(folder) / "claims.jsonl"
        workspace.export("claims", out)
        return out.read_text(encoding="utf-8").splitlines()


def score(gold: Path, rows: list[str], options: argparse.Namespace) -> float:
    """Runs the scorer, prints what it says, gives back F1 (core)."""
    wanted = set(filter(None, options.only.split(",")))
    with tempfile.TemporaryDirectory() as folder:
        target, predictions = Path(folder) / "gold", Path(folder) / "claims.jsonl"
        target.mkdir()
        for path in sorted(gold.glob("*.json")):
            data = json.loads(path.read_text(encoding="utf-8"))
            if "claims" not in data:
                continue
            if wanted:
                data["claims"] = [c for c in data["claims"] if c["predicate"] in wanted]
            (target / path.name).write_text(json.dumps(data), encoding="utf-8")
        kept = [row for row in rows if not wanted or json.loads(row)["predicate"] in wanted]
        predictions.write_text("".join(row + "\n" for row in kept), encoding="utf-8")
        command = [sys.executable, str(SCORER), str(target), str(predictions), "--show", options.show]
        if options.report:
            command += ["--report", options.report]
        output = subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603 - our own scorer
    print(output, end="")
    found = re.search(r"F1 \(core\) (\d\.\d+)\s*$", output)
    assert found, output
    return float(found[1])


def main() -> None:
    options = parser(__doc__ or "")
    options.add_argument("--reports", type=Path, help="folder of reports")
    options.add_argument("--gold", type=Path, help="folder of their annotation")
    options.add_argument("--sets", default="seeds", help="comma list of annotated sets, or all")
    options.add_argument("--only", default="", help="comma list of predicates")
    options.add_argument("--report", help="one report's stem")
    options.add_argument("--extractor", default="model", help="model, rules, or file.py:Class")
    options.add_argument("--out", type=Path, help="write the predictions here too")
    options.add_argument(
        "--extract-only", action="store_true", help="no reader and no workspace: annotated passages in"
    )
    chosen = options.parse_args()
    skip_unless(SCORER)
    sets = folders()
    if chosen.reports:
        sets = {"given": (chosen.reports, chosen.gold or chosen.reports)}
    elif chosen.sets != "all":
        sets = {name: sets[name] for name in chosen.sets.split(",")}
    figures = {}
    for name, (reports, gold) in sets.items():
        skip_unless(reports, gold)
        if len(sets) > 1:
            print(f"== {name}")
        rows = (
            extracted(reports, gold, chosen.extractor) if chosen.extract_only else exported(reports, chosen.extractor)
        )
        if chosen.out:
            with chosen.out.open("a", encoding="utf-8") as out:
                out.writelines(row + "\n" for row in rows)
        figures[name] = score(gold, rows, chosen)
    if len(figures) > 1:
        for name, figure in figures.items():
            print(f"{name:12} {figure:.3f}")
        print(f"F1 (core), mean of {len(figures)} sets {sum(figures.values()) / len(figures):.3f}")


if __name__ == "__main__":
    main()
