"""From scores of labels to spans: the best labels that may follow each other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Crf", "mended", "softmax", "spans", "viterbi"]

Floats = NDArray[np.float32]
Numbers = NDArray[np.int64]


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
