"""Who says so: chains of voices, quotations, lists, pages that are one voice. All texts are invented."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.extract import voices
from reportedly.extract.marks import quotations
from reportedly.extract.parts import Reading
from reportedly.lang.tokens import split
from reportedly.model import Mention, Passage, Referent, Report, Span

PEOPLE = ("Lena Brandt", "Brandt", "Karim Badawi", "Badawi", "Colonel Omar Wako")
GROUPS = ("Red Valley Front", "Liwa al-Nahr", "Interior Ministry", "Rights Watch Anar")
FULL = {"Brandt": "Lena Brandt", "Badawi": "Karim Badawi"}


def read(text, *passages, outlet="The Page"):
    """A reading with the names above as mentions; `passages` are (voice, words, author), body without them."""
    made, at = [], 0
    for voice, words, author in passages or (("body", text, None),):
        at = text.index(words, at)
        made.append(Passage(span=Span(at, at + len(words)), voice=voice, author=author))
        at += len(words)
    report = Report(id="r", text=text, outlet=outlet, passages=tuple(made))
    mentions, referents, taken = [], {}, []
    for name in sorted(PEOPLE + GROUPS, key=lambda n: (-len(n), n)):
        full = FULL.get(name, name)
        referents[full] = Referent(id=full, kind="person" if name in PEOPLE else "group", named=True, names=(full,))
        for match in re.finditer(rf"\b{re.escape(name)}\b", text):
            span = Span(*match.span())
            if not any(span.meets(t) for t in taken):
                taken.append(span)
                mentions.append(Mention(span=span, form="name", referent=full))
    mentions.sort(key=lambda m: m.span)
    reading = Reading(report, split(report), tuple(mentions), referents)
    return Reading(report, reading.sentences, reading.mentions, referents, voices.find_quotes(reading))


def chain(reading, words):
    """The names of the chain at the first occurrence of `words`, without the page's own outlet."""
    at = reading.report.text.index(words)
    span = Span(at, at + len(words))
    sentence = next(s for s in reading.sentences if s.span.meets(span))
    found = voices.chain_at(reading, sentence, span)
    assert found[0].kind == "outlet"
    return [v.name for v in found[1:]]


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("The front holds the town.", "holds", []),
        ("Lena Brandt said the front had left the town.", "had left", ["Lena Brandt"]),
        ("The front had left the town, Lena Brandt said on Friday.", "had left", ["Lena Brandt"]),
        ("The front had left the town, said Lena Brandt.", "had left", ["Lena Brandt"]),
        ("According to Lena Brandt, the front had left.", "had left", ["Lena Brandt"]),
        ("The front had left, according to the Interior Ministry.", "had left", ["Interior Ministry"]),
        ("A rebel officer told Orient Wire that the front had left.", "had left", ["Orient Wire", "A rebel officer"]),
        ("The front had left, a Reuters report said.", "had left", ["a Reuters report"]),
        ("Lena Brandt defended it by claiming that the front had left.", "had left", ["Lena Brandt"]),
        ("In a letter seen by this newspaper Lena Brandt also says that the front left.", "left", ["Lena Brandt"]),
        ("Lena Brandt, 27 years, who says the front had left, is here.", "had left", ["Lena Brandt"]),
        ("Radio Anar reported that the front had left.", "had left", ["Radio Anar"]),
        (
            "Radio Anar recently cited a security source as saying that the front had left.",
            "had left",
            ["Radio Anar", "a security source"],
        ),
        ("Lena Brandt, who leads the mission, said the front had left.", "had left", ["Lena Brandt"]),
        ("Lena Brandt, who leads the mission, said the front had left.", "leads", []),
        ("In March, the envoy Lena Brandt warned that the front would return.", "would return", ["Lena Brandt"]),
        ("Liwa al-Nahr denied that it had left.", "had left", ["Liwa al-Nahr"]),
        ("Karim Badawi was named by the Interior Ministry as the driver.", "the driver", ["Interior Ministry"]),
        ("The raid was reported on social media.", "raid", []),
        ("He is said to be forty.", "forty", []),
        ("Lena Brandt will say that the front has left.", "has left", []),
        ("Mine 4, called Miracle Run, lies in the valley.", "lies in", []),
    ],
)
def test_one_sentence(text, words, expected):
    assert chain(read(text), words) == expected


