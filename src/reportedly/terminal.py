"""What only a terminal shows: a progress bar, and tables that are drawn."""

import contextlib
import time
from collections.abc import Iterable, Iterator, Sequence

from rich import box
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from .build import Progress as Tell
from .screen import safe


def drawn(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    """A table with aligned columns, folded to the width of the terminal."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for header in headers:
        table.add_column(header, overflow="fold")
    for row in rows:
        table.add_row(*(Text(safe(cell)) for cell in row))
    return table


@contextlib.contextmanager
def bar(*, shown: bool) -> Iterator[Tell | None]:
    """A function to tell of progress, while a bar shows it; None where nobody watches.

    The bar says what is done, how far, how fast, how long still, and which file now.
    """
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
