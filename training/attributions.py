"""Who says what in open texts, read and marked for this project: kept beside the texts, as numbers of words.

A file of `training/data/attribution` has a line with the name of each document that was read, and below it a line for
each piece: sentence, number of the attribution in it, part (source, cue or content), first word, last word + 1. The
words are those of the corpus (GUM, MEANTIME) or of `reportedly.lang.encoder.words`. `python -m training.attributions`
makes the files out of what an annotator writes: document, sentence, and the three parts in words (see `resolve`).
"""

import argparse
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain
from pathlib import Path

from eval.corpora import Document
from eval.spans import runs

FOLDER = Path(__file__).parent / "data/attribution"
PARTS = ("source", "cue", "content")

Interval = tuple[int, int]
Pieces = dict[str, list[Interval]]
"""An attribution: the pieces of each of its parts, in words of its sentence."""
Marked = dict[int, list[Pieces]]
"""The attributions of each sentence of a document that has any."""


def attribution(document: Document) -> Document:
    """The document with the layer `attribution`, if it was read for it; one without any attribution has empty rows.

    Raises:
        ValueError: a piece lies outside of its sentence: the document is cut otherwise than when it was read.
    """
    marked = marks().get(document.id)
    if marked is not None:
        for number, row in enumerate(document.rows):
            found = marked.get(number, [])
            if any(stop > len(row.words) for one in found for piece in one.values() for _, stop in piece):
                raise ValueError(f"{document.id}, sentence {number}: an attribution ends after its last word")
            row.layers["attribution"] = flattened(found, len(row.words))
        if marked and max(marked) >= len(document.rows):
            raise ValueError(f"{document.id} has fewer than {max(marked) + 1} sentences")
    return document


def flattened(found: Sequence[Pieces], width: int) -> list[tuple[int, int, str]]:
    """One label a word, as PolNeAR has it: what is told inside of a content is content; a piece is a span of its own."""
    inner = {i for i, one in enumerate(found) for other in found if other is not one and _inside(one, other)}
    owners: list[tuple[str, int, str] | None] = [None] * width
    for part in ("content", "source", "cue"):
        for number, one in enumerate(found):
            if number in inner:
                continue
            for piece, (start, stop) in enumerate(one.get(part, [])):
                for at in range(start, stop):
                    owners[at] = str(number), piece, part
    return runs(owners)


def _inside(one: Pieces, other: Pieces) -> bool:
    """Does the one stand in what the other tells? Of two that hold each other, the shorter does."""
    core = one.get("cue") or [p for pieces in one.values() for p in pieces]
    if not _covers(other.get("content", []), core):
        return False
    back = other.get("cue") or [p for pieces in other.values() for p in pieces]
    return not _covers(one.get("content", []), back) or _size(one) < _size(other)


def _covers(content: Iterable[Interval], pieces: Iterable[Interval]) -> bool:
    held = {i for a, b in content for i in range(a, b)}
    return bool(held) and all(held.issuperset(range(a, b)) for a, b in pieces)


def _size(one: Pieces) -> int:
    return sum(b - a for pieces in one.values() for a, b in pieces)


@cache
def marks() -> dict[str, Marked]:
    """All documents that were read."""
    made: dict[str, Marked] = {}
    for path in sorted(FOLDER.glob("*.tsv")):
        made.update(read(path.read_text(encoding="utf-8")))
    return made


def read(table: str) -> dict[str, Marked]:
    """The documents of a file and their attributions."""
    made: dict[str, Marked] = {}
    now: Marked = {}
    for line in table.splitlines():
        cells = line.split("\t")
        if line.startswith("#"):
            continue
        if len(cells) == 1:
            now = made.setdefault(line, {})
            continue
        sentence, number, part, start, stop = int(cells[0]), int(cells[1]), cells[2], int(cells[3]), int(cells[4])
        found = now.setdefault(sentence, [])
        found += [{} for _ in range(len(found), number + 1)]
        found[number].setdefault(part, []).append((start, stop))
    return made


def written(documents: dict[str, Marked]) -> str:
    """The text of a file."""
    lines = []
    for name, marked in sorted(documents.items()):
        lines.append(name)
        for sentence, found in sorted(marked.items()):
            for number, one in enumerate(found):
                for part in PARTS:
                    lines += [f"{sentence}\t{number}\t{part}\t{a}\t{b}" for a, b in sorted(one.get(part, []))]
    return "".join(f"{line}\n" for line in lines)


