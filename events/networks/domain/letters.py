"""Writing to the members of a network: a leader or the staff says what, the outbox carries it."""

from datetime import datetime

from django.db import transaction

from cms import audit
from cms.people.models import User
from events.models import Series

from .. import mails
from ..mails import Letter
from ..queries import members_of

# At once, inside the request: no network is near as large.
MOST_AT_ONCE = 500


class TooManyReaders(Exception):
    """More people than are written to at once."""


class NobodyToWriteTo(Exception):
    """The network has no members."""


@transaction.atomic
def write_to_members(*, series: Series, letter: Letter, by: User, at: datetime) -> int:
    """Put a letter to each into the outbox; say how many. Raises TooManyReaders, NobodyToWriteTo."""
    to = [member.user for member in members_of(series)]
    if not to:
        raise NobodyToWriteTo
    if len(to) > MOST_AT_ONCE:
        raise TooManyReaders(len(to))
    mails.letters(series, to, letter, by=by, at=at)
    audit.record(series, action="networks.write_letter", by=by, at=at, number=len(to))
    return len(to)
