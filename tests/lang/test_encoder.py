"""What the reader reads, and how scores become one answer."""

import hashlib
import itertools
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.errors import UsageError
from reportedly.lang import decode, encoder
from reportedly.lang.antecedents import FEATURES, REACH, Referring, antecedents, chains, features
from reportedly.lang.best import Crf, mended, spans, tree, trees, viterbi
from reportedly.lang.decode import Decoder, Plan
from reportedly.lang.encoder import MOST_PIECES, Encoder, WordPiece, shape, windows, words

MODEL = Path(str(files("reportedly").joinpath("data", "reader.onnx")))
with_model = pytest.mark.skipif(
    not MODEL.exists(), reason="src/reportedly/data/reader.onnx is not there: no trained reader"
)
VOCABULARY = Path(str(files("reportedly").joinpath("data", "reader-vocab.txt")))


# Words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wafa's men didn't stop.", "Wafa |'s |men |did|n't |stop|."),
        ("It’s al-Talmari; they’ll see.", "It|’s |al|-|Talmari|; |they|’ll |see|."),
        ("a 42-year-old ex-officer", "a |42|-|year|-|old |ex|-|officer"),
        ("on 2016-02-17, 17/02/2016", "on |2016-02-17|, |17/02/2016"),
        ("see http://a.example/b-c'd or a-b@c.example, @the_men #no-go", None),
    ],
)
def test_words_have_clitics_and_hyphens_apart(text, expected):
    found = words(text, 0, len(text))
    assert all(text[w.start : w.end] == w.text for w in found)
    if expected:
        assert [w.text for w in found] == [
            part.strip() for part in expected.split("|") for part in part.split(" ") if part
        ]
    else:
        assert {"http://a.example/b-c'd", "a-b@c.example", "@the_men"} <= {w.text for w in found}


def test_words_keep_the_offsets_of_the_text():
    text = "Before. Karim's well-armed men left."
    assert words(text, 8, len(text))[0].start == 8
    assert [w.text for w in words(text, 8, 15)] == ["Karim", "'s"]


@given(st.text())
def test_words_lose_nothing_but_blanks(text):
    found = words(text, 0, len(text))
    assert "".join(w.text for w in found) == "".join(c for c in text if not c.isspace())
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("men", 1),
        ("’s", 1),
        ("Karim", 2),
        ("UN", 4),
        ("U.S.", 4),
        ("BREAKING", 5),
        ("McDuff", 6),
        ("al-Talmari", 6),
        ("A", 7),
        ("J.", 8),
        ("1,000", 9),
        ("7.62mm", 10),
        ("3rd", 10),
        ("2016", 11),
        ("3347", 9),
        (",", 12),
        ("$", 12),
        ("“", 13),
        ('"', 13),
        ("جبل", 14),
        ("@the_men", 15),
        ("https://a.example", 15),
        ("\u200b", 15),
        ("", 15),
    ],
)
def test_shapes_have_the_numbers_that_models_are_trained_with(word, expected):
    assert shape(word, first=False) == expected


def test_a_capital_at_the_head_of_a_sentence_says_less():
    assert shape("Men", first=True) == 3
    assert shape("UN", first=True) == 4


@given(st.text(), st.booleans())
def test_every_word_has_a_shape(word, first):
    assert 1 <= shape(word, first=first) < encoder.SHAPES


# Word pieces


@pytest.fixture(scope="module")
def reference():
    library = pytest.importorskip("tokenizers", reason="tokenizers is not installed")
    made = library.BertWordPieceTokenizer(str(VOCABULARY), lowercase=True, strip_accents=True)
    return lambda word: tuple(made.encode(word, add_special_tokens=False).ids)


OFTEN = "Dawud's Nicolás Minţaqat ÅNGSTRÖM İstanbul ΣΊΣΥΦΟΣ straße ﬁre naïve 四平保卫战 جبل محمد Київ ☠ 😀 a\u0301b x\u200by ½ … «» 1,000km/h"


