"""The reader as a machine: what does one byte a weight cost, how fast is it, does a report read alone read the same?

`--only rows`: every figure of the other scorers by this model and by `--other` (the one with four bytes a weight), side
by side. `--only speed`: word pieces a second with all heads, on one thread and on two; what that costs the processor;
seconds to load; the file's size; peak memory; each in a fresh process. `--only bytes`: the same report alone, among
others, on one thread and on two: digests of all that is read. The encoder computes in one thread; two threads are two
of ours, each with a text of its own. What is timed is from words to results; the texts are real and all different: the
reports of `training/reports`, then articles of PolNeAR (dev, train) and of security forces, up to `--reports`. Each is
read by itself. The last line of each part is the share of rows within a point; pieces a second on two threads; the
share of reports that are equal everywhere.
"""

import hashlib
import multiprocessing
import resource
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from typing import Any

from reportedly.lang.encoder import Encoder, WordPiece

from . import attribution, coreference, corpora, entities, syntax
from .common import SHARED, skip_unless
from .reading import Text, chosen, cut, options, path_of

PARTS = ("rows", "speed", "bytes")
ALONE = 10  # reports that are read alone as well, each in a process of its own
WITHIN = 0.01  # one point: what a byte a weight may cost


def texts(data: Path, shared: Path) -> Iterator[tuple[str, str]]:
    """Real texts, each with the name of its source; none twice."""
    seen: set[str] = set()
    for name, paths in (
        ("reports", (shared / "training" / "reports").glob("*.txt")),
        ("PolNeAR dev", (data / "polnear" / "dev" / "text").glob("*")),
        ("PolNeAR train", (data / "polnear" / "train" / "text").glob("*")),
        ("security forces", (p for p in (data / "sfm").glob("*.txt") if not p.stem.endswith("_meta"))),
    ):
        for path in sorted(paths):
            text = path.read_bytes().decode("utf-8", "replace")
            if text.strip() and text not in seen:
                seen.add(text)
                yield name, text


@dataclass(frozen=True)
class Way:
    """How texts are read: how many at once, each by a thread of ours. The encoder itself computes in one."""

    name: str
    at_once: int


WAYS = (Way("1 thread", 1), Way("2 threads", 2))


@dataclass(frozen=True)
class Run:
    """What one process measured."""

    load: float  # seconds, with all imports of the model's library
    seconds: float  # to read
    work: float  # seconds of the processor, on all cores together
    pieces: int  # word pieces that were read
    memory: float  # MB, at its peak
    digests: tuple[str, ...]  # one for each text


def run(model: Path, way: Way, given: Sequence[Text], *, digesting: bool) -> Run:
    """Reads the texts; to be called in a fresh process."""
    began = time.perf_counter()
    reader = Encoder.load(model)
    load = time.perf_counter() - began

    def one(text: Text) -> str:
        found = reader.read(text.rows, text.breaks)
        return digest(found) if digesting else ""

    began, worked = time.perf_counter(), time.process_time()
    with ThreadPoolExecutor(max_workers=way.at_once) as pool:
        digests = tuple(pool.map(one, given))
    seconds, work = time.perf_counter() - began, time.process_time() - worked
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    wordpiece = WordPiece.load()
    pieces = sum(len(wordpiece.pieces(word)) for text in given for row in text.rows for word in row)
    return Run(load, seconds, work, pieces, memory, digests)


