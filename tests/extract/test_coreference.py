"""Chains: what is joined, and what must stay apart."""

from reportedly.extract import coreference, mentions
from reportedly.lang.tokens import split
from reportedly.model import Passage, Report, Span
from reportedly.when import Date


def chains_of(*paragraphs, voices=()):
    text = "\n".join(paragraphs)
    passages, at = [], 0
    for k, paragraph in enumerate(paragraphs):
        voice = voices[k] if voices else "body"
        passages.append(Passage(span=Span(at, at + len(paragraph)), voice=voice))
        at += len(paragraph) + 1
    report = Report(id="r", text=text, published=Date.of("2016-03-01"), passages=tuple(passages))
    sentences = split(report)
    linked, referents = coreference.link(report, sentences, mentions.find(report, sentences))
    grouped = {}
    for mention in linked:
        grouped.setdefault(mention.referent, []).append(mention.span.of(text))
    assert set(grouped) == set(referents)
    return list(grouped.values())


def together(chains, *words):
    return any(all(w in chain for w in words) for chain in chains)


def test_a_surname_belongs_to_the_only_full_name_that_has_it():
    chains = chains_of("Karim Daoud arrived on Monday.", "Daoud said nothing.")
    assert together(chains, "Karim Daoud", "Daoud")


def test_two_men_who_share_only_a_nisba_are_two():
    chains = chains_of("Abu Bilal al-Sinuri and Yusuf al-Sinuri met Abu Bilal al-Rimaysi.")
    assert not together(chains, "Abu Bilal al-Sinuri", "Yusuf al-Sinuri")
    assert not together(chains, "Abu Bilal al-Sinuri", "Abu Bilal al-Rimaysi")


def test_a_part_that_fits_two_full_names_is_joined_to_neither():
    chains = chains_of("Jabir al-Sinuri and Yusuf al-Sinuri were seen.", "Later al-Sinuri was killed.")
    assert not together(chains, "Jabir al-Sinuri", "al-Sinuri")
    assert not together(chains, "Yusuf al-Sinuri", "al-Sinuri")


def test_an_acronym_in_brackets_is_the_name_before_it():
    chains = chains_of("The Free Plains Movement (FPM) denied it.", "FPM fighters left.")
    assert together(chains, "Free Plains Movement", "FPM")


def test_an_acronym_is_found_by_its_letters():
    chains = chains_of("The National Salvation Front met.", "Later the NSF withdrew.")
    assert together(chains, "National Salvation Front", "NSF")


def test_what_the_text_equates_is_one():
    chains = chains_of("Ratib Sufyan, also known as Abu Thabit, joined Liwa al-Sahl, formerly Ansar al-Mithaq.")
    assert together(chains, "Ratib Sufyan", "Abu Thabit")
    assert together(chains, "Liwa al-Sahl", "Ansar al-Mithaq")


def test_a_name_and_its_translation_are_one():
    assert together(chains_of("Jabhat al-Wafa fights on.", "The Wafa Front said so."), "Jabhat al-Wafa", "Wafa Front")


def test_well_known_names_of_one_group_are_one_but_not_of_its_branch():
    chains = chains_of(
        "ISIS and Daesh are names of the Islamic State.", "Al-Qaeda in the Islamic Maghreb is not al-Qaeda."
    )
    assert together(chains, "ISIS", "Daesh", "Islamic State")
    assert not together(chains, "Al-Qaeda in the Islamic Maghreb", "al-Qaeda")


def test_the_group_is_the_one_just_spoken_of():
    chains = chains_of("Jabhat al-Wafa fights on. The group has 300 men.")
    assert together(chains, "Jabhat al-Wafa", "The group")


def test_the_group_stays_alone_between_two():
    chains = chains_of("Jabhat al-Wafa fought Liwa al-Sahl. The group has 300 men.")
    assert together(chains, "The group")
    assert not together(chains, "Jabhat al-Wafa", "The group")


def test_a_trader_beside_a_name_is_that_man():
    assert together(chains_of("Karim Daoud, a trader, arrived."), "Karim Daoud", "a trader")


def test_he_is_the_man_who_was_the_subject():
    chains = chains_of("Karim Daoud left the town. He had been ill.")
    assert together(chains, "Karim Daoud", "He")


def test_she_is_not_a_man():
    chains = chains_of("Mohamed Daoud left the town. She had been ill.")
    assert not together(chains, "Mohamed Daoud", "She")


def test_a_pronoun_without_an_antecedent_is_dropped():
    assert all("It" not in chain for chain in chains_of("It was raining."))


def test_a_comment_does_not_speak_of_the_report():
    chains = chains_of("Karim Daoud left.", "He is a liar.", voices=("body", "comment"))
    assert not together(chains, "Karim Daoud", "He")


def test_the_same_report_gives_the_same_referents():
    text = "Karim Daoud of the Wafa Front met Yusuf Darwish in Birash. He left."
    assert chains_of(text) == chains_of(text)


def test_two_english_names_side_by_side_are_two_bodies():
    chains = chains_of("Fighting between the 41st Front (Western Command) and the army went on.")
    assert not together(chains, "41st Front", "Western Command")


def test_a_translation_in_brackets_is_the_same_body():
    chains = chains_of("Jabhat al-Rimays (the Rimays Front) denied it.")
    assert together(chains, "Jabhat al-Rimays", "Rimays Front")


def test_another_of_that_name_is_somebody_else():
    chains = chains_of("Abu Rimas spoke on Monday.", "The courier was another Abu Rimas.")
    assert not together(chains, "Abu Rimas", "another Abu Rimas")


def test_a_nickname_given_to_one_is_not_lent_to_another():
    chains = chains_of("Hasan Farah Dirsa (“Lugay”) is alive.", "Nur Lugay, a clan leader, laughed.", "Lugay spoke.")
    assert together(chains, "Hasan Farah Dirsa", "Lugay")
    assert not together(chains, "Hasan Farah Dirsa", "Nur Lugay")


def test_a_tag_names_nobody():
    paragraphs = ("The Red Valley Front left.", "Red Valley Front Caliphate Terror")
    report = Report(
        id="r",
        text="\n".join(paragraphs),
        passages=(Passage(span=Span(0, 26), voice="body"), Passage(span=Span(27, 60), voice="furniture")),
    )
    sentences = split(report)
    _, referents = coreference.link(report, sentences, mentions.find(report, sentences))
    assert [r.names for r in referents.values() if r.named] == [("Red Valley Front",)]


def test_the_inspired_group_is_not_the_one_that_inspires():
    chains = chains_of("The Rimays Front grew.", "Militants of the al-Qaeda inspired group fled.")
    assert not any("al-Qaeda" in c and any("inspired" in w for w in c) for c in chains)
    assert any("The Rimays Front" in c or "Rimays Front" in c for c in chains if any("inspired" in w for w in c))
