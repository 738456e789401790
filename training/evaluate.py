"""Every score of a trained reader: `python -m training.evaluate CONFIG`. Runs the scorers of `eval/` on its ONNX file."""

import argparse
import subprocess
import sys
from pathlib import Path

SCORERS = (
    ("eval.attribution", "--by", "model"),
    ("eval.entities", "--corpus", "all"),
    ("eval.syntax",),
    ("eval.coreference",),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("config", type=Path)
    parser.add_argument("--build", type=Path, default=Path("build/training"))
    parser.add_argument("--whole", action="store_true", help="the file with weights of four bytes")
    args = parser.parse_args()
    model = args.build / args.config.stem / ("reader-fp32.onnx" if args.whole else "reader.onnx")
    for scorer, *options in SCORERS:
        print(f"== {scorer}", flush=True)
        subprocess.run([sys.executable, "-m", scorer, *options, "--model", str(model)], check=True)


if __name__ == "__main__":
    main()
