"""What the scorers share: where the data lie, how they are split, annotated reports as the model's own nouns."""

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportedly.digest import digest
from reportedly.extract.sight import Sight, look
from reportedly.model import Passage, Report, Span
from reportedly.when import ANY, Date

SHARED = Path(__file__).resolve().parents[1].parent / "shared"


def parser(description: str) -> argparse.ArgumentParser:
    """An argument parser with the options that every scorer takes."""
    made = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    made.add_argument("--data", type=Path, default=SHARED / "data", help="folder of benchmark data")
    made.add_argument("--split", default="dev", choices=["train", "dev", "test", "all"])
    made.add_argument("--show", default="", help="comma list of: missed, spurious")
    return made


def skip_unless(*paths: Path) -> None:
    """Ends the scorer kindly where its data are not on this machine."""
    for path in paths:
        if not path.exists():
            print(f"skipped: {path} is not here")
            sys.exit(0)


def in_split(name: str, split: str) -> bool:
    """Is a document of that name in the split? A fifth is dev, by the SHA-1 of the name; the rest is train.

    Folders that hold a test part hold nothing else, so `test` takes all that lies there.
    """
    if split in ("all", "test"):
        return True
    return (int(hashlib.sha1(name.encode()).hexdigest(), 16) % 5 == 1) == (split == "dev")


@dataclass(frozen=True)
class Annotated:
    """A report with its annotation, as `GUIDE.md` lays it out."""

    stem: str
    report: Report
    gold: dict[str, Any]
    path: Path


def annotated(reports: Path, gold: Path, split: str = "all") -> Iterator[Annotated]:
    """Every report of a folder that has an annotation: read with the *annotated* passages, outlet and date.

    So the parts of the extractor can be measured without the reader. `eval.claims` measures both together.
    """
    for path in sorted(gold.glob("*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        if "claims" not in data or not in_split(path.stem, split):
            continue
        text = (reports / f"{path.stem}.txt").read_bytes().decode("utf-8")
        meta = data["meta"]
        published = Date.of(meta["published"]) if meta.get("published") else ANY
        own = meta.get("article_published")
        passages = tuple(
            Passage(
                span=Span(p["start"], p["end"]),
                voice=p["voice"],
                author=p.get("author"),
                dated=Date.of(own) if own and p["voice"] == "body" else None,
            )
            for p in data["passages"]
            if p["end"] > p["start"]
        )
        report = Report(
            id=digest(text, None, published),
            text=text,
            title=meta.get("title"),
            outlet=meta.get("publisher"),
            published=published,
            dated_by="printed" if published.known else "unknown",
            passages=passages,
        )
        yield Annotated(path.stem, report, data, path)


def sight_of(report: Report, extractor: str) -> Sight | None:
    """What the extractor's model sees in the report; None for `rules`, which have none."""
    return None if extractor == "rules" else look(report)


def folders() -> dict[str, tuple[Path, Path]]:
    """The annotated sets on this machine: name -> (reports, gold)."""
    sets = {
        "seeds": (SHARED / "reports", SHARED / "gold"),
        "real": (SHARED / "training/reports", SHARED / "training/gold"),
    }
    for world in sorted((SHARED / "training/invented").glob("*")):
        sets[world.name] = (world / "reports", world / "gold")
    return sets
