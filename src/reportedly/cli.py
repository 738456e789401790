"""The command line: parse, call one function, print. The only module that prints.

Exit codes: 0 all well; 1 the command asks for what cannot be; 2 some inputs were read in part or rejected; 3 the
workspace is damaged or the disk full; 4 another process is writing.
"""

import contextlib
import errno
import functools
import io
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .errors import Busy, Damaged, ReportedlyError, UsageError, WorkspaceError
from .when import Date

if TYPE_CHECKING:
    from rich.console import Console

    from .ask import View
    from .build import Progress
    from .workspace import Ledger, Workspace

OK, USAGE, IN_PART, DAMAGED, BUSY, INTERRUPTED = 0, 1, 2, 3, 4, 130
WORKSPACE = Path("reportedly.workspace")  # where -w names no other folder
FULL = (errno.ENOSPC, errno.EDQUOT)
_REPORT = "REPORTEDLY_DEBUG=1 shows where; please report it with the command you gave"


class Day(click.ParamType[date]):
    """2014, 2014-09 or 2014-09-17, with or without `~`: of an imprecise date, its last day."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day that is meant."""
        if isinstance(value, date):
            return value
        try:
            day = Date.of(str(value).removesuffix("~"))
        except ReportedlyError as error:
            self.fail(str(error), param, ctx)
        assert day.latest is not None
        return day.latest


class Place(click.Path):
    """A path; the empty string is none, though it would be read as the current folder."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path as a `Path`."""
        if value == "":
            self.fail("the path is empty", param, ctx)
        return Path(str(super().convert(value, param, ctx)))


