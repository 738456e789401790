"""Corpora of stand-off spans as documents: attributions (PolNeAR), entities (re3d), security forces (SFM)."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from reportedly.digest import digest
from reportedly.lang.encoder import words as words_of
from reportedly.lang.tokens import Token, split
from reportedly.model import Passage, Report, Span
from reportedly.when import ANY

from .common import annotated, folders, in_split
from .corpora import Document, Row
from .marking import Mark, Marker, known_names

__all__ = ["Stood", "bio", "plain_report", "polnear", "re3d", "re3d_texts", "runs", "sfm"]

Labelled = tuple[int, int, str]

SIGNS = {"``": "“", "''": "”", "`": "‘", "'": "’", "-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "--": "–"}
"""How CofeNet's words are printed."""

SURE = 0.5
"""How likely an entity of re3d must be by the votes of its annotators."""

# Words as the Penn Treebank cuts them: hyphens stay inside, clitics, signs and brackets are words of their own.
PTB = re.compile(
    r"""
      https?://\S+ | www\.\S+ | [\w.+-]+@[\w-]+(?:\.[\w-]+)+ | [@#]\w+
    | (?P<stop>\b(?:(?:[A-Za-z]\.){2,}|(?:Mr|Mrs|Ms|Dr|St|Sen|Rep|Reps|Sens|Gov|Gen|Lt|Col|Maj|Sgt|Capt|Cmdr|Adm|Rev|Hon|Prof
        |Jr|Sr|Inc|Corp|Co|Ltd|vs|v|No|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga
        |Ill|Ind|Kan|Ky|La|Mass|Md|Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla|Ore|Pa|Tenn|Tex|Va|Vt|Wash|Wis|Wyo)\.|[A-Z]\.(?=\s)))
    | '' | `` | \.\.+ | -{2,} | [’'](?:s|S|re|ve|ll|d|m|RE|VE|LL|D|M)\b | n[’']t\b | N[’']T\b
    | (?P<negated>[^\W\d_]+?)(?=n[’']t\b|N[’']T\b) | (?P<cannot>[Cc]an(?=not\b))
    | \d+(?:[.,:/]\d+)+(?:-\w+)* | \w+(?:[&/.-]\w+|[’'](?!(?:s|S|re|ve|ll|d|m|RE|VE|LL|D|M)\b)\w+)*
    | \S
    """,
    re.VERBOSE,
)
_CLITICS = frozenset(["’s", "’S", "’re", "’ve", "’ll", "’d", "’m", "n’t", "N’T"])
_PRINTED = {"—": "–", "―": "–", "---": "–", "…": "..."}
_ENDED = re.compile(r"[.?!]['\"’”)\s]*$")
_BLANK = re.compile(r"\n\s*\n")


def polnear(data: Path) -> Iterator[Document]:
    """PolNeAR (Newell et al. 2018), a row for each paragraph, layer `attribution`: dev as CofeNet cut it, train alike.

    CofeNet's form was found out from the development part, which lies here in both forms: attributions do not overlap
    there; a piece of a span is a span; a paragraph's end ends it. An article that two read stands twice, as there.
    """
    folder = data / "polnear"
    lines = (json.loads(line) for line in (folder / "cofenet/valid.txt").read_text("utf-8").splitlines() if line)
    for name, article in groupby(lines, key=lambda line: line["id"]):
        rows = [
            Row(words=[SIGNS.get(w, w) for w in line["tokens"]], layers={"attribution": bio(line["labels"])})
            for line in article
        ]
        yield Document(id=name, source="polnear", split="dev", rows=rows)
    for path in sorted((folder / "train/attributions").glob("*.ann")):
        text = (folder / "train/text" / f"{path.stem.rpartition('_')[0]}.txt").read_text(encoding="utf-8")
        yield Document(
            id=path.stem, source="polnear", split="train", rows=list(brat_rows(text, path.read_text("utf-8")))
        )


def bio(labels: list[str]) -> list[Labelled]:
    """The spans of a BIO row: B- opens, I- of the same kind goes on; a stray I- is nothing."""
    spans: list[Labelled] = []
    for at, label in enumerate(labels):
        if label.startswith("B-"):
            spans.append((at, at + 1, label[2:]))
        elif label.startswith("I-") and spans and spans[-1][1:] == (at, label[2:]):
            spans[-1] = (spans[-1][0], at + 1, label[2:])
    return spans


