"""What one small network reads in a report: syntax, names, who says what, mentions and what they refer to.

The network (MiniLM, one byte a weight) and all that it must know lie in one file. A report is read by itself, in
windows of whole sentences and in a fixed order, so that what is read depends on nothing but the report.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from ..errors import UsageError
from .decode import Analysis, Decoder, Labelled, Numbers, Parsed, Plan, Reference
from .tokens import Token, tokenize

__all__ = ["SHAPES", "Analysis", "Encoder", "Labelled", "Parsed", "Reference", "WordPiece", "shape", "windows", "words"]

UNKNOWN, CLS, SEP = 100, 101, 102
BATCH = 1024
"""Word pieces that are read at a time: more is no faster on a processor."""
SPECIAL = 2  # the pieces of a window that belong to no word: [CLS] and [SEP]
MOST_PIECES = 32
"""A word with more pieces than this is an address or noise: only its beginning is read."""
_LONGEST = 100  # letters of a part of a word that BERT still looks up

_APART = re.compile(r"[’'-]")
_LETTER = re.compile(r"[^\W\d_]")
_CLITIC = re.compile(r"(?i)(.+?)(n[’']t|[’'](?:s|re|ve|ll|d|m))")
_PIECE = re.compile(r"-|[^-]+")
_CHINESE = (
    (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x2A6DF), (0x2A700, 0x2B81F), (0x2B920, 0x2CEAF),
    (0x2F800, 0x2FA1F),
)  # fmt: skip

Window = list[tuple[int, int, int]]  # its parts: row, first word, last word + 1
Line = tuple[tuple[int, ...], ...]  # a window in numbers

SHAPES = 16
"""How many shapes there are; 0 is the shape of no word."""
(
    _LOWER, _CAPITALISED, _FIRST, _CAPITALS, _LONG_CAPITALS, _MIXED, _CAPITAL, _INITIAL,
    _NUMBER, _NUMBERED, _YEAR, _SIGN, _QUOTE, _FOREIGN, _OTHER,
) = range(1, SHAPES)  # fmt: skip
_QUOTES = frozenset("\"“”„‟«»‹›'‘’‚‛`")
_FIGURES = re.compile(r"\d+(?:[.,:/-]\d+)*")
_A_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")


def words(text: str, start: int, end: int) -> tuple[Token, ...]:
    """The words of `text[start:end]` as Universal Dependencies cut them: clitics and hyphens are words of their own."""
    return tuple(word for token in tokenize(text, start, end) for word in _parted(token))


def _parted(token: Token) -> Iterator[Token]:
    whole = token.text
    if not _APART.search(whole) or not _LETTER.search(whole) or whole.startswith(("http", "www.", "#")) or "@" in whole:
        yield token
        return
    clitic = _CLITIC.fullmatch(whole)
    stem = clitic[1] if clitic else whole
    for piece in _PIECE.finditer(stem):
        yield Token(piece[0], token.start + piece.start(), token.start + piece.end())
    if clitic:
        yield Token(clitic[2], token.start + clitic.start(2), token.end)


def shape(word: str, *, first: bool) -> int:
    """What the case and the signs of a word say, as a number from 1 to 15. `first`: it is the first of its sentence.

    The encoder reads lower-cased pieces; this is all that it sees of capitals.
    """
    return _FIRST if (found := _shape(word)) == _CAPITALISED and first else found


@lru_cache(65536)
def _shape(word: str) -> int:
    if word.startswith(("http", "www.", "@", "#")) or "@" in word:
        return _OTHER
    letters = [c for c in word if c.isalpha()]
    if any(c.isdecimal() for c in word):
        if letters:
            return _NUMBERED
        return _YEAR if _A_YEAR.fullmatch(word) else _NUMBER if _FIGURES.fullmatch(word) else _OTHER
    if not letters:
        signs = all(unicodedata.category(c)[0] in "PS" for c in word)
        return _QUOTE if word and all(c in _QUOTES for c in word) else _SIGN if signs and word else _OTHER
    if not all(_latin(c) for c in letters):
        return _FOREIGN
    return _case("".join(letters), word)


def _case(letters: str, word: str) -> int:
    if letters.islower():
        return _LOWER
    if len(letters) == 1:
        return _INITIAL if word.endswith(".") else _CAPITAL
    if letters.isupper():
        return _CAPITALS if len(letters) <= 5 else _LONG_CAPITALS
    return _CAPITALISED if letters[0].isupper() and letters[1:].islower() else _MIXED


def _latin(letter: str) -> bool:
    """Is it a letter of the Latin script, or one of the small signs that stand for Arabic letters in it?"""
    code = ord(letter)
    return code < 0x300 or 0x1E00 <= code < 0x1F00 or 0xFB00 <= code < 0xFB07


class WordPiece:
    """Cuts words into the pieces that BERT knows (Devlin et al. 2019): lower case, accents off, longest piece first."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._numbers = {piece: number for number, piece in enumerate(vocabulary)}
        self.pieces = lru_cache(65536)(self._pieces)

    @staticmethod
    @cache
    def load() -> "WordPiece":
        """With the vocabulary of the packaged reader."""
        text = files("reportedly").joinpath("data", "reader-vocab.txt").read_text(encoding="utf-8")
        return WordPiece(text.rstrip("\n").split("\n"))

    def _pieces(self, word: str) -> tuple[int, ...]:
        """The numbers of the word's pieces, at least one and at most `MOST_PIECES`; [UNK] for what has none."""
        found: list[int] = []
        for part in _parts(word[: 4 * _LONGEST * MOST_PIECES]):
            found += self._cut(part)
            if len(found) >= MOST_PIECES:
                break
        return tuple(found[:MOST_PIECES]) or (UNKNOWN,)

    def _cut(self, part: str) -> list[int]:
        whole = self._numbers.get(part)
        if whole is not None:
            return [whole]
        if len(part) > _LONGEST:
            return [UNKNOWN]
        found: list[int] = []
        at = 0
        while at < len(part):
            prefix = "##" if at else ""
            for end in range(len(part), at, -1):
                number = self._numbers.get(prefix + part[at:end])
                if number is not None:
                    break
            else:
                return [UNKNOWN]
            found.append(number)
            at = end
        return found