@dataclass(frozen=True)
class Screen:
    """Where a command's result goes, and in which shape."""

    folder: Path
    as_json: bool
    valid: date | None = None
    reported: date | None = None

    @functools.cached_property
    def console(self) -> "Console":
        """The terminal, or the pipe that stands in its place. `NO_COLOR` is honoured."""
        from rich.console import Console  # noqa: PLC0415 - `--help` must not wait for it

        return Console(highlight=False, markup=False, emoji=False, soft_wrap=True)

    def say(self, lines: Iterable[str]) -> None:
        """Prints lines for people, folded where a terminal would break them anywhere."""
        from .trees import folded  # noqa: PLC0415 - see above

        for line in folded(lines, self.console.width) if self.console.is_terminal else lines:
            print(line)

    def give(self, value: Any) -> None:
        """Prints JSON for programs."""
        print(json.dumps(value, ensure_ascii=False, indent=2))

    def table(self, headers: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """A table on a terminal; tabs elsewhere."""
        from . import screen  # noqa: PLC0415 - see above

        if self.console.is_terminal and not rows:
            self.say(["Nothing is reported in this corpus."])
        elif self.console.is_terminal:
            self.console.print(screen.drawn(headers, rows, self.console.width), soft_wrap=False)
        else:
            self.say(screen.plain_table(headers, rows))

    @contextlib.contextmanager
    def workspace(self, *, make: bool = False, **options: Any) -> "Iterator[Workspace]":
        """The workspace, open; verbs that only read do not make one."""
        import reportedly  # noqa: PLC0415 - see above

        if not make and not (self.folder / "workspace.sqlite").exists():
            raise UsageError(
                f"there is no workspace at {self.folder}: make one with `reportedly ingest PATH`, or name one with -w"
            )
        workspace = reportedly.open(self.folder, **options)
        try:
            yield workspace
        finally:
            workspace.close()

    def progress(self) -> "contextlib.AbstractContextManager[Progress | None]":
        """A bar where somebody watches a terminal."""
        from .screen import bar  # noqa: PLC0415 - see above

        return bar(shown=not self.as_json and self.console.is_terminal)

    @contextlib.contextmanager
    def view(self) -> "Iterator[View]":
        """The workspace as of the two dates."""
        with self.workspace() as workspace:
            yield workspace.view(self.valid, self.reported)


# -- options -----------------------------------------------------------------------------------------------------------

_FOLDER = click.option(
    "-w",
    "--workspace",
    "folder",
    type=Place(),
    metavar="DIR",
    help="The workspace folder [default: ./reportedly.workspace].",
)


_EXTRACTOR = click.option(
    "--extractor", metavar="NAME", default="model", help="An extractor: a name, or file.py:Class."
)
_LIMIT = click.option("--limit", type=click.IntRange(min=0), default=20, show_default=True, help="How many to show.")
_NAME = click.argument("name", required=False)


def verb(*, dated: bool = False, **options: Any) -> Callable[[Callable[..., int | None]], click.Command]:
    """A command that gets a `Screen` first; with `dated`, one that looks at the workspace as of two dates."""

    def wrap(function: Callable[..., int | None]) -> click.Command:
        @functools.wraps(function)
        def run_verb(
            folder: Path | None, *, as_json: bool, valid: date | None = None, reported: date | None = None, **rest: Any
        ) -> int:
            chosen = folder or click.get_current_context().obj or WORKSPACE
            return function(Screen(chosen, as_json, valid, reported), **rest) or OK

        made: Any = run_verb
        if dated:
            made = click.option("--known-by", "reported", type=Day(), help="Only what had been reported by that day.")(
                made
            )
            made = click.option("--as-of", "valid", type=Day(), help="What is told to hold on that day.")(made)
        made = click.option("--json", "as_json", is_flag=True, help="One JSON document instead of text.")(made)
        command: click.Command = main_group.command(**options)(_FOLDER(made))
        return command

    return wrap


@click.group("reportedly", context_settings={"help_option_names": ["-h", "--help"]})
@_FOLDER
@click.version_option(package_name="reportedly")
@click.pass_context
def main_group(context: click.Context, folder: Path | None) -> None:
    """Reads many public reports on armed conflict and says who is who, what is reported, by whom, and how well supported.

    Every command takes --json. Dates are 2014, 2014-09 or 2014-09-17.
    """
    context.obj = folder


# -- writing -----------------------------------------------------------------------------------------------------------


@verb()
@click.argument("paths", nargs=-1, required=True, type=Place())
@click.option("--reader", metavar="NAME", help="A reader of your own: an installed one, or file.py:Class.")
@_EXTRACTOR
def ingest(screen: Screen, paths: tuple[Path, ...], reader: str | None, extractor: str) -> int:
    """Reads files and folders. Interrupting is safe: run the same command again to go on."""
    with screen.workspace(make=True, reader=reader, extractor=extractor) as workspace, screen.progress() as progress:
        ledger = workspace.ingest(paths, progress)
    return _show_ledger(screen, ledger)


def _show_ledger(screen: Screen, ledger: "Ledger") -> int:
    from .export import answers  # noqa: PLC0415 - `--help` must not wait for it
    from .screen import ledger_lines  # noqa: PLC0415

    if screen.as_json:
        screen.give(answers.ledger_json(ledger, ledger.entries))
    else:
        screen.say(ledger_lines(ledger))
    return OK if ledger.clean else IN_PART


@verb()
@_EXTRACTOR
def rebuild(screen: Screen, extractor: str) -> int:
    """Makes all that was derived again, from the reports and the decisions."""
    with screen.workspace(extractor=extractor) as workspace, screen.progress() as progress:
        failed = workspace.rebuild(progress)
        names = {workspace.store.name_of(report): why for report, why in failed.items()}
    if screen.as_json:
        screen.give({"failed": names})
    else:
        screen.say(
            [f"not analysed: {name}: {why}" for name, why in sorted(names.items())] or ["Rebuilt from the reports."]
        )
    return IN_PART if failed else OK


@verb(dated=True)
@click.option(
    "-f",
    "--format",
    "name",
    required=True,
    metavar="NAME",
    help="claims, csv, ftm, an installed one, or file.py:Class.",
)
@click.option(
    "-o",
    "--out",
    type=Place(dir_okay=False, allow_dash=True),
    help="The file to write, - for standard output [default: reportedly.SUFFIX].",
)
def export(screen: Screen, name: str, out: Path | None) -> None:
    """Writes what is known to a file for other tools."""
    from . import plugins  # noqa: PLC0415

    target = out or Path(f"reportedly{plugins.load('exporter', name).suffix}")
    with screen.workspace() as workspace:
        if target == Path("-"):
            whole = io.BytesIO()  # complete or absent, as a file is
            plugins.load("exporter", name).export(workspace.view(screen.valid, screen.reported), whole)
            sys.stdout.buffer.write(whole.getvalue())
            return
        try:
            workspace.export(name, target, valid=screen.valid, reported=screen.reported)
        except OSError as error:
            raise (Damaged if error.errno in FULL else UsageError)(
                f"cannot write {target}: {error.strerror}"
            ) from error
    size = target.stat().st_size
    if screen.as_json:
        screen.give({"file": str(target), "bytes": size})
    else:
        screen.say([f"{target}: {size:,} bytes"])


# -- reading -----------------------------------------------------------------------------------------------------------


@verb()
@click.option("--outcome", help="List the files that are so: a comma list of ingested, duplicate, partial, rejected.")
def status(screen: Screen, outcome: str | None) -> int | None:
    """What is in the workspace, and what became of every file."""
    from .export import answers  # noqa: PLC0415
    from .screen import figure_lines, ledger_lines  # noqa: PLC0415
    from .store import OUTCOMES  # noqa: PLC0415

    wanted = set((outcome or "").split(",")) - {""}
    if wanted - set(OUTCOMES):
        raise UsageError(f"no outcome {min(wanted - set(OUTCOMES))!r}; there are: {', '.join(OUTCOMES)}")
    with screen.workspace() as workspace:
        ledger, view = workspace.ledger(), workspace.view()
        listed = [entry for entry in ledger.entries if entry.outcome in wanted]
        figures = {
            "reports": len(view.reports),
            "claims": len(view.told),
            "refused": sum(view.store.extraction(report.id).refused for report in view.reports),
            "entities": len(view.entities()),
            "findings": len(view.findings()),
            "conflicts": len(view.conflicts()),
            "waiting": len(workspace.store.waiting()),
        }
    if screen.as_json:
        screen.give({"workspace": str(screen.folder), **figures, **answers.ledger_json(ledger, listed)})
    elif wanted:
        screen.table(("outcome", "file", "reason"), [(entry.outcome, entry.path, entry.reason) for entry in listed])
    else:
        screen.say(ledger_lines(ledger))
        screen.say(figure_lines(figures))
    return None


@verb(dated=True)
@_NAME
@_LIMIT
def show(screen: Screen, name: str | None, limit: int) -> None:
    """Who somebody is, and what is reported. Without a NAME: all who are named, most reported first."""
    from . import codec  # noqa: PLC0415
    from . import screen as words  # noqa: PLC0415
    from .export import answers  # noqa: PLC0415

    with screen.view() as view:
        if name is None:
            known = view.entities()
            if screen.as_json:
                screen.give(codec.plain(words.foremost(known, limit)))
            else:
                screen.table(("name", "kind", "reports", "also named"), words.entity_rows(known, limit))
                screen.say(words.rest_line(len(known), limit))
            return
        entity = words.the_one(view, name)
        profile = view.profile(entity)
        findings = view.timeline(entity.id)
        if screen.as_json:
            screen.give(answers.profile_json(profile, findings, view))
            return
        ids = words.ids_of(view)
        screen.say(words.profile_lines(profile, view))
        if not findings:
            screen.say(["Nothing else is reported of this name in this corpus, as of these dates."])
            return
        screen.table(words.FINDING_HEADERS, [words.finding_row(seen, view, ids) for seen in findings])
        screen.say(words.one_origin_line(findings))
        screen.say(["who says so: reportedly why #"])


@verb(dated=True)
@click.argument("some_id", metavar="ID")
def why(screen: Screen, some_id: str) -> None:
    """Who says so, in which words. Sources, offsets, copies, denials, contradictions of one finding or claim."""
    from . import screen as words  # noqa: PLC0415
    from . import trees  # noqa: PLC0415
    from .export import answers  # noqa: PLC0415

    with screen.view() as view:
        some_id = some_id.strip().lower()
        if not some_id:
            raise UsageError("give the id of a finding or a claim, as `show` prints them")
        known = view.entity(some_id)
        if known is not None:
            raise UsageError(
                f"{some_id} is {known.label}: `reportedly show {some_id}` lists what is reported, each with an id"
            )
        answer = view.why(some_id)
        if screen.as_json:
            screen.give(answers.why_json(answer, view))
        else:
            screen.say([*trees.why_lines(answer, view, words.ids_of(view)), *words.dates_line(view)])


@verb(dated=True)
@_NAME
def timeline(screen: Screen, name: str | None) -> None:
    """What is reported, in the order of time. Of one NAME, or of everybody."""
    from . import screen as words  # noqa: PLC0415
    from .export import answers  # noqa: PLC0415

    with screen.view() as view:
        findings = view.timeline(words.the_one(view, name).id if name else None)
        if screen.as_json:
            screen.give([answers.finding_json(seen, view) for seen in findings])
            return
        ids = words.ids_of(view)
        screen.say(words.dates_line(view))
        screen.table(words.FINDING_HEADERS, [words.finding_row(seen, view, ids) for seen in findings])


@verb(dated=True)
@_NAME
@_LIMIT
def conflicts(screen: Screen, name: str | None, limit: int) -> None:
    """What cannot all be true. The sharpest first, each side with its sources."""
    from . import screen as words  # noqa: PLC0415
    from . import trees  # noqa: PLC0415
    from .export import answers  # noqa: PLC0415

    with screen.view() as view:
        disputes = view.conflicts()
        if name:
            wanted = words.the_one(view, name).id
            disputes = tuple(d for d in disputes if any(r.filler == wanted for f in (d.left, d.right) for r in f.roles))
        if screen.as_json:
            screen.give([answers.dispute_json(dispute, view) for dispute in disputes])
            return
        ids = words.ids_of(view)
        screen.say(words.dates_line(view))
        for dispute in disputes[:limit]:
            screen.say([*trees.dispute_lines(dispute, view, ids), ""])
        screen.say(
            [f"{words.count(len(disputes), 'contradiction')} reported in this corpus"] if disputes else [words.NONE]
        )
        screen.say(words.rest_line(len(disputes), limit))


@verb(dated=True)
@click.argument("text")
@_LIMIT
def search(screen: Screen, text: str, limit: int) -> None:
    """Reports that hold all these words, best first."""
    from .export.answers import day  # noqa: PLC0415
    from .screen import quoted  # noqa: PLC0415

    if not any(character.isalnum() for character in text):
        raise UsageError("give the words to look for")
    with screen.view() as view:
        hits = view.search(text, limit)
        rows = [(view.store.name_of(i), view.store.report(i).published, span, snippet) for i, span, snippet in hits]
    if screen.as_json:
        screen.give(
            [{"report": n, "published": str(d), "start": s.start, "end": s.end, "around": t} for n, d, s, t in rows]
        )
    elif rows:
        screen.table(
            ("report", "published", "chars", "around"),
            [(n, day(d), f"{s.start}–{s.end}", quoted(t)) for n, d, s, t in rows],
        )
    else:
        screen.say([f"not reported in this corpus: {text!r}"])


@verb()
@click.option(
    "--reports",
    type=Place(exists=True),
    help="A folder of your own instead of the bundled corpus.",
)
def demo(screen: Screen, reports: Path | None) -> int:
    """Builds a bundled, invented corpus. Or a folder of your own; shows its sharpest contradiction."""
    from importlib.resources import as_file, files  # noqa: PLC0415

    from . import trees  # noqa: PLC0415
    from .export import answers  # noqa: PLC0415

    chosen = click.get_current_context().params.get("folder")
    folder = screen.folder if chosen or screen.folder != WORKSPACE else Path("reportedly-demo.workspace")
    own = Screen(folder, screen.as_json)
    with as_file(files("reportedly") / "data" / "demo") as bundled, own.workspace(make=True) as workspace:
        with own.progress() as progress:
            ledger = workspace.ingest([reports or bundled], progress)
        view = workspace.view()
        disputes = view.conflicts()
        if screen.as_json:
            first = answers.dispute_json(trees.sharpest(disputes), view) if disputes else None
            screen.give({"workspace": str(folder), "conflict": first})
        else:
            screen.say(["", *trees.demo_lines(folder, ledger, disputes, view)])
    return OK if ledger.clean else IN_PART


# -- the way in and out ------------------------------------------------------------------------------------------------


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs a command and leaves with its exit code: a message for every error, never a traceback."""
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Runs a command; returns the exit code."""
    try:
        return int(main_group.main(arguments, prog_name="reportedly", standalone_mode=False) or OK)
    except click.ClickException as error:
        error.show()
        return USAGE
    except (click.Abort, KeyboardInterrupt):
        _complain("stopped: what was finished is kept, run the same command again to go on")
        return INTERRUPTED
    except SystemExit:  # click leaves like this, and quietly, when nobody reads the output any more
        return OK
    except ReportedlyError as error:
        _complain(str(error))
        return BUSY if isinstance(error, Busy) else DAMAGED if isinstance(error, WorkspaceError) else USAGE
    except Exception as error:
        if os.environ.get("REPORTEDLY_DEBUG", "") not in ("", "0"):
            raise
        if isinstance(error, OSError) and error.errno in FULL:
            code, said = DAMAGED, f"cannot write the output: {error.strerror}"
        else:
            code, said = USAGE, f"this should not have happened: {type(error).__name__}: {error}\n{_REPORT}"
        _complain(said)
        return code


def _complain(message: str) -> None:
    print(f"reportedly: {message}", file=sys.stderr)


if __name__ == "__main__":
    main()