def places(words: Sequence[str], phrase: str) -> list[Interval]:
    """Where a phrase stands: its words, or its first words, ` ... `, and the nearest place of its last words."""
    head, _, tail = (part.split() for part in phrase.partition(" ... "))
    found = []
    for start in range(len(words) - len(head) + 1):
        if list(words[start : start + len(head)]) == head:
            ends = range(start + len(head), len(words) + 1)
            stop = next((e for e in ends if not tail or list(words[max(start, e - len(tail)) : e]) == tail), None)
            if stop:
                found.append((start, stop))
    return found


def resolve(words: Sequence[str], texts: Sequence[str], used: set[Interval]) -> Pieces:
    """The pieces of an attribution out of its source, cue and content as words; ` || ` parts pieces, `-` is none.

    A cue is the first place that no other attribution of the sentence has used; a source or content the place nearest to
    the cue that does not hold it, a later piece after the one before it.

    Raises:
        ValueError: the sentence does not have the words.
    """
    source, cue, content = ([] if t in ("", "-") else [p.strip() for p in t.split(" || ")] for t in texts)
    made: Pieces = {}
    anchor: list[Interval] = []
    for phrase in cue:
        found = places(words, phrase)
        if not found:
            raise ValueError(f"not in the sentence: {phrase}")
        anchor.append(next((f for f in found if f not in used and f not in anchor), found[0]))
    used.update(anchor)
    for part, phrases in (("source", source), ("cue", cue), ("content", content)):
        if part == "cue":
            made[part] = sorted(anchor)
            continue
        taken: list[Interval] = []
        for phrase in phrases:
            taken.append(_nearest(words, phrase, anchor, taken))
        made[part] = sorted(taken)
    return {part: pieces for part, pieces in made.items() if pieces}


def _nearest(words: Sequence[str], phrase: str, anchor: list[Interval], before: list[Interval]) -> Interval:
    found = places(words, phrase)
    if not found:
        raise ValueError(f"not in the sentence: {phrase}")

    def cost(place: Interval) -> tuple[bool, bool, int, int]:
        start, stop = place
        over = any(start < b and a < stop for a, b in chain(anchor, before))
        back = bool(before) and start < before[-1][1]
        gap = min((max(a - stop, start - b, 0) for a, b in anchor), default=0)
        return over, back, gap, start

    return min(found, key=cost)


def convert(folder: Path, name: str, *, finished: tuple[str, ...]) -> dict[str, Marked]:
    """The annotators' lists of a folder (`out/NAME-*.tsv`), with every document that they have worked through.

    The last document of a list may not be complete, and one without any line may not have been read, unless its name begins
    with one of `finished`: then every such document was read.
    """
    texts: dict[str, dict[int, list[str]]] = defaultdict(dict)
    for path in sorted((folder / name).glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            number, _, words = line.partition("\t")
            texts[path.stem][int(number)] = words.split()
    made: dict[str, Marked] = {stem: {} for stem in texts if stem.startswith(finished)}
    for path in sorted((folder / "out").glob(f"{name}-*.tsv")):
        rows = list(_rows(path))
        begun = list(dict.fromkeys(row[0] for row in rows))
        for stem in begun[:-1]:
            made.setdefault(stem, {})
        used: defaultdict[tuple[str, int], set[Interval]] = defaultdict(set)
        for document, sentence, *parts in rows:
            if document in made:
                at = int(sentence)
                one = resolve(texts[document][at], parts, used[document, at])
                if one and one not in made[document].setdefault(at, []):
                    made[document][at].append(one)
    return made


def _rows(path: Path) -> Iterator[list[str]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            cells = [c.strip() for c in line.split("\t" if "\t" in line else "¦")]
            if len(cells) != 5:
                raise ValueError(f"{path.name}: {len(cells)} cells, expected 5: {line[:80]}")
            yield cells


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="holds NAME/DOCUMENT.txt and out/NAME-*.tsv")
    parser.add_argument(
        "names", nargs="+", help="NAME, or NAME!BEGINNING,... where every document with such a name was read"
    )
    args = parser.parse_args()
    for wanted in args.names:
        name, mark, beginnings = wanted.partition("!")
        made = convert(args.folder, name, finished=tuple(beginnings.split(",")) if mark else ())
        FOLDER.mkdir(parents=True, exist_ok=True)
        (FOLDER / f"{name}.tsv").write_text(written(made), encoding="utf-8")
        count = sum(len(found) for marked in made.values() for found in marked.values())
        print(f"{name}: {len(made)} documents, {count} attributions")


if __name__ == "__main__":
    main()
