"""The command line as people and scripts meet it: what it prints, its exit codes, and never a traceback."""

import json
import os
import pty
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from reportedly import cli, screen, trees

WIRE = """Front commander killed in air strike, official says
Orient Wire
18 February 2016

DAR SULAYM (Orient Wire) - The Wafa Front leader Ibrahim al-Rakkad was killed in an air strike in Tell Habra on 17 February 2016, an official said.

Yusuf Hamdan, a member of the Wafa Front, denied it.
"""
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.chdir(tmp_path)

    def a_command(*arguments: str) -> tuple[int, str, str]:
        code = cli.run(arguments)
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return code, out, err

    return a_command


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "wire.txt").write_text(WIRE, encoding="utf-8")
    (folder / "again.txt").write_text(WIRE, encoding="utf-8")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4)
    return folder


def test_ingest_accounts_for_every_file(run: Run, corpus: Path) -> None:
    code, out, _ = run("ingest", str(corpus))
    assert code == 2
    lines = out.splitlines()
    assert lines[0] == "4 files -> every one accounted for"
    assert [line.split()[:2] for line in lines[1:5]] == [
        ["ingested", "1"], ["duplicate", "1"], ["partial", "0"], ["rejected", "2"],
    ]  # fmt: skip
    assert "empty" in lines[4]


def test_a_second_ingest_does_nothing_new(run: Run, corpus: Path) -> None:
    run("ingest", str(corpus))
    before = run("export", "--format", "claims", "--out", "a.jsonl")[0], Path("a.jsonl").read_bytes()
    code, out, _ = run("--workspace", "reportedly.workspace", "ingest", str(corpus / "wire.txt"), "--json")
    assert code == 0
    assert json.loads(out)["duplicate"] == 1
    assert before == (run("export", "-f", "claims", "-o", "b.jsonl")[0], Path("b.jsonl").read_bytes())


def test_status_lists_what_went_wrong(run: Run, corpus: Path) -> None:
    run("ingest", str(corpus))
    code, out, _ = run("status", "--outcome", "rejected")
    assert code == 0
    assert [line.split("\t")[0] for line in out.splitlines()] == ["outcome", "rejected", "rejected"]
    figures = json.loads(run("status", "--json")[1])
    assert (figures["files"], figures["reports"], figures["waiting"]) == (4, 1, 0)
    assert run("status", "--outcome", "lost")[0] == 1


def test_the_workspace_is_named_before_or_after_the_verb(run: Run, corpus: Path) -> None:
    assert run("-w", "one", "ingest", str(corpus / "wire.txt"))[0] == 0
    assert run("ingest", str(corpus / "wire.txt"), "-w", "two")[0] == 0
    assert run("-w", "one", "show", "Ibrahim al-Rakkad")[1] == run("show", "-w", "two", "Ibrahim al-Rakkad")[1]


def test_show_and_why_say_who_says_so(run: Run, corpus: Path) -> None:
    run("ingest", str(corpus / "wire.txt"))
    code, out, _ = run("show", "Ibrahim al-Rakkad")
    assert code == 0
    assert out.startswith("Ibrahim al-Rakkad   person · 1 name · 1 report")
    row = next(line for line in out.splitlines() if "leader of Wafa Front" in line)
    code, out, _ = run("why", row.split("\t")[0])
    assert code == 0
    assert "origin A" in out
    assert "wire  2016-02-18" in out
    shown = json.loads(run("show", "Ibrahim al-Rakkad", "--json")[1])
    held = next(f for f in shown["findings"] if f["predicate"] == "holds_role")
    why = json.loads(run("why", held["id"], "--json")[1])
    [claim] = why["origins"][0]["claims"]
    assert claim["words"] == WIRE[claim["start"] : claim["end"]]


def test_reading_verbs_look_at_two_dates(run: Run, corpus: Path) -> None:
    run("ingest", str(corpus / "wire.txt"))
    for verb in (["show", "Ibrahim al-Rakkad"], ["timeline"], ["conflicts"], ["search", "strike"]):
        for dates in (["--as-of", "2016"], ["--known-by", "2016-02~"], ["--as-of", "2016-02-17", "--known-by", "2017"]):
            assert run(*verb, *dates)[0] == 0
            json.loads(run(*verb, *dates, "--json")[1])
    later = json.loads(run("timeline", "--known-by", "2016-01", "--json")[1])
    assert later == [], "nothing had been reported by then"
    assert run("timeline", "--as-of", "last week")[0] == 1


