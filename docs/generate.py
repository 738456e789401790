"""Makes the pages of docs/reference from the code, and the samples of output in the documents by running the commands.

    python -m docs.generate            write all of them
    python -m docs.generate --check    say which pages of reference are out of date; exit code 1 where one is

A block marked `console` holds commands after "$ " and what they print. `# exit code N` after a command says how it
ends; without it, 0. `| head -N` keeps the first lines of a long answer. The blocks of one document run one after the
other in one empty folder, beside the folder `inbox`. Ids change with what the reports are found to say, so the id in
`why ID` stands for the row of an earlier answer that it is printed in.
"""

# ruff: noqa: INP001, T201 - documents are no package; a script prints

import contextlib
import importlib
import io
import os
import re
import shlex
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import click

import reportedly
from reportedly import cli, plugins, predicates
from reportedly.predicates import PREDICATES, Predicate

DOCS = Path(__file__).resolve().parent
ROOT = DOCS.parent
WITH_SAMPLES = (ROOT / "README.md", DOCS / "tutorial.md")
WIDTH = 118  # columns of the terminal in the samples
_MADE = "<!-- Made by `python -m docs.generate` from {source}; edit that, not this page. -->"
_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_CODES = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]")
_ROW = re.compile(r"^ ?([0-9a-f]{6,16})\s+(.*\S)", re.MULTILINE)
_WHY = re.compile(r"(?<=\bwhy )[0-9a-f]{6,16}\b")
_TERMINAL = {"FORCE_COLOR": "1", "NO_COLOR": "1", "TERM": "xterm", "COLUMNS": str(WIDTH)}

LOSES = {
    "claims": "what was weighed: entities, origins, conflicts. Every claim stands alone, with the names of its own report.",
    "csv": "nesting: lists are joined with ` | `. A cell that a spreadsheet would take for a formula gets an apostrophe.",
    "ftm": "offsets and words of evidence, chains of voices, dates that are ranges (they stay in the sentence), `known by`.",
}
FOR = {
    "claims": "programs, and scoring against annotated reports: one JSON object for each claim of each report.",
    "csv": "spreadsheets: `entities.csv`, `findings.csv` and `claims.csv` in one zip file.",
    "ftm": "OpenAleph, OpenSanctions and other tools that read FollowTheMoney entities, one JSON object a line.",
}
EXIT_CODES = {
    cli.OK: "all well",
    cli.USAGE: "the command asks for what cannot be",
    cli.IN_PART: "some inputs were read in part, were rejected, or could not be analysed",
    cli.DAMAGED: "the workspace is damaged, read-only or too new, or the disk is full",
    cli.BUSY: "another process is writing to the workspace",
    cli.INTERRUPTED: "interrupted; what was finished is kept",
}
WORDS = {  # the words that a field of a value may hold
    ("known_as", "kind"): predicates.NAME_KINDS,
    ("status", "state"): predicates.STATES,
    ("present_in", "kind"): predicates.PRESENCE_KINDS,
    ("allied_with", "kind"): predicates.ALLIANCE_KINDS,
    ("supports", "kind"): predicates.SUPPORT_KINDS,
    ("incident", "kind"): predicates.INCIDENT_KINDS,
    ("incident", "responsibility"): predicates.RESPONSIBILITY,
}
SETTINGS = {
    "REPORTEDLY_DEBUG=1": "an unexpected error shows where it happened",
    "NO_COLOR=1": "no colours on a terminal",
}


# -- reference pages ---------------------------------------------------------------------------------------------------


def reference() -> dict[Path, str]:
    """Every page of docs/reference, as it must be."""
    return {DOCS / "reference" / f"{name}.md": made() for name, made in PAGES.items()}


def predicates_page() -> str:
    """Every predicate with its roles, values, effect on others and mappings."""
    lines = [
        _MADE.format(source="src/reportedly/predicates.py"),
        "# Predicates",
        "",
        "What a claim can say. A **state** lasts; an **act** is a moment whose result lasts; an **event** is over. Roles in",
        "brackets may be empty. *Identity* names the fields of the value that make another finding, not another figure.",
        "",
        "| predicate | reads | nature |",
        "| --- | --- | --- |",
        *(f"| [`{p.name}`](#{p.name}) | {_cell(p.label)} | {p.nature} |" for p in PREDICATES.values()),
    ]
    for predicate in PREDICATES.values():
        lines += ["", f"## {predicate.name}", "", f"> {predicate.example}", "", *_facts(predicate)]
    return "\n".join(lines) + "\n"


