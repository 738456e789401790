"""Where in a text the words of a query stand: what the index of SQLite does not tell."""

import re
import unicodedata
from collections.abc import Sequence

from ..model import Span

AROUND = 60  # characters shown on either side of a hit


def words_of(query: str) -> list[str]:
    """The words to look for."""
    return re.findall(r"\w+", query)


def first_hit(text: str, words: Sequence[str]) -> tuple[Span, str]:
    """Where the words stand in a row, else where the first of them stands, else the first character; and around it."""
    span = _place(text, words)
    start, end = max(0, span.start - AROUND), span.end + AROUND
    around = " ".join(text[start:end].split())
    return span, f"{'…' * (start > 0)}{around}{'…' * (end < len(text))}"


def _fold(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c))


def _place(text: str, words: Sequence[str]) -> Span:
    wanted = [_fold(word) for word in words]
    tokens = [(m.start(), m.end(), _fold(m.group())) for m in re.finditer(r"\w+", text)]
    for size in (len(wanted), 1):
        for i in range(len(tokens) - size + 1):
            if [t[2] for t in tokens[i : i + size]] == wanted[:size]:
                return Span(tokens[i][0], tokens[i + size - 1][1])
    return Span(0, 1)
