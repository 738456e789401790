"""Reportedly: who is who, what is reported, by whom, and how well supported.

workspace = reportedly.open("reportedly.workspace")
workspace.ingest(["reports/"])
view = workspace.view(valid=date(2016, 3, 1), reported=date(2016, 4, 1))
"""

from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .workspace import Workspace

__all__ = ["open"]


def open(folder: str | PathLike[str], *, extractor: str = "model", reader: str | None = None) -> "Workspace":  # noqa: A001 - reads well as reportedly.open
    """Opens the workspace in `folder`, or makes one where the folder is absent or empty.

    Args:
        folder: where the workspace lies.
        extractor: the name of an extractor, or "file.py:Class".
        reader: the name of a reader for the files with its suffixes, or "file.py:Class".

    Raises:
        UsageError: the folder holds other files; there is no such plug-in.
        WorkspaceError: the workspace is busy, damaged, or written by a newer version.
    """
    from .workspace import Workspace  # noqa: PLC0415 - so that `import reportedly` and `--help` stay quick

    return Workspace(Path(folder), extractor=extractor, reader=reader)