def _facts(predicate: Predicate) -> Iterator[str]:
    roles = [f"{s.name}: {' or '.join(s.kinds)}" for s in predicate.roles]
    shown = [r if s.required else f"[{r}]" for r, s in zip(roles, predicate.roles, strict=True)]
    ftm = [f"{source} → `{name}`" for source, name in predicate.ftm.properties.items()]
    constant = [f"`{name}` = {text!r}" for name, text in predicate.ftm.constant.items()]
    stix = predicate.stix
    facts = {
        "Roles": "; ".join(shown) + ("; symmetric" if predicate.symmetric else ""),
        "Values": _ticked(predicate.values),
        **{f"`{value}` is one of": _ticked(WORDS.get((predicate.name, value), ())) for value in predicate.values},
        "Identity": _ticked(predicate.identity),
        "At any one time only one for the same": _ticked(predicate.exclusive),
        "Cannot hold beside": _ticked(predicate.excludes),
        "Begins": _ticked(predicate.initiates),
        "Ends": _ticked(predicate.terminates),
        "FollowTheMoney": f"`{predicate.ftm.schema}`: " + ", ".join([*ftm, *constant]),
        "STIX 2.1": f"`{stix.relationship}`: {stix.source} → {stix.target}" if stix else "",
    }
    return (f"- {name}: {text}" for name, text in facts.items() if text)


def cli_page() -> str:
    """Every verb with its arguments and options; exit codes and environment."""
    lines = [
        _MADE.format(source="src/reportedly/cli.py"),
        "# Commands",
        "",
        _prose(cli.main_group.help or ""),
        "",
        "| option of `reportedly` itself | |",
        "| --- | --- |",
        *_options(cli.main_group),
    ]
    for name, command in sorted(cli.main_group.commands.items()):
        places = [p.make_metavar(click.Context(command)) for p in command.params if isinstance(p, click.Argument)]
        lines += ["", f"## {name}", "", f"`{' '.join(['reportedly', name, '[OPTIONS]', *places])}`", ""]
        lines += [_prose(command.help or ""), "", "| option | |", "| --- | --- |", *_options(command)]
    lines += [
        "",
        "## Exit codes",
        "",
        "| code | |",
        "| --- | --- |",
        *(f"| {c} | {t} |" for c, t in EXIT_CODES.items()),
    ]
    lines += [
        "",
        "## Environment",
        "",
        "| variable | |",
        "| --- | --- |",
        *(f"| `{v}` | {t} |" for v, t in SETTINGS.items()),
    ]
    return "\n".join(lines) + "\n"


def _options(command: click.Command) -> Iterator[str]:
    for option in command.params:
        if isinstance(option, click.Option) and option.help:
            metavar = "" if option.is_flag else f" {option.metavar or option.type.name.removesuffix(' range').upper()}"
            told = [_prose(option.help)]
            told += [f"Default: {option.default}."] if option.show_default else []
            told += ["Required."] if option.required else []
            yield f"| `{', '.join(option.opts)}{metavar}` | {_cell(' '.join(told))} |"


def exports_page() -> str:
    """Every built-in format: what for, what it loses, what a row holds."""
    lines = [
        _MADE.format(source="the exporters"),
        "# Exports",
        "",
        "`reportedly export -f NAME -o FILE` writes what the workspace says, as of `--as-of` and `--known-by` where they are",
        "given. The same view gives the same bytes. A file is complete or absent. No format drops support: a relation never",
        "stands without the number of its origins and what contradicts it, or stands as one report's claim with its sources.",
    ]
    for name in sorted(plugins.BUILT_IN["exporter"]):
        exporter = plugins.load("exporter", name)
        told = importlib.import_module(type(exporter).__module__).__doc__ or ""
        lines += ["", f"## {name}", "", _prose(told.split("\n\n")[0]), ""]
        lines += [f"- File: `*{exporter.suffix}`", f"- For: {FOR[name]}", f"- Loses: {LOSES[name]}"]
    lines += ["", "## Columns of the tables", "", *(f"- `{name}`: {columns}" for name, columns in _columns())]
    return "\n".join(lines) + "\n"


