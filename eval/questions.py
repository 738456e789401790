"""As-of questions: `python -m eval.questions WORKSPACE QUESTIONS.json --gold DIR` writes an answer a line.

Gold keys in a question's arguments are mapped to entities of the workspace through the names that the annotation gives
them; never the answers. `--claims gold` asks the annotated claims themselves, so that weighing and asking are measured
alone. `--score` judges the answers here, by the rules of the stored scorer, with the names of the set's own annotation.
Without arguments: the seeds and every world on annotated claims, or with `--claims ingest` by the whole tool; the last
line is the share answered right.

How an answer comes about:
  role_as_of       `ask.answers.holders`, or the titles of a person in a body that come nearest to the day
  name_as_of       `ask.answers.names`; with kind account: the accounts told for that day
  allegiance_as_of `ask.answers.allegiance`
  status_as_of     `ask.answers.status`; "unknown" where nothing says
  alias            `View.find`
  not_same         "different" where the two are two entities, else "same"
  who_says         the last voices of the claims asked about; relays only where nobody is quoted
  how_supported    "several_origins" where at least two are independent, else "one_origin" and "uncorroborated";
                   "hedged_only" where no origin asserts it
  disputed         "disputed" where claims on both sides are about one time, "denied" where only the denial is, or the
                   denial comes nearer to the day; else "undisputed"
                   ("unknown" in both kinds where nobody tells of it)
  when             the beginning as it is told most precisely, of equals the first
  where            the place that most claims name
  figure           the figure that came up last, of several the one with the most independent origins, as "low-high" and in words
  list             what fills the role that is asked for, in all claims asked about
"""

import argparse
import contextlib
import importlib.util
import json
import re
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import reportedly
from reportedly.ask import View, answers
from reportedly.model import Entity, Quantity
from reportedly.weigh import Told, origins, support
from reportedly.weigh.origins import RELAYS
from reportedly.weigh.spells import contradicts
from reportedly.weigh.told import core, fold, happened, kind_group, order, post
from reportedly.when import Date, Holds

from .common import SHARED, folders, skip_unless
from .gold import GoldStore, load, many

ROLES = ("subject", "object", "place", "perpetrator", "target", "victim", "asset")
FAR = date(9999, 1, 1)


class Asked:
    """A view with the question's keys mapped to its entities."""

    def __init__(self, view: View, key_to_ids: Callable[[str], list[str]], show: Callable[[str], list[str]]) -> None:
        self.view = view
        self.ids = key_to_ids
        self.show = show

    def claims(self, args: dict[str, Any], *, polarity: str | None = None) -> list[Told]:
        """The claims that the arguments describe."""
        wanted = {role: {i for k in many(args[role]) for i in self.ids(k)} for role in ROLES if role in args}
        polarity = polarity or args.get("polarity")
        found = [t for t in self.view.told if t.counted and t.claim.predicate == args["predicate"]]
        found = [t for t in found if polarity is None or t.claim.polarity == polarity]
        found = [t for t in found if all(self._fills(t, role, ids) for role, ids in wanted.items())]
        value = args.get("value") or {}
        found = [t for t in found if all(_value(t, name, given) for name, given in value.items())]
        if args.get("when"):
            day = Date.of(args["when"])
            around = [
                t
                for t in found
                if t.claim.when
                and (t.claim.when.begin.known or t.claim.when.end.known)
                and (d := happened(t))
                and d.first <= (day.latest or FAR)
                and (day.earliest or FAR) <= d.last
            ]
            exact = [t for t in around if happened(t).width <= 3]
            found = exact or [t for t in around if happened(t).width < 62] or around
        return sorted(found, key=order)

    def _fills(self, told: Told, role: str, ids: set[str]) -> bool:
        if told.claim.predicate in ("allied_with", "opposes", "merged_with") and role in ("subject", "object"):
            return bool(ids & set(told.fillers("subject", "object")))
        if told.claim.predicate == "incident" and role in ("target", "victim", "asset"):
            return bool(ids & set(told.fillers("target", "victim", "asset")))
        return bool(ids & set(told.fillers(role)))

    def named(self, ids: Iterable[str]) -> list[str]:
        """The names of entities, each once."""
        return [name for i in dict.fromkeys(ids) for name in self.show(i)]


def _value(told: Told, name: str, given: Any) -> bool:
    have = getattr(told.claim.value, name, None)
    if name == "kind" and told.claim.predicate == "incident":
        return bool(have == given) or (have == "attack" and kind_group(told) == "airstrike" and given == "bombing")
    if name == "title":
        return given in post(have).split() or post(have) == post(given)
    if name == "responsibility":
        return bool(have == given)
    return have is None or bool(have == given) or fold(str(have)) == fold(str(given))


