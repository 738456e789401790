"""An update equals a rebuild; the order of files makes no difference; every file has one outcome."""

import itertools
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from reportedly.digest import digest
from reportedly.model import Decision
from reportedly.store import Store
from reportedly.workspace import Workspace
from tests.strategies import EXTRACTOR, GROUPS, PEOPLE, STORIES, contents, write

ROOT = Path(__file__).resolve().parents[1]
DERIVED = ("referent", "signature", "claim", "node", "node_key", "link", "entity", "finding")


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Callable[..., Workspace]]:
    made: list[Workspace] = []

    def a_workspace(name: str = "workspace", extractor: str = EXTRACTOR) -> Workspace:
        made.append(Workspace(tmp_path / name, extractor=extractor))
        return made[-1]

    yield a_workspace
    for workspace in made:
        workspace.close()


def state(store: Store) -> dict[str, object]:
    """All that was derived, in an order of its own."""
    tables: dict[str, object] = {table: sorted(store._rows(f"SELECT * FROM {table}")) for table in DERIVED}  # noqa: SLF001
    tables["names"] = sorted(store.name_of(report.id) for report in store.reports())
    return tables


def outcomes(workspace: Workspace, *paths: Path) -> dict[str, tuple[str, str]]:
    return {Path(e.path).name: (e.outcome, e.reason) for e in workspace.ingest(paths).entries}


def line(text: str, **more: str) -> str:
    return json.dumps({"text": text, "outlet": "Orient Wire", "published": "2016-02-18", **more})


# -- an update equals a rebuild ----------------------------------------------------------------------------------------

steps = st.one_of(
    st.tuples(st.just("ingest"), st.integers(0, 4)),
    st.tuples(st.just("ingest"), st.integers(0, 4)),
    st.tuples(st.sampled_from(["same", "different"]), st.tuples(st.integers(0, 5), st.integers(0, 5))),
    st.tuples(st.just("undo"), st.integers(0, 3)),
)


def decide(workspace: Workspace, verb: str, what: object) -> None:
    """An analyst judges two of the signatures that there are, or takes a judgement back."""
    taken = workspace.store.decisions()
    if verb == "undo":
        if taken:
            old = taken[what % len(taken)]  # type: ignore[operator]
            again = Decision(
                id=digest(old.id, len(taken)), verdict="unsure", left=old.left, right=old.right, retires=old.id
            )
            workspace.decide(again)
        return
    ids = sorted(i for (i,) in workspace.store._rows("SELECT id FROM signature"))  # noqa: SLF001
    if ids:
        left, right = (ids[i % len(ids)] for i in what)  # type: ignore[attr-defined]
        if left != right:
            made = Decision(id=digest(verb, left, right, len(taken)), verdict=verb, left=left, right=right)  # type: ignore[arg-type]
            workspace.decide(made)


# Not shrunk: each try runs the whole tool, and a history of seven steps can be read as it is.
@settings(
    max_examples=30, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), phases=[Phase.generate]
)
@given(st.lists(contents(), min_size=5, max_size=5), st.lists(steps, min_size=2, max_size=7), st.randoms())
def test_an_update_equals_a_rebuild(files: list[str], history: list[tuple[str, object]], chance: random.Random) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = [write(folder / "reports", f"{i}.jsonl", content) for i, content in enumerate(files)]
        grown = Workspace(folder / "grown", extractor=EXTRACTOR)
        given_files: list[Path] = []
        for verb, what in history:
            if verb == "ingest":
                given_files.append(paths[what])  # type: ignore[call-overload]
                grown.ingest([given_files[-1]])
            else:
                decide(grown, verb, what)
        after_update = state(grown.store)
        fresh = Workspace(folder / "fresh", extractor=EXTRACTOR)
        decisions = grown.store.decisions()
        chance.shuffle(decisions)
        for decision in decisions:
            fresh.decide(decision)
        fresh.ingest(given_files)
        assert state(fresh.store) == after_update, "the order of events shows"
        grown.rebuild()
        assert state(grown.store) == after_update, "an update is no rebuild"
        grown.close()
        fresh.close()


def entity_names(workspace: Workspace) -> set[frozenset[str]]:
    return {frozenset(name.text for name in entity.names) for entity in workspace.store.entities()}


