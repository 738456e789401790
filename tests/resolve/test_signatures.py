"""What of a referent goes into its signature."""

from reportedly.model import Referent, Report
from reportedly.resolve import compare, sign, sign_all

ONE, TWO = Report(id="r1", text="x"), Report(id="r2", text="y")


def person(*names, named=True, at="1"):
    return Referent(id=at, kind="person", named=named, names=names)


def test_reports_that_name_somebody_alike_share_a_signature():
    assert sign(ONE, person("Jabir Sallum", at="1")) == sign(TWO, person("Jabir Sallum", at="2"))


def test_a_bare_name_stays_with_its_report():
    for bare in ("Abu Suhayb", "al-Talmari", "Sallum"):
        assert sign(ONE, person(bare)).id != sign(TWO, person(bare)).id


def test_a_stated_alias_frees_a_bare_name():
    assert sign(ONE, person("Jabir Sallum", "Abu Faris")).context == ()


def test_an_unnamed_referent_has_no_key_and_shares_with_nobody():
    left = sign(ONE, person("a security official", named=False, at="1"))
    right = sign(ONE, person("a security official", named=False, at="2"))
    assert left.keys == ()
    assert left.id != right.id
    assert compare(left, right).outcome == "unsure"


def test_spellings_share_a_strong_key():
    left = {k for k in sign(ONE, person("Abu Suhayb al-Talmari")).keys if k.startswith("=")}
    assert left
    assert left & set(sign(TWO, person("Abou Sohaib el-Talmari")).keys)


def test_a_bare_nisba_or_kunya_has_no_strong_key():
    for bare in ("Abu Suhayb", "al-Talmari", "Sallum"):
        assert not [k for k in sign(ONE, person(bare)).keys if k.startswith("=")]


def test_one_report_tells_a_bare_name_from_the_full_names_beside_it():
    signed = sign_all(ONE, [person("Sallum", at="1"), person("Haytham Sallum", at="2")])
    assert compare(signed["1"], signed["2"]).outcome == "different"