def answer(asked: Asked, question: dict[str, Any]) -> list[str]:
    kind, args = question["kind"], question["args"]
    last = Date.of(question["as_of"]).latest if question.get("as_of") else None
    return KINDS[kind](asked, args, last)


def role_as_of(asked: Asked, args: dict[str, Any], day: date | None) -> list[str]:
    day = day or asked.view.reported or FAR
    told = asked.view.told
    if args.get("ask") == "title":
        found = asked.claims({**args, "predicate": "holds_role"}, polarity="affirmed")
        near = answers.best([answers.Choice(t.claim.value.title or "", (t,)) for t in found], day)
        return list(dict.fromkeys(c.answer for c in near))
    body = [i for role in ("object", "place") for k in many(args.get(role)) for i in asked.ids(k)]
    gone = lambda who: answers.status(told, who, day) == "dead"  # noqa: E731
    return asked.named(h for b in body for h in answers.holders(told, b, args["title"], day, gone))


def name_as_of(asked: Asked, args: dict[str, Any], day: date | None) -> list[str]:
    day = day or asked.view.reported or FAR
    found: list[str] = []
    for entity in (asked.view.entity(i) for i in asked.ids(args["entity"])):
        if entity is None:
            continue
        if (args.get("value") or {}).get("kind") == "account":
            told = [
                t for t in asked.view.claims(entity.id, "known_as") if t.claim.value.kind == "account" and not t.denied
            ]
            near = answers.best([answers.Choice(t.claim.value.name or "", (t,)) for t in told], day)
            found += [c.answer for c in near] or [t.claim.value.name or "" for t in told]
        else:
            found += answers.names(asked.view.told, entity, asked.view.uses(entity), day)
    return list(dict.fromkeys(found))


def allegiance_as_of(asked: Asked, args: dict[str, Any], day: date | None) -> list[str]:
    day = day or asked.view.reported or FAR
    found = [a for i in asked.ids(args["subject"]) for a in answers.allegiance(asked.view.told, i, day)]
    clear = [f for f in found if f != answers.DISPUTED]
    return asked.named(clear) + (["disputed"] if answers.DISPUTED in found else [])


def status_as_of(asked: Asked, args: dict[str, Any], day: date | None) -> list[str]:
    found = [answers.status(asked.view.told, i, day) for i in asked.ids(args["subject"])]
    return [next((f for f in found if f), "unknown")]


def alias(asked: Asked, args: dict[str, Any], _: date | None) -> list[str]:
    return asked.named(e.id for e in asked.view.find(args["name"]))


def not_same(asked: Asked, args: dict[str, Any], _: date | None) -> list[str]:
    left, right = set(asked.ids(args["left"])), set(asked.ids(args["right"]))
    return ["same" if left & right else "different"] if left and right else ["unknown"]


def who_says(asked: Asked, args: dict[str, Any], _: date | None) -> list[str]:
    told = asked.claims(args, polarity=args.get("polarity", "affirmed"))
    quoted = [t for t in told if t.claim.chain[-1].kind not in RELAYS]
    return list(dict.fromkeys(t.claim.chain[-1].name for t in quoted or told))


def how_supported(asked: Asked, args: dict[str, Any], _: date | None) -> list[str]:
    told = asked.claims(args, polarity="affirmed")
    found = (
        ["several_origins"] if support(origins([t for t in told if t.actual])) > 1 else ["one_origin", "uncorroborated"]
    )
    return found + (["hedged_only"] if told and all(t.claim.certainty != "asserted" for t in told) else [])


def disputed(asked: Asked, args: dict[str, Any], day: date | None) -> list[str]:
    told = [t for t in asked.claims(args) if t.actual]
    if not told:
        return ["unknown"]
    yes, no = [t for t in told if not t.denied], [t for t in told if t.denied]
    if day is not None:
        nearest = answers.best([answers.Choice(x, tuple(ts)) for x, ts in (("yes", yes), ("no", no)) if ts], day)
        if [c.answer for c in nearest] == ["no"] and not any(contradicts(n, y) for n in no for y in yes):
            return ["denied"]
        if yes and all((period := asked.view.finding(t.claim.id).when) and period.holds(day) is Holds.NO for t in yes):
            return ["denied"]
    if any(contradicts(n, y) for n in no for y in yes):
        return ["disputed"]
    if no and not yes:
        return ["denied"]
    ids = {t.claim.id for t in told}
    conflicts = [c for s in asked.view.findings(predicate=args["predicate"]) for c in s.finding.conflicts]
    return ["disputed" if any(ids & {*c.left_claims} for c in conflicts if c.kind != "number") else "undisputed"]


