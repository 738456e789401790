"""Finds the files under the paths that a user gives, and reads their bytes, or says why it cannot."""

import stat
from collections.abc import Iterator
from pathlib import Path

from ..errors import UnreadableInput

MOST_BYTES = 256 * 1024 * 1024  # a file is held in memory as a whole


def under(top: Path) -> Iterator[tuple[Path, str]]:
    """Every file in a folder, in order, with what is wrong with it; links to folders are not followed."""
    todo = [top]
    while todo:
        here = todo.pop()
        try:
            mode = here.stat().st_mode
        except OSError as error:
            yield here, f"a link that leads nowhere: {error.strerror}" if here.is_symlink() else str(error.strerror)
            continue
        if not stat.S_ISDIR(mode):
            yield here, "" if stat.S_ISREG(mode) else "not a regular file"
        elif here.is_symlink() and here != top:
            yield here, "a link to a folder is not followed: give the folder itself"
        elif (here / "workspace.sqlite").is_file() and (here / "sources").is_dir():
            yield here, "a workspace: give the reports that it was made from"
        else:
            try:
                todo += sorted(here.iterdir(), reverse=True)
            except OSError as error:
                yield here, f"the folder cannot be read: {error.strerror}"


def content_of(path: Path) -> bytes:
    """The bytes of a file.

    Raises:
        UnreadableInput: it is too large to hold in memory.
        OSError: it cannot be read.
    """
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise UnreadableInput(f"over {MOST_BYTES // 1024**2} MiB: split it into smaller files")
    return path.read_bytes()
