"""The metrics of the reader's scorers, against values worked out by hand and against trying everything."""

from collections.abc import Sequence
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval import attribution, coreference, entities, reader, syntax
from eval.corpora import Document, Mentioned, Row
from eval.reading import Tally, cut


def chains(text: str) -> list[coreference.Chain]:
    """ "ab cd" is two chains of two mentions."""
    return [frozenset((ord(letter), 0, 1) for letter in chain) for chain in text.split()]


def test_the_example_of_pradhan_and_others() -> None:
    # Scoring Coreference Partitions of Predicted Mentions (2014), section 4
    gold, found = chains("abc defg"), chains("ab cd fghi")
    muc, bcubed, ceafe = (metric(gold, found) for metric in coreference.METRICS.values())
    assert (muc.recall, muc.precision) == pytest.approx((2 / 5, 2 / 5))
    assert bcubed.recall == pytest.approx((4 / 3 + 1 / 3 + 1 / 4 + 4 / 4) / 7)
    assert bcubed.precision == pytest.approx((4 / 2 + 1 / 2 + 1 / 2 + 4 / 4) / 8)
    assert (ceafe.recall, ceafe.precision) == pytest.approx((1.3 / 2, 1.3 / 3))
    assert coreference.conll([muc, bcubed, ceafe]) == pytest.approx((0.4 + 5 / 11 + 0.52) / 3)


@pytest.mark.parametrize(
    ("gold", "found", "expected"),
    [
        ("abc", "abc", (1.0, 1.0, 1.0)),
        ("abc", "", (0.0, 0.0, 0.0)),
        ("", "abc", (0.0, 0.0, 0.0)),
        ("", "", (0.0, 0.0, 0.0)),
        # all in one: MUC R 2/2, P 2/3; B-cubed R 1, P 1/2; CEAF-e 2 * 2 / (2 + 4) for one of two chains
        ("ab cd", "abcd", (0.8, 2 / 3, 2 * (2 / 3) / (2 + 1))),
        # all apart, singletons: no link at all; B-cubed P 1, R 1/2; CEAF-e 2 * 1 / 3 twice
        ("ab cd", "a b c d", (0.0, 2 / 3, 2 * (4 / 3) / (2 + 4))),
    ],
)
def test_the_ends_of_the_scale(gold: str, found: str, expected: tuple[float, ...]) -> None:
    values = [metric(chains(gold), chains(found)).f1 for metric in coreference.METRICS.values()]
    assert values == pytest.approx(expected)


def test_bcubed_of_some_mentions_alone_asks_for_their_whole_company() -> None:
    gold, found = chains("abc"), chains("ab")
    only = frozenset(chains("ac")[0])
    tally = coreference.bcubed(gold, found, only)
    assert (tally.recall, tally.precision) == pytest.approx(((2 / 3 + 0) / 2, 1.0))


def best(worth: Sequence[Sequence[float]]) -> float:
    """The greatest sum, by trying every way."""
    if len(worth) > len(worth[0]):
        return best(list(zip(*worth, strict=True)))
    ways = permutations(range(len(worth[0])), len(worth))
    return max(sum(row[j] for row, j in zip(worth, way, strict=True)) for way in ways)


@given(
    st.tuples(st.integers(1, 5), st.integers(1, 5)).flatmap(
        lambda size: st.lists(
            st.lists(st.integers(0, 9).map(float), min_size=size[1], max_size=size[1]),
            min_size=size[0],
            max_size=size[0],
        )
    )
)
def test_chains_are_aligned_in_the_best_of_all_ways(worth: list[list[float]]) -> None:
    pairs = coreference.assignment(worth)
    assert sum(worth[i][j] for i, j in pairs) == pytest.approx(best(worth))
    assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs) == min(len(worth), len(worth[0]))


def test_taking_the_best_pair_first_is_not_enough() -> None:
    assert coreference.assignment([[0.9, 0.8], [0.8, 0.1]]) == [(0, 1), (1, 0)]
    assert coreference.assignment([]) == []
    assert coreference.assignment([[], []]) == []


