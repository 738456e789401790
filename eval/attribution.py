"""Attribution on PolNeAR (Newell et al. 2018): sources, cues and contents, scored as CofeNet does (Wang et al. 2023).

Each line of `cofenet/valid.txt` (the development part) is read as it is; lines of one article follow one another. The
corpus draws its spans a little wider than the extractor does (`--by rules`): a cue takes its auxiliaries along, a
content its quotation marks and "that". The scorer widens those likewise. The spans of the reader (`--by model`) are
taken as they are; each line is a paragraph. Printed for each component: exact and begin P/R/F1, and the Jaccard index;
the last line is the mean of the three exact F1.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

from reportedly.extract import voices
from reportedly.extract.parts import Reading
from reportedly.lang.encoder import Encoder
from reportedly.lang.tokens import Sentence, Token
from reportedly.model import Passage, Report, Span

from .common import skip_unless
from .reading import Tally, labelled, loaded, options

PARTS = ("source", "cue", "content")
SIGNS = {"``": "“", "''": "”", "`": "‘", "'": "’", "-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "--": "–"}
AUXILIARIES = frozenset(
    [
        "has",
        "have",
        "had",
        "is",
        "are",
        "was",
        "were",
        "also",
        "been",
        "will",
        "would",
        "could",
        "can",
        "did",
        "does",
        "do",
        "not",
        "n't",
    ]
)

Interval = tuple[int, int]
Line = dict[str, Any]
Found = list[dict[str, list[Interval]]]


def decode(labels: list[str]) -> dict[str, list[Interval]]:
    """Spans of a BIO row: B- opens, I- of the same kind goes on, all else closes, a stray I- is dropped."""
    spans: dict[str, list[Interval]] = {part: [] for part in PARTS}
    kind, start = "", 0
    for at, label in enumerate([*labels, "O"]):
        if kind and label != f"I-{kind}":
            spans[kind].append((start, at))
            kind = ""
        if label.startswith("B-"):
            kind, start = label[2:], at
    return spans


def articles(path: Path) -> Iterator[list[Line]]:
    lines = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line)
    for _, group in groupby(lines, key=lambda line: line["id"]):
        yield list(group)


def read(article: list[Line]) -> tuple[Reading, list[list[Token]]]:
    """An article as a reading: a line is a passage, its words are the corpus's."""
    text, passages, rows = "", [], []
    sentences: list[Sentence] = []
    for line in article:
        tokens = []
        start = len(text)
        for word in line["tokens"]:
            printed = SIGNS.get(word, word)
            tokens.append(Token(printed, len(text), len(text) + len(printed)))
            text += printed + " "
        text = text[:-1] + "\n"
        passages.append(Passage(span=Span(start, len(text) - 1), voice="body"))
        rows.append(tokens)
    for passage, tokens in zip(passages, rows, strict=True):
        for words in parts(tokens):
            span = Span(words[0].start, words[-1].end)
            sentences.append(Sentence(span.of(text), span, passage, len(sentences), tuple(words)))
    report = Report(id=article[0]["id"], text=text, outlet="the outlet", passages=tuple(passages))
    return Reading(report, tuple(sentences)), rows


def parts(tokens: list[Token]) -> Iterator[list[Token]]:
    """The sentences of a line."""
    words: list[Token] = []
    for at, token in enumerate(tokens):
        words.append(token)
        following = tokens[at + 1] if at + 1 < len(tokens) else None
        ended = token.text in ".?!" or (token.text == "”" and len(words) > 1 and words[-2].text in ".?!")
        if following is None or (ended and (following.text[0].isupper() or following.text in "“‘")):
            yield words
            words = []


def by_rules(article: list[Line]) -> Found:
    """What `find_quotes` finds, as intervals of the words of each line."""
    reading, rows = read(article)
    quotes = voices.find_quotes(reading)
    spans = {
        "source": sorted({q.source for q in quotes if q.source}),
        "cue": sorted({q.cue for q in quotes if q.cue}),
        "content": sorted({q.content for q in quotes}),
    }
    made = []
    for tokens in rows:
        row: dict[str, list[Interval]] = {}
        for part, candidates in spans.items():
            intervals: list[Interval] = []
            for span in candidates:
                inside = [i for i, t in enumerate(tokens) if span.start <= t.start < span.end]
                if inside:
                    intervals.append(widened(part, tokens, inside[0], inside[-1] + 1))
            row[part] = apart(intervals)
        made.append(row)
    return made


