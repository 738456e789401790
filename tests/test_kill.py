"""A process that is killed at any moment: the workspace opens, and the same command goes on to the same result.

`REPORTEDLY_KILLS=20` kills more often; `make long` does.
"""

import os
import subprocess
import sys
import time
from importlib.resources import files
from pathlib import Path

import reportedly

KILLS = int(os.environ.get("REPORTEDLY_KILLS", "2"))
REPORTS = Path(str(files("reportedly") / "data" / "demo"))


def ingest(workspace: Path, stop_after: float | None = None) -> int:
    """The exit code of the command; killed after so many seconds where it is not done by then."""
    command = [sys.executable, "-m", "reportedly.cli", "-w", str(workspace), "ingest", str(REPORTS)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        try:
            return process.wait(stop_after)
        except subprocess.TimeoutExpired:
            process.kill()
            return process.wait()


def exported(workspace: Path, out: Path) -> bytes:
    opened = reportedly.open(workspace)
    try:
        return b"".join(opened.export(name, out).read_bytes() for name in ("claims", "ftm"))
    finally:
        opened.close()


def test_a_killed_ingest_goes_on_to_the_same_result(tmp_path: Path) -> None:
    began = time.monotonic()
    assert ingest(tmp_path / "undisturbed") == 0
    whole = time.monotonic() - began
    wanted = exported(tmp_path / "undisturbed", tmp_path / "out")
    ends = []
    for number in range(KILLS):
        workspace = tmp_path / f"killed-{number}"
        ends.append(ingest(workspace, whole * (number + 1) / (KILLS + 1)))
        if (workspace / "workspace.sqlite").exists():
            reportedly.open(workspace).close()
        assert ingest(workspace) == 0
        assert exported(workspace, tmp_path / "out") == wanted
    assert -9 in ends, "no process was killed before it had finished"