def test_a_name_that_several_bear_is_not_guessed_at(run: Run, tmp_path: Path) -> None:
    text = "On 3 March 2014 Abu Hamza al-Masri, leader of the Wafa Front, met Abu Ayyub al-Masri, leader of the Sahm Brigade, in Tell Habra."
    (tmp_path / "one.txt").write_text(text, encoding="utf-8")
    run("ingest", "one.txt")
    code, out, err = run("show", "al-Masri")
    assert code == 1
    assert out == ""
    assert "may mean 2" in err
    assert {"Abu Hamza al-Masri", "Abu Ayyub al-Masri"} <= {line.split("  ")[2] for line in err.splitlines()[1:]}


def test_an_id_that_is_shown_can_be_given(run: Run, tmp_path: Path) -> None:
    text = "On 3 March 2014 Abu Hamza al-Masri, leader of the Wafa Front, met Abu Ayyub al-Masri, leader of the Sahm Brigade, in Tell Habra."
    (tmp_path / "one.txt").write_text(text, encoding="utf-8")
    run("ingest", "one.txt")
    for line in run("show", "al-Masri")[2].splitlines()[1:]:
        shown_id, name = line.split("  ")[1:3]
        assert run("show", shown_id)[1].startswith(name)
    row = next(line for line in run("show", "Abu Hamza al-Masri")[1].splitlines() if "leader of Wafa Front" in line)
    assert run("why", row.split("\t")[0].upper())[0] == 0


def test_what_is_not_reported_is_said_so(run: Run, corpus: Path) -> None:
    run("ingest", str(corpus / "wire.txt"))
    code, _, err = run("show", "Nobody Whatever")
    assert (code, "not reported in this corpus" in err) == (1, True)
    code, out, _ = run("search", "zeppelin")
    assert (code, out) == (0, "not reported in this corpus: 'zeppelin'\n")
    assert run("why", "ffffffffffff")[0] == 1


@pytest.mark.parametrize("name", ["claims", "csv", "ftm"])
def test_every_format_is_written_whole_or_not_at_all(run: Run, corpus: Path, tmp_path: Path, name: str) -> None:
    run("ingest", str(corpus / "wire.txt"))
    code, out, _ = run("export", "--format", name, "--json")
    assert code == 0
    made = json.loads(out)
    assert Path(made["file"]).stat().st_size == made["bytes"] > 0
    assert run("export", "--format", name, "--out", "no/such/folder/x")[0] == 1
    assert not list(tmp_path.rglob("*.tmp"))


def test_an_export_goes_through_links_and_pipes(run: Run, corpus: Path, tmp_path: Path) -> None:
    run("ingest", str(corpus / "wire.txt"))
    run("export", "-f", "claims", "-o", "file.jsonl")
    wanted = Path("file.jsonl").read_bytes()
    Path("link.jsonl").symlink_to("real.jsonl")
    run("export", "-f", "claims", "-o", "link.jsonl")
    assert Path("link.jsonl").is_symlink()
    assert Path("real.jsonl").read_bytes() == wanted
    command = [sys.executable, "-m", "reportedly.cli", "export", "-f", "claims", "-o"]
    assert subprocess.run([*command, "-"], capture_output=True, check=True).stdout == wanted
    os.mkfifo("pipe")
    with subprocess.Popen([*command, "pipe"], stdout=subprocess.DEVNULL):
        assert Path("pipe").read_bytes() == wanted
    assert Path("pipe").is_fifo(), "a pipe is written to, not replaced"


def test_rebuild_changes_nothing(run: Run, corpus: Path) -> None:
    run("ingest", str(corpus))
    before = run("timeline", "--json")
    assert run("rebuild")[0] == 0
    assert run("timeline", "--json") == before


def test_the_demonstration_shows_a_contradiction_with_its_sources(run: Run) -> None:
    code, out, _ = run("demo")
    assert code == 0
    assert "20 files -> every one accounted for" in out
    assert "The sharpest:" in out
    assert out.count("chars") >= 2
    assert "reportedly -w reportedly-demo.workspace why" in out
    assert run("demo", "--json")[0] == 0


def test_the_demonstration_takes_a_folder_of_ones_own(run: Run, corpus: Path) -> None:
    code, out, _ = run("-w", "own", "demo", "--reports", str(corpus))
    assert code == 2
    assert "4 files" in out
    assert Path("own/workspace.sqlite").exists()


