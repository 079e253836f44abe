"""What invoices know, for narrowing down the coordinator's list of people, and for letters to them: whose place is not
invoiced yet, and whose invoice is not paid.
"""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cms import clock
from events.desk.narrowings import Choices, Narrowing
from events.models import Occurrence, Place

from .balances import with_balance
from .models import Invoice, InvoicedPlace
from .models.invoice import HALF
from .queries import places_to_invoice

TO_INVOICE, UNPAID, OVERDUE = "to-invoice", "unpaid", "overdue"


def _states(occurrence: Occurrence) -> Choices:
    """Where something costs. One query."""
    if not Place.objects.filter(occurrence=occurrence, price__gt=0).exists():
        return []
    return [(TO_INVOICE, _("Not invoiced yet")), (UNPAID, _("Invoice not paid")), (OVERDUE, _("Invoice overdue"))]


def _by_state(places: QuerySet[Place], occurrence: Occurrence, value: str) -> QuerySet[Place]:
    """Overdue is some of what is not paid."""
    if value == TO_INVOICE:
        return places.filter(pk__in=places_to_invoice(occurrence).values("pk"))
    if value not in (UNPAID, OVERDUE):
        return places.none()
    owed = with_balance(Invoice.objects.filter(occurrence=occurrence)).filter(left__gt=HALF)
    if value == OVERDUE:
        owed = owed.filter(due_on__lt=clock.today())
    standing = InvoicedPlace.objects.filter(credited__isnull=True, line__invoice__in=owed.values("pk"))
    return places.filter(pk__in=standing.values("place"))


NARROWINGS = (Narrowing("invoice", _("Invoice"), _states, _by_state),)
