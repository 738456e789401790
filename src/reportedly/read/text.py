"""Plain text: the characters of the file are the report, unchanged."""

from collections.abc import Iterable
from typing import BinaryIO

from ..errors import UnreadableInput
from ..model import Report
from .decode import decode
from .parts import MOST_TEXT, make_report


class TextReader:
    """Reads .txt and .md, and whatever else decodes as text."""

    name = "text"
    version = 1
    suffixes = (".txt", ".text", ".md")

    def read(self, stream: BinaryIO, path: str) -> Iterable[Report]:  # noqa: ARG002 - part of the protocol
        """One report.

        Raises:
            UnreadableInput: empty, binary, or longer than 64 MiB.
        """
        content = stream.read(MOST_TEXT + 1)
        if len(content) > MOST_TEXT:
            raise UnreadableInput("longer than 64 MiB of text: split it into reports")
        yield make_report(decode(content).text)
