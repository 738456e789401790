"""The gate: every ability has a floor, and a change that falls below one is not accepted. A floor is only ever raised.

`floors.json` holds one row per ability: the command (`python -m eval.NAME ...`), what its figure means, the floor. The
figure is the last number of the last line that the command prints. Where data are absent a scorer says `skipped`.
"""

import argparse
import json
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

FLOORS = Path(__file__).with_name("floors.json")
ROOT = FLOORS.parents[1]
LIMIT = 240  # seconds for one scorer: more is a defect of its own


@dataclass(frozen=True)
class Floor:
    """One ability and how little of it is accepted."""

    ability: str
    command: str  # arguments after `python -m`
    figure: str  # what the number means
    floor: float


@dataclass(frozen=True)
class Result:
    """What came of one scorer."""

    floor: Floor
    figure: float | None  # None: skipped or failed
    seconds: float
    note: str = ""  # "skipped", or why it failed

    @property
    def passed(self) -> bool:
        """Is it above its floor, or not to be measured on this machine?"""
        return self.note == "skipped" or (self.figure is not None and self.figure >= self.floor.floor)


def floors(path: Path) -> list[Floor]:
    return [Floor(**row) for row in json.loads(path.read_text(encoding="utf-8"))]


def measure(floor: Floor) -> Result:
    """Runs one scorer and reads its figure."""
    began = time.monotonic()
    command = [sys.executable, "-m", *floor.command.split()]
    try:
        run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=LIMIT, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        return Result(floor, None, LIMIT, f"took more than {LIMIT} s")
    seconds = time.monotonic() - began
    last = next((line for line in reversed(run.stdout.splitlines()) if line.strip()), "")
    if run.returncode:
        why = next((line for line in reversed(run.stderr.splitlines()) if line.strip()), f"exit code {run.returncode}")
        return Result(floor, None, seconds, why[:120])
    if last.startswith("skipped"):
        return Result(floor, None, seconds, "skipped")
    numbers = re.findall(r"(?<![\w.])\d+(?:\.\d+)?(?![\w.])", last)
    if not numbers:
        return Result(floor, None, seconds, f"no figure in its last line: {last[:80]!r}")
    return Result(floor, float(numbers[-1]), seconds)


def table(results: list[Result]) -> str:
    """The results as one table."""
    rows = [f"{'ability':18}{'figure':>9}{'floor':>8}{'seconds':>9}  "]
    for result in results:
        figure = "-" if result.figure is None else f"{result.figure:.3f}"
        word = "" if result.passed else "BELOW THE FLOOR"
        told = " ".join(filter(None, [result.note or result.floor.figure, word]))
        rows.append(f"{result.floor.ability:18}{figure:>9}{result.floor.floor:>8.3f}{result.seconds:>9.1f}  {told}")
    return "\n".join(rows)


def main() -> int:
    made = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    made.add_argument("--floors", type=Path, default=FLOORS)
    made.add_argument("--only", default="", help="comma list of abilities")
    options = made.parse_args()
    wanted = set(filter(None, options.only.split(",")))
    chosen = [floor for floor in floors(options.floors) if not wanted or floor.ability in wanted]
    with ThreadPoolExecutor(max_workers=2) as pool:
        results = list(pool.map(measure, chosen))
    print(table(results))
    failed = [result.floor.ability for result in results if not result.passed]
    print(
        f"{len(results) - len(failed)} of {len(results)} abilities hold"
        + (f"; not: {', '.join(failed)}" if failed else "")
    )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
