"""From a network's scores to one answer: labels that may follow each other, heads that form a tree, chains of mentions."""

import json
import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .antecedents import Referring, antecedents, chains
from .best import Crf, mended, softmax, spans, trees, viterbi

__all__ = ["Analysis", "Decoder", "Labelled", "Parsed", "Plan", "Reference"]

Floats = NDArray[np.float32]
Numbers = NDArray[np.int64]
Window = Sequence[tuple[int, int, int]]  # its parts: row, first word, last word + 1

_ADDRESS = re.compile(r"@\w|://|^www\.")
ACROSS = frozenset({"attribution"})
"""Layers whose spans may run on over the end of a sentence, within a paragraph."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A span of a row: words `start` to `end`, half open. `on`: it goes on in the next row."""

    start: int
    end: int
    label: str
    score: float  # 0 to 1, the mean over its words
    on: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """A row as read: a value for each word, and the spans of every layer."""

    tags: tuple[str, ...]  # universal parts of speech
    heads: tuple[int, ...]  # word of the row; -1 is the root
    relations: tuple[str, ...]  # of Universal Dependencies, to the head
    spans: Mapping[str, tuple[Labelled, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A mention: a phrase that refers to somebody or something."""

    row: int
    start: int  # words of the row, half open
    end: int
    head: int
    kind: str
    score: float  # 0 to 1
    antecedent: int  # number of the earlier mention of the same thing, -1 if there is none
    chain: int  # the same number for all mentions of one thing, -1 for a mention that stands alone


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """A report as read; one `Parsed` for each of its rows, and its mentions in the order of the text."""

    rows: tuple[Parsed, ...]
    mentions: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a model file says of itself."""

    tags: tuple[str, ...]
    relations: tuple[str, ...]
    kinds: tuple[str, ...]  # the first is that of a word which heads no mention
    limit: int  # word pieces of a window
    layers: Mapping[str, Crf]
    pairs: Floats  # weights of the features of pairs of mentions

    @classmethod
    def of(cls, text: str) -> "Plan":
        """From the JSON in the file's metadata."""
        data = json.loads(text)
        layers = {
            name: Crf(
                tuple(layer["labels"]), *(np.array(layer[key], np.float32) for key in ("steps", "opens", "closes"))
            )
            for name, layer in data["layers"].items()
        }
        tags, relations, kinds = (tuple(data[name]) for name in ("tags", "relations", "kinds"))
        return cls(tags, relations, kinds, data["limit"], layers, np.array(data["pairs"], np.float32))


@dataclass(frozen=True, slots=True)
class _Part:
    """Consecutive words that were read together: a window, or what a row has of it."""

    start: int  # the first word's place in the row
    tags: list[str]
    heads: list[int]  # 1 is the first word of the window or the row, 0 is the root
    relations: list[str]
    labels: dict[str, tuple[list[str], list[float]]]

    def cut(self, first: int, last: int, start: int) -> "_Part":
        """The words `first` to `last` (half open) of a window, which stand in their row from `start` on."""
        here = slice(first, last)
        heads = [head + start - first if head else 0 for head in self.heads[here]]
        labels = {name: (found[here], shares[here]) for name, (found, shares) in self.labels.items()}
        return _Part(start, self.tags[here], heads, self.relations[here], labels)


@dataclass(frozen=True, slots=True)
class _Mention:
    start: int  # words of the window or the row, half open
    end: int
    head: int
    kind: int
    score: float
    vectors: tuple[Floats, Floats]  # query and key


class Decoder:
    """Gathers what the network says of the windows of one report."""

    def __init__(self, plan: Plan, texts: Sequence[Sequence[str]], breaks: AbstractSet[int]) -> None:
        self.plan, self.texts, self.breaks = plan, texts, breaks
        self._parts: list[list[_Part]] = [[] for _ in texts]
        self._mentions: dict[tuple[int, int, int], _Mention] = {}  # by row and place in it

    def add(self, batch: Sequence[Sequence[Window]], sentences: Numbers, out: Mapping[str, Any]) -> None:
        """Takes the outputs for a batch: for each line all windows that are read so; `sentences` as it was asked."""
        plan = self.plan
        heads = trees(out["arcs"], sentences)
        related = out["relations"].copy()
        root = plan.relations.index("root")
        related[:, :, root] = np.where(heads == 0, np.inf, -np.inf)  # what hangs on the root is the root, nothing else
        tags, relations = out["tags"].argmax(-1), related.argmax(-1)
        lengths = (sentences >= 0).sum(1)
        starts = np.diff(sentences, axis=1, prepend=-1) != 0
        layers = {}
        for name, crf in plan.layers.items():
            begins = starts & self._breaks(batch, sentences) if name in ACROSS else starts
            labels = viterbi(out[name], lengths, begins, crf)
            shares = np.take_along_axis(softmax(out[name]), labels[:, :, None], -1)[:, :, 0]
            layers[name] = (labels, shares)
        kinds = softmax(out["kinds"])
        for at, alike in enumerate(batch):
            read = _Part(
                0,
                [plan.tags[x] for x in tags[at].tolist()],
                heads[at].tolist(),
                [plan.relations[x] for x in relations[at].tolist()],
                {
                    name: ([plan.layers[name].labels[x] for x in labels[at].tolist()], shares[at].tolist())
                    for name, (labels, shares) in layers.items()
                },
            )
            mentions = _mentions(kinds[at], *(out[name][at] for name in ("starts", "ends", "queries", "keys")))
            for window in alike:
                self._take(window, read, mentions)

    def _take(self, window: Window, read: _Part, mentions: Sequence[_Mention]) -> None:
        """Gives the rows of a window what was read; of two mentions with the same words the likelier is kept."""
        first = 0
        for row, start, end in window:
            last, shift = first + end - start, start - first
            self._parts[row].append(read.cut(first, last, start))
            for m in mentions:
                place = (row, m.start + shift, m.end + shift)
                if first <= m.head < last and (place not in self._mentions or self._mentions[place].score < m.score):
                    self._mentions[place] = _Mention(*place[1:], m.head + shift, m.kind, m.score, m.vectors)
            first = last

    def _breaks(self, batch: Sequence[Sequence[Window]], sentences: Numbers) -> NDArray[np.bool_]:
        """The words with whose row a paragraph begins, and the first words of windows."""
        opens = [[not n or row in self.breaks for n, (row, _, _) in enumerate(window)] for window, *_ in batch]
        return np.array([[n >= 0 and line[n] for n in numbers] for line, numbers in zip(opens, sentences, strict=True)])

    def analysis(self) -> Analysis:
        """The report as a whole, when all windows are in."""
        rows = tuple(
            self._row(sorted(parts, key=lambda part: part.start), text)
            for parts, text in zip(self._parts, self.texts, strict=True)
        )
        mentions = sorted(self._mentions.items(), key=lambda at: (at[0][0], at[1].start, -at[1].end))
        referring = [self._referring(row, m, rows[row]) for (row, _, _), m in mentions]
        queries, keys = (np.array([m.vectors[at] for _, m in mentions], np.float32) for at in range(2))
        before = antecedents(referring, queries, keys, self.plan.pairs)
        made = (
            Reference(
                row=row, start=m.start, end=m.end, head=m.head, kind=self.plan.kinds[m.kind],
                score=round(m.score, 4), antecedent=antecedent, chain=chain,
            )
            for ((row, _, _), m), antecedent, chain in zip(mentions, before, chains(before), strict=True)
        )  # fmt: skip
        return Analysis(rows=rows, mentions=tuple(made))

    def _referring(self, row: int, m: _Mention, parsed: Parsed) -> Referring:
        words = tuple(word.lower() for word in self.texts[row][m.start : m.end])
        tag, relation = parsed.tags[m.head], parsed.relations[m.head]
        return Referring(
            row=row, start=m.start, end=m.end, head=m.head, kind=m.kind, tag=tag, relation=relation, words=words
        )

    def _row(self, parts: Sequence[_Part], text: Sequence[str]) -> Parsed:
        """A row of its parts: one root, and the spans that a cut has parted joined again."""
        heads = [head - 1 for part in parts for head in part.heads]
        relations = [relation for part in parts for relation in part.relations]
        roots = [at for at, head in enumerate(heads) if head < 0]
        for at in roots[1:]:
            heads[at], relations[at] = roots[0], "parataxis"
        found = {}
        for layer in self.plan.layers:
            labels = mended([label for part in parts for label in part.labels[layer][0]], [p.start for p in parts[1:]])
            shares = [share for part in parts for share in part.labels[layer][1]]
            whole = layer in ACROSS
            found[layer] = tuple(
                Labelled(start, end, kind, round(sum(shares[start:end]) / (end - start), 4), labels[end - 1][0] in "BI")
                for start, end, kind in spans(labels)
                if whole or not any(map(_ADDRESS.search, text[start:end]))  # an address is nobody's name
            )
        tags = tuple(tag for part in parts for tag in part.tags)
        return Parsed(tags=tags, heads=tuple(heads), relations=tuple(relations), spans=found)


def _mentions(kinds: Floats, starts: Numbers, ends: Numbers, queries: Floats, keys: Floats) -> list[_Mention]:
    """The mentions of a window."""
    made = []
    for head in np.flatnonzero(kinds.argmax(-1)).tolist():
        kind = int(kinds[head].argmax())
        vectors = (queries[head].copy(), keys[head].copy())
        made.append(_Mention(int(starts[head]), int(ends[head]) + 1, head, kind, float(kinds[head, kind]), vectors))
    return made
