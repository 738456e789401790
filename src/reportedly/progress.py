"""A progress bar on a terminal: what is done, how far, how fast, how long still, which file now."""

import contextlib
import time
from collections.abc import Iterator

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from .build import Progress as Tell


@contextlib.contextmanager
def bar(*, shown: bool) -> Iterator[Tell | None]:
    """A function to tell of progress, while a bar shows it; None where nobody watches."""
    if not shown:
        yield None
        return
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[speed]}", markup=False),
        TextColumn("eta"),
        TimeRemainingColumn(),
        TextColumn("{task.fields[now]}", markup=False),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown_bar:
        task = shown_bar.add_task("", total=None, speed="", now="")
        began: dict[str, float] = {}

        def tell(doing: str, done: int, total: int, now: str) -> None:
            start = began.setdefault(doing, time.monotonic())
            speed = f"{done / max(time.monotonic() - start, 0.001):.0f} a second" if done else ""
            shown_bar.update(task, description=doing, completed=done, total=total, speed=speed, now=now[-60:])

        yield tell