def test_decisions_join_and_part_and_can_be_taken_back(make: Callable[..., Workspace], tmp_path: Path) -> None:
    workspace = make()
    one, two, like_one = "Abu Mundhir al-Talmari", "Marwan Idris Qattan", "Abu Mondher at-Talmari"
    for number, name in enumerate((one, two, like_one)):
        workspace.ingest([write(tmp_path, f"{number}.jsonl", line(f"{name}; member_of; Wafa Front"))])
    ids = [i for (i,) in workspace.store._rows("SELECT id FROM signature")]  # noqa: SLF001
    signatures = {s.names[0]: s.id for s in map(workspace.store.signature, ids)}
    before = entity_names(workspace)
    assert {frozenset({one, like_one}), frozenset({two})} <= before

    def judge(number: str, verdict: str, left: str, right: str, retires: str | None = None) -> set[frozenset[str]]:
        ends = {"left": signatures[left], "right": signatures[right]}
        workspace.decide(Decision(id=number, verdict=verdict, retires=retires, **ends))  # type: ignore[arg-type]
        return entity_names(workspace)

    assert frozenset({one, like_one, two}) in judge("1", "same", one, two)
    assert judge("2", "unsure", one, two, retires="1") == before
    assert {frozenset({one}), frozenset({like_one})} <= judge("3", "different", one, like_one)
    assert judge("4", "same", one, like_one, retires="3") == before


def test_a_name_is_counted_in_every_report_that_bears_it(make: Callable[..., Workspace], tmp_path: Path) -> None:
    workspace = make()
    for number in range(3):
        text = f"Abu Mundhir al-Talmari; member_of; Wafa Front\nNumber {number}."
        workspace.ingest([write(tmp_path, f"{number}.jsonl", line(text))])
    assert {name.count for entity in workspace.store.entities() for name in entity.names} == {3}


MUTANTS = {
    "entities whose members are only counted anew stay": ("recounted | {", "{"),
    "claims of renamed entities are not told again": (
        "return set(store.renamed())",
        "return store.renamed() and set()",
    ),
    "claims of new copies are not told again": ("return set(changes.moved)", "return set()"),
    "findings of a retired component stay": ("store.put_findings(cluster_id, ())", "pass"),
    "a changed claim is not weighed again": ("if before.get(claim_id) != body:", "if claim_id not in before:"),
    "a decision taken back stays": ("if frozenset(pair) not in same", "if False"),
}


def lives(name: str) -> bool:
    """Does the property test pass although that rule of settling is broken?"""
    old, new = MUTANTS[name]
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "src/reportedly", Path(folder) / "reportedly")
        broken = Path(folder) / "reportedly/build.py"
        text = broken.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in build.py; write the mutant anew"
        broken.write_text(text.replace(old, new), encoding="utf-8")
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-x",
            "-p",
            "no:cacheprovider",
            "-k",
            "rebuild or decision or counted",
            __file__,
        ]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join((folder, str(ROOT))), "PYTHONDONTWRITEBYTECODE": "1"}
        run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, env=environment)
    assert run.returncode in (0, 1), run.stdout + run.stderr
    return run.returncode == 0


@pytest.mark.parametrize("name", ["claims of renamed entities are not told again"])
def test_the_property_test_notices_a_broken_rule(name: str) -> None:
    assert not lives(name)


@pytest.mark.parametrize("seed", range(20))
def test_the_order_of_files_makes_no_difference(make: Callable[..., Workspace], tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    texts = [
        f"{p}; member_of; {g}\n{s}"
        for p, g, s in zip(PEOPLE, itertools.cycle(GROUPS), itertools.cycle(STORIES), strict=False)
    ]
    paths = [write(tmp_path / "reports", f"{i}.jsonl", line(text)) for i, text in enumerate([*texts, texts[0]])]
    straight = make("straight")
    straight.ingest([tmp_path / "reports"])
    chance.shuffle(paths)
    shuffled = make("shuffled")
    for path in paths:
        shuffled.ingest([path])
    shuffled.ingest([tmp_path / "reports"])
    assert state(shuffled.store) == state(straight.store)