def test_pieces_are_those_of_the_reference(reference):
    ours = WordPiece.load()
    for word in [*OFTEN.split(), *(chr(code) for code in range(32, 0x3100)), "a" * 100, "a" * 101]:
        # signs that a newer Unicode knows than the reference does may differ
        if len(word) > 1 or word == "…" or ord(word) < 0x700:
            assert ours.pieces(word) == (reference(word)[:MOST_PIECES] or (encoder.UNKNOWN,)), ascii(word)


@given(word=st.text(st.characters(max_codepoint=0x6FF, exclude_categories=["Cs", "Cn"])))
def test_pieces_of_anything(reference, word):
    assert WordPiece.load().pieces(word) == (reference(word)[:MOST_PIECES] or (encoder.UNKNOWN,))


@given(st.text())
def test_a_word_has_a_piece_and_not_too_many(word):
    assert 1 <= len(WordPiece.load().pieces(word)) <= MOST_PIECES


# Windows


@given(st.lists(st.lists(st.integers(1, MOST_PIECES), max_size=40)), st.integers(MOST_PIECES + 2, 200))
def test_windows_hold_every_word_once_and_fit(counts, limit):
    made = windows(counts, limit)
    seen = [(row, at) for window in made for row, start, end in window for at in range(start, end)]
    assert seen == [(row, at) for row, sizes in enumerate(counts) for at in range(len(sizes))]
    for window in made:
        assert window
        assert sum(sum(counts[row][start:end]) for row, start, end in window) <= limit - 2


def test_a_sentence_is_cut_only_if_no_window_holds_it():
    assert windows([[1] * 50, [1] * 50, [], [1] * 60], 160) == [[(0, 0, 50), (1, 0, 50)], [(3, 0, 60)]]
    assert windows([[1] * 10, [1] * 200, [1] * 10], 160) == [[(0, 0, 10)], [(1, 0, 100)], [(1, 100, 200)], [(2, 0, 10)]]


# Labels

KINDS = ("a", "b")
LABELS = ("O", *(f"{place}-{kind}" for kind in KINDS for place in "BIES"))


def _legal(before, after):
    return (after[0] in "IE" and after[1:] == before[1:]) if before[0] in "BI" else after[0] in "OBS"


def crf(seed):
    steps = np.random.default_rng(seed).normal(size=(len(LABELS), len(LABELS)))
    barred = np.array([[0.0 if _legal(a, b) else -1e4 for b in LABELS] for a in LABELS])
    opens = np.array([0.0 if _legal("O", b) else -1e4 for b in LABELS])
    closes = np.array([0.0 if a[0] in "OES" else -1e4 for a in LABELS])
    return Crf(LABELS, *(x.astype(np.float32) for x in (steps + barred, opens, closes)))


def best_by_force(emissions, begins, layer):
    def value(path):
        total = layer.opens[path[0]] + layer.closes[path[-1]] + sum(e[p] for e, p in zip(emissions, path, strict=True))
        total += sum(layer.steps[a, b] for a, b in itertools.pairwise(path))
        return total + sum(layer.opens[p] for p, begin in zip(path[1:], begins[1:], strict=True) if begin)

    return max(itertools.product(range(len(LABELS)), repeat=len(emissions)), key=value)


@pytest.mark.parametrize("seed", range(5))
def test_viterbi_finds_what_trying_everything_finds(seed):
    rng = np.random.default_rng(seed)
    emissions = rng.normal(size=(3, 4, len(LABELS))).astype(np.float32) * 2
    lengths, begins = np.array([2, 4, 1]), rng.random((3, 4)) < 0.3
    found = viterbi(emissions, lengths, begins, crf(seed))
    for row, size in enumerate(lengths):
        assert tuple(found[row, :size]) == best_by_force(emissions[row, :size], begins[row, :size], crf(seed))
        assert not found[row, size:].any()


@given(st.lists(st.sampled_from(LABELS)))
def test_spans_lie_apart_whatever_the_labels(labels):
    found = list(spans(labels))
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(found))
    assert {at for start, end, _ in found for at in range(start, end)} == {
        at for at, label in enumerate(labels) if label != "O"
    }


def test_spans_of_good_labels():
    assert list(spans(["B-a", "E-a", "O", "S-b", "B-b", "I-b", "E-b"])) == [(0, 2, "a"), (3, 4, "b"), (4, 7, "b")]


