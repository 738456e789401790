"""A workspace keeps what was extracted until the extractor's version changes; another model is another extractor."""

import hashlib
from importlib.resources import files

from reportedly.extract import ModelExtractor

MODELS = {1: "7112bf002961e25d3c2ace5d5f8d18f2cbfd69ea6a9ebfc32141a76e25c9406f"}  # version: SHA-256 of reader.onnx


def test_another_model_is_another_version() -> None:
    found = hashlib.sha256(files("reportedly").joinpath("data", "reader.onnx").read_bytes()).hexdigest()
    assert MODELS.get(ModelExtractor.version) == found, (
        f"reader.onnx is not the model of version {ModelExtractor.version}: workspaces would keep what the old one found. "
        f"Raise ModelExtractor.version and add the new number here with {found}"
    )
    assert len(set(MODELS.values())) == len(MODELS)
