"""The order of the files, a second ingest and a rebuild change no byte of what is exported."""

from importlib.resources import files
from pathlib import Path

from eval.determinism import digest_of, digests

DEMO = Path(str(files("reportedly") / "data" / "demo"))


def test_five_orders_give_one_digest() -> None:
    assert len(set(digests(DEMO, 5))) == 1


def test_other_reports_give_another_digest(tmp_path: Path) -> None:
    report = tmp_path / "one.txt"
    report.write_text("Yusuf Hamdan is the leader of the Wafa Front.", encoding="utf-8")
    first = digest_of([report], 1)
    report.write_text("Yusuf Hamdan was the leader of the Wafa Front.", encoding="utf-8")
    assert digest_of([report], 1) != first
