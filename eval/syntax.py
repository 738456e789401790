"""Parts of speech and dependency trees of the reader on GUM, with the corpus's own words and sentences.

UPOS is the share of words with the right part of speech; UAS that with the right head; LAS that with the right head
and relation, without subtypes as at CoNLL 2018 (Zeman et al. 2018), and with them. Punctuation counts. News apart,
and with `--show genres` every genre; `--show missed` prints each wrong tree. The last line is LAS.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from reportedly.lang.encoder import Encoder

from . import corpora
from .corpora import Document, Row
from .reading import chosen, loaded, options, words_of

MEASURES = ("UPOS", "UAS", "LAS", "with subtypes")
Parse = tuple[Sequence[str], Sequence[int], Sequence[str]]  # parts of speech, heads (-1: root), relations


def right(gold: Parse, found: Parse) -> list[tuple[bool, bool, bool, bool]]:
    """For each word of a sentence, which of the measures count it right."""
    made = []
    for tag, head, relation, its_tag, its_head, its_relation in zip(*gold, *found, strict=True):
        held = head == its_head
        plain = relation.partition(":")[0] == its_relation.partition(":")[0]
        made.append((tag == its_tag, held, held and plain, held and relation == its_relation))
    return made


def parse_of(row: Row) -> Parse:
    return row.layers["tags"], row.layers["heads"], row.layers["relations"]


def genre(document: Document) -> str:
    """GUM_news_iodine is news."""
    return document.id.split("_")[1] if document.id.count("_") > 1 else document.source


def score(reader: Encoder, texts: Iterable[Document], *, show: str = "") -> dict[str, list[int]]:
    """By genre, and for all of them together: how many words, and how many of them each measure counts right."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0] * (1 + len(MEASURES)))
    for document in texts:
        for row, found in zip(document.rows, reader.read(words_of(document)).rows, strict=True):
            gold = parse_of(row)
            verdicts = right(gold, (found.tags, found.heads, found.relations))
            for name in ("all", genre(document)):
                for at, values in enumerate(([True] * len(verdicts), *zip(*verdicts, strict=True))):
                    counts[name][at] += sum(values)
            if "missed" in show:
                shown(row, found.heads, found.relations, verdicts)
    return counts


def shown(row: Row, heads: Sequence[int], relations: Sequence[str], verdicts: Sequence[tuple[bool, ...]]) -> None:
    """Prints the words of a sentence whose head or relation is wrong."""
    gold = parse_of(row)
    wrong = [at for at, verdict in enumerate(verdicts) if not verdict[2]]
    named = ["root" if head < 0 else row.words[head] for head in heads]
    theirs = ["root" if head < 0 else row.words[head] for head in gold[1]]
    told = [f"{row.words[at]}: {relations[at]} {named[at]}, not {gold[2][at]} {theirs[at]}" for at in wrong]
    if told:
        print(f"missed {' '.join(row.words)[:200]} | {'; '.join(told)}")


def shares(count: Sequence[int]) -> dict[str, float]:
    """The measures, as shares of the words."""
    return {name: value / max(1, count[0]) for name, value in zip(MEASURES, count[1:], strict=True)}


def main() -> None:
    args = options(__doc__).parse_args()
    reader = loaded(args.model, args.data / "gum")
    counts = score(reader, chosen(corpora.gum(args.data), args.split), show=args.show)
    for name in sorted(counts if "genres" in args.show else counts.keys() & {"news", "all"}, reverse=True):
        told = "  ".join(f"{measure} {share:.4f}" for measure, share in shares(counts[name]).items())
        print(f"{name:14} {told}   {counts[name][0]} words")
    print(f"LAS, GUM {args.split} {shares(counts['all'])['LAS']:.4f}")


if __name__ == "__main__":
    main()
