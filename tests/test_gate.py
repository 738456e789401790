"""The gate fails a scorer below its floor, one that breaks and one that says nothing; it lets a skipped one pass."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from eval import gate
from eval.gate import Floor, measure

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def scorer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Writes a scorer into a folder of its own and gives back the floor row that runs it."""
    monkeypatch.setattr(gate, "ROOT", tmp_path)

    def make(code: str, floor: float = 0.5) -> Floor:
        (tmp_path / "scorer.py").write_text(code, encoding="utf-8")
        return Floor("sample", "scorer --split dev", "share right", floor)

    return make


@pytest.mark.parametrize(
    ("code", "verdict"),
    [
        ("print('first 0.9'); print('F1 (core) 0.712')", (0.712, True)),
        ("print('found 3 of 9: 0.333')", (0.333, False)),
        ("print('skipped: no data here')", (None, True)),
        ("print('0.9'); raise SystemExit(3)", (None, False)),
        ("print('done')", (None, False)),
    ],
)
def test_a_scorer_is_held_to_its_floor(scorer, code: str, verdict: tuple[float | None, bool]) -> None:
    result = measure(scorer(code))
    assert (result.figure, result.passed) == verdict


def test_the_table_names_what_fell_below(scorer) -> None:
    result = measure(scorer("print('0.2')"))
    assert "BELOW THE FLOOR" in gate.table([result])
    assert "BELOW THE FLOOR" not in gate.table([measure(scorer("print('0.8')"))])


def test_every_floor_runs_a_module_that_exists() -> None:
    for row in json.loads(gate.FLOORS.read_text(encoding="utf-8")):
        module = row["command"].split()[0]
        assert (ROOT / (module.replace(".", "/") + ".py")).is_file(), module
        assert 0 <= row["floor"] <= 1


def test_the_exit_code_is_the_verdict(tmp_path: Path) -> None:
    rows = [{"ability": "nothing", "command": "eval.nothing", "figure": "none", "floor": 0.1}]
    (tmp_path / "floors.json").write_text(json.dumps(rows), encoding="utf-8")
    command = [sys.executable, "-m", "eval.gate", "--floors", str(tmp_path / "floors.json")]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 1
    assert "not: nothing" in run.stdout
