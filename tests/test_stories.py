"""Stories: a few invented reports each, and what the whole tool must say of them, in sentences anybody can check.

`expect.md` is prose with a list. Each item is one expectation, in one of the forms of `FORMS`; it may begin with
"As of DAY", "known by DAY" or both. A sentence in no known form fails, so nothing is skipped.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

import reportedly
from reportedly.ask import View, answers
from reportedly.model import Entity
from reportedly.weigh import families, support
from reportedly.weigh.told import core, fold
from reportedly.workspace import Workspace

STORIES = Path(__file__).parent / "stories"
DATES = re.compile(r"(?:as of (?P<valid>\S+?))?(?:, )?(?:known by (?P<reported>\S+?))?: ", re.IGNORECASE)


def expectations() -> Iterator[tuple[str, str]]:
    for path in sorted(STORIES.glob("*/expect.md")):
        for item in re.findall(r"^- (.+?)(?=\n- |\Z)", path.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL):
            yield path.parent.name, " ".join(item.split()).removesuffix(".")


@pytest.fixture(scope="module")
def workspaces(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Workspace]]:
    """Each story's workspace, built once."""
    built: dict[str, Workspace] = {}

    def of(story: str) -> Workspace:
        if story not in built:
            workspace = reportedly.open(tmp_path_factory.mktemp(story) / "workspace")
            workspace.ingest(sorted((STORIES / story).glob("*.txt")))
            built[story] = workspace
        return built[story]

    yield of
    for workspace in built.values():
        workspace.close()


@pytest.mark.parametrize(("story", "sentence"), list(expectations()))
def test_story(workspaces: Callable[[str], Workspace], story: str, sentence: str):
    dated = DATES.match(sentence)
    valid = reported = None
    if dated and (dated["valid"] or dated["reported"]):
        valid = date.fromisoformat(dated["valid"]) if dated["valid"] else None
        reported = date.fromisoformat(dated["reported"]) if dated["reported"] else None
        sentence = sentence[dated.end() :]
    view = workspaces(story).view(valid, reported)
    for form, check in FORMS:
        match = re.fullmatch(form, sentence, re.IGNORECASE)
        if match:
            check(view, *match.groups())
            return
    pytest.fail(f"no form fits: {sentence}")


def one(view: View, name: str) -> Entity:
    found = view.find(name)
    assert len(found) == 1, f"{name} may mean {[e.label for e in found] or 'nobody'}"
    return found[0]


def day(view: View) -> date:
    return view.valid or view.reported or date.max


def stories(view: View, names: str, number: str):
    stems = names.split(", ")
    reports = [r for r in view.reports if view.store.name_of(r.id) in stems]
    assert len(reports) == len(stems)
    assert len(families(view.reports)) < len(view.reports) or number == "two"
    told = [f for f in families(reports) if f]
    assert len(told) == {"one": 1, "two": 2}[number]


def life(view: View, name: str, state: str):
    assert answers.status(view.told, one(view, name).id, view.valid) == state


def same(view: View, left: str, right: str, number: str):
    assert (one(view, left).id == one(view, right).id) == (number == "one")


def ambiguous(view: View, name: str, candidates: str):
    assert {e.label for e in view.find(name)} == set(candidates.split(", "))


def called(view: View, name: str, yes: str, no: str | None):
    entity = one(view, name)
    found = [fold(n) for n in answers.names(view.told, entity, view.uses(entity), day(view))]
    assert fold(yes) in found
    assert no is None or fold(no) not in found


def leads(view: View, body: str, name: str):
    gone = {e.id for e in view.entities() if answers.status(view.told, e.id, view.valid) == "dead"}
    found = answers.holders(view.told, one(view, body).id, "leader", day(view), gone.__contains__)
    assert found == (one(view, name).id,)


def belongs(view: View, name: str, whom: str):
    found = answers.allegiance(view.told, one(view, name).id, day(view))
    assert found == ((answers.DISPUTED,) if whom == answers.DISPUTED else (one(view, whom).id,))


def took(view: View, who: str, where: str, number: str):
    subject, place = one(view, who).id, one(view, where).id
    found = [s for s in view.findings(subject) if {subject, place} <= {r.filler for r in s.finding.roles}]
    assert max((support(s.finding.origins) for s in found), default=0) == int(number)


def counts(view: View, name: str, low: str, high: str | None):
    found = [s.finding for s in view.findings(one(view, name).id, "size")]
    near = min(found, key=lambda f: abs((core(f.when).last - day(view)).days))  # type: ignore[union-attr]
    assert (near.value.low, near.value.high) == (int(low), int(high or low))


def conflicts(view: View, name: str, kind: str):
    assert kind in _kinds(view, name)


def no_conflict(view: View, name: str):
    assert _kinds(view, name) == set()


def _kinds(view: View, name: str) -> set[str]:
    entity = one(view, name).id
    return {
        d.conflict.kind for d in view.conflicts() if any(r.filler == entity for r in (*d.left.roles, *d.right.roles))
    }


FORMS: list[tuple[str, Callable[..., None]]] = [
    (r"reports (.+) tell (one|two) stor(?:y|ies)", stories),
    (r"(.+) is (alive|dead|disputed)", life),
    (r"(.+) and (.+) are (one|two)", same),
    (r'"(.+)" may mean (.+)', ambiguous),
    (r"(.+) is named (.+?)(?:, not (.+))?", called),
    (r"the leader of (.+) is (.+)", leads),
    (r"(.+) belongs to (.+)", belongs),
    (r"(.+) took (.+): (\d+) origins?", took),
    (r"(.+) has (\d+)(?: to (\d+))? fighters", counts),
    (r"no conflict about (.+)", no_conflict),
    (r"conflict about (.+): (\w+)", conflicts),
]