def _columns() -> Iterator[tuple[str, str]]:
    import zipfile  # noqa: PLC0415 - for the one format that is an archive

    with tempfile.TemporaryDirectory() as folder:
        workspace = reportedly.open(Path(folder) / "empty")
        out = workspace.export("csv", Path(folder) / "empty.zip")
        workspace.close()
        with zipfile.ZipFile(out) as archive:
            for member in archive.namelist():
                yield member, archive.read(member).decode("utf-8-sig").strip().replace(",", ", ")


def _ticked(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _prose(text: str) -> str:
    return " ".join(text.split())


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


PAGES = {"predicates": predicates_page, "cli": cli_page, "exports": exports_page}


# -- samples -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Sample:
    """A command of a document, what stands below it there, and what it did just now."""

    command: str  # with the ids of today
    documented: str
    printed: str
    expected: int
    code: int
    error: str


def samples(document: str, folder: Path) -> list[list[Sample]]:
    """Runs every command of every console block of a document in `folder`; a list for each block."""
    shutil.copytree(DOCS / "inbox", folder / "inbox")
    known: dict[str, str] = {}
    return [[_run(step, folder, known) for step in _steps(block)] for block in _BLOCK.findall(document)]


def _steps(block: str) -> list[str]:
    return [step for step in re.split(r"^\$ ", block, flags=re.MULTILINE) if step.strip()]


def _run(step: str, folder: Path, known: dict[str, str]) -> Sample:
    line, _, documented = step.partition("\n")
    command = _WHY.sub(lambda m: known.get(m[0], m[0]), line)
    expected = re.search(r"# exit code (\d+)", command)
    cut = re.search(r"\| head -(\d+)", command)
    name, *arguments = shlex.split(command.split("|")[0], comments=True)
    if name != "reportedly":
        raise ValueError(f"only reportedly is run: {line!r}")
    out, error = io.StringIO(), io.StringIO()
    with (
        contextlib.chdir(folder),
        mock.patch.dict(os.environ, _TERMINAL),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(error),
    ):
        code = cli.run(arguments)
    lines = [row.rstrip() for row in _CODES.sub("", out.getvalue()).replace(str(folder), "/home/you").splitlines()]
    printed = "\n".join(lines[: int(cut[1])] if cut else lines)
    known |= _renewed(documented, printed)
    return Sample(command, documented, printed, int(expected[1]) if expected else 0, code, error.getvalue())


def _renewed(documented: str, printed: str) -> dict[str, str]:
    """Documented id -> the id of today: of the row that says the same, else of the row in the same place."""
    rows = _ROW.findall(printed)
    by_text = {_prose(text): row_id for row_id, text in reversed(rows)}
    renewed = {}
    for place, (row_id, text) in enumerate(_ROW.findall(documented)):
        same_place = rows[min(place, len(rows) - 1)][0] if rows else row_id
        renewed[row_id] = by_text.get(_prose(text), same_place)
    return renewed


def with_fresh_samples(document: str, folder: Path) -> str:
    """The document with what its commands print today."""
    ran = samples(document, folder)
    for sample in (sample for block in ran for sample in block):
        if sample.code != sample.expected:
            raise SystemExit(f"exit code {sample.code} from `{sample.command}`: {sample.error or sample.printed}")
    blocks = iter(ran)

    def fresh(_: re.Match[str]) -> str:
        steps = [f"$ {sample.command}\n{sample.printed.strip(chr(10))}\n" for sample in next(blocks)]
        return "```console\n" + "\n".join(steps) + "```"

    return _BLOCK.sub(fresh, document)


def main(arguments: list[str]) -> int:
    """Writes everything, or with `--check` says which pages of reference are out of date."""
    pages = reference()
    stale = [path for path, text in pages.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    for path in stale:
        print(f"{path.relative_to(ROOT)} is out of date")
    if "--check" in arguments:
        return 1 if stale else 0
    for path in stale:
        path.write_text(pages[path], encoding="utf-8")
    for path in WITH_SAMPLES:
        with tempfile.TemporaryDirectory() as folder:
            fresh = with_fresh_samples(path.read_text(encoding="utf-8"), Path(folder).resolve())
        path.write_text(fresh, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
