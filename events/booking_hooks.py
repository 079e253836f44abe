"""Where the parts of this room hang what they have on somebody's own booking and ticket: calendar, PDF, invoices; and
what goes along with the mail about them, or is said in it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime

from cms.hook_points import HookPoint
from cms.mail.calendar_part import CalendarPart

from .models import Booking, Occurrence

# On the page of a booking; called with the request and `booking=`.
booking_panels = HookPoint("booking")
# Before places are given back: what else that means; called with the request, `booking=`, `places=` and
# `whole=` (the booking, and not a place alone).
giving_back_panels = HookPoint("giving back")
# On the page of one ticket; called with the request and `place=`.
ticket_panels = HookPoint("ticket")


# In words, to whom a booking is invoiced; empty where nobody has said it yet.
PayerOf = Callable[[Booking], str]
_payers: list[PayerOf] = []


def register_payer(payer: PayerOf) -> None:
    if payer not in _payers:
        _payers.append(payer)


def payer_of(booking: Booking) -> str:
    """To whom it is invoiced, in words of the active language. One query: ask only where something costs."""
    return next((said for payer in _payers if (said := payer(booking))), "")


@dataclass(frozen=True)
class Enclosed:
    """What a mail takes along for its reader's calendar program; with the way in, for who takes part online."""

    part: CalendarPart
    join_url: str = ""


Encloser = Callable[[Occurrence, str, datetime], Enclosed | None]
_enclosers: list[Encloser] = []
_KNOWING: ContextVar[set[str] | None] = ContextVar("knowing", default=None)


def register_encloser(encloser: Encloser) -> None:
    """Called with an occurrence, the address a mail goes to, and the moment, in the transaction of that mail."""
    if encloser not in _enclosers:
        _enclosers.append(encloser)


def enclosed_for(occurrence: Occurrence, email: str, *, at: datetime) -> Enclosed | None:
    """What the reader's calendar does not know yet: it counts as told from now on, so the mail must be written."""
    found = (encloser(occurrence, email, at) for encloser in _enclosers)
    if (knowing := _KNOWING.get()) is not None:
        knowing.add(email.lower())
    return next((one for one in found if one), None)


@contextmanager
def those_who_know() -> Iterator[set[str]]:
    """Collect the addresses (small letters) whose calendars know everything, once the mails written inside are read."""
    knowing: set[str] = set()
    token = _KNOWING.set(knowing)
    try:
        yield knowing
    finally:
        _KNOWING.reset(token)