def when(asked: Asked, args: dict[str, Any], _: date | None) -> list[str]:
    told = [t for t in asked.claims(args, polarity="affirmed") if t.claim.when and t.actual]
    dated = sorted(told, key=lambda t: (happened(t).width, order(t)))
    dates = [t.claim.when.begin for t in dated if t.claim.when and t.claim.when.begin.earliest]
    return [
        str(d if d.latest and (d.latest - d.earliest).days < 400 else d.earliest.year) for d in dates[:1] if d.earliest
    ]


def where(asked: Asked, args: dict[str, Any], _: date | None) -> list[str]:
    told = asked.claims(args, polarity="affirmed")
    tally: dict[str, int] = {}
    for t in told:
        for place in t.fillers("place"):
            tally[place] = tally.get(place, 0) + 1
    top = max(tally.values(), default=0)
    return asked.named(p for p, n in sorted(tally.items()) if n == top)


def figure(asked: Asked, args: dict[str, Any], day: date | None) -> list[str]:
    name = args.get("ask")
    told = asked.claims({k: v for k, v in args.items() if k != "ask"}, polarity="affirmed")
    figures: list[tuple[Told, Quantity]] = []
    for t in told:
        value = t.claim.value
        quantity = getattr(value, name) if name else Quantity(low=value.low, high=value.high)
        if quantity is not None and (quantity.low is not None or quantity.high is not None):
            figures.append((t, quantity))
    if day is not None and not name:
        near = [
            (t, q)
            for t, q in figures
            if (d := core(t.claim.when)) and d.first <= day and d.near(d, 45) and abs((day - d.last).days) < 62
        ]
        figures = near or figures
    if not figures:
        return []
    groups: dict[tuple[int | None, int | None], list[Told]] = {}
    for t, q in figures:
        groups.setdefault((q.low, q.high), []).append(t)
    asserted = {q: ts for q, ts in groups.items() if any(t.claim.certainty == "asserted" for t in ts)} or groups
    chosen = max(
        asserted, key=lambda q: (min(order(t)[0] for t in asserted[q]), support(origins(asserted[q])), q[0] or 0)
    )
    low, high = chosen
    words = [t.claim.value.text for t in groups[chosen] if t.claim.value.text and not name]
    return [str(low) if low == high else f"{low}-{high}" if high is not None else str(low), *words]


def listed(asked: Asked, args: dict[str, Any], _: date | None) -> list[str]:
    told = asked.claims({k: v for k, v in args.items() if k != "ask"}, polarity="affirmed")
    if args["ask"] == "title":
        return list(dict.fromkeys(t.claim.value.title or "" for t in told))
    given = {i for role in ROLES if role in args for k in many(args[role]) for i in asked.ids(k)}
    roles = ("subject", "object") if args["predicate"] == "merged_with" else (args["ask"],)
    return asked.named(f for t in told for f in t.fillers(*roles) if f not in given)


KINDS = {
    "role_as_of": role_as_of, "name_as_of": name_as_of, "allegiance_as_of": allegiance_as_of,
    "status_as_of": status_as_of, "alias": alias, "not_same": not_same, "who_says": who_says,
    "how_supported": how_supported, "disputed": disputed, "when": when, "where": where, "figure": figure, "list": listed,
}  # fmt: skip