def _parts(word: str) -> list[str]:
    """The word lower-cased, its accents gone, cut at signs and blanks and around Chinese characters."""
    if word.isascii() and word.isalnum():
        return [word.lower()]
    made: list[str] = []
    for letter in unicodedata.normalize("NFD", word):
        kind = unicodedata.category(letter)
        if letter in "\t\n\r" or kind in ("Zs", "Zl", "Zp"):
            made.append(" ")
        elif kind in ("Cc", "Cf", "Co", "Cs", "Mn") or letter == "\ufffd":
            continue
        elif kind[0] == "P" or (letter.isascii() and not letter.isalnum()) or _chinese(letter):
            made.append(f" {letter} ")
        else:
            made.append(letter.lower())
    return "".join(made).split()


def _chinese(letter: str) -> bool:
    code = ord(letter)
    return code >= _CHINESE[0][0] and any(first <= code <= last for first, last in _CHINESE)


def windows(counts: Sequence[Sequence[int]], limit: int) -> list[Window]:
    """Rows put together so that a window has at most `limit` pieces, its two special ones counted.

    Args:
        counts: the number of pieces of each word of each row.
        limit: pieces of a window, at least `MOST_PIECES` + 2.

    Returns:
        The windows in order. A row is never split unless it is longer than a window; then it is cut into windows of its
        own, about equally long. A row without words is in no window.
    """
    room = limit - SPECIAL
    made: list[Window] = []
    free = 0
    for row, sizes in ((row, sizes) for row, sizes in enumerate(counts) if sizes):
        whole = sum(sizes)
        if whole > room:
            made += [[(row, start, end)] for start, end in _cuts(sizes, whole, room)]
            free = 0
        elif whole <= free:
            made[-1].append((row, 0, len(sizes)))
            free -= whole
        else:
            made.append([(row, 0, len(sizes))])
            free = room - whole
    return made