def test_an_anonymous_source_keeps_the_tail_that_says_why():
    reading = read("‘They learned to shoot,’ said one of the officials, speaking on condition of anonymity.")
    assert chain(reading, "learned") == ["one of the officials, speaking on condition of anonymity"]


def test_attributions_nest():
    reading = read("Lena Brandt said that Liwa al-Nahr had claimed that the bridge was mined.")
    assert chain(reading, "was mined") == ["Lena Brandt", "Liwa al-Nahr"]
    assert chain(reading, "Liwa al-Nahr had claimed") == ["Lena Brandt"]


def test_each_of_two_attributions_keeps_to_its_clause():
    reading = read("Fourteen died according to the Interior Ministry, twice that according to Rights Watch Anar.")
    assert chain(reading, "Fourteen died") == ["Interior Ministry"]
    assert chain(reading, "twice that") == ["Rights Watch Anar"]


def test_direct_speech_goes_on_without_a_cue():
    text = '"We buried them," Lena Brandt told Orient Wire. "The road is closed."\n\n"Nobody may pass."\n\nThe army is away.'
    reading = read(text)
    for words in ("buried", "road is closed", "Nobody may pass"):
        assert chain(reading, words) == ["Orient Wire", "Lena Brandt"]
    assert chain(reading, "army is away") == []


def test_a_quotation_over_paragraphs():
    reading = read("“We are many,” Brandt said.\n\n“We stay here\n\n“and nobody moves us.”\n\nRain fell.")
    assert chain(reading, "nobody moves") == ["Lena Brandt"]
    assert chain(reading, "Rain") == []


def test_pronouns_and_descriptions_go_back_to_who_spoke():
    reading = read(
        "A security official told Orient Wire the front had left. The camp was empty, he said. "
        "The official added that six men stayed. The road was open, the agency said."
    )
    assert chain(reading, "camp was empty") == ["A security official"]
    assert chain(reading, "six men stayed") == ["A security official"]
    assert chain(reading, "road was open") == ["Orient Wire"]


def test_a_title_leads_to_the_person_who_bears_it():
    reading = read("Foreign Secretary Lena Brandt arrived. The Foreign Secretary said the talks had failed.")
    assert chain(reading, "had failed") == ["Lena Brandt"]


def test_a_list_is_the_speakers_until_a_subheading():
    text = "Brandt adds:\n- The front is weak.\n- It has left the valley.\nWhat next\nThe army is away."
    reading = read(
        text,
        ("body", "Brandt adds:\n- The front is weak.\n- It has left the valley.", None),
        ("subheading", "What next", None),
        ("body", "The army is away.", None),
    )
    assert chain(reading, "front is weak") == ["Lena Brandt"]
    assert chain(reading, "left the valley") == ["Lena Brandt"]
    assert chain(reading, "army is away") == []


def test_paragraphs_behind_a_colon_are_the_speakers():
    reading = read("Minister Lena Brandt said:\n\nThe raid was wrong.\n\nWe shall answer it.")
    assert chain(reading, "raid was wrong") == ["Lena Brandt"]
    assert chain(reading, "shall answer") == ["Lena Brandt"]


def test_a_label_before_a_colon():
    reading = read("Two men were held. Police: nobody was held.")
    assert chain(reading, "nobody was held") == ["Police"]
    assert chain(reading, "Two men") == []


def test_dateline_and_credit_name_the_agency():
    reading = read("KASRA, March 12 (Orient Wire) - The bridge was mined, Lena Brandt said. Rain fell.")
    assert chain(reading, "was mined") == ["Orient Wire", "Lena Brandt"]
    assert chain(reading, "Rain") == ["Orient Wire"]
    credited = read("(Translated and shortened from Radio Anar)\n\nThe bridge was mined.")
    assert chain(credited, "was mined") == ["Radio Anar"]


def test_the_outlets_own_dateline_adds_nothing():
    reading = read("KASRA (Orient Wire) - The bridge was mined.", outlet="Orient Wire")
    assert chain(reading, "was mined") == []


def test_comments_and_notes():
    text = "The bridge was mined.\n\n[It was not. - Ed.]\n\nmy cousin says it still stands"
    reading = read(
        text,
        ("body", "The bridge was mined.", None),
        ("note", "[It was not. - Ed.]", None),
        ("comment", "my cousin says it still stands", "rukn7"),
    )
    assert chain(reading, "It was not") == []
    assert chain(reading, "still stands") == ["rukn7", "my cousin"]


