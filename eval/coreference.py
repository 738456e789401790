"""Who is who within a text, by the reader: CoNLL F1 on GUM (exact spans, no singletons) or LitBank (with singletons).

CoNLL F1 is the mean of MUC (Vilain et al. 1995), B-cubed (Bagga and Baldwin 1998) and CEAF-e (Luo 2005), each pooled
over the documents. LitBank marks people, groups, places and vehicles: what the reader calls an event, a time or an
abstract thing is not looked at there. The lines before the last say how many mentions are found, and B-cubed over names
alone, over pronouns alone and over the rest: the share of a mention's company that belongs there.
The last line is CoNLL F1.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from reportedly.lang.encoder import Encoder

from . import corpora
from .corpora import Document
from .reading import Mention, Tally, chosen, loaded, options, words_of

Chain = frozenset[Mention]
PRONOUNS = frozenset({
    "i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves", "you", "your", "yours", "yourself", "yourselves",
    "he", "him", "his", "himself", "she", "her", "hers", "herself", "it", "its", "itself", "they", "them", "their", "theirs",
    "themselves", "who", "whom", "whose", "which", "that", "this", "these", "those", "one",
})  # fmt: skip
KINDS = {"litbank": frozenset({"person", "group", "place", "object"})}  # corpora that mark some kinds alone
SORTS = ("name", "pronoun", "other")


def parts(chain: Chain, home: dict[Mention, int]) -> Counter[int]:
    """How many mentions of a chain each chain of the other side holds; a mention that it lacks is -1, -2 ..."""
    return Counter(home.get(mention, -1 - at) for at, mention in enumerate(sorted(chain)))


def homes(chains: Sequence[Chain]) -> dict[Mention, int]:
    return {mention: number for number, chain in enumerate(chains) for mention in chain}


def muc(gold: Sequence[Chain], found: Sequence[Chain]) -> Tally:
    """Links that are kept: a chain of n mentions has n - 1, and loses one for each part but the first that it falls into."""
    at_gold, at_found = homes(gold), homes(found)
    return Tally(
        hit=sum(len(chain) - len(parts(chain, at_gold)) for chain in found),
        found=sum(len(chain) - 1 for chain in found),
        met=sum(len(chain) - len(parts(chain, at_found)) for chain in gold),
        gold=sum(len(chain) - 1 for chain in gold),
    )


def bcubed(gold: Sequence[Chain], found: Sequence[Chain], only: frozenset[Mention] | None = None) -> Tally:
    """For every mention, the share of its chain that stands in its chain of the other side too; `only` of these mentions."""
    return Tally(*_company(found, gold, only), *_company(gold, found, only))


def _company(these: Sequence[Chain], those: Sequence[Chain], only: frozenset[Mention] | None) -> tuple[float, float]:
    home = homes(those)
    shared, counted = 0.0, 0
    for chain in these:
        for mention in sorted(chain if only is None else chain & only):
            counted += 1
            if mention in home:
                shared += len(chain & those[home[mention]]) / len(chain)
    return shared, counted


def ceafe(gold: Sequence[Chain], found: Sequence[Chain]) -> Tally:
    """Chains aligned one to one so that most agree: 2 |shared| / (|one| + |other|) for each pair."""
    home = homes(found)
    agreement = [[0.0] * len(found) for _ in gold]
    for row, chain in zip(agreement, gold, strict=True):
        for number, shared in Counter(home[m] for m in chain if m in home).items():
            row[number] = 2 * shared / (len(chain) + len(found[number]))
    total = sum(agreement[i][j] for i, j in assignment(agreement))
    return Tally(hit=total, found=len(found), met=total, gold=len(gold))


def assignment(worth: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Which column each row takes, no column twice, so that the sum is greatest (Kuhn 1955; shortest paths, O(n^3))."""
    if not worth or not worth[0]:
        return []
    if len(worth) > len(worth[0]):
        return sorted((i, j) for j, i in assignment(list(zip(*worth, strict=True))))
    rows, columns = len(worth), len(worth[0])
    row_price, column_price = [0.0] * (rows + 1), [0.0] * (columns + 1)
    taken = [0] * (columns + 1)  # the row that holds each column, from 1; column 0 is where a new row begins
    for row in range(1, rows + 1):
        taken[0], at = row, 0
        least, before, seen = [float("inf")] * (columns + 1), [0] * (columns + 1), [False] * (columns + 1)
        while taken[at]:
            seen[at] = True
            holder, step, following = taken[at], float("inf"), 0
            for j in range(1, columns + 1):
                if seen[j]:
                    continue
                cost = -worth[holder - 1][j - 1] - row_price[holder] - column_price[j]
                if cost < least[j]:
                    least[j], before[j] = cost, at
                if least[j] < step:
                    step, following = least[j], j
            for j in range(columns + 1):
                if seen[j]:
                    row_price[taken[j]] += step
                    column_price[j] -= step
                else:
                    least[j] -= step
            at = following
        while at:
            taken[at], at = taken[before[at]], before[at]
    return sorted((row - 1, j - 1) for j, row in enumerate(taken) if j and row)


