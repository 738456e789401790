"""Named entities of the reader: micro F1, a span counts when its words and its kind are right.

re3d: the ten development documents; its entities nest, so the reader's layer `re3d` and the names inside its spans count
against all entities of the corpus. sfm (security forces): layer `sfm`, which a reader that ships does not have. uner: sentences of
the English Web Treebank, the reader's `names` as PER, LOC and ORG, without training for it. The last line is micro F1
of the corpus, or the mean of the corpora.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from reportedly.lang.encoder import Encoder

from . import corpora, spans
from .corpora import Document
from .reading import Labelled, Tally, chosen, labelled, loaded, options, words_of

INSIDE = {
    "person": "Person",
    "place": "Location",
    "group": "Organisation",
    "organization": "Organisation",
    "nationality": "Nationality",
}
UNER = {"person": "PER", "place": "LOC", "group": "ORG", "organization": "ORG"}


@dataclass(frozen=True)
class Corpus:
    """What is read, against which layer of the corpus, by which layer of the reader."""

    documents: Callable[[Path], Iterator[Document]]
    gold: str
    layer: str
    kinds: dict[str, str] | None = None  # the reader's kinds in the corpus's words; others do not count
    inside: dict[str, str] | None = None  # kinds of `names` that count beside it, where they stand inside its spans


CORPORA = {
    "re3d": Corpus(spans.re3d, "re3d_all", "re3d", inside=INSIDE),
    "sfm": Corpus(spans.sfm, "sfm", "sfm"),
    "uner": Corpus(corpora.uner, "uner", "names", UNER),
}


def score(reader: Encoder, corpus: Corpus, texts: Iterable[Document], *, show: str = "") -> dict[str, Tally]:
    """A tally of each kind, and of all."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    for document in texts:
        for row, found in zip(document.rows, reader.read(words_of(document)).rows, strict=True):
            if corpus.gold not in row.layers:
                continue  # what the corpus has not annotated says nothing
            gold = set(map(tuple, row.layers[corpus.gold]))
            mine = named(labelled(found, corpus.layer), corpus.kinds)
            if corpus.inside:
                mine |= nested(mine, named(labelled(found, "names"), corpus.inside))
            for kind in sorted({k for _, _, k in gold | mine}):
                tallies[kind] += Tally.of({s for s in gold if s[2] == kind}, {s for s in mine if s[2] == kind})
            tallies["all"] += Tally.of(gold, mine)
            for word, lacking in (("missed", gold - mine), ("spurious", mine - gold)):
                if word in show:
                    for start, end, kind in sorted(lacking):
                        near = [f"{' '.join(row.words[a:b])} {k}" for a, b, k in sorted(mine) if a < end and start < b]
                        print(f"{word} {kind}: {' '.join(row.words[start:end])} | {near} | {' '.join(row.words)[:200]}")
    return tallies


def nested(outer: set[Labelled], names: set[Labelled]) -> set[Labelled]:
    """The names that stand inside a span and are not all of it: "Syria" in "northern Syria"."""
    taken = {(start, end) for start, end, _ in outer}
    return {
        (start, end, kind)
        for start, end, kind in names
        if (start, end) not in taken and any(a <= start and end <= b for a, b in taken)
    }


def named(found: Iterable[Labelled], kinds: dict[str, str] | None) -> set[Labelled]:
    """The reader's spans with the corpus's kinds."""
    if kinds is None:
        return set(found)
    return {(start, end, kinds[kind]) for start, end, kind in found if kind in kinds}


def main() -> None:
    made = options(__doc__)
    made.add_argument("--corpus", default="all", choices=[*CORPORA, "all"])
    args = made.parse_args()
    wanted = list(CORPORA) if args.corpus == "all" else [args.corpus]
    reader = loaded(args.model, *(args.data / name for name in wanted))
    means = {}
    for name in wanted:
        corpus = CORPORA[name]
        if corpus.layer not in reader.plan.layers:
            print(f"skipped: {name}, this reader has no layer {corpus.layer}")
            continue
        tallies = score(reader, corpus, chosen(corpus.documents(args.data), args.split), show=args.show)
        for kind, tally in sorted(tallies.items(), key=lambda item: (-item[1].gold, item[0])):
            print(f"{name:6} {kind:20} {tally}")
        means[name] = tallies["all"].f1
    if means:
        print(f"micro F1, {', '.join(means)} {args.split} {sum(means.values()) / len(means):.4f}")


if __name__ == "__main__":
    main()