def brat_rows(text: str, notes: str) -> Iterator[Row]:
    """The paragraphs of a text and the attributions marked in it."""
    marks = _brat(notes)
    for start, end in paragraphs(text):
        words = [(m.start(), m.end()) for m in PTB.finditer(text, start, end)]
        owners: list[tuple[str, int, str] | None] = [None] * len(words)
        for begin, stop, name, piece, kind in marks:
            for at, (a, b) in enumerate(words):
                if a < stop and begin < b:
                    owners[at] = (name, piece, kind)
        yield Row(words=printed(text[a:b] for a, b in words), layers={"attribution": runs(owners)})


def runs(owners: list[tuple[str, int, str] | None]) -> list[Labelled]:
    """Words next to one another that belong to the same thing are a span; the last part of the thing is its label."""
    spans, start = [], 0
    for at in range(1, len(owners) + 1):
        owner = owners[start]
        if at == len(owners) or owners[at] != owner:
            if owner is not None:
                spans.append((start, at, owner[-1]))
            start = at
    return spans


def _brat(notes: str) -> list[tuple[int, int, str, int, str]]:
    """Begin, end, name, piece and kind of each source, cue and content that an attribution has."""
    spans: dict[str, list[tuple[int, int]]] = {}
    parts: dict[str, str] = {}
    for line in notes.splitlines():
        cells = line.split("\t")
        if len(cells) < 2:
            continue  # the text of a span may break a line
        if line.startswith("T"):
            places = cells[1].partition(" ")[2].split(";")
            spans[cells[0]] = [(int(a), int(b)) for a, b in (p.split() for p in places)]
        elif line.startswith("E"):
            for part, _, name in (p.partition(":") for p in cells[1].split()):
                kind = part.rstrip("0123456789").lower()
                if kind in ("source", "cue", "content"):
                    parts[name] = kind
    return [(a, b, name, at, kind) for name, kind in parts.items() for at, (a, b) in enumerate(spans[name])]


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Stretches between blank lines; one that ends no sentence goes on in the next, one of a word or two is joined."""
    start, begun = 0, 0
    held: tuple[int, int] | None = None
    while start < len(text):
        blank = _BLANK.search(text, start)
        begun, end = start, blank.start() if blank else len(text)
        start = blank.end() if blank else len(text)
        if not text[begun:end].strip():
            continue
        if held and (not _ENDED.search(text[held[0] : held[1]]) or len(text[begun:end].split()) < 2):
            held = held[0], end
            continue
        if held:
            yield held
        held = begun, end
    if held:
        yield held


def printed(words: Iterable[str]) -> list[str]:
    """Quotation marks and dashes as they are printed: straight ones opened and closed in turn."""
    made: list[str] = []
    opened: Counter[str] = Counter()
    for word in words:
        if word in ('"', "'"):
            opened[word] += 1
            even = opened[word] % 2 == 0
            made.append({'"': "“”", "'": "‘’"}[word][even])
        else:
            made.append(SIGNS.get(word) or _PRINTED.get(word) or (word.replace("’", "'") if word in _CLITICS else word))
    return made


@dataclass(frozen=True)
class Stood:
    """A text of re3d with its entities: begin, end, type, and how sure the annotators' votes make it (0 to 1)."""

    id: str
    outlet: str
    text: str
    entities: tuple[tuple[int, int, str, float], ...]


def plain_report(text: str, outlet: str = "the outlet") -> Report:
    """A text as a report whose paragraphs are passages."""
    blanks = [m.span() for m in _BLANK.finditer(text)]
    bounds = zip([0, *(b for _, b in blanks)], [*(a for a, _ in blanks), len(text)], strict=True)
    passages = tuple(Passage(span=Span(a, b), voice="body") for a, b in bounds if text[a:b].strip())
    return Report(id=digest(text, None, ANY), text=text, outlet=outlet, passages=passages)


def re3d_texts(data: Path) -> Iterator[Stood]:
    """The 73 texts of re3d (Dstl 2017) as they are stored."""
    for path in sorted((data / "re3d").glob("*/documents.json")):
        entities: defaultdict[str, list[tuple[int, int, str, float]]] = defaultdict(list)
        for line in (path.parent / "entities.json").read_text("utf-8-sig").splitlines():
            entity = json.loads(line)
            place = entity["begin"], entity["end"], entity["type"], float(entity["confidence"])
            entities[entity["documentId"]].append(place)
        for line in path.read_text("utf-8-sig").splitlines():
            record = json.loads(line)
            found = tuple(sorted(entities[record["_id"]]))
            yield Stood(record["_id"], record["sourceName"], record["text"], found)


