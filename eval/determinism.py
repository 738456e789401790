"""Determinism: does the order in which files come, or another ingest, or a rebuild, change a byte of what is exported?

Each round makes a workspace of its own, ingests the files of a folder in an order of its own and in several goes, then all
of them again; every second round rebuilds. All exports of a round are one digest. Last line: how many distinct digests.
"""

import random
import tempfile
from collections.abc import Sequence
from pathlib import Path

import reportedly
from reportedly.digest import bytes_digest
from reportedly.plugins import BUILT_IN

from .common import SHARED, parser, skip_unless


def digest_of(files: Sequence[Path], goes: int, *, rebuilt: bool = False) -> str:
    """The digest of every export of the files, ingested in this order and in so many goes."""
    with tempfile.TemporaryDirectory() as folder:
        workspace = reportedly.open(Path(folder) / "workspace")
        for go in range(goes):
            workspace.ingest(files[go::goes])
        workspace.ingest(sorted(files))
        if rebuilt:
            workspace.rebuild()
        exports = [workspace.export(name, Path(folder) / name).read_bytes() for name in sorted(BUILT_IN["exporter"])]
        workspace.close()
    return bytes_digest(b"".join(exports))


def digests(reports: Path, shuffles: int) -> list[str]:
    """One digest for each round; the orders are the same on every machine."""
    dice = random.Random(1)  # noqa: S311 - an order, no secret
    files = sorted(path for path in reports.iterdir() if path.is_file())
    return [
        digest_of(dice.sample(files, len(files)), dice.randint(1, len(files)), rebuilt=number % 2 == 1)
        for number in range(shuffles)
    ]


def main() -> None:
    args = parser(__doc__ or "")
    args.add_argument("--reports", type=Path, default=SHARED / "reports", help="folder of reports")
    args.add_argument("--shuffles", type=int, default=20)
    given = args.parse_args()
    skip_unless(given.reports)
    found = digests(given.reports, given.shuffles)
    print(f"{len(found)} orders of the files in {given.reports}: distinct digests")
    print(len(set(found)))


if __name__ == "__main__":
    main()
