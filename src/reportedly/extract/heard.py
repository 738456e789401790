"""Cues that the trained model saw, each with its source and content, joined to it along the tree.

The model marks all that somebody says, thinks or wants (after PolNeAR, Newell et al. 2018). A wish or a plan has an
author, but nobody says by it that something is so: what counts here governs a clause or a quotation.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..lang.decode import Labelled
from ..model import Span
from . import phrases
from .cues import Head, frame_of
from .marks import Clause
from .sight import Sight

_FAR = 4
"""Edges of the tree between a cue and what may be its own; what stands right beside it may be farther."""
_CLAUSAL = frozenset(["ccomp", "parataxis"])
_PASSIVE = frozenset(["aux:pass", "nsubj:pass"])
_OURSELVES = frozenset(["i", "we", "my", "our"])  # whose page or speech it is anyway
_AROUND = '“”"‘«» ,:.;'  # the corpora draw marks and stops into a content; "’" may be the end of a word


@dataclass(frozen=True, slots=True)
class Heard:
    """A cue that the model saw; `content` is empty where it saw none."""

    head: Head
    content: tuple[Span, ...]


def hear(clause: Clause, sight: Sight) -> tuple[Heard, ...]:
    """The cues of a sentence that have a source and say that something is so, from left to right."""
    return tuple(_Row(clause, sight).heard()) if sight.words[clause.sentence.index] else ()


class _Row:
    """What the model saw in one sentence."""

    def __init__(self, clause: Clause, sight: Sight) -> None:
        self.clause = clause
        self.row = clause.sentence.index
        self.sight = sight
        self.words = sight.words[self.row]
        self.parsed = sight.analysis.rows[self.row]
        self.heads, self.relations = self.parsed.heads, self.parsed.relations
        self.begins = [word.start for word in clause.words]

    def heard(self) -> Iterator[Heard]:
        parts: dict[str, list[Labelled]] = {"cue": [], "source": [], "content": []}
        for part in self.parsed.spans.get("attribution", ()):
            parts[part.label].append(part)
        owner = [self._nearest(content, parts["cue"]) for content in parts["content"]]
        for cue in parts["cue"]:
            contents = [c for c, own in zip(parts["content"], owner, strict=True) if own is cue]
            source = self._nearest(cue, parts["source"])
            if source is not None and self._says(cue, source, contents):
                head = self._head(cue, source)
                if head is not None:
                    yield Heard(head, tuple(self._bare(content) for content in contents))

    def _nearest(self, part: Labelled, others: Sequence[Labelled]) -> Labelled | None:
        """The one nearest in the tree; of several the nearest in the sentence."""

        def apart(other: Labelled) -> tuple[int, int, int]:
            gap = max(other.start - part.end, part.start - other.end)
            return self._edges(self._top(part), self._top(other)), gap, other.start

        best = min(others, key=apart, default=None)
        if best is None:
            return None
        edges, gap, _ = apart(best)
        return best if edges <= _FAR or gap <= 1 else None

    def _top(self, part: Labelled) -> int:
        """The word of a part from which the others hang."""
        outward = [w for w in range(part.start, part.end) if not part.start <= self.heads[w] < part.end]
        return min(outward, key=lambda word: len(self._path(word)))

    def _path(self, word: int) -> list[int]:
        path = [word]
        while self.heads[path[-1]] >= 0:
            path.append(self.heads[path[-1]])
        return path

    def _edges(self, one: int, other: int) -> int:
        a, b = self._path(one), self._path(other)
        return len(a) + len(b) - 2 * len(set(a) & set(b))

    def _says(self, cue: Labelled, source: Labelled, contents: Sequence[Labelled]) -> bool:
        """Does the source say by the cue that something is so?"""
        if self.words[cue.start].lower == "according":
            return True
        if self.parsed.tags[self._top(cue)] != "VERB" or self._is_told_of(cue, source):
            return False
        if self.words[source.start].lower in _OURSELVES:
            return False
        return any(self._is_clause(cue, content) or self._is_quoted(content) for content in contents)

    def _is_told_of(self, cue: Labelled, source: Labelled) -> bool:
        """Is the source the one of whom it is said: "he is said to", "fighters said to be of the front"?"""
        top, subject = self._top(cue), self._top(source)
        link = self.relations[subject]
        own = range(cue.start, cue.end)
        around = [w for w, h in enumerate(self.heads) if w in own or (h in own and not source.start <= w < source.end)]
        reduced = source.start <= self.heads[top] < source.end and self.relations[top] == "acl"
        return (
            (self.heads[subject] in own and link == "nsubj:pass")
            or (reduced and not self.words[top].lower.endswith("ing"))
            or (any(self.relations[w] in _PASSIVE for w in around) and not link.startswith("obl"))
        )

    def _is_clause(self, cue: Labelled, content: Labelled) -> bool:
        """Does the content hang on the cue as a clause, or the cue on the content, as in "..., he said, ..."?"""
        top, clause = self._top(cue), self._top(content)
        below = cue.start <= self.heads[clause] < cue.end and self.relations[clause] in _CLAUSAL
        above = content.start <= self.heads[top] < content.end and self.relations[top] in _CLAUSAL
        return below or above

    def _is_quoted(self, content: Labelled) -> bool:
        span = self.sight.span(self.row, content.start, content.end)
        words = span.of(self.clause.text)
        return words[0] in phrases.OPENING or words[-1] in phrases.CLOSING or self._is_direct(span)

    def _is_direct(self, span: Span) -> bool:
        return any(q.span.start <= span.end and span.start <= q.span.end for q in self.clause.direct)

    def _bare(self, content: Labelled) -> Span:
        """The content without the marks and stops around it and without its "that"."""
        span = self.sight.span(self.row, content.start, content.end)
        words = span.of(self.clause.text)
        start = span.start + len(words) - len(words.lstrip(_AROUND))
        end = span.start + len(words.rstrip(_AROUND))
        if self.clause.text[start:end].lower().startswith("that "):
            start += len("that ")
        return Span(start, end) if start < end else span

    def _head(self, cue: Labelled, source: Labelled) -> Head | None:
        """Cue and source as words of the sentence; None where they fall together or the words report nothing."""
        clause, words = self.clause, self.clause.words
        first, past = self._tokens(cue)
        who = self._tokens(source)
        infinitive = past < len(words) and words[past].lower == "to" and not clause.hearer_follows(past + 1)
        if infinitive or (who[0] < past and first < who[1]):
            return None
        if who[1] - who[0] == 1 and words[who[0]].lower in ("who", "which", "that"):
            named = self._before(who[0], clause.floor(first))
            if named is None:
                return None
            who = named
        frame = "according" if words[first].lower == "according" else self._frame(first, past)
        follows = 0 <= who[0] - past <= 1
        return Head(
            frame, first, past, who, min(first, who[0]), who[1] if follows else past,
            inverted=follows and frame != "according",
        )  # fmt: skip

    def _frame(self, first: int, past: int) -> str:
        frames = (frame_of(self.clause.words[at].lower) for at in reversed(range(first, past)))
        frame = next((f for f in frames if f), "say")
        return frame if frame in ("name", "tell", "think", "show") else "say"

    def _before(self, at: int, floor: int) -> tuple[int, int] | None:
        """Whom a relative pronoun stands for."""
        at -= 1
        while at > floor and self.clause.words[at].text == ",":
            at -= 1
        return phrases.before(self.clause.words, at, floor) if at >= floor else None

    def _tokens(self, part: Labelled) -> tuple[int, int]:
        """The words of the sentence that hold a part: the model's words are shorter."""
        span = self.sight.span(self.row, part.start, part.end)
        first, last = (bisect_right(self.begins, place) - 1 for place in (span.start, span.end - 1))
        return first, last + 1