METRICS = {"MUC": muc, "B-cubed": bcubed, "CEAF-e": ceafe}


def conll(tallies: Iterable[Tally]) -> float:
    """The mean of F1."""
    values = [tally.f1 for tally in tallies]
    return sum(values) / len(values)


def gathered(marked: Iterable[tuple[Mention, int]], *, singletons: bool) -> list[Chain]:
    """Mentions with the numbers of their chains, as chains; -1 is a chain of its own."""
    together: defaultdict[tuple[int, int], set[Mention]] = defaultdict(set)
    for alone, (mention, chain) in enumerate(marked):
        together[(chain, 0) if chain >= 0 else (-1, alone)].add(mention)
    return [frozenset(c) for c in together.values() if singletons or len(c) > 1]


def gold_chains(document: Document, *, singletons: bool) -> list[Chain]:
    marked = (((m.row, m.start, m.end), m.chain) for m in document.mentions or ())
    return gathered(marked, singletons=singletons)


def sort_of(document: Document, mention: Mention) -> str:
    """Is it a name, a pronoun or something else? By the corpus's own syntax, where it has one."""
    number, start, end = mention
    row = document.rows[number]
    words = row.words[start:end]
    if len(words) == 1 and words[0].lower() in PRONOUNS:
        return "pronoun"
    if "heads" in row.layers:
        head = next((i for i in range(start, end) if not start <= row.layers["heads"][i] < end), end - 1)
        return {"PROPN": "name", "PRON": "pronoun"}.get(row.layers["tags"][head], "other")
    return "name" if words[-1][:1].isupper() and words[-1].lower() not in PRONOUNS else "other"


def documents(data: Path, corpus: str, split: str) -> Iterator[Document]:
    return (d for d in chosen(getattr(corpora, corpus)(data), split) if d.mentions is not None)


def score(reader: Encoder, texts: Iterable[Document], *, singletons: bool, show: str = "") -> dict[str, Tally]:
    """The tallies of the three metrics, of the mentions found, and of each sort of mention."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    for document in texts:
        gold = gold_chains(document, singletons=singletons)
        kinds = KINDS.get(document.source)
        mentions = [m for m in reader.read(words_of(document)).mentions if kinds is None or m.kind in kinds]
        marked = [((m.row, m.start, m.end), m.chain) for m in mentions]
        found = gathered(marked, singletons=singletons)
        for name, metric in METRICS.items():
            tallies[name] += metric(gold, found)
        theirs, mine = frozenset(homes(gold)), frozenset(homes(found))
        every, seen = {(m.row, m.start, m.end) for m in document.mentions or ()}, {m for m, _ in marked}
        tallies["mentions"] += Tally.of(theirs, mine)
        tallies["mentions, those alone too"] += Tally.of(every, seen)
        for sort in SORTS:
            those = frozenset(m for m in theirs | mine if sort_of(document, m) == sort)
            tallies[f"found, {sort}"] += Tally.of(theirs & those, mine & those)
            tallies[f"B-cubed, {sort}"] += bcubed(gold, found, those)
        shown(document, gold, found, show)
    return tallies


def shown(document: Document, gold: Sequence[Chain], found: Sequence[Chain], show: str) -> None:
    """Prints chains of one side that the other does not have as they are."""
    for word, these, those in (("missed", gold, found), ("spurious", found, gold)):
        if word not in show:
            continue
        for chain in sorted(set(these) - set(those), key=min):
            told = [f"{' '.join(document.rows[r].words[a:b])} ({r})" for r, a, b in sorted(chain)]
            print(f"{word} {document.id}: {' | '.join(told)}")


def main() -> None:
    made = options(__doc__)
    made.add_argument("--corpus", default="gum", choices=["gum", "litbank"])
    args = made.parse_args()
    reader = loaded(args.model, args.data / args.corpus)
    texts = documents(args.data, args.corpus, args.split)
    tallies = score(reader, texts, singletons=args.corpus == "litbank", show=args.show)
    for name, tally in tallies.items():
        print(f"{name:26} {tally}")
    print(f"CoNLL F1, {args.corpus} {args.split} {conll(tallies[name] for name in METRICS):.4f}")


if __name__ == "__main__":
    main()
