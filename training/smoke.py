"""Does an exported reader load and read? `python -m training.smoke FILE`. What it says does not matter."""

import sys
from pathlib import Path

from reportedly.lang.encoder import Encoder

ROWS = [
    ["Ana", "Holm", ",", "a", "spokeswoman", ",", "said", "that", "the", "army", "had", "left", "Tell", "Habra", "."],
    ["It", "will", "not", "return", "."],
]


def main() -> None:
    """Reads two sentences.

    Raises:
        SystemExit: a sentence has come back without its tags or its heads.
    """
    found = Encoder.load(Path(sys.argv[1])).read(ROWS)
    for row, parsed in zip(ROWS, found.rows, strict=True):
        if len(parsed.tags) != len(row) or sum(head < 0 for head in parsed.heads) != 1:
            sys.exit(f"the reader of {sys.argv[1]} gives no tree for: {' '.join(row)}")
        print(" ".join(f"{word}/{tag}" for word, tag in zip(row, parsed.tags, strict=True)))


if __name__ == "__main__":
    main()
