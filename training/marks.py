"""Marks of who says what inside a text: `[s: source]`, `[c: cue]`, `[q: content]`."""

import re
from collections.abc import Iterator, Mapping, Sequence

from eval.corpora import Row
from eval.spans import runs
from reportedly.lang.encoder import words
from reportedly.lang.tokens import split
from reportedly.model import Passage, Report, Span
from reportedly.when import ANY

Mark = tuple[int, int, str]
"""Begin and end as offsets in a text, and a label."""

KINDS = {"s": "source", "c": "cue", "q": "content"}
_MARK = re.compile(r"\[(?:([scq]): )?|\]")

_PLAIN = -1  # a bracket of the text itself


def unmark(text: str, name: str) -> tuple[str, list[Mark]]:
    """The text without its marks, and the marks in the order in which they open.

    Raises:
        ValueError: in document `name` a mark is opened and not closed, or holds nothing.
    """
    plain = ""
    marks: list[Mark] = []
    opened: list[int] = []
    at = 0
    for mark in _MARK.finditer(text):
        if mark[0] == "[":
            opened.append(_PLAIN)
            continue
        last = opened.pop() if not mark[1] and opened else _PLAIN
        if not mark[1] and last == _PLAIN:
            continue
        plain += text[at : mark.start()]
        at = mark.end()
        if mark[1]:
            opened.append(len(marks))
            marks.append((len(plain), 0, KINDS[mark[1]]))
            continue
        begin, _, label = marks[last]
        marks[last] = begin, len(plain), label
        if not plain[begin:].strip():
            raise ValueError(f"{name}: an empty mark near {plain[-40:]!r}")
    if any(mark != _PLAIN for mark in opened):
        raise ValueError(f"{name}: a mark is not closed near {plain[marks[max(opened)][0] :][:60]!r}")
    return plain + text[at:], marks


def cut(text: str, layers: Mapping[str, Sequence[Mark]]) -> Iterator[Row]:
    """The sentences of a text with a paragraph on each line.

    A word belongs to the innermost mark that it begins in; a mark that runs over several sentences is a span in each.
    """
    passages = tuple(Passage(span=Span(m.start(), m.end()), voice="body") for m in re.finditer(r".+", text))
    owners: dict[str, list[tuple[str, int, str] | None]] = {}
    for layer, marks in layers.items():
        owners[layer] = [None] * len(text)
        for number, (begin, end, label) in enumerate(marks):
            owners[layer][begin:end] = [("", number, label)] * (end - begin)
    for sentence in split(Report(id="made", text=text, published=ANY, passages=passages)):
        found = words(text, sentence.span.start, sentence.span.end)
        spans = {layer: runs([of[word.start] for word in found]) for layer, of in owners.items()}
        yield Row(words=[word.text for word in found], layers=spans)