def test_what_a_cut_has_parted_is_joined():
    assert mended(["B-a", "E-a", "B-a", "E-a"], [2]) == ["B-a", "I-a", "I-a", "E-a"]
    assert mended(["S-a", "S-a", "S-b"], [1, 2]) == ["B-a", "E-a", "S-b"]
    assert mended(["S-a", "S-a"], []) == ["S-a", "S-a"]


# Trees


def trees_of(size):
    """All heads of `size` words that make a tree with one root; 0 is the root, word j is j + 1."""
    for heads in itertools.product(range(size + 1), repeat=size):
        if heads.count(0) == 1 and all(_reaches(heads, at) for at in range(size)):
            yield heads


def _reaches(heads, at):
    for _ in heads:
        if heads[at] == 0:
            return True
        at = heads[at] - 1
    return False


@pytest.mark.parametrize(("size", "seed"), [*itertools.product(range(1, 5), range(12)), (5, 0), (5, 1)])
def test_the_best_tree_is_the_best_of_all_trees(size, seed):
    arcs = np.random.default_rng(seed).normal(size=(size, size + 1)).astype(np.float32) * 5
    arcs[np.arange(size), np.arange(size) + 1] = -1e4

    def value(heads):
        return sum(float(arcs[at, head]) for at, head in enumerate(heads))

    found = tuple(tree(arcs).tolist())
    assert value(found) == pytest.approx(max(value(heads) for heads in trees_of(size)))
    assert found in set(trees_of(size))


@pytest.mark.parametrize("seed", range(8))
def test_every_sentence_of_a_window_is_a_tree_of_its_own(seed):
    rng = np.random.default_rng(seed)
    sentences = np.array([[0, 0, 0, 0, 1, 1, 1, 2], [0, 0, 0, 0, 0, 0, -1, -1]])
    arcs = rng.normal(size=(2, 8, 9)).astype(np.float32)
    same = sentences[:, :, None] == sentences[:, None, :]
    arcs[:, :, 1:][~same | np.eye(8, dtype=bool)] = -1e4
    found = trees(arcs, sentences)
    for window, numbers in enumerate(sentences):
        for sentence in range(numbers.max() + 1):
            at = np.flatnonzero(numbers == sentence)
            heads = tuple(0 if head == 0 else int(head - at[0]) for head in found[window, at])
            assert heads in set(trees_of(len(at))) if len(at) < 5 else heads.count(0) == 1


def test_a_sentence_of_many_words_takes_no_longer_than_it_should():
    rng = np.random.default_rng(1)
    found = tree(rng.normal(size=(160, 161)).astype(np.float32))
    assert (found == 0).sum() == 1
    assert all(_reaches(tuple(found), at) for at in range(160))


# Antecedents


def mention(row, word):
    return Referring(row=row, start=0, end=1, head=0, kind=1, tag="PROPN", relation="nsubj", words=(word,))