def names_of_keys(gold: Path) -> dict[str, list[str]]:
    """Every name that an annotation gives a key, the most frequent first."""
    count: dict[str, dict[str, int]] = {}
    for path in sorted(gold.glob("*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        for e in data.get("entities", []) if isinstance(data, dict) else []:
            for name in e["names"]:
                held = count.setdefault(e["key"], {})
                held[name] = held.get(name, 0) + 1
    return {k: sorted(v, key=lambda n: (-v[n], n)) for k, v in count.items()}


def entity_ids(entities: Sequence[Entity], names: Sequence[str]) -> list[str]:
    """The entities that bear one of the names; where several do, the one that bears most of them comes alone.

    Where none does, those that are described in the same words, be it at more length.
    """
    wanted = {_bare(n) for n in names}
    scored = [(sum(_bare(n.text) in wanted for n in e.names), e) for e in entities]
    top = max((s for s, _ in scored), default=0)
    if top:
        return [e.id for s, e in scored if s == top][:3]
    described = [
        e
        for e in entities
        if not e.named and any(f"{_bare(n.text)} ".startswith(f"{w} ") for n in e.names for w in wanted)
    ]
    return [e.id for e in described][:3]


def _bare(name: str) -> str:
    return re.sub(r"^(?:the|an?) ", "", fold(name))


def ask_all(make: Callable[[date | None], Asked], questions: list[dict[str, Any]]) -> dict[str, list[str]]:
    found = {}
    for q in questions:
        by = Date.of(q["as_reported_by"]).latest if q.get("as_reported_by") else None
        found[q["id"]] = answer(make(by), q)
    return found


def scorer() -> Any:
    spec = importlib.util.spec_from_file_location("score_questions", SHARED / "tools/score_questions.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def judge(questions: list[dict[str, Any]], found: dict[str, list[str]], names: dict[str, list[str]], show: str) -> int:
    module, right = scorer(), 0
    table: dict[str, set[str]] = {}
    for key, given in names.items():
        for name in [*given, key]:
            table.setdefault(fold(name), set()).add(key)
    for q in questions:
        ok = module.right(q, found[q["id"]], table)
        right += ok
        if not ok and "missed" in show:
            print(
                f"  WRONG {q['id']} {q['kind']} {q['question']} | given {found[q['id']]} | wanted {q['answer']} not {q['must_not']}"
            )
    return right


def on_gold(reports: Path, gold: Path, questions: list[dict[str, Any]]) -> dict[str, list[str]]:
    store = GoldStore(load(reports, gold))
    views: dict[date | None, Asked] = {}

    def make(by: date | None) -> Asked:
        if by not in views:
            views[by] = Asked(View(store, reported=by), lambda key: [key], lambda entity: [entity])
        return views[by]

    return ask_all(make, questions)


def on_workspace(folder: Path, gold: Path, questions: list[dict[str, Any]]) -> dict[str, list[str]]:
    import reportedly  # noqa: PLC0415 - not needed on annotated claims

    names = names_of_keys(gold)
    with contextlib.closing(reportedly.open(folder)) as workspace:
        views: dict[date | None, Asked] = {}

        def make(by: date | None) -> Asked:
            if by not in views:
                view = workspace.view(None, by)
                entities = tuple(view.store.entities())
                ids = {key: entity_ids(entities, given) for key, given in names.items()}
                shown = {e.id: [n.text for n in e.names if n.part == "full"][:3] or [e.label] for e in entities}
                views[by] = Asked(view, lambda key: ids.get(key, []), lambda entity: shown.get(entity, [entity]))
            return views[by]

        return ask_all(make, questions)


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("workspace", nargs="?", type=Path)
    args.add_argument("questions", nargs="?", type=Path)
    args.add_argument("--gold", type=Path)
    args.add_argument("--reports", type=Path, help="with --claims gold: the texts; default: beside the annotation")
    args.add_argument("--claims", choices=["workspace", "gold", "ingest"], default="workspace")
    args.add_argument("--out", type=Path)
    args.add_argument("--score", action="store_true")
    args.add_argument("--show", default="")
    args.add_argument("--data", type=Path, help="unused; every scorer takes it")
    args.add_argument("--split", help="unused; every scorer takes it")
    given = args.parse_args()
    if given.workspace is None:
        every_set(given.show, ingest=given.claims == "ingest")
        return
    skip_unless(given.questions, given.gold)
    questions = json.loads(given.questions.read_text(encoding="utf-8"))
    if given.claims == "gold":
        found = on_gold(given.reports or given.workspace, given.gold, questions)
    else:
        found = on_workspace(given.workspace, given.gold, questions)
    out = given.out.open("w", encoding="utf-8") if given.out else sys.stdout
    for q in questions:
        out.write(json.dumps({"id": q["id"], "answer": found[q["id"]]}, ensure_ascii=False) + "\n")
    if given.out:
        out.close()
    if given.score:
        right = judge(questions, found, names_of_keys(given.gold), given.show)
        print(
            f"{right} of {len(questions)} right\n{right / len(questions):.3f}",
            file=sys.stderr if not given.out else sys.stdout,
        )


def on_reports(reports: Path, gold: Path, questions: list[dict[str, Any]]) -> dict[str, list[str]]:
    """The answers of the whole tool: the reports into a workspace of their own, then asked."""
    with tempfile.TemporaryDirectory() as folder:
        workspace = reportedly.open(Path(folder) / "workspace")
        workspace.ingest([reports])
        workspace.close()
        return on_workspace(Path(folder) / "workspace", gold, questions)


def every_set(show: str, *, ingest: bool = False) -> None:
    sets = {name: paths for name, paths in folders().items() if name != "real"}
    skip_unless(*(path for pair in sets.values() for path in pair))
    right = total = 0
    for name, (reports, gold) in sets.items():
        path = (gold if name == "seeds" else gold.parent) / "questions.json"
        questions = json.loads(path.read_text(encoding="utf-8"))
        found = (on_reports if ingest else on_gold)(reports, gold, questions)
        here = judge(questions, found, names_of_keys(gold), show)
        print(f"{name:12} {here} of {len(questions)} right")
        right, total = right + here, total + len(questions)
    told = "by the whole tool" if ingest else "on annotated claims"
    print(f"questions {told}: {right} of {total} right\n{right / total:.3f}")


if __name__ == "__main__":
    main()
