"""Every error that Reportedly raises on purpose.

ReportedlyError
  + UsageError          the caller asked for something that cannot be (an unknown export format, a date that is no date)
  + UnreadableInput     a reader could not make a report of an input; the run goes on, the ledger says why
  + UngroundedClaim     evidence that does not stand in the text; the claim is refused and counted
  + ModelViolation      a value breaks the model (a claim without evidence, an unknown predicate, an empty span)
  + WorkspaceError
      - WrongVersion    the workspace was written by a newer Reportedly
      - Busy            another process is writing
      - Damaged         the workspace cannot be read or written (not a database, disk full, read-only)

Messages are for people: what is wrong, where, what to do.
"""


class ReportedlyError(Exception):
    """Base class: `except ReportedlyError` catches all of them."""


class UsageError(ReportedlyError):
    """The caller asked for something that cannot be."""


class UnreadableInput(ReportedlyError):
    """An input gave no report."""


class UngroundedClaim(ReportedlyError):
    """The evidence of a claim does not stand in the text at its offsets."""


class ModelViolation(ReportedlyError, ValueError):
    """A value breaks the model."""


class WorkspaceError(ReportedlyError):
    """Something is wrong with the workspace."""


class WrongVersion(WorkspaceError):
    """The workspace was written by a newer Reportedly."""


class Busy(WorkspaceError):
    """Another process is writing to the workspace."""


class Damaged(WorkspaceError):
    """The workspace cannot be read or written."""
