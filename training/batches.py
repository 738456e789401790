"""Documents into batches of windows: numbers for the network, and what it should answer."""

import json
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from torch import Tensor

from eval.corpora import Document, Mentioned, Row
from reportedly.lang.antecedents import Referring, features
from reportedly.lang.encoder import WordPiece, shape, windows

from .network import Plan

IGNORED = -100
MASK = 103  # the word piece that hides another


def save(documents: Sequence[Document], path: Path) -> None:
    """One line of JSON for each document."""
    with path.open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(asdict(document), ensure_ascii=False) + "\n" for document in documents)


def load(path: Path) -> list[Document]:
    """What `save` has written."""
    documents = []
    for line in path.read_text(encoding="utf-8").splitlines():
        data = json.loads(line)
        data["rows"] = [Row(**row) for row in data["rows"]]
        if data["mentions"] is not None:
            data["mentions"] = [Mentioned(**mention) for mention in data["mentions"]]
        documents.append(Document(**data))
    return documents


@dataclass(kw_only=True)
class Window:
    """Some rows of a document as numbers. A layer that is not annotated is None."""

    pieces: list[int]
    shapes: list[int]
    firsts: list[int]
    sentences: list[int]
    places: list[tuple[int, int]]  # row and word of each word
    tags: list[int] | None
    heads: list[int] | None  # columns of `arcs`
    relations: list[int] | None
    layers: dict[str, list[int]]


class Cutter:
    """Cuts documents into windows."""

    def __init__(self, plan: Plan, wordpiece: WordPiece) -> None:
        self.plan, self.wordpiece = plan, wordpiece
        self.tag_ids = {tag: i for i, tag in enumerate(plan.tags)}
        self.relation_ids = {relation: i for i, relation in enumerate(plan.relations)}
        self.label_ids = {layer: {label: i for i, label in enumerate(plan.labels_of(layer))} for layer in plan.layers}

    def cut(self, document: Document, skip: int = 0, limit: int | None = None) -> list[Window]:
        """The windows of a document from row `skip` on."""
        pieces = [[self.wordpiece.pieces(word) for word in row.words] for row in document.rows]
        counts = [[len(p) for p in row] for row in pieces]
        made = []
        for window in windows(counts[skip:], limit or self.plan.limit):
            parts = [(row + skip, start, end) for row, start, end in window]
            made.append(self._window(document, parts, pieces))
        return [w for w in made if w.firsts]

    def _window(
        self, document: Document, parts: Sequence[tuple[int, int, int]], pieces: Sequence[Sequence[Sequence[int]]]
    ) -> Window:
        numbers, shapes, firsts, sentences, places = [101], [0], [], [], []
        tags: list[int] = []
        heads: list[int] = []
        relations: list[int] = []
        layers: dict[str, list[int]] = {}
        for number, (at, start, end) in enumerate(parts):
            row = document.rows[at]
            base = len(firsts)
            for index in range(start, end):
                firsts.append(len(numbers))
                sentences.append(number)
                places.append((at, index))
                numbers += pieces[at][index]
                shapes += [shape(row.words[index], first=index == 0)] * len(pieces[at][index])
            if "tags" in row.layers:
                tags += [self.tag_ids.get(tag, IGNORED) for tag in row.layers["tags"][start:end]]
            if "heads" in row.layers:
                for index in range(start, end):
                    head = row.layers["heads"][index]
                    inside = head < 0 or start <= head < end
                    heads.append(0 if head < 0 else base + head - start + 1 if inside else IGNORED)
                    relations.append(self.relation_ids.get(row.layers["relations"][index], IGNORED))
        for layer in self.plan.layers:
            if all(layer in document.rows[at].layers for at, _, _ in parts):
                layers[layer] = [x for part in parts for x in self._labels(layer, document.rows[part[0]], *part[1:])]
        numbers.append(102)
        shapes.append(0)
        whole = len(firsts)
        return Window(
            pieces=numbers,
            shapes=shapes,
            firsts=firsts,
            sentences=sentences,
            places=places,
            tags=tags if len(tags) == whole else None,
            heads=heads if len(heads) == whole else None,
            relations=relations if len(heads) == whole else None,
            layers=layers,
        )

    def _labels(self, layer: str, row: Row, start: int, end: int) -> list[int]:
        ids = self.label_ids[layer]
        labels = ["O"] * len(row.words)
        for first, last, kind in row.layers[layer]:
            a, b = max(first, start), min(last, end)
            if b - a == 1:
                labels[a] = f"S-{kind}"
            elif b > a:
                labels[a:b] = [f"B-{kind}", *[f"I-{kind}"] * (b - a - 2), f"E-{kind}"]
        return [ids[label] for label in labels[start:end]]


@dataclass(kw_only=True)
class Batch:
    """Windows side by side, and what the network should say of them; `IGNORED` where nothing is known."""

    pieces: Tensor
    shapes: Tensor
    firsts: Tensor
    sentences: Tensor
    tags: Tensor
    heads: Tensor
    relations: Tensor
    layers: dict[str, tuple[Tensor, Tensor]]  # rows that have the layer, their labels
    mentions: "Mentions | None" = None


@dataclass(kw_only=True)
class Mentions:
    """The mentions of a stretch of one document: where they stand in the batch, and what they share."""

    at: Tensor  # [M] index of the head among all words of the batch, rows laid end to end
    first: Tensor  # [M] first word, as an index in its own window
    last: Tensor
    kind: Tensor
    features: Tensor  # [M, M, slots]
    antecedents: Tensor  # [M, M] is j an antecedent of i?
    kinds: Tensor  # [B, N] the kind of mention whose head each word is


