"""Lexicons as data: tab-separated files inside the package, with their source and licence in `#` lines."""

from functools import cache
from importlib.resources import files


@cache
def rows(name: str, columns: int) -> tuple[tuple[str, ...], ...]:
    """The rows of one table; missing cells at the end of a row are empty.

    Raises:
        ValueError: a row has more cells than the table has columns.
    """
    made = []
    text = (files("reportedly") / "data" / name).read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) > columns:
            raise ValueError(f"{name}, line {number}: {len(cells)} cells, expected {columns}")
        made.append((*cells, *[""] * (columns - len(cells))))
    return tuple(made)