def widened(part: str, tokens: list[Token], start: int, end: int) -> Interval:
    """The same span as the corpus would draw it."""
    if (
        part == "source"
        and end < len(tokens)
        and tokens[end].text == ","
        and any(t.text == "," for t in tokens[start:end])
    ):
        end += 1  # an apposition takes its closing comma along
    if part == "cue":
        while start and tokens[start - 1].lower in AUXILIARIES:
            start -= 1
    if part == "content":
        while start and (tokens[start - 1].text in "“‘" or tokens[start - 1].lower == "that"):
            start -= 1
        while end < len(tokens) and tokens[end].text in "”’":
            end += 1
    return start, end


def apart(intervals: list[Interval]) -> list[Interval]:
    """The widest of those that overlap: the corpus's form has no nesting."""
    kept: list[Interval] = []
    for one in sorted(set(intervals), key=lambda i: (i[0] - i[1], i)):
        if all(one[1] <= other[0] or other[1] <= one[0] for other in kept):
            kept.append(one)
    return sorted(kept)


def by_model(reader: Encoder) -> Callable[[list[Line]], Found]:
    """What a reader finds, each line a paragraph."""

    def found(article: list[Line]) -> Found:
        rows = [[SIGNS.get(word, word) for word in line["tokens"]] for line in article]
        made = []
        for row in reader.read(rows, breaks=frozenset(range(len(rows)))).rows:
            spans = labelled(row, "attribution")
            made.append({part: [(start, end) for start, end, kind in spans if kind == part] for part in PARTS})
        return made

    return found


def closeness(a: Interval, b: Interval) -> float:
    """CofeNet's Jaccard: the overlap over the hull."""
    shared = min(a[1] - b[0], b[1] - a[0], a[1] - a[0], b[1] - b[0])
    return max(0.0, shared / (max(a[1], b[1]) - min(a[0], b[0])))


@dataclass
class Score:
    """How one component fares: spans that are equal, spans that begin alike, how close they are."""

    exact: Tally = field(default_factory=Tally)
    begin: Tally = field(default_factory=Tally)
    near: list[float] = field(default_factory=list)

    def add(self, mine: list[Interval], gold: list[Interval]) -> None:
        """Adds a line."""
        exact, begin = len(set(mine) & set(gold)), len({a for a, _ in mine} & {a for a, _ in gold})
        self.exact += Tally(exact, len(mine), exact, len(gold))
        self.begin += Tally(begin, len(mine), begin, len(gold))
        self.near += [max((closeness(g, m) for m in mine), default=0.0) for g in gold]
        self.near += [0.0 for m in mine if all(m[1] <= g[0] or g[1] <= m[0] for g in gold)]


def score(texts: Iterable[list[Line]], found: Callable[[list[Line]], Found], *, wanted: str = "") -> dict[str, Score]:
    """Each component over all articles."""
    scores: dict[str, Score] = defaultdict(Score)
    for article in texts:
        for line, row in zip(article, found(article), strict=True):
            gold = decode(line["labels"])
            for part in PARTS:
                scores[part].add(row[part], gold[part])
                show(wanted, part, line, row[part], gold[part])
    return scores


def main() -> None:
    made = options(__doc__)
    made.add_argument("--by", default="rules", choices=["rules", "model"], help="the extractor, or the reader alone")
    args = made.parse_args()
    path = args.data / "polnear" / "cofenet" / "valid.txt"
    skip_unless(path)
    found = by_rules if args.by == "rules" else by_model(loaded(args.model))
    scores = score(articles(path), found, wanted=args.show)
    for part, one in scores.items():
        print(
            f"{part:8} exact P {one.exact.precision:.3f} R {one.exact.recall:.3f} F1 {one.exact.f1:.3f}   "
            f"begin F1 {one.begin.f1:.3f}   Jaccard {sum(one.near) / max(1, len(one.near)):.3f}   "
            f"{one.exact.found:.0f} against {one.exact.gold:.0f}"
        )
    print(f"mean exact F1 {sum(one.exact.f1 for one in scores.values()) / len(scores):.3f}")


def show(wanted: str, part: str, line: Line, mine: list[Interval], gold: list[Interval]) -> None:
    words = line["tokens"]
    if "missed" in wanted:
        for a, b in gold:
            if (a, b) not in mine:
                near = [" ".join(words[x:y]) for x, y in mine if x < b and a < y]
                print(f"missed {part}: {' '.join(words[a:b])} | {near} | {' '.join(words)[:300]}")
    if "spurious" in wanted:
        for a, b in mine:
            if all(y <= a or b <= x for x, y in gold):
                print(f"spurious {part}: {' '.join(words[a:b])} | {' '.join(words)[:300]}")


if __name__ == "__main__":
    main()
