"""What the tree of a sentence tells of who did what: the trees are written by hand, so no model is needed."""

import pytest

from reportedly.extract import incidents, read, relations
from reportedly.extract.grammar import lemma
from reportedly.extract.parts import Candidate, Reading
from reportedly.extract.sight import Sight
from reportedly.lang.decode import Analysis, Parsed
from reportedly.lang.encoder import words
from reportedly.lang.tokens import split
from reportedly.model import Passage, Report, Span
from reportedly.when import Date

ACCUSED = (
    "Officials accused the Wafa Front, which denied it, of secretly arming the Spear Brigade.",
    (
        "Officials/NOUN:2:nsubj accused/VERB:0:root the/DET:5:det Wafa/PROPN:5:compound Front/PROPN:2:obj ,/PUNCT:8:punct "
        "which/PRON:8:nsubj denied/VERB:5:acl:relcl it/PRON:8:obj ,/PUNCT:8:punct of/SCONJ:13:mark secretly/ADV:13:advmod "
        "arming/VERB:2:advcl the/DET:16:det Spear/PROPN:16:compound Brigade/PROPN:13:obj ./PUNCT:2:punct"
    ),
)
BEARER = (
    "Nizar Dabbagh was for many long years in exile a French engineer.",
    (
        "Nizar/PROPN:12:nsubj Dabbagh/PROPN:1:flat was/AUX:12:cop for/ADP:7:case many/ADJ:7:amod long/ADJ:7:amod "
        "years/NOUN:12:obl in/ADP:9:case exile/NOUN:12:obl a/DET:12:det French/ADJ:12:amod engineer/NOUN:0:root ./PUNCT:12:punct"
    ),
)


def told(text: str, tree: str | None) -> tuple[Reading, list[Candidate]]:
    passage = Passage(span=Span(0, len(text)), voice="body")
    report = Report(id="r", text=text, published=Date.of("2016-06-10"), dated_by="printed", passages=(passage,))
    reading = read(report, sight(report, tree) if tree else None)
    return reading, [*relations.find(reading), *incidents.find(reading)]


def sight(report: Report, tree: str) -> Sight:
    (sentence,) = split(report)
    row = words(report.text, sentence.span.start, sentence.span.end)
    given = [word.rsplit("/", 1)[1].split(":", 2) for word in tree.split()]
    assert [word.rsplit("/", 1)[0] for word in tree.split()] == [word.text for word in row]
    tags, heads, names = zip(*given, strict=True)
    parsed = Parsed(tags=tags, heads=tuple(int(head) - 1 for head in heads), relations=names, spans={})
    return Sight((row,), Analysis(rows=(parsed,), mentions=()))


def found(text: str, tree: str | None, predicate: str) -> set[tuple[str, ...]]:
    reading, candidates = told(text, tree)
    return {
        tuple(reading.referents[r.filler].names[0] for name in ("subject", "object") for r in c.roles if r.name == name)
        for c in candidates
        if c.predicate == predicate
    }


def test_the_object_of_an_accusation_does_what_follows() -> None:
    assert ("Wafa Front", "Spear Brigade") in found(*ACCUSED, "supports")


def test_a_description_is_of_the_subject_of_its_copula() -> None:
    assert found(*BEARER, "nationality") == {("Nizar Dabbagh",)}
    assert found(BEARER[0], None, "nationality") == set()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("attacked", "attacks"),
        ("fought", "fighting"),
        ("supplies", "supply"),
        ("swore", "swearing"),
        ("ally", "allies"),
    ],
)
def test_forms_of_a_word_have_one_lemma(one: str, other: str) -> None:
    assert lemma(one) == lemma(other)


def test_words_with_nothing_in_common_have_not() -> None:
    assert len({lemma(word) for word in ("arms", "army", "ally", "aid", "attack")}) == 5
