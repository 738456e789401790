"""What the trained model saw in a report: words, trees, names, attribution and mentions, at their places in the text."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ..lang.decode import Analysis, Labelled, Reference
from ..lang.encoder import Encoder, words
from ..lang.tokens import Token, split
from ..model import Report, Span

__all__ = ["Sight", "look"]


@dataclass(frozen=True)
class Sight:
    """The model's view of a report: one row for each sentence, in the same order."""

    words: tuple[tuple[Token, ...], ...]  # clitics and hyphens stand apart
    analysis: Analysis

    def span(self, row: int, start: int, end: int) -> Span:
        """Where words `start` to `end` (half open) of a row stand in the report's text."""
        return Span(self.words[row][start].start, self.words[row][end - 1].end)

    def layer(self, name: str) -> Iterator[tuple[int, Labelled, Span]]:
        """Every span of a layer ("names", "attribution"), with its row and its place in the text."""
        for row, parsed in enumerate(self.analysis.rows):
            for labelled in parsed.spans.get(name, ()):
                yield row, labelled, self.span(row, labelled.start, labelled.end)

    @cached_property
    def places(self) -> tuple[tuple[Reference, Span], ...]:
        """Every mention with its place in the text."""
        return tuple((m, self.span(m.row, m.start, m.end)) for m in self.analysis.mentions)


def look(report: Report) -> Sight:
    """Has the model that ships read the report; a paragraph begins where a passage does, and after an empty line."""
    sentences = split(report)
    rows = tuple(words(report.text, s.span.start, s.span.end) for s in sentences)
    breaks = frozenset(
        row
        for row, (before, sentence) in enumerate(itertools.pairwise(sentences), start=1)
        if sentence.passage is not before.passage or report.text[before.span.end : sentence.span.start].count("\n") > 1
    )
    return Sight(rows, Encoder.load().read(rows, breaks))
