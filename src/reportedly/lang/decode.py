"""From a network's scores to one answer: labels that may follow each other, heads that form a tree, chains of mentions."""

import json
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .antecedents import REACH, Referring, scores

__all__ = ["Analysis", "Crf", "Decoder", "Labelled", "Parsed", "Plan", "Reference"]

Floats = NDArray[np.float32]
Numbers = NDArray[np.int64]

ACROSS = frozenset({"attribution"})
"""Layers whose spans may run on over the end of a sentence, within a paragraph."""
_ONE_ROOT = 1e6  # more than all scores of a sentence together: a second root never pays
_BARRED = -1e9


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
class Crf:
    """What a span layer knows of its labels: which there are, and how well one follows another."""

    labels: tuple[str, ...]
    steps: Floats  # [from, to]
    opens: Floats  # a label at the beginning
    closes: Floats  # a label at the end


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


@dataclass(slots=True)
class _Part:
    """Consecutive words of a row that were read together."""

    start: int
    tags: list[str]
    heads: list[int]
    relations: list[str]
    labels: dict[str, tuple[list[str], list[float]]]


@dataclass(slots=True)
class _Mention:
    place: tuple[int, int, int]  # row, start, end
    head: int
    kind: int
    score: float
    vectors: tuple[Floats, Floats]  # query and key


class Decoder:
    """Gathers what the network says of the windows of one report."""

    def __init__(self, plan: Plan, texts: Sequence[Sequence[str]], breaks: AbstractSet[int]) -> None:
        self.plan, self.texts, self.breaks = plan, texts, breaks
        self._parts: list[list[_Part]] = [[] for _ in texts]
        self._mentions: dict[tuple[int, int, int], _Mention] = {}

    def add(self, batch: Sequence[Sequence[tuple[int, int, int]]], sentences: Numbers, out: Mapping[str, Any]) -> None:
        """Takes the outputs for a batch of windows; `sentences` as it was asked."""
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
        for at, window in enumerate(batch):
            offset = 0
            for row, start, end in window:
                here = slice(offset, offset + end - start)
                shift = start - offset
                self._parts[row].append(
                    _Part(
                        start,
                        [plan.tags[x] for x in tags[at, here]],
                        [x - 1 + shift if x else -1 for x in heads[at, here].tolist()],
                        [plan.relations[x] for x in relations[at, here]],
                        {
                            name: ([plan.layers[name].labels[x] for x in labels[at, here]], shares[at, here].tolist())
                            for name, (labels, shares) in layers.items()
                        },
                    )
                )
                self._refer(row, shift, here, kinds[at], {name: out[name][at] for name in _MENTION})
                offset += end - start

    def _breaks(self, batch: Sequence[Sequence[tuple[int, int, int]]], sentences: Numbers) -> NDArray[np.bool_]:
        """The words with whose row a paragraph begins, and the first words of windows."""
        opens = [[not n or row in self.breaks for n, (row, _, _) in enumerate(window)] for window in batch]
        return np.array([[n >= 0 and line[n] for n in numbers] for line, numbers in zip(opens, sentences, strict=True)])

    def _refer(self, row: int, shift: int, here: slice, kinds: Floats, out: Mapping[str, Any]) -> None:
        """Keeps the mentions of a part; of two with the same words, the likelier."""
        for word in np.flatnonzero(kinds[here].argmax(-1)) + here.start:
            kind = int(kinds[word].argmax())
            place = (row, int(out["starts"][word]) + shift, int(out["ends"][word]) + 1 + shift)
            score = float(kinds[word, kind])
            if place not in self._mentions or self._mentions[place].score < score:
                vectors = (out["queries"][word].copy(), out["keys"][word].copy())
                self._mentions[place] = _Mention(place, int(word) + shift, kind, score, vectors)

    def analysis(self) -> Analysis:
        """The report as a whole, when all windows are in."""
        rows = tuple(self._row(sorted(parts, key=lambda part: part.start)) for parts in self._parts)
        mentions = sorted(self._mentions.values(), key=lambda m: (m.place[:2], -m.place[2]))
        referring = [self._referring(m, rows[m.place[0]]) for m in mentions]
        queries, keys = (np.array([m.vectors[at] for m in mentions], np.float32) for at in range(2))
        before = antecedents(referring, queries, keys, self.plan.pairs)
        made = (
            Reference(
                row=m.place[0], start=m.place[1], end=m.place[2], head=m.head, kind=self.plan.kinds[m.kind],
                score=round(m.score, 4), antecedent=antecedent, chain=chain,
            )
            for m, antecedent, chain in zip(mentions, before, chains(before), strict=True)
        )  # fmt: skip
        return Analysis(rows=rows, mentions=tuple(made))

    def _referring(self, m: _Mention, parsed: Parsed) -> Referring:
        row, start, end = m.place
        words = tuple(word.lower() for word in self.texts[row][start:end])
        tag, relation = parsed.tags[m.head], parsed.relations[m.head]
        return Referring(
            row=row, start=start, end=end, head=m.head, kind=m.kind, tag=tag, relation=relation, words=words
        )

    def _row(self, parts: Sequence[_Part]) -> Parsed:
        """A row of its parts: one root, and the spans that a cut has parted joined again."""
        heads = [head for part in parts for head in part.heads]
        relations = [relation for part in parts for relation in part.relations]
        roots = [at for at, head in enumerate(heads) if head < 0]
        for at in roots[1:]:
            heads[at], relations[at] = roots[0], "parataxis"
        found = {}
        for layer in self.plan.layers:
            labels = mended([label for part in parts for label in part.labels[layer][0]], [p.start for p in parts[1:]])
            shares = [share for part in parts for share in part.labels[layer][1]]
            found[layer] = tuple(
                Labelled(start, end, kind, round(sum(shares[start:end]) / (end - start), 4), labels[end - 1][0] in "BI")
                for start, end, kind in spans(labels)
            )
        tags = tuple(tag for part in parts for tag in part.tags)
        return Parsed(tags=tags, heads=tuple(heads), relations=tuple(relations), spans=found)


