"""From scores to the best answer: labels that may follow each other make spans, heads make a tree."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Crf", "mended", "softmax", "spans", "tree", "trees", "viterbi"]

Floats = NDArray[np.float32]
Numbers = NDArray[np.int64]

_PRICES = (0.0, 3.0, 10.0, 30.0, 100.0, 1e6)  # of a root; the last is more than all scores of a sentence together
_BARRED = -1e9


# -- labels ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Crf:
    """What a span layer knows of its labels: which there are, and how well one follows another."""

    labels: tuple[str, ...]
    steps: Floats  # [from, to]
    opens: Floats  # a label at the beginning
    closes: Floats  # a label at the end


def softmax(logits: Floats) -> Floats:
    """Logits as shares of one, over the last axis."""
    shares = np.exp(logits - logits.max(-1, keepdims=True))
    return np.asarray(shares / shares.sum(-1, keepdims=True))


def viterbi(emissions: Floats, lengths: Numbers, begins: NDArray[np.bool_], crf: Crf) -> Numbers:
    """The best labels of each sequence (Viterbi 1967), all sequences at once.

    Args:
        emissions: [sequences, words, labels].
        lengths: words of each sequence; what lies behind is not looked at.
        begins: [sequences, words]: no span runs on into this word from the one before.
        crf: the layer's transitions.

    Returns:
        [sequences, words], numbers of labels; 0 behind the end.
    """
    count, size, _ = emissions.shape
    order = np.argsort(-lengths, kind="stable")  # longest first: those still running lie together
    emissions, lengths, begins = emissions[order], lengths[order], begins[order]
    scored = emissions + np.where(begins[:, :, None], crf.opens, np.float32(0))
    scored[:, 0] += crf.opens * ~begins[:, :1]
    totals = [scored[:, 0]]  # how well the best path to each label scores, word by word
    live = (lengths > np.arange(size)[:, None]).sum(1).tolist()
    for at in range(1, size):
        totals.append((totals[-1][: live[at], :, None] + crf.steps).max(1) + scored[: live[at], at])
    found = np.zeros((count, size), np.int64)
    into = crf.steps.T
    for at in range(size - 1, -1, -1):
        ends = live[at + 1] if at + 1 < size else 0
        paths = totals[at].copy()
        paths[:ends] += into[found[:ends, at + 1]] if ends else 0
        paths[ends:] += crf.closes
        found[: live[at], at] = paths.argmax(1)
    return np.asarray(found[np.argsort(order)])


def mended(labels: Sequence[str], cuts: Sequence[int]) -> list[str]:
    """Labels of a row that was cut before the words `cuts`: a span that ends at a cut goes on behind it."""
    whole = list(labels)
    for at in cuts:
        before, after = whole[at - 1], whole[at]
        if before[0] in "ES" and after[0] in "BS" and before[1:] == after[1:]:
            whole[at - 1] = ("B" if before[0] == "S" else "I") + before[1:]
            whole[at] = ("E" if after[0] == "S" else "I") + after[1:]
    return whole


def spans(labels: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """First word, last word + 1 and kind of each span of a row of BIOES labels; a span cut off by the row's end too."""
    start = 0
    for at, label in enumerate(labels):
        place, kind = label[0], label[2:]
        if place in "BS" or (place in "IE" and (not at or labels[at - 1][0] not in "BI")):
            start = at
        if place in "ES" or (place in "BI" and (at + 1 == len(labels) or labels[at + 1][0] not in "IE")):
            yield start, at + 1, kind


# -- trees -------------------------------------------------------------------------------------------------------------


def trees(arcs: Floats, sentences: Numbers) -> Numbers:
    """The head of each word of each window, as a column of `arcs`: a tree with one root in every sentence.

    Args:
        arcs: [windows, words, words + 1]; column 0 is the root.
        sentences: [windows, words]: the number of each word's sentence, -1 behind the end.
    """
    found: Numbers = np.where(sentences >= 0, arcs.argmax(-1), 0)
    reached = np.pad(found, ((0, 0), (1, 0)))
    for _ in range(found.shape[1].bit_length()):
        reached = np.take_along_axis(reached, reached, 1)
    for window, numbers in enumerate(sentences):
        rooted = np.bincount(numbers[(found[window] == 0) & (numbers >= 0)], minlength=numbers.max() + 1)
        circling = np.bincount(numbers[reached[window, 1:] > 0], minlength=len(rooted))
        for sentence in np.flatnonzero((rooted != 1) | (circling > 0)):
            words = np.flatnonzero(numbers == sentence)
            columns = np.concatenate([[0], words + 1])
            found[window, words] = columns[tree(arcs[window][np.ix_(words, columns)])]
    return found


def tree(arcs: Floats) -> Numbers:
    """The heads of one sentence: the spanning tree with one root that scores best (Chu and Liu 1965; Edmonds 1967).

    Every root pays a price, which rises until one is left. As all trees with one root pay the same, the best of them is
    then the best of all; and the lower the price, the fewer circles there are to break.

    Args:
        arcs: [words, words + 1]; column 0 is the root.

    Returns:
        The column of each word's head.
    """
    size = len(arcs) + 1
    weights = np.full((size, size), _BARRED)
    weights[1:] = arcs
    np.fill_diagonal(weights, _BARRED)
    roots = weights[1:, 0].copy()
    for price in _PRICES:
        weights[1:, 0] = roots - price
        found = _arborescence(weights)[1:]
        if np.count_nonzero(found) == size - 2:
            break
    return found


def _arborescence(weights: NDArray[np.float64]) -> Numbers:
    """The head of each node [dependent, head]; node 0 is the root. Circles are drawn together until none is left."""
    best: Numbers = weights.argmax(1)
    best[0] = 0
    circle = _circle(best.tolist())
    if not circle:
        return best
    ring = np.array(circle)
    alone = np.ones(len(best), np.bool_)
    alone[ring] = False
    rest = np.flatnonzero(alone)
    into = weights[ring] - weights[ring, best[ring]][:, None]  # what another head of a node would cost
    into, out = into[:, rest], weights[rest][:, ring]
    drawn = np.full((len(rest) + 1, len(rest) + 1), _BARRED)
    drawn[:-1, :-1] = weights[rest][:, rest]
    drawn[-1, :-1], drawn[:-1, -1] = into.max(0), out.max(1)
    found = _arborescence(drawn)
    best[rest] = np.where(found[:-1] == len(rest), ring[out.argmax(1)], rest[np.minimum(found[:-1], len(rest) - 1)])
    best[ring[into.argmax(0)[found[-1]]]] = rest[found[-1]]
    return best


def _circle(best: list[int]) -> list[int]:
    """The nodes of one circle, or none."""
    seen = [0] * len(best)  # by which walk
    for start in range(1, len(best)):
        node, walked = start, []
        while node and not seen[node]:
            seen[node] = start
            walked.append(node)
            node = best[node]
        if node and seen[node] == start:
            return walked[walked.index(node) :]
    return []
