"""The store keeps what it is given, whole or not at all, and says in plain words why it cannot."""

import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.components import Components
from reportedly.digest import digest
from reportedly.errors import Busy, Damaged, UsageError, WrongVersion
from reportedly.model import Decision, Entity, Extraction, Name, Report, Signature
from reportedly.store import Entry, Store, database
from reportedly.when import Date


def a_report(text: str, **more: object) -> Report:
    published = Date.of("2014-06-17")
    return Report(id=digest(text, None, published), text=text, published=published, **more)  # type: ignore[arg-type]


def an_entry(path: str, sha256: str, outcome: str = "ingested") -> Entry:
    return Entry(path=path, sha256=sha256, size=1, outcome=outcome, reason="")  # type: ignore[arg-type]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store(tmp_path / "workspace")
    yield made
    made.close()


def put(store: Store, path: str, *reports: Report) -> str:
    sha256 = store.keep_source("\n".join(r.text for r in reports).encode())
    with store.writing():
        for position, report in enumerate(reports):
            store.put_report(report, sha256, position)
        store.put_file(an_entry(path, sha256))
    return sha256


def test_a_report_comes_back_as_it_was(store: Store) -> None:
    report = a_report("قال مصدر\r\n e\u0301 \U0001f30d", outlet="Orient Wire", title="A title")
    put(store, "/reports/a.txt", report)
    assert store.report(report.id) == report
    assert list(store.reports()) == [report]
    assert store.name_of(report.id) == "a"


def test_a_workspace_is_there_when_it_is_opened_again(store: Store) -> None:
    report = a_report("One.")
    put(store, "/a.txt", report)
    store.close()
    assert list(Store(store.folder).reports()) == [report]


def test_sources_are_kept_by_digest_for_the_owner_only(store: Store) -> None:
    name = store.keep_source(b"bytes")
    again = store.keep_source(b"bytes")
    kept = list((store.folder / "sources").iterdir())
    assert name == again
    assert [path.name for path in kept] == [name]
    assert stat.S_IMODE(kept[0].stat().st_mode) == 0o600
    assert stat.S_IMODE((store.folder / "workspace.sqlite").stat().st_mode) == 0o600
    assert store.source(name) == b"bytes"


def test_the_smallest_stem_names_a_report_that_many_files_hold(store: Store) -> None:
    report = a_report("One.")
    put(store, "/b/zebra.txt", report)
    sha256 = put(store, "/b/yak.txt", report)
    with store.writing():
        store.put_file(an_entry("/z/ant.txt", sha256, "duplicate"))
    assert store.name_of(report.id) == "ant"


def test_reports_of_one_file_are_numbered(store: Store) -> None:
    first, second = a_report("One."), a_report("Two.")
    put(store, "/feed.jsonl", first, second)
    assert [store.name_of(report.id) for report in (first, second)] == ["feed#1", "feed#2"]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_which_of_two_tellings_of_a_report_is_kept_does_not_hang_on_their_order(
    store: Store, order: tuple[int, int]
) -> None:
    tellings = [a_report("One.", outlet="Orient Wire"), a_report("One.", outlet="The Northern Courier")]
    for i in order:
        put(store, f"/{i}.txt", tellings[i])
    assert store.report(tellings[0].id).outlet == "Orient Wire"


def test_a_better_telling_is_extracted_again(store: Store) -> None:
    later, smaller = a_report("One.", outlet="The Northern Courier"), a_report("One.", outlet="Orient Wire")
    put(store, "/1.txt", later)
    with store.writing():
        store.put_extraction(Extraction(report=later.id, extractor="rules@1"))
    assert store.unread("rules@1") == []
    put(store, "/2.txt", smaller)
    assert store.unread("rules@1") == [later.id]


def test_a_new_version_of_the_extractor_has_read_nothing(store: Store) -> None:
    report = a_report("One.")
    put(store, "/1.txt", report)
    with store.writing():
        store.put_extraction(Extraction(report=report.id, extractor="rules@1"))
    assert store.unread("rules@2") == [report.id]


def test_a_transaction_that_fails_leaves_nothing(store: Store) -> None:
    report = a_report("One.")

    def interrupted() -> None:
        with store.writing():
            store.put_report(report, "0", 0)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert list(store.reports()) == []
    assert store.search("One") == []


def test_decisions_are_only_ever_added(store: Store) -> None:
    first = Decision(id="1", verdict="same", left="a", right="b")
    with store.writing():
        store.put_decision(first)
        store.put_decision(Decision(id="1", verdict="different", left="a", right="b"))
    assert store.decisions() == [first]
    with store.writing():
        store.settle()
    assert store.decisions(unsettled=True) == []


def test_forgetting_what_was_derived_keeps_what_was_given(store: Store) -> None:
    report = a_report("One.")
    put(store, "/1.txt", report)
    with store.writing():
        store.put_decision(Decision(id="1", verdict="same", left="a", right="b"))
        store.put_extraction(Extraction(report=report.id, extractor="rules@1"))
        store.put_entity(Entity(id="e", kind="person", named=True, names=(Name(text="A"),), members=("e",)))
        store.settle()
        store.forget_derived()
    assert list(store.entities()) == []
    assert store.unread("rules@1") == [report.id]
    assert len(store.decisions(unsettled=True)) == len(store.files()) == len(list(store.reports())) == 1


# -- search ------------------------------------------------------------------------------------------------------------


