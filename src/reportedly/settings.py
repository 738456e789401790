"""What a user can set beside the options of a command: two things, so far."""

import os
from pathlib import Path

WORKSPACE = Path("reportedly.workspace")  # the folder that commands use where -w does not name another


def debugging() -> bool:
    """Does the user want the details of an unexpected error? `REPORTEDLY_DEBUG=1` says so."""
    return os.environ.get("REPORTEDLY_DEBUG", "") not in ("", "0")