def fresh(model: Path, way: Way, given: Sequence[Text], *, digesting: bool = False) -> Run:
    """The same in a process of its own."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max_workers=1, mp_context=context) as pool:
        return pool.submit(run, model, way, given, digesting=digesting).result()


def digest(value: Any) -> str:
    """SHA-256 of all that a result holds: every number to its last bit."""
    made = hashlib.sha256()
    for part in flat(value):
        made.update(part + b"\0")
    return made.hexdigest()


def flat(value: Any) -> Iterator[bytes]:
    """A result as bytes, part by part."""
    if hasattr(value, "tobytes"):
        yield f"{value.dtype} {value.shape} ".encode() + value.tobytes()
    elif is_dataclass(value):
        for field in fields(value):
            yield from flat(getattr(value, field.name))
    elif isinstance(value, Mapping):
        for key in sorted(value):
            yield from flat(key)
            yield from flat(value[key])
    elif isinstance(value, list | tuple):
        yield str(len(value)).encode()
        for item in value:
            yield from flat(item)
    else:
        yield repr(value).encode()


def figures(reader: Encoder, data: Path, split: str) -> dict[str, float]:
    """Every figure of the scorers that the data on this machine and the layers of the reader allow."""
    made: dict[str, float] = {}
    if (data / "gum").exists():
        shares = syntax.shares(syntax.score(reader, chosen(corpora.gum(data), split))["all"])
        made |= {f"GUM {name}": share for name, share in shares.items()}
    for corpus in ("gum", "litbank"):
        if (data / corpus).exists():
            texts_of = coreference.documents(data, corpus, split)
            tallies = coreference.score(reader, texts_of, singletons=corpus == "litbank")
            made[f"coreference, {corpus}"] = coreference.conll(tallies[name] for name in coreference.METRICS)
    for name, corpus_of in entities.CORPORA.items():
        if (data / name).exists() and corpus_of.layer in reader.plan.layers:
            tallies = entities.score(reader, corpus_of, chosen(corpus_of.documents(data), split))
            made[f"entities, {name}"] = tallies["all"].f1
    lines = data / "polnear" / "cofenet" / "valid.txt"
    if lines.exists() and "attribution" in reader.plan.layers:
        scores = attribution.score(attribution.articles(lines), attribution.by_model(reader))
        made |= {f"attribution, {part}": one.exact.f1 for part, one in scores.items()}
    return made


def rows(model: Path, other: Path, data: Path, split: str) -> None:
    """Prints each figure by both models."""
    mine, theirs = figures(Encoder.load(model), data, split), figures(Encoder.load(other), data, split)
    near = 0
    for name, value in mine.items():
        near += abs(value - theirs[name]) <= WITHIN
        print(f"{name:26} {value:.4f}  other {theirs[name]:.4f}  difference {100 * (value - theirs[name]):+.2f} points")
    print(f"rows within one point {near} of {len(mine)}: {near / max(1, len(mine)):.3f}")


def speed(model: Path, given: Sequence[Text]) -> None:
    """Prints how fast the reader is and what it needs."""
    loads = [fresh(model, WAYS[0], ()).load for _ in range(3)]
    print(f"file {model.stat().st_size / 1e6:.1f} MB   loads in {min(loads):.2f} s, best of 3 fresh processes")
    for way in WAYS:
        done = fresh(model, way, given)
        print(
            f"{done.pieces} pieces in {done.seconds:.1f} s, {1e6 * done.work / max(1, done.pieces):.0f} ms of the "
            f"processor for 1,000, peak memory {done.memory:.0f} MB; {way.name}, "
            f"pieces a second {done.pieces / max(1e-9, done.seconds):.0f}"
        )


def same_bytes(model: Path, given: Sequence[Text]) -> None:
    """Prints how many reports read the same in every way, from the last to the first, and alone."""
    ways = {way.name: fresh(model, way, given, digesting=True).digests for way in WAYS}
    ways["1 thread, from the last to the first"] = fresh(model, WAYS[0], given[::-1], digesting=True).digests[::-1]
    first = ways[WAYS[0].name]
    step = max(1, len(given) // ALONE)
    lone = {at: fresh(model, WAYS[0], [given[at]], digesting=True).digests[0] for at in range(0, len(given), step)}
    equal = [
        all(way[at] == first[at] for way in ways.values()) and lone.get(at, first[at]) == first[at]
        for at in range(len(given))
    ]
    for name, way in ways.items():
        print(f"{sum(a == b for a, b in zip(way, first, strict=True)):5} of {len(given)} equal, {name}, {digest(way)}")
    print(f"{sum(lone[at] == first[at] for at in lone):5} of {len(lone)} equal, alone in a fresh process")
    print(f"reports equal {sum(equal)} of {len(given)}: {sum(equal) / max(1, len(given)):.4f}")


def main() -> None:
    made = options(__doc__)
    made.add_argument("--other", type=Path, help="another model to compare with, for the part `rows`")
    made.add_argument("--only", default="", help=f"comma list of: {', '.join(PARTS)}")
    made.add_argument("--reports", type=int, default=1000)
    args = made.parse_args()
    model = path_of(args.model)
    skip_unless(model)
    wanted = set(filter(None, args.only.split(","))) or set(PARTS) - (set() if args.other else {"rows"})
    if "rows" in wanted:
        if not args.other:
            made.error("the part `rows` wants --other")
        rows(model, args.other, args.data, args.split)
    if wanted & {"speed", "bytes"}:
        listed = list(texts(args.data, SHARED))[: args.reports]
        given = [cut(text) for _, text in listed]
        told = [f"{count} {name}" for name, count in Counter(name for name, _ in listed).items()]
        print(f"{len(given)} texts: {', '.join(told)}")
        if "bytes" in wanted:
            same_bytes(model, given)
        if "speed" in wanted:
            speed(model, given)


if __name__ == "__main__":
    main()
