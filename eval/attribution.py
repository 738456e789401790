"""Attribution on PolNeAR (Newell et al. 2018): sources, cues and contents, scored as CofeNet does (Wang et al. 2023).

Each line of `cofenet/valid.txt` (the development part) is read as it is; lines of one article follow one another. The
corpus draws its spans a little wider than we do: a cue takes its auxiliaries along, a content its quotation marks and
"that". The scorer widens ours likewise. Printed for each component: exact and begin P/R/F1, and the Jaccard
index; the last line is the mean of the three exact F1.
"""

import json
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from reportedly.extract import voices
from reportedly.extract.parts import Reading
from reportedly.lang.tokens import Sentence, Token
from reportedly.model import Passage, Report, Span

from .common import parser, skip_unless

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


def articles(path: Path) -> Iterator[list[dict[str, Any]]]:
    lines = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line)
    for _, group in groupby(lines, key=lambda line: line["id"]):
        yield list(group)


def read(article: list[dict[str, Any]]) -> tuple[Reading, list[list[Token]]]:
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


def found(reading: Reading, rows: list[list[Token]]) -> list[dict[str, list[Interval]]]:
    """What `find_quotes` finds, as intervals of the words of each line."""
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


def f1(right: int, predicted: int, gold: int) -> tuple[float, float, float]:
    precision, recall = right / max(1, predicted), right / max(1, gold)
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def closeness(a: Interval, b: Interval) -> float:
    """CofeNet's Jaccard: the overlap over the hull."""
    shared = min(a[1] - b[0], b[1] - a[0], a[1] - a[0], b[1] - b[0])
    return max(0.0, shared / (max(a[1], b[1]) - min(a[0], b[0])))


def main() -> None:
    args = parser(__doc__).parse_args()
    path = args.data / "polnear" / "cofenet" / "valid.txt"
    skip_unless(path)
    tally = {part: {"gold": 0, "found": 0, "exact": 0, "begin": 0} for part in PARTS}
    scores: dict[str, list[float]] = {part: [] for part in PARTS}
    for article in articles(path):
        reading, rows = read(article)
        for line, row in zip(article, found(reading, rows), strict=True):
            gold = decode(line["labels"])
            for part in PARTS:
                mine, theirs = row[part], gold[part]
                count = tally[part]
                count["gold"] += len(theirs)
                count["found"] += len(mine)
                count["exact"] += len(set(mine) & set(theirs))
                count["begin"] += len({a for a, _ in mine} & {a for a, _ in theirs})
                scores[part] += [max((closeness(g, m) for m in mine), default=0.0) for g in theirs]
                scores[part] += [0.0 for m in mine if all(m[1] <= g[0] or g[1] <= m[0] for g in theirs)]
                show(args.show, part, line, mine, theirs)
    exact = []
    for part in PARTS:
        count = tally[part]
        values = f1(count["exact"], count["found"], count["gold"])
        begin = f1(count["begin"], count["found"], count["gold"])
        exact.append(values[2])
        print(
            f"{part:8} exact P {values[0]:.3f} R {values[1]:.3f} F1 {values[2]:.3f}   begin F1 {begin[2]:.3f}   "
            f"Jaccard {sum(scores[part]) / max(1, len(scores[part])):.3f}   {count['found']} against {count['gold']}"
        )
    print(f"mean exact F1 {sum(exact) / len(exact):.3f}")


def show(wanted: str, part: str, line: dict[str, Any], mine: list[Interval], gold: list[Interval]) -> None:
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
