"""Every file ends as ingested, duplicate, partial or rejected, with a reason; the numbers add up; nothing is lost."""

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reportedly import workspace as room
from reportedly.errors import UsageError
from reportedly.workspace import Workspace
from tests.strategies import EXTRACTOR, write

Outcomes = dict[str, tuple[str, str]]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Callable[..., Workspace]]:
    made: list[Workspace] = []

    def a_workspace(**options: str) -> Workspace:
        made.append(Workspace(tmp_path / "workspace", **{"extractor": EXTRACTOR, **options}))  # type: ignore[arg-type]
        return made[-1]

    yield a_workspace
    for workspace in made:
        workspace.close()


def ingest(workspace: Workspace, *paths: Path) -> Outcomes:
    entries = workspace.ingest(paths).entries
    assert all(entry.reason for entry in entries if entry.outcome != "ingested"), "every other outcome has a reason"
    return {Path(entry.path).name: (entry.outcome, entry.reason) for entry in entries}


def test_every_kind_of_file_has_its_outcome(make: Callable[..., Workspace], tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    write(folder, "a.txt", "A report of 3 March 2014.\n\nThe front met.")
    write(folder, "deep/er/b.txt", "A report of 3 March 2014.\n\nThe front met.")
    write(folder, "empty.txt", "")
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
    (folder / "latin.txt").write_bytes("Le général a été tué à Aïn Defla, a déclaré l’armée.".encode("cp1252"))
    lines = [json.dumps({"text": "One."}), "{broken", json.dumps({"text": "Three."})]
    write(folder, "feed.jsonl", "\n".join(lines))
    write(folder, "cut.html", "<html><body><h1>Title</h1><p>The front met in Tell Hamra on Sunday and")
    workspace = make()
    found = ingest(workspace, folder)
    assert {name: outcome for name, (outcome, _) in found.items()} == {
        "a.txt": "ingested", "b.txt": "duplicate", "empty.txt": "rejected", "picture.png": "rejected", "feed.jsonl": "partial",
        "latin.txt": found["latin.txt"][0], "cut.html": found["cut.html"][0],
    }  # fmt: skip
    assert found["latin.txt"][0] in ("ingested", "partial")
    assert "line 2" in found["feed.jsonl"][1]
    ledger = workspace.ledger()
    assert len(ledger.entries) == 7 == sum(ledger.count(o) for o in ("ingested", "duplicate", "partial", "rejected"))
    assert "a" in {workspace.store.name_of(report.id) for report in workspace.store.reports()}


def test_a_second_ingest_finds_nothing_new(make: Callable[..., Workspace], tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    write(folder, "a.txt", "One report.")
    write(folder, "empty.txt", "")
    workspace = make()
    first = ingest(workspace, folder)
    again = ingest(workspace, folder)
    assert again == {"a.txt": ("duplicate", "in the workspace already"), "empty.txt": first["empty.txt"]}
    assert len(workspace.ledger().entries) == 2
    assert len(list(workspace.store.reports())) == 1


def test_a_file_that_changed_is_another_report_and_the_old_one_stays(
    make: Callable[..., Workspace], tmp_path: Path
) -> None:
    page = write(tmp_path / "reports", "page.txt", "The commander is dead.")
    workspace = make()
    ingest(workspace, page)
    page.write_text("The commander is wounded.", encoding="utf-8")
    assert ingest(workspace, page)["page.txt"][0] == "ingested"
    texts = {report.text for report in workspace.store.reports()}
    assert texts == {"The commander is dead.", "The commander is wounded."}
    assert {workspace.store.source(entry.sha256).decode() for entry in workspace.ledger().entries} == texts


def test_the_same_text_in_other_bytes_is_a_duplicate(make: Callable[..., Workspace], tmp_path: Path) -> None:
    workspace = make()
    feed = json.dumps({"text": "One.", "published": "2014-03-03"})
    found = ingest(workspace, write(tmp_path, "a.jsonl", feed), write(tmp_path, "b.jsonl", feed + "\n"))
    assert found["b.jsonl"] == ("duplicate", "same text, address and date as a")


def test_a_name_that_is_no_text_is_kept_readable(make: Callable[..., Workspace], tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    path = os.fsencode(folder) + b"/caf\xe9.txt"
    with open(path, "wb") as out:  # noqa: PTH123 - Path takes no bytes
        out.write(b"One report.")
    assert ingest(make(), folder) == {"caf\\xe9.txt": ("ingested", "")}


# -- what is no file ---------------------------------------------------------------------------------------------------


def test_links_are_followed_to_files_but_not_round_in_circles(make: Callable[..., Workspace], tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    write(folder, "a.txt", "One report.")
    outside = write(tmp_path / "elsewhere", "b.txt", "Another report.")
    (folder / "to_file.txt").symlink_to(outside)
    (folder / "to_folder").symlink_to(tmp_path / "elsewhere")
    (folder / "to_itself").symlink_to(folder)
    (folder / "to_nowhere").symlink_to(folder / "gone")
    (folder / "loop").symlink_to(folder / "loop")
    found = ingest(make(), folder)
    assert {name: outcome for name, (outcome, _) in found.items()} == {
        "a.txt": "ingested", "to_file.txt": "ingested", "to_folder": "rejected", "to_itself": "rejected",
        "to_nowhere": "rejected", "loop": "rejected",
    }  # fmt: skip
    assert "link" in found["loop"][1]


def test_a_pipe_is_not_waited_for(make: Callable[..., Workspace], tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    os.mkfifo(folder / "pipe")
    assert ingest(make(), folder) == {"pipe": ("rejected", "not a regular file")}


def test_a_file_too_large_to_hold_is_told(
    make: Callable[..., Workspace], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "MOST_BYTES", 10)
    found = ingest(make(), write(tmp_path, "long.txt", "More than ten bytes."))
    assert found["long.txt"][0] == "rejected"


def test_what_is_not_there_is_an_error_before_anything_is_read(make: Callable[..., Workspace], tmp_path: Path) -> None:
    workspace = make()
    with pytest.raises(UsageError, match="no such file"):
        workspace.ingest([write(tmp_path, "a.txt", "One report."), tmp_path / "gone"])
    assert workspace.ledger().entries == ()


def test_the_workspace_itself_is_no_input(make: Callable[..., Workspace], tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "One report.")
    workspace = make()
    assert list(ingest(workspace, tmp_path)) == ["a.txt"]
    assert list(ingest(workspace, tmp_path)) == ["a.txt"]


# -- plug-ins and interruptions ----------------------------------------------------------------------------------------

PLUGINS = """
from reportedly.errors import UnreadableInput
from reportedly.model import Report
from reportedly.digest import digest


class Shouting:
    name, version, suffixes = "shouting", 1, (".loud",)

    def read(self, stream, path):
        text = stream.read().decode()
        if not text:
            raise UnreadableInput("nobody shouts")
        if text == "?":
            raise ValueError("what?")
        return [Report(id=digest(text), text=text.upper())]


class Failing:
    name, version = "failing", 1

    def extract(self, report):
        raise RecursionError("too deep")


class Inventing:
    name, version = "inventing", 1

    def extract(self, report):
        from reportedly.model import Claim, Extraction, Span, Value, Voice
        claim = Claim(id="c", report=report.id, predicate="status", roles=(), value=Value(state="dead"),
                      chain=(Voice(kind="outlet", name="x"),), evidence=Span(0, 4), words="dead")
        return Extraction(report=report.id, extractor="", claims=(claim,))
"""


@pytest.fixture
def plugins(tmp_path: Path) -> Path:
    return write(tmp_path / "plug", "plugins.py", PLUGINS)


def test_a_reader_of_ones_own_takes_the_files_with_its_ending(
    make: Callable[..., Workspace], tmp_path: Path, plugins: Path
) -> None:
    folder = tmp_path / "reports"
    for name, text in (("a.loud", "One report."), ("b.loud", ""), ("c.loud", "?"), ("d.txt", "Another report.")):
        write(folder, name, text)
    workspace = make(reader=f"{plugins}:Shouting")
    assert ingest(workspace, folder) == {
        "a.loud": ("ingested", ""),
        "b.loud": ("rejected", "nobody shouts"),
        "c.loud": ("rejected", "the reader shouting failed: ValueError: what?"),
        "d.txt": ("ingested", ""),
    }
    assert {report.text for report in workspace.store.reports()} == {"ONE REPORT.", "Another report."}


def test_an_extractor_that_fails_costs_no_report(make: Callable[..., Workspace], tmp_path: Path, plugins: Path) -> None:
    workspace = make(extractor=f"{plugins}:Failing")
    path = write(tmp_path, "a.txt", "One report.")
    expected = ("partial", "text kept, but not analysed: RecursionError: too deep")
    assert ingest(workspace, path) == {"a.txt": expected}
    assert workspace.ledger().entries[0].outcome == "partial"
    workspace.close()
    other = make()
    assert other.update() == {}
    assert other.ledger().entries[0].outcome == "ingested"


def test_what_does_not_stand_in_the_text_is_refused_and_counted(
    make: Callable[..., Workspace], tmp_path: Path, plugins: Path
) -> None:
    workspace = make(extractor=f"{plugins}:Inventing")
    ingest(workspace, write(tmp_path, "a.txt", "Nothing of the kind."))
    [report] = workspace.store.reports()
    extraction = workspace.store.extraction(report.id)
    assert (extraction.claims, extraction.refused) == ((), 1)


def test_an_interrupted_ingest_keeps_what_it_finished_and_goes_on(
    make: Callable[..., Workspace], tmp_path: Path
) -> None:
    folder = tmp_path / "reports"
    for number in range(4):
        write(folder, f"{number}.txt", f"Report number {number}.")

    def impatient_at(stop: tuple[str, int]) -> Callable[[str, int, int, str], None]:
        def impatient(doing: str, done: int, _total: int, _now: str) -> None:
            if (doing, done) == stop:
                raise KeyboardInterrupt

        return impatient

    workspace = make()
    for stop, kept, waiting in ((("reading", 2), 2, 2), (("extracting", 3), 4, 4), (("comparing", 0), 4, 4)):
        with pytest.raises(KeyboardInterrupt):
            workspace.ingest([folder], impatient_at(stop))
        assert len(list(workspace.store.reports())) == kept
        assert len(workspace.store.waiting()) == waiting
    assert set(ingest(workspace, folder).values()) == {("duplicate", "in the workspace already")}
    assert workspace.store.waiting() == []
