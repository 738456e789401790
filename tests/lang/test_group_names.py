"""A group's name, taken apart."""

import pytest

from reportedly.lang.names import initials, known_group, parse_group


@pytest.mark.parametrize(
    "names",
    [
        ("Jabhat al-Wafa", "the Wafa Front", "Front of al-Wafa", "Fulfilment Front"),
        ("Kataib Sayf al-Haqq", "Sword of Truth Battalions"),
        ("Liwa Ahrar al-Zarub", "Brigade of the Free of Zarub"),
        ("Katiba of the Path", "Katibat as-Sirat"),
        ("43 Bde", "43rd Brigade", "the Forty-Third Brigade"),
        ("South Army", "Army of the South"),
        ("Union des combattants de la foi", "Union of Fighters of the Faith"),
        ("Wilayat Sinai", "Sinai Province"),
    ],
)
def test_spellings_and_translations_share_a_key(names):
    assert len({parse_group(n).key for n in names}) == 1


def test_numbers_tell_units_apart():
    assert parse_group("9th Battalion").key != parse_group("43rd Battalion").key


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("the Front", "short"),
        ("the Kataib", "short"),
        ("al-Rabita", "full"),
        ("MRO", "acronym"),
        ("Wafa Front", "full"),
    ],
)
def test_part(text, part):
    assert parse_group(text).part == part


def test_the_acronyms_a_name_could_have():
    assert "UFF" in initials("Union of Fighters of the Faith")
    assert "MRO" in initials("Mahruni Rights Observatory")


def test_known_names_join():
    assert known_group("ISIS") == known_group("the Islamic State") == known_group("Daesh") == "Islamic State"
    assert known_group("Wafa Front") is None
