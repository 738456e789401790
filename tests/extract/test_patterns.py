"""Every pattern of the relation table finds its own example; the engine keeps its notation's promises."""

import re

import pytest

from reportedly.extract import patterns
from reportedly.extract.notation import compile_pattern
from reportedly.extract.parts import Reading
from reportedly.extract.patterns import KIND_LETTER, ROLE_OF, Pattern
from reportedly.lang.tokens import split
from reportedly.model import Mention, Passage, Referent, Report, Span

KINDS = {letter: kind for kind, letter in KIND_LETTER.items()}
TABLE = patterns.table("relations.tsv")


def marked(example: str) -> tuple[Reading, dict[str, list[str]]]:
    """ "[S:p Rakkad] spoke": the text without its marks, the marked words as mentions, and which role each fills."""
    text, mentions, referents, roles = "", [], {}, {}
    at = 0
    for mark in re.finditer(r"\[([A-Z]):([pgla]) ([^\]]+)\]", example):
        text += example[at : mark.start()]
        role, letter, words = mark.groups()
        span = Span(len(text), len(text) + len(words))
        mentions.append(Mention(span=span, form="name", referent=words))
        referents[words] = Referent(id=words, kind=KINDS[letter], named=True, names=(words,))
        roles.setdefault(role, []).append(words)
        text += words
        at = mark.end()
    text += example[at:]
    report = Report(id="example", text=text, passages=(Passage(span=Span(0, len(text)), voice="body"),))
    return Reading(report, split(report), tuple(mentions), referents), roles


@pytest.mark.parametrize("pattern", [p for p in TABLE if p.example], ids=lambda p: f"{p.predicate}: {p.example[:60]}")
def test_a_pattern_finds_its_example(pattern: Pattern) -> None:
    reading, roles = marked(pattern.example)
    found = [c for sentence in reading.sentences for c in patterns.match(reading, sentence, (pattern,))]
    wanted = {(ROLE_OF[role], words) for role, fillers in roles.items() if role in ROLE_OF for words in fillers}
    assert any({(r.name, r.filler) for r in c.roles} == wanted for c in found), [c.roles for c in found]


def test_most_patterns_carry_an_example() -> None:
    assert sum(bool(p.example) for p in TABLE) >= 0.9 * len(TABLE)


def matches(notation: str, line: str) -> dict[str, str] | None:
    found = compile_pattern(notation).search(line)
    return found.groupdict() if found else None


def test_a_list_fills_a_role_several_times_and_needs_an_and() -> None:
    assert matches("{S:g} clashed", "@gn0 , @gn1 and @gn2 clashed ") == {"S": "@gn0 , @gn1 and @gn2 "}
    assert matches("{S:g} clashed", "@gn0 , @gn1 clashed ") == {"S": "@gn1 "}


def test_a_subject_may_stand_before_an_apposition_and_auxiliaries() -> None:
    assert matches("{S~:g} attacked", "@gn0 , a branch of @gn1 , has reportedly attacked ") == {"S": "@gn0 "}


def test_an_object_is_no_body_whose_chief_is_meant() -> None:
    assert matches("to {O^:g}", "allegiance to @gn0 chief @pn1 ") is None
    assert matches("to {O^:g}", "allegiance to @gn0 last year ") == {"O": "@gn0 "}


def test_a_rank_before_a_person_changes_nothing() -> None:
    assert matches("by {S:p}", "led by sheikh @pn0 ") == {"S": "sheikh @pn0 "}


def test_of_two_readings_only_the_one_with_the_names_is_kept() -> None:
    reading, _ = marked("[S:g Wafa Front] fighters clashed.")
    line = patterns.encode(reading, reading.sentences[0], "outer")
    assert line.text.startswith("@gn0 fighters clashed")
    assert reading.words(line.span(0, len("@gn0 "))) == "Wafa Front"
