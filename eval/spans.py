"""Corpora of stand-off spans as documents: attributions (PolNeAR), entities (re3d), security forces (SFM)."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from .corpora import Document, Row

__all__ = ["PTB", "polnear"]

Labelled = tuple[int, int, str]

SIGNS = {"``": "“", "''": "”", "`": "‘", "'": "’", "-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "--": "–"}
"""How CofeNet's words are printed."""

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
