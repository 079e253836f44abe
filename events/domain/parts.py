"""What tickets, quotas, questions and vouchers of an occurrence share: its locks, and why one is not changed.

They are changed under the locks of its places, so that nobody gets a place that is taken away in the same moment.
"""

from ..models import Occurrence
from .changing import locked, must_live


class InUse(Exception):
    """Somebody has a place, an answer or a use of it: it stays."""


class NameTaken(Exception):
    """Another one of the occurrence is called so."""


class OfAnotherOccurrence(Exception):
    """A category of another occurrence."""


def living(occurrence: Occurrence) -> Occurrence:
    """Locked. Raises AlreadyEnded."""
    row = locked(occurrence)
    must_live(row)
    return row
