"""Conflicts and origins, measured on annotated claims: `links.json` says what claims are to each other.

Printed for the seeds and each world: contradictions found (a conflict has a claim of the left and one of the right on
its two sides), tensions, changes and corroborations wrongly called contradictions, conflicts in no list, pairs of one
origin counted as two, corroborations counted as one. Last line: F-score of contradictions, precision over listed links.
"""

from typing import Any

from reportedly.model import Finding
from reportedly.weigh import origins, weigh

from .common import folders, parser, skip_unless
from .gold import World, links, load

Pair = frozenset[str]


def conflict_pairs(findings: tuple[Finding, ...], world: World) -> dict[Pair, str]:
    """Pairs of claims on the two sides of a conflict."""
    found: dict[Pair, str] = {}
    for finding in findings:
        for c in finding.conflicts:
            for a in c.left_claims:
                for b in c.right_claims:
                    found[frozenset({world.named[a], world.named[b]})] = c.kind
    return found


def hit(link: dict[str, Any], pairs: dict[Pair, str]) -> str | None:
    return next((pairs[p] for a in link["left"] for b in link["right"] if (p := frozenset({a, b})) in pairs), None)


def main() -> None:
    args = parser(__doc__ or "").parse_args()
    sets = {name: paths for name, paths in folders().items() if name != "real"}
    skip_unless(*(path for pair in sets.values() for path in pair))
    found = wanted = wrong = 0
    for name, (reports, gold) in sets.items():
        world = load(reports, gold)
        findings = weigh(world.told)
        pairs = conflict_pairs(findings, world)
        given = links(gold if name == "seeds" else gold.parent)
        by_id = {v: t for t in world.told for v in [world.named[t.claim.id]]}
        of_finding = {c: f.id for f in findings for o in (*f.origins, *f.denials) for c in o.claims}
        count: dict[str, list[int]] = {}
        listed: set[Pair] = set()
        for link in given:
            kind = link["kind"]
            listed |= {frozenset({a, b}) for a in link["left"] for b in link["right"]}
            tally = count.setdefault(kind, [0, 0])
            tally[1] += 1
            if kind in ("contradiction", "tension", "change"):
                called = hit(link, pairs)
                tally[0] += called is not None
                if called is None and kind == "contradiction" and "missed" in args.show:
                    print("  missed", link["topic"], link["left"], link["right"])
                if called is not None and kind != "contradiction" and "spurious" in args.show:
                    print(f"  {kind} called {called}:", link["topic"], link["left"], link["right"])
            else:
                two = [by_id[x] for x in (*link["left"], *link["right"])]
                pairs_of = [(by_id[a], by_id[b]) for a in link["left"] for b in link["right"]]
                alike = [p for p in pairs_of if of_finding.get(p[0].claim.id) == of_finding.get(p[1].claim.id)]
                judged = [origins(p) for p in alike] or [origins(two)]
                one = all(len(o) == 1 for o in judged)
                independent = any(sum(x.independence == "independent" for x in o) > 1 for o in judged)
                tally[0] += independent
                if independent and kind == "same_origin" and "spurious" in args.show:
                    print("  counted as two:", link["topic"], link["left"], link["right"])
                if not independent and kind == "corroboration" and "missed" in args.show:
                    print(
                        "  counted as one:" if one else "  not established:", link["topic"], link["left"], link["right"]
                    )
                together = len({of_finding.get(x.claim.id) for x in two}) == 1
                if not together and "apart" in args.show:
                    print("  apart:", kind, link["topic"], link["left"], link["right"])
        for pair, kind in sorted(pairs.items(), key=lambda p: sorted(p[0])):
            if pair not in listed and "spurious" in args.show:
                a, b = (by_id[x].claim for x in sorted(pair))
                print(
                    f"  unlisted {kind}:",
                    *(
                        f"{x} {c.predicate} {[r.filler for r in c.roles]} {c.polarity} {dict(c.value.items())} {c.when and (str(c.when.begin), str(c.when.end))} |"
                        for x, c in zip(sorted(pair), (a, b), strict=True)
                    ),
                )
        c, t, ch = (count.get(k, [0, 0]) for k in ("contradiction", "tension", "change"))
        co, so = (count.get(k, [0, 0]) for k in ("corroboration", "same_origin"))
        found, wanted, wrong = found + c[0], wanted + c[1], wrong + t[0] + ch[0]
        print(
            f"{name:12} contradictions {c[0]} of {c[1]}; wrongly so: tensions {t[0]} of {t[1]}, changes {ch[0]} of {ch[1]}; "
            f"conflict pairs in no list {sum(p not in listed for p in pairs)}; "
            f"same origin counted as two {so[0]} of {so[1]}; corroborations independent {co[0]} of {co[1]}"
        )
    precision = found / (found + wrong) if found + wrong else 0.0
    recall = found / wanted if wanted else 0.0
    print(f"contradictions: precision over listed links {precision:.3f}, recall {recall:.3f}")
    print(f"{2 * precision * recall / (precision + recall) if found else 0.0:.3f}")


if __name__ == "__main__":
    main()