def test_an_interview_is_answered_by_the_person_interviewed():
    text = (
        "Lena Brandt: a truce is no peace\n\nLena Brandt received us in Kasra.\n\nWho fired first?\n\n"
        "They did. We lost four.\n\nHow many are you?\n\nWe are nine hundred.\n\nWill you talk?\n\nI never left the table."
    )
    reading = read(text)
    assert chain(reading, "lost four") == ["Lena Brandt"]
    assert chain(reading, "nine hundred") == ["Lena Brandt"]
    assert chain(reading, "received us") == []


def test_a_statement_is_its_signers():
    text = "Statement by the Red Valley Front\n\nWe took the bridge at dawn. Nine of the enemy fell."
    reading = read(
        text,
        ("headline", "Statement by the Red Valley Front", None),
        ("body", "We took the bridge at dawn. Nine of the enemy fell.", None),
    )
    assert chain(reading, "Nine of the enemy") == ["Red Valley Front"]


def test_an_unknown_outlet_is_named_as_such():
    reading = read("Rain fell.", outlet=None)
    assert voices.chain_at(reading, reading.sentences[0], Span(0, 4))[0].name == "unnamed outlet"


def test_borrowed_words_are_no_speech():
    report = read('The "wali" fled. Brandt called it "a very sad end to the story".').report
    assert [q.direct for q in quotations(report)] == [False, True]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                '"',
                "“",
                "”",
                "‘",
                "’",
                ",",
                ".",
                ":",
                ";",
                "(",
                ")",
                "—",
                "said",
                "told",
                "Reuters",
                "according",
                "to",
                "by",
                "as",
                "saying",
                "that",
                "Brandt",
                "we",
                "he",
                "army",
                "who",
                "citing",
                "12",
                "and",
                "but\n",
                "Liwa",
            ]
        ),
        min_size=1,
        max_size=40,
    )
)
def test_any_text_gives_quotes_that_stand_in_it(words):
    text = " ".join(words).strip()
    if not text:
        return
    reading = read(text)
    assert reading.quotes == voices.find_quotes(reading)
    for quote in reading.quotes:
        assert quote.chain[0].kind == "outlet"
        for span in (quote.source, quote.cue, quote.content):
            assert span is None or span.end <= len(text)


def test_named_sources_that_say_it_together_are_several_tellings():
    text = "Lena Brandt and Colonel Omar Wako said the front had left the town."
    reading = read(text)
    span = Span(text.index("had left"), text.index("had left") + 8)
    chains = voices.chains_at(reading, reading.sentences[0], span)
    assert [c[-1].name for c in chains] == ["Lena Brandt", "Colonel Omar Wako"]


def test_sources_without_names_stay_one_voice():
    text = "Two elders and a boat owner said the front had left the town."
    reading = read(text)
    span = Span(text.index("had left"), text.index("had left") + 8)
    assert [c[-1].name for c in voices.chains_at(reading, reading.sentences[0], span)] == [
        "Two elders and a boat owner"
    ]


def test_as_well_as_by_another_is_a_second_telling():
    text = "The oath was reported on various Twitter accounts, as well as by Rights Watch Anar."
    reading = read(text)
    chains = voices.chains_at(reading, reading.sentences[0], Span(0, 8))
    assert [c[-1].name for c in chains] == ["various Twitter accounts", "Rights Watch Anar"]


def test_a_dateline_is_nobodys_content():
    reading = read("KASRA, Anar (Orient Wire) - The front had left the town, residents said.")
    assert chain(reading, "Anar") == ["Orient Wire"]
    assert chain(reading, "had left") == ["Orient Wire", "residents"]


def test_it_is_the_body_that_spoke_last():
    text = "The Interior Ministry said the Red Valley Front had left. The town was quiet, it said."
    plain = read(text)
    word = Span(text.index("it said"), text.index(" said."))
    mentions = (*plain.mentions, Mention(span=word, form="pronoun", referent="Red Valley Front"))
    reading = Reading(plain.report, plain.sentences, mentions, plain.referents)
    found = Reading(plain.report, plain.sentences, mentions, plain.referents, voices.find_quotes(reading))
    assert chain(found, "was quiet") == ["Interior Ministry"]