_MENTION = ("starts", "ends", "queries", "keys")


def softmax(logits: Floats) -> Floats:
    """Logits as shares of one, over the last axis."""
    shares = np.exp(logits - logits.max(-1, keepdims=True))
    return np.asarray(shares / shares.sum(-1, keepdims=True))


def viterbi(emissions: Floats, lengths: Numbers, begins: NDArray[np.bool_], crf: Crf) -> Numbers:
    """The best labels of each sequence (Viterbi 1967), all sequences at once.

    Args:
        emissions: [sequences, words, labels].
        lengths: words of each sequence; what lies behind is not looked at.
        begins: [sequences, words]: no span runs on into this word from the one before.
        crf: the layer's transitions.

    Returns:
        [sequences, words], numbers of labels; 0 behind the end.
    """
    count, size, labels = emissions.shape
    order = np.argsort(-lengths, kind="stable")  # longest first: those still running lie together
    emissions, lengths, begins = emissions[order], lengths[order], begins[order]
    into = np.ascontiguousarray(crf.steps.T)  # [to, from]: the best label before lies in one row
    scored = emissions + np.where(begins[:, :, None], crf.opens, np.float32(0))
    back = np.zeros((size, count, labels), np.int16)
    total = scored[:, 0] + crf.opens * ~begins[:, :1]
    for at in range(1, size):
        live = int((lengths > at).sum())
        paths = total[:live, None, :] + into
        best = paths.argmax(-1)
        back[at, :live] = best
        total[:live] = np.take_along_axis(paths, best[:, :, None], -1)[:, :, 0] + scored[:live, at]
    found = np.zeros((count, size), np.int64)
    label = (total + crf.closes).argmax(-1)
    rows = np.arange(count)
    for at in range(size - 1, -1, -1):
        running = at < lengths
        found[:, at] = np.where(running, label, 0)
        label = np.where(running & (at > 0), back[at][rows, label], label)
    return np.asarray(found[np.argsort(order)])


def mended(labels: Sequence[str], cuts: Sequence[int]) -> list[str]:
    """Labels of a row that was cut before the words `cuts`: a span that ends at a cut goes on behind it."""
    whole = list(labels)
    for at in cuts:
        before, after = whole[at - 1], whole[at]
        if before[0] in "ES" and after[0] in "BS" and before[1:] == after[1:]:
            whole[at - 1] = ("B" if before[0] == "S" else "I") + before[1:]
            whole[at] = ("E" if after[0] == "S" else "I") + after[1:]
    return whole