def _cuts(sizes: Sequence[int], whole: int, room: int) -> Iterator[tuple[int, int]]:
    """Where a row too long for one window is cut."""
    aim = -(-whole // -(-whole // room))
    start = held = 0
    for at, size in enumerate(sizes):
        if held + size > room or held >= aim:
            yield start, at
            start, held = at, 0
        held += size
    yield start, len(sizes)


class Encoder:
    """A trained model, ready to read. It remembers nothing of what it has read.

    It computes in one thread (with two, sums are others); threads that read a report each may share it.
    """

    def __init__(self, model: bytes) -> None:
        import onnxruntime  # type: ignore[import-untyped]  # noqa: PLC0415 - who only needs words does not wait for it

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
        options.log_severity_level = 3
        self._session: Any = onnxruntime.InferenceSession(
            model, options, ["CPUExecutionProvider"], disabled_optimizers=["SkipLayerNormFusion"]
        )  # that fusion takes ten times as long as what it replaces
        self._outputs = [output.name for output in self._session.get_outputs()]
        self._wordpiece = WordPiece.load()
        self.plan = Plan.of(self._session.get_modelmeta().custom_metadata_map["reader"])

    @staticmethod
    @cache
    def load(path: Path | None = None) -> "Encoder":
        """The model in the file `path`, or the packaged one; the same encoder at every call.

        Raises:
            UsageError: the file is not there or is no reader.
        """
        file = path or files("reportedly").joinpath("data", "reader.onnx")
        try:
            return Encoder(file.read_bytes())
        except Exception as error:  # the errors of onnxruntime share no base class
            raise UsageError(f"{file} cannot be read as the model of a reader: {error}") from error

    def read(self, rows: Sequence[Sequence[str | Token]], breaks: AbstractSet[int] = frozenset()) -> Analysis:
        """Reads a report.

        Args:
            rows: its sentences, as `words` cuts them.
            breaks: the rows with which a paragraph begins; attribution runs on over the ends of other rows.
        """
        texts = [[word if isinstance(word, str) else word.text for word in row] for row in rows]
        pieces = [[self._wordpiece.pieces(word) for word in row] for row in texts]
        decoder = Decoder(self.plan, texts, breaks)
        asked: dict[Line, list[Window]] = {}  # windows alike are read once: a page of emoji is one window many times
        for window in windows([[len(word) for word in row] for row in pieces], self.plan.limit):
            asked.setdefault(_line(window, texts, pieces, breaks), []).append(window)
        for batch in _batches(asked):
            inputs = _inputs(batch)
            outputs = self._session.run(self._outputs, inputs)
            alike = [asked[line] for line in batch]
            decoder.add(alike, inputs["sentences"], dict(zip(self._outputs, outputs, strict=True)))
        return decoder.analysis()


def _line(
    window: Window,
    texts: Sequence[Sequence[str]],
    pieces: Sequence[Sequence[tuple[int, ...]]],
    breaks: AbstractSet[int],
) -> Line:
    """All that says how a window is read: pieces, shapes, firsts and sentences as in training, sentences with breaks."""
    numbers, shapes, firsts, sentences = [CLS], [0], [], []
    for sentence, (row, start, end) in enumerate(window):
        for at in range(start, end):
            firsts.append(len(numbers))
            sentences.append(sentence)
            numbers += pieces[row][at]
            shapes += [shape(texts[row][at], first=at == 0)] * len(pieces[row][at])
    opens = tuple(n for n, (row, _, _) in enumerate(window) if n and row in breaks)
    return (*numbers, SEP), (*shapes, 0), tuple(firsts), tuple(sentences), opens


def _batches(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """The windows of a report, longest first, at most `BATCH` pieces at a time."""
    left = sorted(lines, key=lambda line: -len(line[0]))
    while left:
        many = max(1, BATCH // len(left[0][0]))
        yield left[:many]
        del left[:many]


def _inputs(batch: Sequence[Line]) -> dict[str, Numbers]:
    """Windows side by side."""
    made = {}
    for at, name in enumerate(("pieces", "shapes", "firsts", "sentences")):
        lines = [line[at] for line in batch]
        made[name] = np.full((len(lines), max(map(len, lines))), -1 if name == "sentences" else 0, np.int64)
        for row, line in zip(made[name], lines, strict=True):
            row[: len(line)] = line
    return made
