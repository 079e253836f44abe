"""The papers, for who pays: by the secret link of the booking, or as contact person of the organisation.

A paper of another booking or organisation is 404, the same as one that never was.
"""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cms import clock
from cms.people.models import Organisation
from cms.people.requests import SignedInRequest
from cms.views.looked_after import looked_after
from events.codes import booking_with_token

from ..models import CreditNote, Invoice
from .base import paper_response


@never_cache
@require_safe
def of_booking(request: HttpRequest, token: str, key: UUID) -> HttpResponse:
    booking = booking_with_token(token)
    if booking is None:
        raise Http404
    return _paper(request, Invoice.objects.filter(booking=booking), key)


@require_safe
@looked_after
@never_cache
def of_organisation(request: SignedInRequest, organisation: Organisation, paper: UUID) -> HttpResponse:
    return _paper(request, Invoice.objects.filter(organisation=organisation), paper)


def _paper(request: HttpRequest, invoices: QuerySet[Invoice], key: UUID) -> HttpResponse:
    """An invoice, or a credit note of one."""
    invoice = invoices.filter(key=key).first()
    if invoice:
        return paper_response(request, invoice, at=clock.now())
    note = CreditNote.objects.select_related("invoice").filter(invoice__in=invoices, key=key).first()
    if note is None:
        raise Http404
    return paper_response(request, note, at=clock.now())