# -- what can go wrong -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [["fly"], ["show", "--as-of", "2014-13"], ["ingest"], ["ingest", "/no/such/file"], ["export"], ["status"],
     ["export", "--format", "stone"], ["why"], ["ingest", ".", "--extractor", "nobody"], ["show", "X"],
     ["ingest", ""], ["show", ""], ["why", " "], ["search", "?!"], ["show", "--limit", "-1"],
     ["export", "-f", "csv", "-o", ""], ["-w", "", "status"]],
    ids=" ".join,
)  # fmt: skip
def test_a_command_that_cannot_be_ends_with_1_and_a_sentence(run: Run, arguments: list[str]) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (1, "")
    assert err.strip()


def test_a_damaged_workspace_ends_with_3(run: Run, corpus: Path) -> None:
    run("ingest", str(corpus / "wire.txt"))
    Path("reportedly.workspace/workspace.sqlite").write_bytes(b"garbage " * 1000)
    code, _, err = run("status")
    assert (code, "not a database" in err) == (3, True)


def test_a_busy_workspace_ends_with_4(run: Run, corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportedly.store.database.WAIT_MS", 10)
    run("ingest", str(corpus / "wire.txt"))
    other = sqlite3.connect("reportedly.workspace/workspace.sqlite", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    (corpus / "more.txt").write_text("Another text.", encoding="utf-8")
    code, _, err = run("ingest", str(corpus))
    other.close()
    assert (code, "another process" in err) == (4, True)


def test_an_unexpected_error_is_one_plain_message(run: Run, corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("ingest", str(corpus / "wire.txt"))
    Path("broken.py").write_text(
        "class Broken:\n    name, suffix = 'broken', '.x'\n    def export(self, view, out):\n        raise ZeroDivisionError('oh')\n",
        encoding="utf-8",
    )
    code, _, err = run("export", "--format", "broken.py:Broken")
    assert (code, "ZeroDivisionError: oh" in err, "REPORTEDLY_DEBUG=1" in err) == (1, True, True)
    monkeypatch.setenv("REPORTEDLY_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        cli.run(["export", "--format", "broken.py:Broken"])


def test_names_cannot_move_the_cursor(run: Run, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("Words \x1b[2J and \u202eturned words.", encoding="utf-8")
    run("ingest", "one.txt")
    out = run("search", "words")[1]
    assert "\x1b" not in out
    assert "\u202e" not in out


# -- as a process ------------------------------------------------------------------------------------------------------


def test_help_is_quick_because_nothing_heavy_is_imported() -> None:
    code = "import sys; from reportedly import cli; cli.run(['--help']); print([m for m in ('rich', 'trafilatura', 'sqlite3', 'lxml') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
    assert "conflicts" in done.stdout


def test_a_terminal_gets_a_drawn_table_and_no_colour_where_none_is_wanted(run: Run, corpus: Path) -> None:
    run("ingest", str(corpus / "wire.txt"))
    leader, follower = pty.openpty()
    environment = {**os.environ, "NO_COLOR": "1", "TERM": "xterm", "COLUMNS": "120"}
    command = [sys.executable, "-m", "reportedly.cli", "show"]
    subprocess.run(command, stdout=follower, stderr=follower, check=True, env=environment)
    os.close(follower)
    shown = os.read(leader, 100_000).decode()
    os.close(leader)
    assert "─" in shown
    assert "\x1b[3" not in shown
    assert "\t" not in shown


def test_a_reader_that_stops_listening_is_no_error(run: Run, corpus: Path) -> None:
    run("ingest", str(corpus / "wire.txt"))
    command = f"{sys.executable} -m reportedly.cli timeline | head -n 1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_is_said_so(run: Run, corpus: Path) -> None:
    run("ingest", str(corpus / "wire.txt"))
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "reportedly.cli", "show"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert (done.returncode, "No space left" in done.stderr) == (3, True)


# -- on a narrow terminal ----------------------------------------------------------------------------------------------


def test_a_folded_tree_keeps_its_words_and_its_branches() -> None:
    lines = ["short", "├── " + "a word and " * 12 + "the end", "│   └── " + "another " * 20, "└── x" + "y" * 100]
    shown = list(trees.folded(lines, 40))
    assert " ".join(" ".join(shown).replace("│", "").split()) == " ".join(" ".join(lines).replace("│", "").split())
    assert max(len(line) for line in shown[:-1]) <= 40, "what has no spaces is left whole, the rest fits"
    assert all(line.startswith("│") for line in shown[2 : shown.index("└── x" + "y" * 100)])


def test_a_narrow_table_leaves_out_what_says_nothing() -> None:
    headers, rows = ("#", "reported", "copies"), [("a1", "one thing", "0"), ("b2", "another", "0")]
    assert [column.header for column in screen.drawn(headers, rows, 80).columns] == ["#", "reported"]
    assert [column.header for column in screen.drawn(headers, rows, 200).columns] == list(headers)
