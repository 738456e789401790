"""The workspace as users and programs hold it: `build.Workspace`, with the doors to asking and exporting."""

import os
from datetime import date
from pathlib import Path

from . import build, plugins
from .ask import View


class Workspace(build.Workspace):
    """One folder of reports, and what they amount to."""

    def view(self, valid: date | None = None, reported: date | None = None) -> View:
        """What the workspace says as of two dates.

        Args:
            valid: what is told to hold on that day; all times where None.
            reported: only what had been reported by that day; everything where None.
        """
        return View(self.store, valid=valid, reported=reported)

    def export(
        self,
        name: str,
        path: Path,
        *,
        valid: date | None = None,
        reported: date | None = None,
    ) -> Path:
        """Writes a view in the format called `name` to a file, which is complete or absent; returns its path.

        Raises:
            UsageError: there is no such format.
        """
        exporter: plugins.Exporter = plugins.load("exporter", name)
        target = path.resolve()  # what a link leads to is written, the link stays
        if path.exists() and not target.is_file():  # a pipe or a device cannot be replaced
            with path.open("wb") as out:
                exporter.export(self.view(valid, reported), out)
            return path
        unfinished = target.with_name(f"{target.name}.{os.getpid()}.tmp")
        try:
            with unfinished.open("wb") as out:
                exporter.export(self.view(valid, reported), out)
            unfinished.replace(target)
        finally:
            unfinished.unlink(missing_ok=True)
        return path
