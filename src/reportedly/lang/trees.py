"""From scores of heads to trees: every word of a sentence hangs on another, one on the root."""

import numpy as np
from numpy.typing import NDArray

__all__ = ["tree", "trees"]

Floats = NDArray[np.float32]
Numbers = NDArray[np.int64]

_PRICES = (0.0, 3.0, 10.0, 30.0, 100.0, 1e6)  # of a root; the last is more than all scores of a sentence together
_BARRED = -1e9


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