def re3d(data: Path) -> Iterator[Document]:
    """re3d: layer `re3d_all` holds every entity (they overlap), `re3d` those a flat tagger can learn, `names` our own names.

    Entities that the votes refused (confidence under a half) lie mostly inside of others or beside another type for the
    same words; `re3d` leaves them out. Of the rest the widest is taken, of equals the surer. Texts of the BBC may not be
    learnt from: their source is `re3d-bbc`, and they have no `names`.
    """
    gold = {_squeezed(a.report.text): a.gold["entities"] for a in annotated(*folders()["real"])}
    known = known_names(e for entities in gold.values() for e in entities)
    for stood in re3d_texts(data):
        report = plain_report(stood.text, stood.outlet)
        bbc = stood.outlet.startswith("BBC")
        same = (e for text, e in gold.items() if _squeezed(stood.text) in text)
        entities: list[dict[str, Any]] = next(same, [])
        marker = Marker(report, entities, own_names(stood), known)
        every = [(a, b, kind) for a, b, kind, _ in stood.entities]
        rows = _rows(report, {"re3d_all": every, "re3d": _widest(stood.entities)})
        for row, names in zip(rows, marker.rows(), strict=True):
            if not bbc:
                row.layers["names"] = names
        split_name = "dev" if in_split(stood.id, "dev") else "train"
        yield Document(id=stood.id, source="re3d-bbc" if bbc else "re3d", split=split_name, rows=rows)


def own_names(stood: Stood) -> list[Mark]:
    """The entities in the types of our names; weapons and vehicles by their proper names alone (`Marker` sees to that)."""
    kinds = {
        "Person": "person", "Organisation": "organization", "Location": "place", "Nationality": "nationality", "Temporal": "time",
        "Money": "quantity", "Quantity": "quantity", "MilitaryPlatform": "asset", "Vehicle": "asset", "Weapon": "asset",
    }  # fmt: skip
    found = []
    for begin, end, kind, sure in stood.entities:
        label = kinds.get(kind)
        if label and sure >= SURE and not (label == "quantity" and " " not in stood.text[begin:end].strip()):
            found.append((begin, end, label))
    return found


def sfm(data: Path) -> Iterator[Document]:
    """Security forces (Security Force Monitor 2017): layer `sfm` with PER, RNK, ORG and TOR (title or role).

    Two documents have near twins in the part that is held out: they are left out. One goes to dev with its twin there.
    """
    types = {"Person": "PER", "Rank": "RNK", "Organization": "ORG", "Title": "TOR", "Role": "TOR"}
    for path in sorted((data / "sfm").glob("*.ann")):
        name = path.stem
        dev = in_split(name, "dev") or name.startswith("2de9f5ea")
        if not dev and name.startswith(("2f65f578", "cfa4d127")):
            continue
        marks = []
        for cells in (line.split("\t") for line in path.read_text("utf-8").splitlines() if line.startswith("T")):
            kind, _, places = cells[1].partition(" ")
            begin, end = places.replace(";", " ").split()[:: places.count(";") * 2 + 1]
            marks.append((int(begin), int(end), types[kind]))
        text = path.with_suffix(".txt").read_bytes().decode("utf-8")
        rows = _rows(plain_report(text), {"sfm": _widest((*m, 1.0) for m in marks)})
        yield Document(id=name, source="sfm", split="dev" if dev else "train", rows=rows)


def _rows(report: Report, layers: dict[str, list[Mark]]) -> list[Row]:
    """The sentences of a report with marks as spans of words; a mark that runs over the end of one is cut there."""
    rows = []
    for sentence in split(report):
        tokens = words_of(report.text, sentence.span.start, sentence.span.end)
        row = Row(words=[t.text for t in tokens])
        for layer, marks in layers.items():
            row.layers[layer] = sorted(set(_spans(tokens, marks)))
        rows.append(row)
    return rows


def _spans(tokens: Sequence[Token], marks: Iterable[Mark]) -> Iterator[Labelled]:
    for begin, end, label in marks:
        inside = [i for i, t in enumerate(tokens) if begin < t.end and t.start < end]
        if inside and begin >= tokens[0].start:
            yield inside[0], inside[-1] + 1, label


def _widest(entities: Iterable[tuple[int, int, str, float]]) -> list[Mark]:
    kept: list[Mark] = []
    sure = [e for e in entities if e[3] >= SURE]
    for begin, end, kind, _ in sorted(sure, key=lambda e: (e[0] - e[1], -e[3], e)):
        if all(end <= a or b <= begin for a, b, _ in kept):
            kept.append((begin, end, kind))
    return sorted(kept)


def _squeezed(text: str) -> str:
    return " ".join(text.split())