def story() -> Document:
    """Two sentences about Ana."""
    first = Row(
        words=["Ana", "Holm", "left", "her", "house", "."],
        layers={"tags": ["PROPN", "PROPN", "VERB", "PRON", "NOUN", "PUNCT"], "heads": [2, 0, -1, 4, 2, 2]},
    )
    second = Row(words=["She", "ran", "."], layers={"tags": ["PRON", "VERB", "PUNCT"], "heads": [1, -1, 1]})
    mentions = [
        Mentioned(row=row, start=start, end=end, head=head, kind="person", chain=chain)
        for row, start, end, head, chain in [(0, 0, 2, 0, 7), (0, 3, 4, 3, 7), (0, 3, 5, 4, -1), (1, 0, 1, 0, 7)]
    ]
    return Document(id="GUM_news_holm", source="gum", split="dev", rows=[first, second], mentions=mentions)


def test_a_mention_of_no_chain_is_a_chain_only_where_singletons_count() -> None:
    named = frozenset({(0, 0, 2), (0, 3, 4), (1, 0, 1)})
    assert coreference.gold_chains(story(), singletons=False) == [named]
    assert coreference.gold_chains(story(), singletons=True) == [named, frozenset({(0, 3, 5)})]


def test_names_and_pronouns_are_told_apart_by_the_head() -> None:
    sorts = [coreference.sort_of(story(), m) for m in [(0, 0, 2), (0, 3, 4), (0, 3, 5), (1, 0, 1)]]
    assert sorts == ["name", "pronoun", "other", "pronoun"]


def test_a_relation_counts_without_its_subtype_and_only_under_the_right_head() -> None:
    gold = (["NOUN", "VERB", "PUNCT"], [1, -1, 1], ["nsubj:pass", "root", "punct"])
    found = (["PROPN", "VERB", "PUNCT"], [1, -1, 0], ["nsubj", "root", "punct"])
    assert syntax.right(gold, found) == [
        (False, True, True, False),
        (True, True, True, True),
        (True, False, False, False),
    ]
    assert syntax.genre(story()) == "news"


def test_spans_count_when_words_and_kind_are_right() -> None:
    gold = {(0, 2, "PER"), (3, 4, "LOC"), (5, 6, "ORG")}
    found = entities.named([(0, 2, "person"), (3, 5, "place"), (5, 6, "group"), (7, 8, "title")], entities.UNER)
    tally = Tally.of(gold, found)
    assert (tally.precision, tally.recall, tally.f1) == pytest.approx((2 / 3, 2 / 3, 2 / 3))
    assert (Tally() + tally).f1 == tally.f1
    assert (Tally().precision, Tally().recall, Tally().f1) == (0, 0, 0)


def test_attribution_is_scored_as_cofenet_does() -> None:
    line = {"tokens": list("abcdef"), "labels": ["B-source", "I-source", "B-cue", "I-source", "B-content", "I-content"]}
    assert attribution.decode(line["labels"]) == {"source": [(0, 2)], "cue": [(2, 3)], "content": [(4, 6)]}
    found = [{"source": [(0, 1)], "cue": [(2, 3), (3, 4)], "content": [(4, 6)]}]
    scores = attribution.score([[line]], lambda _: found)
    assert [scores[part].exact.f1 for part in attribution.PARTS] == pytest.approx([0, 2 / 3, 1])
    assert [scores[part].begin.f1 for part in attribution.PARTS] == pytest.approx([1, 2 / 3, 1])
    assert scores["source"].near == [0.5]  # one word of two
    assert scores["cue"].near == [1.0, 0.0]  # and one that touches nothing


def test_a_text_is_cut_into_sentences_and_paragraphs() -> None:
    text = cut("Ana left. She didn't\nreturn.\n\nThe Lake Front said so.\n")
    assert text.rows[0] == ("Ana", "left", ".")
    assert [row[0] for row in text.rows] == ["Ana", "She", "The"]
    assert text.breaks == {0, 2}
    assert cut(" \n").rows == ()


def test_a_digest_sees_every_bit() -> None:
    values = [(1.0, "a"), (1.0000000000000002, "a"), ((1.0,), "a"), {"a": 1.0}, {"a": 1}]
    assert len({reader.digest(value) for value in values}) == len(values)
    assert reader.digest({"b": 1, "a": 2}) == reader.digest({"a": 2, "b": 1})
