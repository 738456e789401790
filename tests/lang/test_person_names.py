"""A person's name, taken apart."""

import pytest

from reportedly.lang.names import parse_person


@pytest.mark.parametrize(
    ("text", "kunya", "given", "nisba", "part"),
    [
        ("Abu Suhayb al-Talmari", "suhayb", (), ("talmari",), "full"),
        ("Abou Suhayb el Talmari", "suhayb", (), ("talmari",), "full"),
        ("Abu Suhayb", "suhayb", (), (), "kunya"),
        ("al-Talmari", None, (), ("talmari",), "nisba"),
        ("Al Talmari", None, (), ("talmari",), "nisba"),
        ("Colonel Jabir Sallum", None, ("jabir", "sallum"), (), "full"),
        ("Lt. Gen. Sallum", None, ("sallum",), (), "short"),
        ("Ash Carver", None, ("ash", "carver"), (), "full"),
        ("Ibrahim ar-Raqqad", None, ("ibrahim",), ("raqqad",), "full"),
        ("Yusuf bin Adan", None, ("yusuf", "adan"), (), "full"),
        ("RINCON, Evaristo", None, ("evaristo", "rincon"), (), "full"),
        ("Martin Lorne Jr.", None, ("martin", "lorne"), (), "full"),
        ("Salah al-Din al-Habrawi", None, ("salahdin",), ("habrawi",), "full"),
        ("أبو بكر الحلبي", "bkr", (), ("hlby",), "full"),
        ("محمد بن سلمان", None, ("mhmd", "slman"), (), "full"),
        ("the Colonel", None, ("colonel",), (), "short"),
    ],
)
def test_parts(text, kunya, given, nisba, part):
    name = parse_person(text)
    assert (name.kunya, name.given, name.nisba, name.part) == (kunya, given, nisba, part)


@pytest.mark.parametrize(
    "text",
    [
        "Abd al-Rahman Zaytun",
        "Abdul Rahman Zaitoun",
        "Abdurrahman Zeitoun",
        "Abderrahmane Zeytoun",
        "Abdel-Rahman Zaytun",
    ],
)
def test_servant_of_the_merciful_is_one_name_however_it_is_printed(text):
    assert parse_person(text).skeletons == ("abdrhmn", "stn")


def test_a_byname_stands_apart():
    name = parse_person("Hassan “Lugay” Dirshe")
    assert (name.given, name.bynames) == (("hassan", "dirshe"), ("lugay",))
