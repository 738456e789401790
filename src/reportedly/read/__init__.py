"""Bytes in, reports out: pure functions of the bytes, whatever they hold."""

import io
from pathlib import PurePath

from ..errors import UnreadableInput
from .decode import decode
from .parts import MOST_TEXT, Outcome, Reader
from .text import TextReader

__all__ = ["Outcome", "Reader", "TextReader", "read_bytes"]


def read_bytes(content: bytes, path: str) -> Outcome:
    try:
        decoded = decode(content)
    except UnreadableInput as error:
        return Outcome((), "rejected", str(error))
    return Outcome(tuple(TextReader().read(io.BytesIO(content), path)), "ingested", decoded.note)
