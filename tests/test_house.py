"""The house rules, kept by a machine: what linters and type checkers do not look at."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCE = sorted((ROOT / "src/reportedly").rglob("*.py"))
CODE = SOURCE + sorted(p for room in ("tests", "eval", "training", "benchmarks") for p in (ROOT / room).rglob("*.py"))
TABLES = sorted((ROOT / "src/reportedly/data").rglob("*.tsv"))
SOFT, HARD, LONGEST_FUNCTION = 300, 500, 80
# Seventy files, nine in ten of them short, was the aim before there was a reader. The trained one took six files into
# lang and does not yet replace the rules, which now ask its trees as well: what is kept may only fall in files and rise in share.
MOST_FILES, SHORT_OF, SHORT = 90, 7, 6  # six files in seven keep the soft limit
PURE = ("lang", "read", "extract", "resolve", "weigh")  # the stages: the same input gives the same bytes
IMPURE = {
    "date.today", "datetime.now", "datetime.utcnow", "datetime.today", "time.time", "time.monotonic", "hash",
    "time.perf_counter", "random.random", "random.choice", "random.shuffle", "uuid.uuid4", "os.environ.get", "os.getenv",
}  # fmt: skip
WORKING_WORDS = re.compile(
    r"/work/|\bthis session\b|\bhelper (session|process)|\bissues? #?\d|--(extra-)?index-url|pypi\.org"
)


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def nodes(path: Path) -> Iterator[ast.AST]:
    return ast.walk(ast.parse(path.read_text(encoding="utf-8")))


def called(node: ast.AST) -> str:
    return ast.unparse(node.func) if isinstance(node, ast.Call) else ""


@pytest.mark.parametrize("path", CODE, ids=name)
def test_a_file_fits_its_room(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= HARD


def test_most_files_are_short_and_they_are_few() -> None:
    lengths = sorted(len(p.read_text(encoding="utf-8").splitlines()) for p in SOURCE)
    assert lengths[len(lengths) * SHORT // SHORT_OF] <= SOFT, f"{SHORT} files in {SHORT_OF} keep the soft limit"
    assert len(lengths) <= MOST_FILES


@pytest.mark.parametrize("path", [p for p in CODE if p.stat().st_size], ids=name)
def test_a_module_says_what_it_is_for(path: Path) -> None:
    assert re.match(r"[A-Z]", ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "")


@pytest.mark.parametrize("path", CODE, ids=name)
def test_functions_are_short_state_is_passed_errors_are_named(path: Path) -> None:
    for node in nodes(path):
        where = f"{name(path)}:{getattr(node, 'lineno', 0)}"
        assert not isinstance(node, ast.Global), f"{where}: global"
        if isinstance(node, ast.ExceptHandler):
            assert node.type is not None, f"{where}: bare except"
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno is not None
            assert node.end_lineno - node.lineno < LONGEST_FUNCTION, f"{where}: {node.name} is too long"


@pytest.mark.parametrize("path", [p for p in SOURCE if p.name != "cli.py"], ids=name)
def test_only_the_command_line_prints(path: Path) -> None:
    assert not [node.lineno for node in nodes(path) if isinstance(node, ast.Call) and called(node) == "print"]


@pytest.mark.parametrize("path", [p for p in SOURCE if p.parent.name in PURE], ids=name)
def test_a_stage_asks_no_clock_no_dice_no_environment(path: Path) -> None:
    assert not sorted(IMPURE & {called(node) for node in nodes(path)})


@pytest.mark.parametrize("path", TABLES, ids=name)
def test_a_table_says_where_it_comes_from(path: Path) -> None:
    rows = path.read_text(encoding="utf-8").splitlines()
    head = " ".join(row for row in rows if row.startswith("#"))
    assert re.search(r"source|written for|from ", head, re.IGNORECASE), "a # line names the source"
    assert re.search(r"licen[cs]e|Apache-2\.0|CC0|CC[ -]BY|public domain", head, re.IGNORECASE), (
        "a # line names the licence"
    )
    assert [row for row in rows if row and not row.startswith("#")], "a table has rows"


def test_tracked_files_speak_of_the_tool_alone() -> None:
    """No path of one machine, no word about who worked how: readers have neither."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git clone")
    for path in (ROOT / row for row in listed.stdout.split("\0") if row):
        if path == Path(__file__) or not path.is_file():
            continue
        content = path.read_bytes()
        if b"\0" in content[:4096]:  # a model: no words
            continue
        text = content.decode("utf-8", errors="replace")
        found = WORKING_WORDS.search(text)
        assert found is None, f"{name(path)}: {found[0] if found else ''}"
