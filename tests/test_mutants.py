"""The tests of components.py bite: three of the mutants that `make mutants` runs, one for each rule that is easy to lose."""

import pytest

from tests.mutants import MUTANTS, caught


@pytest.mark.parametrize(
    "name",
    [
        "a key that goes off is ignored",
        "neighbours of the changed are ignored",
        "ends of a decision are not looked at",
    ],
)
def test_a_broken_rule_is_noticed(name):
    assert caught(name)


def test_a_mutant_that_no_longer_fits_the_code_is_an_error(monkeypatch):
    monkeypatch.setitem(MUTANTS, "gone", [("no such line in components.py", "pass")])
    with pytest.raises(ValueError, match="write the mutant anew"):
        caught("gone")
