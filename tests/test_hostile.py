"""Folders as they are found on real machines: every entry ends in the ledger with a reason that a person understands."""

import contextlib
import json
import os
import shutil
import socket
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reportedly import cli

WIRE = """Front commander killed in air strike, official says
Orient Wire
18 February 2016

DAR SULAYM (Orient Wire) - The Wafa Front leader Ibrahim al-Rakkad was killed in an air strike in Tell Habra on 17 February 2016, an official said.
"""
ARABIC = "قال مسؤول إن قائد جبهة الوفاء إبراهيم الرقاد قتل في غارة جوية في تل حبرة يوم الأربعاء.\n" * 3
PAGE = '<html><head><meta charset="{}"><title>Front commander killed</title></head><body><article><h1>Front commander killed</h1><p>{}</p></article></body></html>'
Entries = dict[str, tuple[str, str]]
Run = Callable[..., tuple[int, Entries]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def ingest(folder: Path, workspace: Path | None = None) -> tuple[int, Entries]:
        code = cli.run(["-w", str(workspace or tmp_path / "workspace"), "ingest", str(folder), "--json"])
        out, err = capsys.readouterr()
        assert err == "", "nothing is left to a traceback or a warning"
        told = json.loads(out)
        entries = {
            str(Path(entry["path"]).relative_to(folder)): (entry["outcome"], entry["reason"])
            for entry in told["ledger"]
        }
        assert sum(told[outcome] for outcome in ("ingested", "duplicate", "partial", "rejected")) == told["files"]
        assert len(entries) == told["files"], "every file has one line"
        assert all(reason for outcome, reason in entries.values() if outcome != "ingested")
        assert code == (2 if told["partial"] + told["rejected"] else 0)
        return code, entries

    return ingest


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "reports"
    made.mkdir()
    return made


@pytest.mark.parametrize(
    ("name", "content", "outcome", "reason"),
    [
        ("empty.txt", b"", "rejected", "empty file"),
        ("blank.txt", b" \n\t\r\n", "rejected", "only white space"),
        ("mark.txt", b"\xef\xbb\xbf", "rejected", "only white space"),
        ("zeros.txt", b"\0" * 64, "rejected", "only white space"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "rejected", "PNG image"),
        ("paper.html", b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", "rejected", "PDF document"),
        ("paper.docx", b"PK\x03\x04" + bytes(40), "rejected", "ZIP archive or Office document"),
        ("page.html.gz", b"\x1f\x8b\x08\x00" + bytes(40), "rejected", "gzip archive"),
        ("noise.txt", bytes(range(256)) * 8, "rejected", "binary content"),
        ("arabic.txt", ARABIC.encode("cp1256"), "ingested", "windows-1256"),
        ("arabic.html", PAGE.format("utf-8", ARABIC).encode("cp1256"), "ingested", "declared utf-8"),
        ("latin.txt", "Le général a été tué à Aïn Defla, a déclaré l’armée.".encode("cp1252"), "ingested", "windows-1252"),
        ("wide.txt", WIRE.encode("utf-16-le"), "ingested", "read as utf-16-le"),
        ("marked.txt", WIRE.encode("utf-16"), "ingested", ""),
        ("klingon.html", PAGE.format("x-klingon", WIRE).encode(), "ingested", ""),
        ("cut.html", PAGE.format("utf-8", WIRE).encode()[:-40], "partial", "truncated HTML"),
        ("cut_tag.html", PAGE.format("utf-8", WIRE).encode()[:-31], "partial", "truncated HTML"),
        ("script.html", b"<html><head><script>var a = '<p>x</p>'; function(", "rejected", "no text"),
        ("nothing.html", b"<html></html>", "rejected", "no text"),
        ("deep.html", b"<div>" * 20_000 + WIRE.encode() + b"</div>" * 20_000, "partial", "nested"),
        ("undated.txt", b"The Wafa Front leader Ibrahim al-Rakkad was killed in Tell Habra, an official said.", "ingested", ""),
        ("letters.txt", b"a" * 300_000, "ingested", ""),
        ("spaces.txt", b"Ibrahim al-Rakkad" + b" " * 300_000 + b"met.", "ingested", ""),
        ("lines.txt", b"".join(b"Line %d of a long log.\n" % n for n in range(10_000)), "ingested", ""),
        ("feed.jsonl", json.dumps({"text": WIRE}).encode() + b"\n{broken\n[1]\n", "partial", "line 2 of 3"),
        ("surrogate.jsonl", rb'{"text": "A lone \ud800 half and the Wafa Front."}', "ingested", ""),
        ("outside.html", PAGE.format("utf-8", "&a; met the Wafa Front.").replace("<html>", '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><html>', 1).encode(), "ingested", ""),
    ],
    ids=lambda value: value if isinstance(value, str) and "." in value else "",
)  # fmt: skip
def test_a_file_of_any_kind(  # noqa: PLR0913, PLR0917 - a table of cases
    run: Run, folder: Path, name: str, content: bytes, outcome: str, reason: str
) -> None:
    (folder / name).write_bytes(content)
    began = time.monotonic()
    _, entries = run(folder)
    assert entries[name][0] == outcome, entries[name]
    assert reason in entries[name][1]
    assert time.monotonic() - began < 20, "nobody waits minutes for one file"


def test_the_same_report_in_many_guises(run: Run, folder: Path) -> None:
    guises = {
        "a.txt": WIRE.encode(),
        "b.txt": WIRE.encode(),
        "c.md": b"\xef\xbb\xbf" + WIRE.encode(),
        "d.txt": WIRE.encode("utf-16"),
    }
    for name, content in guises.items():
        (folder / name).write_bytes(content)
    code, entries = run(folder)
    assert code == 0
    assert {name: outcome for name, (outcome, _) in entries.items()} == {
        "a.txt": "ingested", "b.txt": "duplicate", "c.md": "duplicate", "d.txt": "duplicate",
    }  # fmt: skip
    assert "same bytes" in entries["b.txt"][1]
    assert "same text" in entries["c.md"][1]


def test_names_of_any_kind(run: Run, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = [
        b"new\nline.txt",
        "turned\u202etxt.exe".encode(),
        b"inv\xff\xfealid.txt",
        b"red\x1b[31m.txt",
        b"-w.txt",
        b" ",
        "تقرير طويل.txt".encode(),
    ]
    for number, name in enumerate(names):
        with open(os.fsencode(folder) + b"/" + name, "wb") as out:  # noqa: PTH123 - Path takes no bytes
            out.write(WIRE.encode() + b"%d" % number)
    code, entries = run(folder)
    assert (code, len(entries)) == (0, len(names))
    for arguments in (
        ["status", "--outcome", "ingested"],
        ["search", "Rakkad"],
        ["timeline"],
        ["conflicts"],
        ["export", "-f", "csv", "-o", str(folder / "x")],
    ):
        assert cli.run(["-w", str(folder.parent / "workspace"), *arguments]) == 0
        out, err = capsys.readouterr()
        assert not {"\x1b", "\u202e"} & {*out, *err}
        if arguments[0] == "status":
            assert len(out.splitlines()) == len(names) + 1, "a name with a line break stays one row"


def test_what_is_no_file(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "real.txt").write_text(WIRE, encoding="utf-8")
    os.mkfifo(folder / "pipe")
    for name, leads_to in {
        "nowhere": "gone",
        "loop": "loop",
        "itself": ".",
        "parent": "..",
        "zero": "/dev/zero",
    }.items():
        (folder / name).symlink_to(leads_to)
    monkeypatch.chdir(folder)  # the path of a socket must be short
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket")
        _, entries = run(folder)
    assert {name: outcome for name, (outcome, _) in entries.items() if outcome != "rejected"} == {
        "real.txt": "ingested"
    }
    assert len(entries) == 8


def test_a_workspace_is_no_report(run: Run, folder: Path) -> None:
    (folder / "real.txt").write_text(WIRE, encoding="utf-8")
    run(folder, folder / "own")
    code, entries = run(folder)
    assert code == 2
    assert entries["own"] == ("rejected", "a workspace: give the reports that it was made from")
    assert entries["real.txt"][0] == "ingested"


@contextlib.contextmanager
def nobody() -> Iterator[None]:
    """Without the rights of root, where the tests run as root."""
    if os.geteuid():
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_what_may_not_be_read(run: Run) -> None:
    top = Path(tempfile.mkdtemp())
    top.chmod(0o777)
    try:
        folder = top / "reports"
        (folder / "locked").mkdir(parents=True)
        for number, name in enumerate(("open.txt", "secret.txt", "locked/inside.txt")):
            (folder / name).write_text(f"{WIRE}{number}", encoding="utf-8")
        run(folder, top / "first")  # what is imported late is imported now: nobody may read it
        (folder / "secret.txt").chmod(0)
        (folder / "locked").chmod(0)
        with nobody():
            _, entries = run(folder, top / "workspace")
        assert entries == {
            "open.txt": ("ingested", ""),
            "secret.txt": ("rejected", "cannot be read: Permission denied"),
            "locked": ("rejected", "the folder cannot be read: Permission denied"),
        }
        (folder / "secret.txt").chmod(0o644)
        (folder / "locked").chmod(0o755)
        with nobody():
            code, entries = run(folder, top / "workspace")
        assert (code, {outcome for outcome, _ in entries.values()}) == (0, {"ingested", "duplicate"})
        assert set(entries) == {"open.txt", "secret.txt", "locked/inside.txt"}, (
            "what was refused is read when it may be"
        )
    finally:
        (top / "reports/locked").chmod(0o700)
        shutil.rmtree(top)
