"""Makes src/reportedly/data/common_words.tsv: English words that are written in lower case.

    python -m training.common_words DATA TEXTS [TEXTS ...]

DATA holds the folders gum, litbank, meantime and uner (openly licensed: CC BY, CC BY-SA or public domain; see each
folder's licence); TEXTS are folders of openly licensed reports. Only words are counted: no text is kept.
"""

import argparse
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

OUT = Path(__file__).resolve().parents[1] / "src/reportedly/data/common_words.tsv"
HEADER = (
    "# English words that are written in lower case: at the head of a sentence they are no name.\n"
    "# Source: words counted in openly licensed texts (GUM and UNER: CC BY, CC BY-SA; LitBank: CC BY 4.0; MEANTIME: CC BY 4.0;\n"
    "# government reports) by training/common_words.py. Licence: Apache-2.0.\n"
)
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
LEAST = 1  # times a word must stand in lower case


def texts(data: Path, folders: list[Path]) -> Iterator[str]:
    """Running text of every source, a file at a time."""
    for path in sorted((data / "litbank").glob("*.txt")):
        yield path.read_text(encoding="utf-8")
    for path in sorted((data / "gum/dep").glob("*.conllu")):
        rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
        yield " ".join(row[1] for row in rows if len(row) > 1)
    for path in sorted((data / "uner").glob("*.iob2")):
        rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
        yield " ".join(row[1] for row in rows if len(row) > 1)
    for path in sorted((data / "meantime").rglob("*.xml")):
        yield " ".join(re.findall(r"<token [^>]*>([^<]+)</token>", path.read_text(encoding="utf-8")))
    for folder in folders:
        for path in sorted(folder.glob("*.txt")):
            yield path.read_text(encoding="utf-8")


def main() -> None:
    """Count, choose, write."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("data", type=Path)
    options.add_argument("folders", type=Path, nargs="*")
    given = options.parse_args()
    lower: Counter[str] = Counter()
    upper: Counter[str] = Counter()
    for text in texts(given.data, given.folders):
        for word in _WORD.findall(text):
            if word.islower():
                lower[word] += 1
            else:
                upper[word.lower()] += 1
    chosen = sorted(w for w, n in lower.items() if n >= LEAST and n > upper[w] // 3 and len(w) > 1)
    OUT.write_text(HEADER + "".join(f"{word}\n" for word in chosen), encoding="utf-8")


if __name__ == "__main__":
    main()