def collate(found: Sequence[Window], plan: Plan, hide: random.Random | None = None) -> Batch:
    """Windows as a batch. `hide` hides some pieces and shapes, so that neither is relied upon alone."""
    longest, widest = max(len(w.pieces) for w in found), max(len(w.firsts) for w in found)

    def padded(rows: Sequence[Sequence[int]], size: int, pad: int) -> Tensor:
        return torch.tensor([[*row, *[pad] * (size - len(row))] for row in rows])

    unknown: list[int] = []
    pieces, shapes = [], []
    for w in found:
        numbers, cases = list(w.pieces), list(w.shapes)
        if hide:
            for at in range(1, len(numbers) - 1):
                if hide.random() < 0.05:
                    numbers[at] = MASK
                if hide.random() < 0.02:
                    cases[at] = 0
        pieces.append(numbers)
        shapes.append(cases)
    layers = {}
    for layer in plan.layers:
        rows = [i for i, w in enumerate(found) if layer in w.layers]
        if rows:
            layers[layer] = (torch.tensor(rows), padded([found[i].layers[layer] for i in rows], widest, 0))
    return Batch(
        pieces=padded(pieces, longest, 0),
        shapes=padded(shapes, longest, 0),
        firsts=padded([w.firsts for w in found], widest, 0),
        sentences=padded([w.sentences for w in found], widest, -1),
        tags=padded([w.tags or unknown for w in found], widest, IGNORED),
        heads=padded([w.heads or unknown for w in found], widest, IGNORED),
        relations=padded([w.relations or unknown for w in found], widest, IGNORED),
        layers=layers,
    )


def with_mentions(batch: Batch, document: Document, found: Sequence[Window], plan: Plan) -> Batch:
    """The batch of consecutive windows of one document, with its mentions."""
    widest = batch.firsts.shape[1]
    where = {place: (w, i) for w, window in enumerate(found) for i, place in enumerate(window.places)}
    kind_ids = {kind: i for i, kind in enumerate(plan.kinds)}
    partial = document.source == "litbank"  # it marks no events, times, abstracts: what is unmarked is unknown
    kinds = torch.where((batch.firsts > 0) & (not partial), 0, IGNORED)
    rows = []
    seen: set[tuple[int, int]] = set()
    for mention in sorted(document.mentions or (), key=lambda m: (m.row, m.start, -m.end)):
        place = where.get((mention.row, mention.head))
        first, last = where.get((mention.row, mention.start)), where.get((mention.row, mention.end - 1))
        if not place or not first or not last or place[0] != first[0] or place[0] != last[0] or place in seen:
            continue
        seen.add(place)
        kinds[place] = kind_ids[mention.kind]
        rows.append((mention, place[0] * widest + place[1], first[1], last[1]))
    if len(rows) > 1:
        referring = [refer(document, mention, kind_ids[mention.kind]) for mention, *_ in rows]
        chain = torch.tensor([mention.chain for mention, *_ in rows])
        same = (chain[:, None] == chain[None, :]) & (chain >= 0)[:, None]
        batch.mentions = Mentions(
            at=torch.tensor([r[1] for r in rows]),
            first=torch.tensor([r[2] for r in rows]),
            last=torch.tensor([r[3] for r in rows]),
            kind=torch.tensor([kind_ids[r[0].kind] for r in rows]),
            features=torch.from_numpy(features(referring)),
            antecedents=same.tril(-1),
            kinds=kinds,
        )
    return batch


def refer(document: Document, mention: Mentioned, kind: int) -> Referring:
    """A mention as the features of pairs see it."""
    row = document.rows[mention.row]
    tags, relations = row.layers.get("tags"), row.layers.get("relations")
    word = row.words[mention.head]
    pronominal = mention.end - mention.start == 1 and word.islower()
    return Referring(
        row=mention.row,
        start=mention.start,
        end=mention.end,
        head=mention.head,
        kind=kind,
        tag=tags[mention.head] if tags else "PRON" if pronominal else "PROPN" if word[:1].isupper() else "NOUN",
        relation=relations[mention.head] if relations else "",
        words=tuple(w.lower() for w in row.words[mention.start : mention.end]),
    )


def epoch(
    documents: Mapping[str, Sequence[Document]],
    times: Mapping[str, float],
    cutter: Cutter,
    *,
    rng: random.Random,
    size: int = 2048,
    stretch: int = 10,
) -> Iterator[tuple[list[Window], Document | None]]:
    """All windows of an epoch in random order, as lists of about `size` word pieces.

    A document with mentions stays together, `stretch` windows at most, so that antecedents can be found; all other
    windows are mixed. Every epoch cuts each document anew, from another first row. `times` says how often a source is
    read: 2 twice an epoch, 0.5 every other document.
    """
    loose: list[Window] = []
    groups: list[tuple[list[Window], Document | None]] = []
    for source, texts in documents.items():
        for document in texts:
            share = times.get(source, 1.0)
            for _ in range(int(share) + (rng.random() < share % 1)):
                found = cutter.cut(document, rng.randrange(min(3, len(document.rows))))
                if document.mentions is None:
                    loose += found
                else:
                    groups += [(found[at : at + stretch], document) for at in range(0, len(found), stretch)]
    rng.shuffle(loose)
    width = cutter.plan.limit * size // 20
    loose = [
        w for at in range(0, len(loose), width) for w in sorted(loose[at : at + width], key=lambda w: len(w.pieces))
    ]
    batch: list[Window] = []
    for window in loose:
        if batch and (len(batch) + 1) * max(len(window.pieces), len(batch[-1].pieces)) > size:
            groups.append((batch, None))
            batch = []
        batch.append(window)
    if batch:
        groups.append((batch, None))
    rng.shuffle(groups)
    yield from groups
