"""Whether an order may be placed at all: sign-up is open, the tickets are on sale, in this number, to these people."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from cms import clock

from ..enums import OccurrenceState
from ..models import Occurrence, TicketCategory
from ..queries import takes_sign_ups
from .audiences import Claim, is_checked, payers_organisation, refuse_others
from .orders import Order
from .same_person import otherwise_there
from .vouchers import Taken


class NotOpen(Exception):
    """Sign-up is not open: not yet, no longer, or the occurrence is called off."""


class CategoryNotOffered(Exception):
    """The ticket is of another occurrence, not on sale now, or by invitation only."""


class WrongNumber(Exception):
    """Fewer or more places than one booking may have of this ticket."""

    def __init__(self, category: TicketCategory | None, number: int) -> None:
        super().__init__(category.pk if category else None, number)
        self.category, self.number = category, number


class AlreadyHasPlace(Exception):
    """These addresses have a place already. Say so only to who may know: it tells who comes."""

    def __init__(self, emails: Sequence[str]) -> None:
        super().__init__(len(emails))
        self.emails = list(emails)


def refuse_closed(occurrence: Occurrence, order: Order) -> None:
    early = order.staff and order.terms.early and occurrence.state == OccurrenceState.ANNOUNCED
    early = early and order.at < occurrence.ends_at
    if not early and not is_open(occurrence, at=order.at, staff=order.staff):
        raise NotOpen(occurrence.state)


def is_open(occurrence: Occurrence, *, at: datetime, staff: bool = False) -> bool:
    """Whether places may be booked at a moment, room or not."""
    if staff:
        return occurrence.state in (OccurrenceState.OPEN, OccurrenceState.CLOSED) and at < occurrence.ends_at
    return takes_sign_ups(occurrence, at=at)


def offered(order: Order, voucher: Taken | None) -> dict[int, TicketCategory]:
    """The wanted categories, each on sale to who asks and in a number that may be had."""
    found = TicketCategory.objects.filter(occurrence=order.occurrence_id).in_bulk(order.demand)
    if not order.demand:
        raise WrongNumber(None, 0)
    for pk, number in order.demand.items():
        category = found.get(pk)
        if category is None or not (order.staff or is_on_sale(category, voucher, at=order.at)):
            raise CategoryNotOffered(pk)
        if number < 1 or not (order.staff or category.least <= number <= category.most):
            raise WrongNumber(category, number)
    return found


def is_on_sale(category: TicketCategory, voucher: Taken | None, *, at: datetime) -> bool:
    """Whether anybody may take it now; hidden ones with a voucher that names them."""
    if category.visible_from and at < category.visible_from:
        return False
    if category.visible_until and at >= category.visible_until:
        return False
    return not category.hidden or (voucher is not None and voucher.opens(category.pk))


def refuse_other_audiences(order: Order, categories: Mapping[int, TicketCategory], voucher: Taken | None) -> None:
    """Staff know whom they let come, and so does who gave away an invitation."""
    asked = [one for pk, one in categories.items() if is_checked(one.audience) and not (voucher and voucher.opens(pk))]
    if order.staff or not asked:
        return
    refuse_others(asked, _claim(order))


def _claim(order: Order) -> Claim:
    """The organisation somebody acts for; without one, whom the number says that was written for the invoice."""
    contact, organisation, name = order.contact, order.organisation, order.contact.organisation_name
    if organisation is None:
        organisation, number = payers_organisation(order.terms.extras)
        name = name or number
    return Claim(
        order.occurrence_id,
        clock.local_date(order.at),
        organisation,
        name,
        contact.user,
        contact.email,
        acts_for_it=order.organisation is not None,
    )


def refuse_twice(order: Order) -> None:
    """The same address is the database's to refuse; another one of the same person is ours."""
    people = [person for one in order.wanted for person in one.people]
    if there := otherwise_there(order.occurrence_id, people):
        raise AlreadyHasPlace(there)
