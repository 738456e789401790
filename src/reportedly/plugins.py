"""The three extension points, and how a name becomes an object.

A plug-in is a class with the attributes below. Three ways to have it found, in this order: built in (the table here),
installed (an entry point in the group `reportedly.reader`, `reportedly.extractor` or `reportedly.exporter`), or a file
given by name (`my_reader.py:MyReader`). One name twice is an error, not an override. `reportedly.testing` checks one.
"""

import importlib
import importlib.util
from collections.abc import Iterable, Mapping
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any, BinaryIO, Literal, Protocol

from .errors import UsageError
from .model import Extraction, Report

Point = Literal["reader", "extractor", "exporter"]


class Reader(Protocol):
    """Turns one file into reports. Must look at nothing outside `stream`; `path` only names it in messages."""

    name: str
    version: int
    suffixes: tuple[str, ...]  # ".eml"; the files it takes

    def read(self, stream: BinaryIO, path: str) -> Iterable[Report]:
        """The reports in the file; raises `UnreadableInput` with the reason where there are none."""


class Extractor(Protocol):
    """Turns one report into an extraction: the same report always gives the same one."""

    name: str
    version: int  # part of what the workspace remembers: a new one makes it extract again

    def extract(self, report: Report) -> Extraction:
        """All that it finds."""


class Exporter(Protocol):
    """Writes a view to one stream; the same view gives the same bytes."""

    name: str
    suffix: str  # ".jsonl"

    def export(self, view: Any, out: BinaryIO) -> None:
        """Writes what an `ask.View` shows."""


BUILT_IN: Mapping[Point, Mapping[str, str]] = {
    "reader": {
        "html": "reportedly.read:HtmlReader",
        "jsonl": "reportedly.read:JsonlReader",
        "text": "reportedly.read:TextReader",
    },
    "extractor": {"model": "reportedly.extract:ModelExtractor", "rules": "reportedly.extract:RuleExtractor"},
    "exporter": {
        "claims": "reportedly.export.claims:ClaimsExporter",
        "csv": "reportedly.export.tables:CsvExporter",
        "ftm": "reportedly.export.ftm:FtmExporter",
    },
}
_NEEDED: Mapping[Point, tuple[str, ...]] = {
    "reader": ("name", "version", "suffixes", "read"),
    "extractor": ("name", "version", "extract"),
    "exporter": ("name", "suffix", "export"),
}


def available(point: Point) -> dict[str, str]:
    """Name -> "module:Class" of everything that is built in or installed.

    Raises:
        UsageError: two packages declare one name.
    """
    table = dict(BUILT_IN[point])
    for found in sorted(entry_points(group=f"reportedly.{point}"), key=lambda e: (e.name, e.value)):
        if found.name in table:
            raise UsageError(
                f"two {point}s are named {found.name!r}: {table[found.name]} and {found.value}; uninstall one"
            )
        table[found.name] = found.value
    return table


def load(point: Point, name: str) -> Any:
    """An instance of the plug-in called `name`, or of the class in "file.py:Class".

    Raises:
        UsageError: there is none, it cannot be imported, or it lacks what its extension point asks for.
    """
    if ".py:" in name:
        path, _, attribute = name.rpartition(":")
        module = _from_file(Path(path))
    else:
        table = available(point)
        if name not in table:
            raise UsageError(f"no {point} {name!r}; there are: {', '.join(sorted(table))}")
        module_name, _, attribute = table[name].partition(":")
        module = importlib.import_module(module_name)
    made = getattr(module, attribute, None)
    if made is None:
        raise UsageError(f"{name}: there is no class {attribute!r}")
    plugin = made()
    lacking = [needed for needed in _NEEDED[point] if not hasattr(plugin, needed)]
    if lacking:
        raise UsageError(f"{name} is no {point}: it lacks {', '.join(lacking)}")
    return plugin


def _from_file(path: Path) -> Any:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None or not path.exists():
        raise UsageError(f"no plug-in file {path}")
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        raise UsageError(f"the plug-in file {path} does not load: {type(error).__name__}: {error}") from error
    return module
