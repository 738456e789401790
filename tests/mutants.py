"""Break components.py one rule at a time: its tests must notice every time. `make mutants` runs them all.

`python -m tests.mutants [NAME ...]` prints what became of each; exit code 1 where one lives.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
SOURCE = HERE.parent / "src" / "reportedly" / "components.py"
TEST = HERE / "test_components.py"

# name -> what is replaced by what. A text that is not found is an error: the mutants follow the code.
MUTANTS = {
    "a key that goes off is ignored": [("if was[key] or self._on(key):", "if self._on(key):")],
    "a key that comes on is ignored": [("if was[key] or self._on(key):", "if was[key]:")],
    "neighbours of the changed are ignored": [("if was[key] or self._on(key):", "if False:")],
    "keys are judged after the change": [
        ("was = {key: self._on(key) for key in keys}", "was = {}"),
        ("        return was", "        was = {key: self._on(key) for key in keys}\n        return was"),
    ],
    "weak keys are never off": [('return key.startswith("=") or', 'return True or key.startswith("=") or')],
    "strong keys go off too": [('key.startswith("=") or ', "")],
    "ends of a decision are not looked at": [("seeds |= {left, right}", "pass")],
    "touched nodes are not looked at": [("{*touched, *added}", "{*added}")],
    "added nodes are not looked at": [("{*touched, *added}", "{*touched}")],
    "nodes linked to a removed one are not looked at": [("{node, *index.links(node)}", "{node}")],
    "links to absent nodes are followed": [(" if index.keys(other) is not None}", "}")],
    "links are not followed": [("for other in index.links(here)", "for other in ()")],
    "other keys are overlooked": [("set(old) != set(keys)", "False")],
    "the old cluster of a removed node stays": [("before = self._retire(gone)", "before = {}")],
    "old clusters are not retired": [("before |= self._retire(sorted(done))", "before |= {}")],
    "a component is one step wide": [("todo.extend(fresh)", "pass")],
    "unlinking is forgotten": [("index.unlink(*pair)", "pass")],
    "a cluster is named after its largest member": [("after = {members[0]", "after = {members[-1]")],
    "a retired cluster is not reported": [("if after.get(cluster) != before[cluster]", "if cluster not in after")],
    "all are said to have moved": [(" if before.get(cluster) != members for m", " for m")],
}


def caught(name: str) -> bool:
    """Do the tests fail when that rule is broken?"""
    text = SOURCE.read_text(encoding="utf-8")
    for old, new in MUTANTS[name]:
        if text.count(old) != 1:
            raise ValueError(f"{name}: {old!r} stands {text.count(old)} times in {SOURCE.name}; write the mutant anew")
        text = text.replace(old, new)
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        (here / "mutant.py").write_text(text, encoding="utf-8")
        test = TEST.read_text(encoding="utf-8").replace("from reportedly.components import", "from mutant import")
        (here / "test_mutant.py").write_text(test, encoding="utf-8")
        run = subprocess.run(
            [
                sys.executable,
                "-m",
                "pytest",
                "-q",
                "-x",
                "-p",
                "no:cacheprovider",
                "test_mutant.py",
            ],
            cwd=here,
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "PYTHONPATH": folder, "PYTHONDONTWRITEBYTECODE": "1"},
        )
    if run.returncode not in (0, 1):
        raise RuntimeError(f"{name}: the test did not run\n{run.stdout}{run.stderr}")
    return run.returncode == 1


def main(names: list[str]) -> int:
    """Tries the named mutants, or all; prints one line for each."""
    lived = 0
    for name in names or MUTANTS:
        found = caught(name)
        lived += not found
        sys.stdout.write(f"{'caught' if found else 'LIVES '} {name}\n")
        sys.stdout.flush()
    return min(lived, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