def spans(labels: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """First word, last word + 1 and kind of each span of a row of BIOES labels; a span cut off by the row's end too."""
    start = 0
    for at, label in enumerate(labels):
        place, kind = label[0], label[2:]
        if place in "BS" or (place in "IE" and (not at or labels[at - 1][0] not in "BI")):
            start = at
        if place in "ES" or (place in "BI" and (at + 1 == len(labels) or labels[at + 1][0] not in "IE")):
            yield start, at + 1, kind


def trees(arcs: Floats, sentences: Numbers) -> Numbers:
    """The head of each word of each window, as a column of `arcs`: a tree with one root in every sentence.

    Args:
        arcs: [windows, words, words + 1]; column 0 is the root.
        sentences: [windows, words]: the number of each word's sentence, -1 behind the end.
    """
    found: Numbers = np.where(sentences >= 0, arcs.argmax(-1), 0)
    reached = np.pad(found, ((0, 0), (1, 0)))
    for _ in range(found.shape[1].bit_length()):
        reached = np.take_along_axis(reached, reached, 1)
    for window, numbers in enumerate(sentences):
        rooted = np.bincount(numbers[(found[window] == 0) & (numbers >= 0)], minlength=numbers.max() + 1)
        circling = np.bincount(numbers[reached[window, 1:] > 0], minlength=len(rooted))
        for sentence in np.flatnonzero((rooted != 1) | (circling > 0)):
            words = np.flatnonzero(numbers == sentence)
            columns = np.concatenate([[0], words + 1])
            found[window, words] = columns[tree(arcs[window][np.ix_(words, columns)])]
    return found


def tree(arcs: Floats) -> Numbers:
    """The heads of one sentence: the spanning tree with one root that scores best (Chu and Liu 1965; Edmonds 1967).

    Args:
        arcs: [words, words + 1]; column 0 is the root.

    Returns:
        The column of each word's head.
    """
    size = len(arcs) + 1
    weights = np.full((size, size), _BARRED)
    weights[1:] = arcs
    weights[1:, 0] -= _ONE_ROOT
    np.fill_diagonal(weights, _BARRED)
    return _arborescence(weights)[1:]


def _arborescence(weights: NDArray[np.float64]) -> Numbers:
    """The head of each node [dependent, head]; node 0 is the root. Circles are drawn together until none is left."""
    best: Numbers = weights.argmax(1)
    best[0] = 0
    circle = _circle(best)
    if not circle:
        return best
    ring, rest = np.array(circle), np.array([node for node in range(len(best)) if node not in circle])
    into = weights[np.ix_(ring, rest)] - weights[ring, best[ring]][:, None]  # what another head of a node would cost
    out = weights[np.ix_(rest, ring)]
    drawn = np.full((len(rest) + 1, len(rest) + 1), _BARRED)
    drawn[:-1, :-1] = weights[np.ix_(rest, rest)]
    drawn[-1, :-1], drawn[:-1, -1] = into.max(0), out.max(1)
    found = _arborescence(drawn)
    best[rest] = np.where(found[:-1] == len(rest), ring[out.argmax(1)], rest[np.minimum(found[:-1], len(rest) - 1)])
    best[ring[into.argmax(0)[found[-1]]]] = rest[found[-1]]
    return best


def _circle(best: Numbers) -> list[int]:
    """The nodes of one circle, or none."""
    end = best
    for _ in range(len(best).bit_length()):
        end = end[end]
    if not end.any():
        return []
    circle = [int(end[end > 0][0])]
    while best[circle[-1]] != circle[0]:
        circle.append(int(best[circle[-1]]))
    return circle


def antecedents(
    mentions: Sequence[Referring], queries: Floats, keys: Floats, weights: Floats, least: float = 0.0
) -> list[int]:
    """The number of each mention's best antecedent, -1 where none scores above `least`.

    Mentions are looked at in blocks, each with the `REACH` mentions before it, so that a long report needs no more
    memory than a short one.
    """
    found: list[int] = []
    for begin in range(0, len(mentions), REACH):
        base, end = max(0, begin - REACH), min(len(mentions), begin + REACH)
        scored = scores(mentions[base:end], queries[base:end], keys[base:end], weights)[begin - base :]
        best = scored.argmax(1)
        value = scored[np.arange(end - begin), best]
        found += [int(b) + base if v > least else -1 for b, v in zip(best, value, strict=True)]
    return found


def chains(antecedent: Sequence[int]) -> list[int]:
    """The number of each mention's chain, by order of first mention; -1 for a mention that stands alone."""
    first: list[int] = []
    for at, before in enumerate(antecedent):
        first.append(at if before < 0 else first[before])
    shared = {first[before] for before in antecedent if before >= 0}
    numbers: dict[int, int] = {}
    return [numbers.setdefault(chain, len(numbers)) if chain in shared else -1 for chain in first]