def test_search_folds_case_and_accents_and_says_where(store: Store) -> None:
    report = a_report("In Tell Hamra, General Núñez spoke. The front did not.")
    put(store, "/1.txt", report)
    [(found, span, around)] = store.search("general nunez")
    assert found == report.id
    assert span.of(report.text) == "General Núñez"
    assert "In Tell Hamra" in around


@given(st.text(max_size=30))
def test_no_query_breaks_search(tmp_path_factory: pytest.TempPathFactory, query: str) -> None:
    store = Store(tmp_path_factory.mktemp("search") / "w")
    put(store, "/1.txt", a_report('NEAR the front AND* "Sallum"'))
    for _, span, _ in store.search(query):
        assert span.start < span.end
    store.close()


# -- the index of components -------------------------------------------------------------------------------------------


def test_components_hold_on_tables(store: Store) -> None:
    with store.writing():
        components = Components(store.index("entity"), lambda ids: [ids])
        changes = components.apply(added={"b": ["=k"], "a": ["=k", "weak"], "c": ["weak"], "d": []})
        assert changes.clusters == (("a", "b", "c"), ("d",))
        changes = components.apply(removed=["a"])
        assert changes.retired == ("a",)
        assert changes.clusters == (("b",), ("c",))
        changes = components.apply(linked=[("c", "b")])
        assert changes.clusters == (("b", "c"),)
        assert components.apply(unlinked=[("b", "c")]).clusters == (("b",), ("c",))
    assert store.index("copy").keys("b") is None, "relations are kept apart"
    assert store.index("entity").keys("d") == []


def test_a_referent_follows_its_signature_into_another_entity(store: Store) -> None:
    report = a_report("One.")
    put(store, "/1.txt", report)
    signature = Signature(id="s", kind="person", named=True, names=("A",), keys=("=a",))
    with store.writing():
        store.put_signatures(report.id, [("r", signature)])
        index = store.index("entity")
        index.put("s", ["=a"])
        index.assign("s", ["s"])
        assert store.renamed() == [report.id]
        assert store.renamed() == []
    assert store.entity_of(report.id, "r") == "s"
    assert store.entity_of(report.id, "nobody") is None
    assert store.reports_of("s") == [report.id]
    assert store.reports_of("nobody") == []
    assert store.uses("s") == 1


# -- what can go wrong -------------------------------------------------------------------------------------------------


def test_a_folder_with_other_files_is_no_workspace(tmp_path: Path) -> None:
    (tmp_path / "holiday.jpg").write_bytes(b"x")
    with pytest.raises(UsageError, match="holds other files"):
        Store(tmp_path)
    with pytest.raises(UsageError, match="is a file"):
        Store(tmp_path / "holiday.jpg")
    assert [path.name for path in tmp_path.iterdir()] == ["holiday.jpg"]


def test_a_file_that_is_no_database_is_damaged(store: Store) -> None:
    store.close()
    (store.folder / "workspace.sqlite").write_bytes(b"not a database at all " * 100)
    with pytest.raises(Damaged, match="not a database"):
        Store(store.folder)


def test_a_database_of_something_else_is_refused(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "workspace.sqlite") as other:
        other.execute("CREATE TABLE bookmarks (url TEXT)")
    other.close()
    with pytest.raises(Damaged, match="other tables"):
        Store(tmp_path)


def test_a_newer_workspace_is_refused(store: Store) -> None:
    store.close()
    with sqlite3.connect(store.folder / "workspace.sqlite") as db:
        db.execute("PRAGMA user_version = 99")
    db.close()
    with pytest.raises(WrongVersion, match="version 99"):
        Store(store.folder)


def test_a_second_writer_is_told_to_wait(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "WAIT_MS", 10)
    second = Store(store.folder)
    with store.writing(), pytest.raises(Busy, match="another process"), second.writing():
        pass
    assert list(second.reports()) == [], "reading goes on while another writes"


def test_a_full_disk_is_said_plainly_and_loses_nothing(store: Store) -> None:
    kept = a_report("One.")
    put(store, "/1.txt", kept)
    store._db.execute("PRAGMA max_page_count = 40")  # noqa: SLF001 - SQLite's own way to make a disk small
    with pytest.raises(Damaged, match="disk is full"), store.writing():
        store.put_report(a_report("word " * 200_000), "0", 0)
    assert list(store.reports()) == [kept]


def test_a_read_only_workspace_opens_for_reading(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    report = a_report("One.")
    put(store, "/1.txt", report)
    store.close()
    monkeypatch.setattr(os, "access", lambda *_: False)  # root may write everywhere, so the mode bits would not do
    frozen = Store(store.folder)
    assert list(frozen.reports()) == [report]
    with pytest.raises(Damaged, match="read-only"), frozen.writing():
        frozen.put_file(an_entry("/2.txt", "0"))


KILLED = """
import os, sys
from pathlib import Path
from reportedly.digest import digest
from reportedly.model import Report
from reportedly.store import Store
store = Store(Path(sys.argv[1]))
for i in range(1000):
    with store.writing():
        store.put_report(Report(id=digest(i), text=f"Report {i}."), str(i), 0)
        if i == 7:
            os.kill(os.getpid(), 9)
"""


def test_a_killed_process_loses_only_what_it_was_writing(tmp_path: Path) -> None:
    folder = tmp_path / "workspace"
    subprocess.run([sys.executable, "-c", KILLED, str(folder)], check=False)
    survivor = Store(folder)
    assert len(list(survivor.reports())) == 7
    with survivor.writing():
        survivor.put_report(a_report("Eight."), "8", 0)
