"""The nouns as JSON and back, in one place: fields in order, dates in ISO 8601."""

from typing import Any, TypeVar

import msgspec

from .errors import ModelViolation

T = TypeVar("T")
_ENCODER = msgspec.json.Encoder(order="deterministic")


def encode(value: Any) -> bytes:
    """JSON of any noun, or of lists and mappings of them; the same value gives the same bytes."""
    return _ENCODER.encode(value)


def decode(content: bytes | str, kind: type[T]) -> T:
    """The noun that the JSON describes.

    Raises:
        ModelViolation: the JSON is damaged or describes something else.
    """
    try:
        return msgspec.json.decode(content, type=kind)
    except (msgspec.DecodeError, msgspec.ValidationError) as error:
        raise ModelViolation(f"not a {kind.__name__}: {error}") from error


def plain(value: Any) -> Any:
    """Lists, dictionaries, strings and numbers only; what `--json` prints. Fields that say nothing are left out."""
    return _without_empty(msgspec.to_builtins(value, str_keys=True))


def _without_empty(value: Any) -> Any:
    if isinstance(value, dict):
        slim = {k: _without_empty(v) for k, v in value.items()}
        return {k: v for k, v in slim.items() if v is not None and v not in ([], {}, "")}
    if isinstance(value, list | tuple):
        return [_without_empty(v) for v in value]
    return value
