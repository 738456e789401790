"""Exports: the same view gives the same bytes; quotes stand in their sources; cells are safe to open; FtM is well formed."""

import csv
import io
import json
import random
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import reportedly
from reportedly.digest import bytes_digest
from reportedly.export.answers import interval, range_of
from reportedly.export.tables import cell
from reportedly.plugins import available, load
from reportedly.predicates import PREDICATES
from reportedly.testing import check_exporter, check_extractor, check_reader
from reportedly.when import ANY, Date, Period
from reportedly.workspace import Workspace
from tests.strategies import EXTRACTOR

DEMO = Path(reportedly.__file__).parent / "data/demo"
SOME = [DEMO / f"levant-{number:02}.txt" for number in (1, 2, 4, 9)]
FORMATS = ("claims", "csv", "ftm")


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    made = reportedly.open(tmp_path_factory.mktemp("export") / "w")
    made.ingest(SOME)
    yield made
    made.close()


def exported(workspace: Workspace, name: str, folder: Path) -> bytes:
    return workspace.export(name, folder / f"{name}.out").read_bytes()


@pytest.mark.parametrize("name", FORMATS)
def test_an_exporter_conforms(workspace: Workspace, name: str) -> None:
    assert check_exporter(load("exporter", name), workspace.view())


def test_the_built_in_extractor_and_readers_conform(workspace: Workspace) -> None:
    check_extractor(load("extractor", "rules"), workspace.view().reports[:2])
    check_extractor(load("extractor", EXTRACTOR), workspace.view().reports)
    check_reader(load("reader", "text"), SOME[0].read_bytes(), "a.txt")
    check_reader(load("reader", "jsonl"), b'{"text": "One."}\n{"text": "Two."}\n', "a.jsonl")
    check_reader(load("reader", "html"), b"<html><body><h1>Title</h1><p>Words of a page.</p></body></html>", "a.html")


def test_every_built_in_plugin_loads() -> None:
    for point in ("reader", "extractor", "exporter"):
        for name in available(point):
            assert load(point, name).name == name


def test_the_order_of_files_and_a_second_ingest_do_not_show(workspace: Workspace, tmp_path: Path) -> None:
    files = list(SOME)
    random.Random(7).shuffle(files)
    other = reportedly.open(tmp_path / "w")
    for path in files:
        other.ingest([path])
    other.ingest(SOME)
    other.rebuild()
    for name in FORMATS:
        assert bytes_digest(exported(other, name, tmp_path)) == bytes_digest(exported(workspace, name, tmp_path)), name
    other.close()


def test_every_quote_stands_in_its_report(workspace: Workspace, tmp_path: Path) -> None:
    rows = [json.loads(line) for line in exported(workspace, "claims", tmp_path).splitlines()]
    assert {row["report"] for row in rows} == {path.stem for path in SOME}
    for row in rows:
        text = (DEMO / f"{row['report']}.txt").read_text(encoding="utf-8")
        assert text[row["start"] : row["start"] + len(row["evidence"])] == row["evidence"]
        assert row["chain"]
        assert row["predicate"] in PREDICATES
        assert all(filler["names"] for fillers in row["roles"].values() for filler in fillers)
    assert rows == sorted(rows, key=lambda row: (row["report"], row["start"]))


def test_known_by_a_day_exports_only_what_had_appeared(workspace: Workspace, tmp_path: Path) -> None:
    day = Date.of("2016-02-18").latest
    path = workspace.export("claims", tmp_path / "early.jsonl", reported=day)
    assert {json.loads(line)["report"] for line in path.read_text(encoding="utf-8").splitlines()} == {"levant-01"}


# -- FollowTheMoney ----------------------------------------------------------------------------------------------------


def test_ftm_names_entities_before_it_links_them_and_says_reported(workspace: Workspace, tmp_path: Path) -> None:
    rows = [json.loads(line) for line in exported(workspace, "ftm", tmp_path).splitlines()]
    assert len({row["id"] for row in rows}) == len(rows)
    named = {row["id"] for row in rows if row["schema"] in ("Person", "Organization", "Address", "Asset")}
    links = [row for row in rows if row["id"] not in named]
    assert named
    assert links
    for row in links:
        properties = row["properties"]
        [sentence] = properties.get("summary") or properties["description"]
        assert sentence.startswith("Reported: ")
        assert "origin" in sentence
        for role in ("subject", "object", "member", "organization", "director", "entity"):
            assert set(properties.get(role, [])) <= named


# -- tables ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "\r=1", "\n=1", "\uff1d1", "\u00a0=1", "\ttext"]
)
def test_no_cell_is_a_formula(text: str) -> None:
    assert cell(text) == f"'{text}"


@given(st.text())
def test_a_cell_never_begins_as_a_formula(text: str) -> None:
    made = cell(text)
    assert not made.lstrip().startswith(("=", "+", "-", "@"))
    assert made.removeprefix("'") == text.replace("\x00", "\\x00").removeprefix("'")


def test_tables_can_be_read_back(workspace: Workspace, tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(exported(workspace, "csv", tmp_path))) as archive:
        tables = {
            name: list(csv.DictReader(io.StringIO(archive.read(name).decode("utf-8-sig"))))
            for name in archive.namelist()
        }
    assert sorted(tables) == ["claims.csv", "entities.csv", "findings.csv"]
    assert len(tables["claims.csv"]) == len(workspace.view().told)
    assert len(tables["findings.csv"]) == len(workspace.view().findings())
    assert all(row["standing"] and row["independent origins"] for row in tables["findings.csv"])


# -- words -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("period", "nature", "words"),
    [
        (None, "state", "undated"),
        (Period.at(Date.of("2014-09-14")), "event", "2014-09-14"),
        (Period.as_of(Date.of("2014-06-10")), "state", "as of 2014-06-10"),
        (Period.as_of(Date.of("2014-06")), "state", "as of 2014-06"),
        (Period(Date.of("2013-04"), Date.of("2014-02-03")), "state", "2013-04 → 2014-02-03"),
        (Period(Date.of("2014-02-03"), ANY), "state", "2014-02-03 →"),
        (Period(Date.of("2016-06"), Date.since(Date.of("2016-06").earliest)), "act", "2016-06 →"),
        (Period(ANY, Date.by(Date.of("2014").latest)), "state", "→ 2014 or earlier"),
        (Period.as_of(Date.since(Date.of("2013").earliest)), "state", "as of 2013 or later"),
    ],
)
def test_an_interval_says_what_is_known_of_it(period: Period | None, nature: str, words: str) -> None:
    assert interval(period, nature) == words


def test_a_range_says_which_end_is_open() -> None:
    assert [range_of(*pair) for pair in ((11, 11), (11, 19), (11, None), (None, 9))] == [
        "11", "11 to 19", "at least 11", "at most 9",
    ]  # fmt: skip
