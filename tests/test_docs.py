"""The documents are true: reference pages are those the code gives, commands run, links lead somewhere."""

import re
from pathlib import Path

import pytest

from docs import generate
from reportedly import cli, plugins
from reportedly.predicates import PREDICATES

ROOT = generate.ROOT
DOCUMENTS = sorted([*ROOT.glob("*.md"), *generate.DOCS.rglob("*.md")])
ROOMS = ("read", "lang", "extract", "resolve", "weigh", "ask", "store", "build", "export", "cli", "eval")


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def page(title: str) -> str:
    return text(generate.DOCS / "reference" / f"{title}.md")


@pytest.mark.parametrize("title", generate.PAGES)
def test_reference_is_what_the_code_gives(title: str) -> None:
    assert page(title) == generate.PAGES[title](), "run `python -m docs.generate`"


def test_every_predicate_verb_and_format_is_documented() -> None:
    headings = {title: set(re.findall(r"^## (\w+)$", page(title), re.MULTILINE)) for title in generate.PAGES}
    assert headings["predicates"] >= set(PREDICATES)
    assert headings["cli"] >= set(cli.main_group.commands)
    assert headings["exports"] >= set(plugins.BUILT_IN["exporter"])


def test_every_option_is_documented() -> None:
    commands = page("cli")
    for verb, command in cli.main_group.commands.items():
        section = commands.split(f"\n## {verb}\n")[1].split("\n## ")[0]
        missing = [o for p in command.params if p.param_type_name == "option" for o in p.opts if o not in section]
        assert not missing, f"{verb}: {missing} have no help text"


@pytest.mark.parametrize("path", generate.WITH_SAMPLES, ids=name)
def test_commands_in_documents_run(path: Path, tmp_path: Path) -> None:
    ran = [sample for block in generate.samples(text(path), tmp_path) for sample in block]
    assert ran
    for sample in ran:
        assert sample.code == sample.expected, f"{sample.command}: {sample.error or sample.printed}"
        assert "Traceback" not in sample.error
        assert sample.printed.strip(), f"{sample.command} printed nothing"


def test_a_command_that_fails_would_be_noticed(tmp_path: Path) -> None:
    (sample,) = generate.samples("```console\n$ reportedly show Nobody\n```", tmp_path)[0]
    assert (sample.code, sample.expected) == (cli.USAGE, 0)


def test_an_id_follows_its_row(tmp_path: Path) -> None:
    document = "```console\n$ reportedly ingest inbox  # exit code 2\n$ reportedly timeline\n```"
    rows = [sample.printed for sample in generate.samples(document, tmp_path / "first")[0]][1]
    known = re.findall(r"^ ?([0-9a-f]{6,})(.*is dead.*)$", rows, re.MULTILINE)
    assert len(known) == 1, rows
    found, rest = known[0]
    stale = "0" * len(found)
    asked = f"{document[:-4]}\n {stale}{rest}\n$ reportedly why {stale}\n```"
    assert generate.samples(asked, tmp_path / "second")[0][-1].printed.startswith(found)


def test_python_in_the_tutorial_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    generate.samples("", tmp_path)  # lays out the folder `inbox`
    monkeypatch.chdir(tmp_path)
    for block in re.findall(r"```python\n(.*?)```", text(generate.DOCS / "tutorial.md"), re.DOTALL):
        exec(block, {})
    assert "status" in capsys.readouterr().out


@pytest.mark.parametrize("path", DOCUMENTS, ids=name)
def test_links_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", text(path)):
        if re.match(r"https?:|mailto:", target):
            continue
        file, _, anchor = target.partition("#")
        place = (path.parent / file) if file else path
        assert place.exists(), f"{target} leads nowhere"
        if anchor:
            titles = re.findall(r"^#+ (.+)$", text(place), re.MULTILINE)
            assert anchor in {re.sub(r"[^\w\- ]", "", t.lower()).replace(" ", "-") for t in titles}, target


@pytest.mark.parametrize("path", DOCUMENTS, ids=name)
def test_make_targets_and_modules_named_exist(path: Path) -> None:
    makefile = text(ROOT / "Makefile")
    code = " ".join(re.findall(r"`[^`\n]+`|```sh\n.*?```", text(path), re.DOTALL))
    for target in re.findall(r"\bmake ([a-z]+)", code):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), f"make {target}"
    for module in re.findall(r"python -m (eval|tests|training|docs)\.(\w+)", code):
        if module[1].islower():
            assert (ROOT / module[0] / f"{module[1]}.py").exists(), module


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_has_a_page_that_says_why_not(room: str) -> None:
    assert "Why not" in text(generate.DOCS / "design" / f"{room}.md")
