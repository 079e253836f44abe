"""Places for those who stand at a stand: real places, as many as the package holds, named by the booking's links."""

from datetime import datetime

from cms.people.models import User
from events.domain.bookings import book
from events.domain.orders import Contact, Named, Terms, Wanted
from events.models import Booking, TicketCategory

from ..models import Exhibitor, Fair


def book_staff(exhibitor: Exhibitor, *, by: User, at: datetime) -> Booking:
    """Book them all at once, under locks that are held. The first is of the package's ticket and carries its price.

    Raises what `book` raises.
    """
    package = exhibitor.package
    _price_as_promised(package.category, exhibitor)
    wanted = [Wanted(package.category_id, (Named(),))]
    if package.staff > 1:
        fair = Fair.objects.get(occurrence=exhibitor.occurrence_id)
        assert fair.staff_category_id is not None
        wanted.append(Wanted(fair.staff_category_id, (Named(),) * (package.staff - 1)))
    return book(
        occurrence=exhibitor.occurrence,
        wanted=wanted,
        contact=_contact(exhibitor),
        idempotency_key=exhibitor.key,
        organisation=exhibitor.organisation,
        by=by,
        at=at,
        staff=True,
        terms=Terms(may_wait=False, early=True, extras=_extras(exhibitor)),
    )


def _price_as_promised(category: TicketCategory, exhibitor: Exhibitor) -> None:
    """Whatever somebody has made of the ticket since they applied."""
    if (category.price, category.vat_code) != (exhibitor.price, exhibitor.vat_code):
        category.price, category.vat_code = exhibitor.price, exhibitor.vat_code
        category.save(update_fields=["price", "vat_code"])


def _contact(exhibitor: Exhibitor) -> Contact:
    return Contact(
        name=exhibitor.name,
        email=exhibitor.email,
        phone=exhibitor.phone,
        language=exhibitor.language,
        user=exhibitor.contact,
        organisation_name=exhibitor.organisation_name,
    )


def _extras(exhibitor: Exhibitor) -> dict[str, str]:
    """For whoever makes the invoice of it."""
    return {
        "exhibitor": exhibitor.reference,
        "organisation_number": exhibitor.organisation_number,
        "buyer_reference": exhibitor.buyer_reference,
    }
