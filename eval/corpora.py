"""Annotated corpora as documents: words, syntax, names, mentions, attribution, for the scorers and for training."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .attribution import SIGNS
from .common import in_split
from .trees import Entity, Word, head, names
from .wordings import Labelled, counted, head_noun, is_number, name_in, outermost, time_named, titles_before, unmarked

__all__ = ["Document", "Mentioned", "Row", "gum", "litbank", "meantime", "uner"]

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


def litbank(data: Path) -> Iterator[Document]:
    """LitBank (Bamman et al. 2019, 2020): names, mentions and chains of a hundred old novels; a line is a sentence.

    Names come from its PROP_ spans; nationalities and times, which it does not mark, from our lists.
    """
    kinds = {"PER": "person", "ORG": "group", "GPE": "place", "LOC": "place", "FAC": "place", "VEH": "object"}
    for path in sorted((data / "litbank").glob("*.ann")):
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        rows: list[Row] = []
        begins: dict[int, tuple[int, int]] = {}
        at = 0
        ends: dict[int, tuple[int, int]] = {}
        for line in text.split("\n"):
            words: list[str] = []
            for match in re.finditer(r"\S+", line):
                begins[at + match.start()] = (len(rows), len(words))
                ends[at + match.end()] = (len(rows), len(words) + 1)
                words.append(match[0])
            at += len(line) + 1
            if words:
                rows.append(Row(words=words))
        labels: dict[tuple[int, int, int], str] = {}
        chains: dict[tuple[int, int, int], str] = {}
        for cells in (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()):
            if not cells[0].startswith("T"):
                continue
            label, opens, closes = cells[1].split(" ")
            row, first = begins[int(opens)]
            place = (row, first, ends[int(closes)][1])
            (labels if re.match(r"(PROP|NOM|PRON)_", label) else chains)[place] = label
        numbers = {name: number for number, name in enumerate(sorted(set(chains.values())))}
        found: list[list[Labelled]] = [unmarked(row.words, numbers=True) for row in rows]
        mentions = []
        for (row, start, end), label in sorted(labels.items()):
            sort, kind = label.split("_")
            top = head_noun(rows[row].words, start, end, named=sort == "PROP" and kind == "PER")
            chain = chains.get((row, start, end), "")
            number = numbers.get(
                chain, -1
            )  # appositions and predicates are in no chain, and one mention may be a chain
            mentions.append(Mentioned(row=row, start=start, end=end, head=top, kind=kinds[kind], chain=number))
            if sort == "PROP":
                found[row] += name_in(rows[row].words, start, end, kind)
        for annotated, spans in zip(rows, found, strict=True):
            annotated.layers["names"] = outermost(spans)
        split = "dev" if in_split(path.stem, "dev") else "train"
        yield Document(id=path.stem, source="litbank", split=split, rows=rows, mentions=mentions)


def meantime(data: Path) -> Iterator[Document]:
    """MEANTIME (Minard et al. 2016): names, times and quantities of Wikinews; `corpus_apple` is train, `corpus_stock` dev.

    Only the headline, the date and the first four sentences are annotated in full: later rows have no layer. Products
    and stock indexes are no names of ours. Nationalities are found by our list.
    """
    for path in sorted((data / "meantime").glob("*/*/*.xml")):
        root = ET.parse(path).getroot()  # noqa: S314  # a corpus on our own disk
        rows: list[Row] = []
        places: dict[str, tuple[int, int]] = {}
        for token in root.iter("token"):
            number = int(token.get("sentence", "0"))
            rows += [Row(words=[]) for _ in range(number + 1 - len(rows))]
            places[token.get("t_id", "")] = (number, len(rows[number].words))
            word = (token.text or "").replace("\xa0", " ").strip() or "-"
            rows[number].words.append(SIGNS.get(word, word))
        found: list[list[Labelled]] = [unmarked(row.words, numbers=False) for row in rows]
        for mention in _marked(root):
            anchors = sorted(places[a.get("t_id", "")] for a in mention[0].iter("token_anchor"))
            if not anchors or anchors[0][0] != anchors[-1][0] or anchors[-1][1] - anchors[0][1] + 1 != len(anchors):
                continue
            row, start, end = anchors[0][0], anchors[0][1], anchors[-1][1] + 1
            found[row] += _told(rows[row].words, start, end, *mention)
        found = [spans + titles_before(row.words, spans) for row, spans in zip(rows, found, strict=True)]
        for annotated, spans in zip(rows[:_FULL], found[:_FULL], strict=True):
            annotated.layers["names"] = outermost(spans)
        split = "train" if "apple" in path.parent.name else "dev"
        yield Document(id=path.stem, source="meantime", split=split, rows=rows)


_FULL = 6  # sentences of an article that MEANTIME's annotators went through, headline and date among them
_SORTS = {"TIMEX3": "time", "VALUE": "quantity"}


def _marked(root: ET.Element) -> Iterator[tuple[ET.Element, str]]:
    """What MEANTIME marks and we look for: names with the type of what they refer to, times, values."""
    types = {e.get("m_id"): e.get("ent_type", "") for e in root.iter("ENTITY")}
    meant = {}
    for link in root.iter("REFERS_TO"):
        target = link.find("target")
        for source in link.iter("source"):
            meant[source.get("m_id")] = types.get(target.get("m_id") if target is not None else None, "")
    for tag in ("TIMEX3", "VALUE"):
        for element in root.iter(tag):
            if element.get("type") != "SET":
                yield element, _SORTS[tag]
    for element in root.iter("ENTITY_MENTION"):
        sort = meant.get(element.get("m_id"), "")
        if element.get("syntactic_type") in ("NAM", "PRE.NAM", None) and sort in ("PER", "LOC", "ORG"):
            yield element, sort


def _told(words: list[str], start: int, end: int, element: ET.Element, sort: str) -> list[Labelled]:
    """The spans of one annotation of MEANTIME."""
    if sort == "time":
        named = time_named(words, start, end)
        return [named] if named else []
    if sort == "quantity":
        end = next((i for i in range(start + 1, end) if words[i] == "("), end)
        if element.get("type") == "QUANTITY":
            end = counted(words, end) if is_number(words[end - 1]) else end
        return [(start, end, sort)] if end else []
    told = (element.get("head") or "").split()
    at = next((i for i in range(start, end) if told and words[i : i + len(told)] == told), start)
    if at > start or (told and words[start : start + len(told)] == told):
        start, end = at, at + len(told)
    if not element.get("syntactic_type") and len(words[start:end]) == 1 and words[start] in _PRONOUNS:
        return []
    return name_in(words, start, end, sort)


_PRONOUNS = frozenset(
    ["He", "She", "It", "They", "We", "I", "You", "Its", "His", "Her", "Their", "Our", "This", "That", "Who", "Which"]
)


def uner(data: Path) -> Iterator[Document]:
    """Universal NER's English Web Treebank (Mayhew et al. 2024), its development part; PER, LOC, ORG in layer `uner`."""
    for path in sorted((data / "uner").glob("*.iob2")):
        documents: list[Document] = []
        for block in path.read_text(encoding="utf-8").split("\n\n"):
            lines = block.splitlines()
            begun = [line[14:].strip() for line in lines if line.startswith("# newdoc id = ")]
            documents += [Document(id=name, source="uner", split="dev", rows=[]) for name in begun]
            cells = [line.split("\t") for line in lines if line[:1].isdigit()]
            if cells:
                if not documents:
                    documents.append(Document(id=path.stem, source="uner", split="dev", rows=[]))
                spans = _spans([c[2] for c in cells])
                documents[-1].rows.append(Row(words=[c[1] for c in cells], layers={"uner": spans}))
        yield from documents


def _spans(labels: list[str]) -> list[Labelled]:
    """Spans of BIO labels."""
    found: list[Labelled] = []
    start = 0
    for at, label in enumerate([*labels, "O"]):
        before = labels[at - 1] if at else "O"
        if before != "O" and label != f"I-{before[2:]}":
            found.append((start, at, before[2:]))
        if label != "O" and label != f"I-{before[2:]}":
            start = at
    return found
