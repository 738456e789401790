"""Ids and digests: content in, the same short text out on every machine."""

import hashlib
from typing import Any

from .codec import encode

ID_LENGTH = 16  # 64 bits: a collision among 10 million claims has a chance of about 3 in a million


def digest(*parts: Any) -> str:
    """A short id of any values of the model, by content; hexadecimal, 16 characters."""
    return hashlib.sha256(encode(parts)).hexdigest()[:ID_LENGTH]


def bytes_digest(content: bytes) -> str:
    """The SHA-256 of an input's bytes, in full: what custody logs and other tools expect."""
    return hashlib.sha256(content).hexdigest()
