"""Cues that only the trained model saw. What it saw is written down here by hand; all texts are invented."""

import pytest

from reportedly.extract import voices
from reportedly.extract.heard import hear
from reportedly.extract.marks import Clause, quotations
from reportedly.extract.parts import Reading
from reportedly.extract.sight import Sight
from reportedly.lang.decode import Analysis, Labelled, Parsed
from reportedly.lang.encoder import words
from reportedly.lang.tokens import split
from reportedly.model import Passage, Report, Span


def seen(text, tree, **parts):
    """A reading of one sentence with what the model saw in it.

    Args:
        text: the sentence.
        tree: for each word its head (counted from 1, 0 is the root) and relation: "2:nsubj 0:root".
        parts: source, cue and content as lists of the words that they consist of.
    """
    report = Report(id="r", text=text, outlet="The Page", passages=(Passage(span=Span(0, len(text)), voice="body"),))
    sentences = split(report)
    row = words(text, 0, len(text))
    links = [link.partition(":") for link in tree.split()]
    assert len(links) == len(row)
    spans = []
    for label, given in parts.items():
        for part in given:
            at = text.index(part)
            inside = [n for n, word in enumerate(row) if at <= word.start < at + len(part)]
            spans.append(Labelled(inside[0], inside[-1] + 1, label, 0.5))
    parsed = Parsed(
        tags=("VERB",) * len(row),
        heads=tuple(int(head) - 1 for head, _, _ in links),
        relations=tuple(relation for _, _, relation in links),
        spans={"attribution": tuple(sorted(spans, key=lambda s: s.start))},
    )
    return Reading(report, sentences, sight=Sight((row,), Analysis(rows=(parsed,), mentions=())))


def heard(reading):
    """Source, cue and contents of each cue heard."""
    (sentence,), text = reading.sentences, reading.report.text
    clause = Clause.of(text, sentence, tuple(q for q in quotations(reading.report) if q.direct))
    return [
        (clause.span(*one.head.source).of(text), clause.span(one.head.first, one.head.past).of(text),
         [span.of(text) for span in one.content])
        for one in hear(clause, reading.sight)
    ]  # fmt: skip


def anounced():
    return seen(
        "Two elders anounced that the front had left.",
        "2:nummod 3:nsubj 0:root 8:mark 6:det 8:nsubj 8:aux 3:ccomp 3:punct",
        source=["Two elders"], cue=["anounced"], content=["that the front had left"],
    )  # fmt: skip


def test_an_unknown_word_with_a_clause():
    assert heard(anounced()) == [("Two elders", "anounced", ["the front had left"])]


def test_it_opens_a_chain():
    reading = anounced()
    span = Span(reading.report.text.index("had left"), len(reading.report.text) - 1)
    quoted = Reading(reading.report, reading.sentences, quotes=voices.find_quotes(reading), sight=reading.sight)
    assert [v.name for v in voices.chain_at(quoted, quoted.sentences[0], span)] == ["The Page", "Two elders"]


def test_without_a_model_it_says_nothing():
    reading = anounced()
    assert not voices.find_quotes(Reading(reading.report, reading.sentences))


@pytest.mark.parametrize(
    "reading",
    [
        pytest.param(
            seen(
                "Two elders want to leave the town.",
                "2:nummod 3:nsubj 0:root 5:mark 3:xcomp 7:det 5:obj 3:punct",
                source=["Two elders"], cue=["want"], content=["to leave the town"],
            ),
            id="a wish",
        ),
        pytest.param(
            seen(
                "The judge is whispered about that he fled.",
                "2:det 4:nsubj:pass 4:aux:pass 0:root 4:obl 8:mark 8:nsubj 4:ccomp 4:punct",
                source=["The judge"], cue=["is whispered"], content=["that he fled"],
            ),
            id="of whom it is told",
        ),
        pytest.param(
            seen(
                "It was whispered that the front had left.",
                "3:expl 3:aux:pass 0:root 8:mark 6:det 8:nsubj 8:aux 3:ccomp 3:punct",
                cue=["was whispered"], content=["that the front had left"],
            ),
            id="no source",
        ),
    ],
)  # fmt: skip
def test_what_nobody_says(reading):
    assert heard(reading) == []


def test_behind_direct_speech():
    reading = seen(
        "“Nobody is left there,” shrugs an old boatman.",
        "5:punct 5:nsubj 5:cop 5:dep 0:root 5:punct 5:punct 5:parataxis 11:det 11:amod 8:nsubj 5:punct",
        source=["an old boatman"], cue=["shrugs"], content=["“Nobody is left there,”"],
    )  # fmt: skip
    assert heard(reading) == [("an old boatman", "shrugs", ["Nobody is left there"])]


def test_whom_a_relative_pronoun_stands_for():
    reading = seen(
        "A boatman who shrugs that the front had left fled.",
        "2:det 10:nsubj 4:nsubj 2:acl:relcl 9:mark 7:det 9:nsubj 9:aux 4:ccomp 0:root 10:punct",
        source=["who"], cue=["shrugs"], content=["that the front had left"],
    )  # fmt: skip
    assert heard(reading) == [("A boatman", "shrugs", ["the front had left"])]
