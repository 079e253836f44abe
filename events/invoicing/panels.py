"""What invoices hang on the desk, on the page of a booking, and on the organisation's page."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from cms import clock
from cms.people.models import Organisation
from events.codes import token_of
from events.models import Booking, Occurrence

from .presenters import figures, rows_of
from .queries import invoices_of_booking, invoices_of_organisation, money_of

# The newest ones on the organisation's page; older ones are asked for.
SHOWN = 20


def money(request: HttpRequest, *, occurrence: Occurrence) -> SafeString | None:
    """What is to be invoiced, and how what was invoiced stands. Three queries; nothing where nothing costs."""
    today = clock.today()
    found = money_of(occurrence, on=today)
    if not found.places and not any(found.states.values()):
        return None
    context = {"occurrence": occurrence, "money": found, "figures": figures(found, occurrence)}
    return SafeString(render_to_string("invoicing/panels/occurrence.html", context, request))


def money_address(request: HttpRequest, occurrence: Occurrence) -> str:
    """For the row of pages about an occurrence; also where nothing costs yet, as the accounting stands there."""
    return reverse("invoices_admin:money", args=[occurrence.pk])


def invoices_of_a_booking(request: HttpRequest, *, booking: Booking) -> SafeString | None:
    """For whoever has the booking's link: its invoices, and how they stand. Two queries, one without any."""
    found = invoices_of_booking(booking)
    if not found:
        return None
    context: dict[str, Any] = {"rows": rows_of(found, on=clock.today()), "token": token_of(booking)}
    return SafeString(render_to_string("invoicing/panels/booking.html", context, request))


def invoices_of_an_organisation(request: HttpRequest, *, organisation: Organisation) -> SafeString | None:
    """For its contact persons: what it is invoiced for. Two queries, one without any."""
    found = invoices_of_organisation(organisation)[:SHOWN]
    if not found:
        return None
    context = {"organisation": organisation, "rows": rows_of(found, on=clock.today())}
    return SafeString(render_to_string("invoicing/panels/organisation.html", context, request))
