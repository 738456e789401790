"""Annotated corpora as documents: words, syntax, names, mentions, attribution, for the scorers and for training."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .trees import Entity, Word, head, names

__all__ = ["Document", "Mentioned", "Row", "gum"]

KINDS = {
    "person": "person", "place": "place", "organization": "group", "time": "time", "event": "event", "abstract": "abstract",
    "object": "object", "substance": "object", "animal": "object", "plant": "object",
}  # fmt: skip
_SPLIT = re.compile(r"^## (\w+)$|^\s*\* (\S+)$", re.MULTILINE)
_OPENED = re.compile(r"\((?P<number>\d+)-(?P<kind>[a-z]+)-[^()]*|(?P<closed>\d+)\)|\)")
_CHAINED = re.compile(r"\((\d+)|(\d+)\)|\)")


@dataclass(kw_only=True)
class Row:
    """A sentence (PolNeAR: a line) and what its corpus annotates. A layer that it does not annotate is absent."""

    words: list[str]
    layers: dict[str, list[Any]] = field(default_factory=dict)


@dataclass(kw_only=True, frozen=True)
class Mentioned:
    """A mention: words `start` to `end` of a row, its head word, its kind; `chain` is -1 if nothing else refers to it."""

    row: int
    start: int
    end: int
    head: int
    kind: str
    chain: int = -1


@dataclass(kw_only=True)
class Document:
    """A text of a corpus; `split` is train, dev or test."""

    id: str
    source: str
    split: str
    rows: list[Row]
    mentions: list[Mentioned] | None = None


def gum(data: Path) -> Iterator[Document]:
    """GUM (Zeldes 2017): tags, trees and names; mentions and chains of OntoGUM (Zhu et al. 2021), singletons of GUM.

    Raises:
        ValueError: the two files of a document do not have the same words.
    """
    folder = data / "gum"
    splits, part = {}, "train"
    for title, name in _SPLIT.findall((folder / "splits.md").read_text(encoding="utf-8")):
        part = title or part
        splits[name] = part
    for path in sorted((folder / "dep").glob("*.conllu")):
        sentences = [s for s in path.read_text(encoding="utf-8").split("\n\n") if s.strip()]
        rows, marked, trees = [], [], []
        for sentence in sentences:
            lines = [line.split("\t") for line in sentence.splitlines() if line[:1].isdigit()]
            lines = [cells for cells in lines if cells[0].isdigit()]
            tree = [Word(c[1], c[3], c[4], int(c[6]) - 1, c[7]) for c in lines]
            entities = _entities([c[9] for c in lines])
            layers: dict[str, list[Any]] = {
                "tags": [w.tag for w in tree],
                "heads": [w.head for w in tree],
                "relations": [w.relation for w in tree],
                "names": names(tree, entities),
            }
            rows.append(Row(words=[w.text for w in tree], layers=layers))
            marked.append(entities)
            trees.append(tree)
        chained = _ontogum(folder / "coref/ontogum/conll" / f"{path.stem}.conll", rows)
        mentions = _joined(trees, marked, chained)
        yield Document(id=path.stem, source="gum", split=splits.get(path.stem, "train"), rows=rows, mentions=mentions)


def _entities(notes: list[str]) -> list[Entity]:
    """The phrases marked in the last column of a sentence, in the order in which they end."""
    found, opened = [], []
    for at, note in enumerate(notes):
        value = next((n[7:] for n in note.split("|") if n.startswith("Entity=")), "")
        for match in _OPENED.finditer(value):
            if match["number"]:
                fields = match[0].split("-")
                page = fields[7] if len(fields) > 7 else ""
                opened.append((match["number"], at, fields[1], page))
                continue
            closed = next(i for i in reversed(range(len(opened))) if match["closed"] in (None, opened[i][0]))
            number, start, kind, page = opened.pop(closed)
            found.append(Entity(start=start, end=at + 1, kind=kind, page=page, number=number))
    if opened:
        raise ValueError(f"a phrase is opened and not closed: {opened}")
    return found


def _ontogum(path: Path, rows: list[Row]) -> dict[tuple[int, int, int], int]:
    """Row, start and end of every mention of OntoGUM, and its chain."""
    lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if "\t" in line]
    places = [(r, i) for r, row in enumerate(rows) for i in range(len(row.words))]
    theirs = [cells[1] for cells in lines]
    ours = [rows[r].words[i] for r, i in places]
    if len(ours) != len(theirs) or any(a != b for a, b in zip(ours, theirs, strict=True) if b.strip()):
        raise ValueError(f"{path.name} does not have the words of the trees")
    found, opened = {}, []
    for (row, at), cells in zip(places, lines, strict=True):
        for match in _CHAINED.finditer(cells[2]):
            if match[1]:
                opened.append((match[1], row, at))
                continue
            closed = next(i for i in reversed(range(len(opened))) if match[2] in (None, opened[i][0]))
            chain, begun, start = opened.pop(closed)
            if begun != row:
                raise ValueError(f"{path.name}: a mention runs over the end of sentence {row}")
            found[row, start, at + 1] = int(chain)
    return found


def _joined(
    trees: list[list[Word]], marked: list[list[Entity]], chained: dict[tuple[int, int, int], int]
) -> list[Mentioned]:
    """OntoGUM's mentions with their chains, and GUM's phrases that are in none of them."""
    kinds = {(r, e.start, e.end): KINDS[e.kind] for r, entities in enumerate(marked) for e in entities}
    by_head = {
        (r, head(trees[r], s, e)): kind for (r, s, e), kind in sorted(kinds.items(), key=lambda k: k[0][1] - k[0][2])
    }
    sizes: dict[int, int] = {}
    for chain in chained.values():
        sizes[chain] = sizes.get(chain, 0) + 1
    of_chain: dict[int, str] = {}
    for place in sorted(chained):
        if place in kinds:
            of_chain.setdefault(chained[place], kinds[place])
    mentions, heads = [], set()
    for row, start, end in sorted(chained.keys() | kinds.keys(), key=lambda p: (p not in chained, p)):
        top = head(trees[row], start, end)
        chain = chained.get((row, start, end), -1)
        kind = kinds.get((row, start, end)) or of_chain.get(chain) or by_head.get((row, top), "abstract")
        if chain < 0 and (row, top) in heads:
            continue  # the same thing with other borders
        heads.add((row, top))
        chain = chain if sizes.get(chain, 0) > 1 else -1
        mentions.append(Mentioned(row=row, start=start, end=end, head=top, kind=kind, chain=chain))
    return sorted(mentions, key=lambda m: (m.row, m.start, -m.end))