def test_blocks_of_mentions_are_as_good_as_all_at_once():
    rng = np.random.default_rng(1)
    count = 2 * REACH + 20
    mentions = [mention(at // 3, f"w{rng.integers(50)}") for at in range(count)]
    queries, keys = (rng.normal(size=(count, 8)).astype(np.float32) for _ in range(2))
    weights = rng.normal(size=FEATURES).astype(np.float32)
    whole = queries @ keys.T / np.sqrt(8) + weights[features(mentions)].sum(-1)
    place = np.arange(count)
    far = place[:, None] - place
    whole[(far < 1) | (far > REACH)] = -1e4
    expected = [int(row.argmax()) if row.max() > 0 else -1 for row in whole]
    assert antecedents(mentions, queries, keys, weights) == expected


def test_chains_are_numbered_as_they_begin():
    assert chains([-1, -1, 0, -1, 1, 2]) == [0, 1, 0, -1, 1, 0]
    assert chains([]) == []


# Rows of windows


def plan(layer):
    return Plan(("X",), ("dep", "root"), ("-", "person"), 160, {layer: crf(0)}, np.zeros(FEATURES, np.float32))


def said(layer, labels, heads, mentions=()):
    """What a sure network would say: `labels` and `heads` (0 the root) of each window's words, `mentions` as head: ends."""
    count, size = len(labels), len(labels[0])
    out = {
        "tags": np.zeros((count, size, 1)),
        "arcs": np.full((count, size, size + 1), -5.0),
        "relations": np.zeros((count, size, 2)),
        "kinds": np.tile([5.0, 0.0], (count, size, 1)),
        "starts": np.zeros((count, size), np.int64),
        "ends": np.zeros((count, size), np.int64),
        "queries": np.zeros((count, size, 4)),
        "keys": np.zeros((count, size, 4)),
        layer: np.zeros((count, size, len(LABELS))),
    }
    for window, (marks, tops) in enumerate(zip(labels, heads, strict=True)):
        for word, (mark, top) in enumerate(zip(marks, tops, strict=True)):
            out[layer][window, word, LABELS.index(mark)] = 50
            out["arcs"][window, word, top] = 5
    for window, head, start, end in mentions:
        out["kinds"][window, head] = (0, 5)
        out["starts"][window, head], out["ends"][window, head] = start, end
    return {name: value.astype(np.float32) if value.dtype == float else value for name, value in out.items()}


def test_a_row_that_was_cut_is_one_again():
    parts = [[(1, 2, 4)], [(1, 0, 2)]]  # as they are read: in any order
    out = said("names", [["I-a", "E-a"], ["O", "B-a"]], [[0, 1], [2, 0]], [(0, 1, 0, 1), (1, 0, 0, 0)])
    out["names"][0, 0, LABELS.index("B-a")] += 60  # a part begins anew
    out["names"][1, 1, LABELS.index("S-a")] += 60
    decoder = Decoder(plan("names"), [[], ["Colonel", "Karim", "al", "Talmari"]], frozenset())
    decoder.add([[window] for window in parts], np.zeros((2, 2), np.int64), out)
    found = decoder.analysis()
    assert found.rows[0].tags == ()
    assert found.rows[1].heads == (1, -1, 1, 2)
    assert found.rows[1].relations == ("dep", "root", "parataxis", "dep")
    assert [(s.start, s.end, s.label) for s in found.rows[1].spans["names"]] == [(1, 4, "a")]
    assert [(m.start, m.end, m.head) for m in found.mentions] == [(0, 1, 0), (2, 4, 3)]


@pytest.mark.parametrize(
    ("layer", "breaks", "expected"),
    [
        ("attribution", {0}, [[(0, 2, True)], [(0, 1, False)]]),
        ("attribution", {0, 1}, [[(0, 2, False)], [(0, 1, False)]]),
        ("names", {0}, [[(0, 2, False)], [(0, 1, False)]]),
    ],
)
def test_attribution_alone_goes_on_in_the_next_sentence_of_a_paragraph(layer, breaks, expected):
    parts = [[(0, 0, 2), (1, 0, 1)]]
    decoder = Decoder(plan(layer), [["He", "left"], ["Then"]], frozenset(breaks))
    decoder.add([parts], np.array([[0, 0, 1]]), said(layer, [["B-a", "I-a", "E-a"]], [[2, 0, 0]]))
    rows = decoder.analysis().rows
    assert [[(s.start, s.end, s.on) for s in row.spans[layer]] for row in rows] == expected


# The whole


@pytest.fixture(scope="module")
def reader():
    return Encoder.load()


REPORT = (
    "Colonel Karim Dawud said on Tuesday that his men had taken the town of Wafa. “They fled,” he told al-Nahr radio.",
    "The Talmar Brigade denied it. A spokesman, Samir Haddad, said 12 fighters were wounded in 2016 near the bridge.",
)


def rows_of(texts):
    return [tuple(w.text for w in words(text, 0, len(text))) for text in texts]


def digest(analysis):
    return hashlib.sha256(repr(analysis).encode()).hexdigest()


HOSTILE = {
    "another script": ["قال العقيد كريم إن رجاله سيطروا على البلدة.", "Київ заявив про це у вівторок.", "四平保卫战"],
    "no full stop": ["the men of Wafa said Karim left " * 400],
    "emoji": ["😀👍🏽 ☠️ 🇳🇬" * 300],
    "control characters": ["\x00\x01\x1b[0m\x7f left \x85\ufffd"],
    "zero width": ["\u200b\u200d\ufeff", "\u200b"],
    "one long word": ["a" * 200_000],
    "one long address": ["http://" + "a-b/" * 50_000],
    "accents": ["e" + "\u0301" * 2_000],
}


@with_model
@pytest.mark.parametrize("name", HOSTILE)
def test_bad_input_gives_a_result(reader, name):
    rows = rows_of(HOSTILE[name])
    found = reader.read(rows)
    _whole(found, rows)


@with_model
@pytest.mark.parametrize("rows", [[], [[]], [[], ["Karim", "left"], []], [[""], [" "]]])
def test_nothing_gives_nothing(reader, rows):
    _whole(reader.read(rows), rows)


def _whole(found, rows):
    assert len(found.rows) == len(rows)
    for row, parsed in zip(rows, found.rows, strict=True):
        assert len(parsed.tags) == len(parsed.heads) == len(parsed.relations) == len(row)
        assert sum(head < 0 for head in parsed.heads) == min(1, len(row))
        assert all(head < len(row) for head in parsed.heads)
        for layer in parsed.spans.values():
            assert all(0 <= s.start < s.end <= len(row) and 0 <= s.score <= 1 for s in layer)
            assert all(a.end <= b.start for a, b in itertools.pairwise(layer))
    for at, mention in enumerate(found.mentions):
        assert 0 <= mention.start <= mention.head < mention.end <= len(rows[mention.row])
        assert -1 <= mention.antecedent < at


@with_model
def test_tokens_are_as_good_as_strings(reader):
    tokens = [words(text, 0, len(text)) for text in REPORT]
    assert digest(reader.read(tokens)) == digest(reader.read(rows_of(REPORT)))


@with_model
def test_a_report_reads_the_same_alone_and_among_others(reader):
    reports = [rows_of(REPORT), rows_of(HOSTILE["another script"]), rows_of([*REPORT, *REPORT[::-1]] * 12)]
    alone = [digest(reader.read(rows)) for rows in reports]
    assert [digest(reader.read(rows)) for rows in reversed(reports)] == alone[::-1]
    assert [digest(Encoder(MODEL.read_bytes()).read(rows)) for rows in reports] == alone


@with_model
def test_two_threads_may_share_it(reader):
    reports = [rows_of([*REPORT, *REPORT[::-1]] * size) for size in range(1, 9)]
    alone = [digest(reader.read(rows)) for rows in reports]
    with ThreadPoolExecutor(2) as pool:
        assert [digest(found) for found in pool.map(reader.read, reports)] == alone


@with_model
def test_a_page_of_the_same_is_read_once(reader):
    short, long = (rows_of(["😀" * count]) for count in (158, 158 * 200))
    began = time.process_time()
    once = reader.read(short).rows[0]
    between = time.process_time()
    found = reader.read(long).rows[0]
    assert time.process_time() - between < 20 * (between - began)
    assert found.tags == once.tags * 200


@with_model
def test_a_span_crosses_a_sentence_only_in_attribution_and_never_a_paragraph(reader):
    rows = rows_of(REPORT * 6)
    for parsed in reader.read(rows, frozenset(range(len(rows)))).rows:
        assert not any(span.on for layer in parsed.spans.values() for span in layer)
    for parsed in reader.read(rows).rows:
        assert not any(span.on for name, layer in parsed.spans.items() if name not in decode.ACROSS for span in layer)


@pytest.mark.parametrize("content", [None, b"no model"])
def test_a_file_that_is_no_model_is_told(tmp_path, content):
    path = tmp_path / "reader.onnx"
    if content:
        path.write_bytes(content)
    with pytest.raises(UsageError, match=r"reader\.onnx cannot be read"):
        Encoder.load(path)


def test_words_need_no_model_and_the_package_no_numbers():
    code = "import sys, reportedly; assert 'numpy' not in sys.modules; import reportedly.lang.encoder; assert 'onnxruntime' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)
