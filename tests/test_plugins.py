"""Plug-ins are found built in, installed, or by file; one name twice is an error. The public API is what it is."""

import inspect
from pathlib import Path

import pytest

import reportedly
from reportedly import plugins, testing
from reportedly.errors import UsageError
from reportedly.workspace import Workspace
from tests.strategies import EXTRACTOR, write

EXPORTER = """
class Counting:
    name, suffix = "counting", ".txt"

    def export(self, view, out):
        out.write(f"{len(view.reports)} reports".encode())
"""


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder on the path, as `pip install` leaves one."""
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    return tmp_path / "site"


def install(site: Path, package: str, points: str) -> None:
    write(site, f"{package}.py", EXPORTER)
    write(site / f"{package}-1.0.dist-info", "METADATA", f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n")
    write(site / f"{package}-1.0.dist-info", "entry_points.txt", points)


def test_an_installed_exporter_is_found_and_used(installed: Path, tmp_path: Path) -> None:
    install(installed, "counters", "[reportedly.exporter]\ncounting = counters:Counting\n")
    assert plugins.available("exporter")["counting"] == "counters:Counting"
    workspace = reportedly.open(tmp_path / "w", extractor=EXTRACTOR)
    workspace.ingest([write(tmp_path, "a.txt", "One report.")])
    assert workspace.export("counting", tmp_path / "out.txt").read_text(encoding="utf-8") == "1 reports"
    assert testing.check_exporter(plugins.load("exporter", "counting"), workspace.view()) == b"1 reports"
    workspace.close()


def test_one_name_twice_is_an_error(installed: Path) -> None:
    install(installed, "thieves", "[reportedly.exporter]\nclaims = thieves:Counting\n")
    with pytest.raises(UsageError, match="two exporters are named 'claims'"):
        plugins.available("exporter")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("stone", "no exporter 'stone'; there are: claims, csv, ftm"),
        ("gone.py:Thing", "no plug-in file gone.py"),
        ("broken.py:Thing", "does not load: SyntaxError"),
        ("empty.py:Thing", "there is no class 'Thing'"),
        ("lacking.py:Thing", "is no exporter: it lacks suffix, export"),
    ],
)
def test_what_cannot_be_loaded_is_said_plainly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path, "broken.py", "class Thing(:")
    write(tmp_path, "empty.py", "")
    write(tmp_path, "lacking.py", "class Thing:\n    name = 'thing'\n")
    with pytest.raises(UsageError, match=message.replace("(", r"\(")):
        plugins.load("exporter", name)


class Forgetful:
    """An extractor that does not keep its word: the second time it finds nothing."""

    name, version = "forgetful", 1

    def __init__(self) -> None:
        self._inner = plugins.load("extractor", EXTRACTOR)
        self._seen: set[str] = set()

    def extract(self, report):
        from dataclasses import replace

        found = self._inner.extract(report)
        if report.id in self._seen:
            return replace(found, claims=())
        self._seen.add(report.id)
        return found


def test_the_conformance_check_notices_an_extractor_that_is_no_function(tmp_path: Path) -> None:
    workspace = reportedly.open(tmp_path / "w", extractor=EXTRACTOR)
    workspace.ingest([write(tmp_path, "a.txt", "Yusuf Hamdan; member_of; Wafa Front")])
    with pytest.raises(AssertionError, match="gave another extraction"):
        testing.check_extractor(Forgetful(), workspace.view().reports)
    workspace.close()


def test_the_public_api() -> None:
    assert reportedly.__all__ == ["open"]
    assert list(inspect.signature(reportedly.open).parameters) == ["folder", "extractor", "reader"]
    assert sorted(name for name in dir(Workspace) if not name.startswith("_")) == [
        "close", "decide", "export", "ingest", "ledger", "rebuild", "update", "view",
    ]  # fmt: skip
