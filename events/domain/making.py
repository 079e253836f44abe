"""Making an occurrence: a draft, with what people are to have of it from the beginning."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cms import audit
from cms.people.models import User

from ..enums import Mode, PlaceMode
from ..models import Occurrence, Quota, Series, TicketCategory
from ..words import in_every_language
from .changing import after_commit
from .terms import Details, Tickets, When, Where, put_join_link, set_details, set_when, set_where

FOR_EVERYBODY = Tickets()


@transaction.atomic
def create_occurrence(
    *,
    series: Series,
    when: When,
    where: Where,
    details: Details | None = None,
    tickets: Tickets | None = FOR_EVERYBODY,
    by: User | None,
    at: datetime,
) -> Occurrence:
    """A draft, with the address of its meeting and a kind of ticket (none where `tickets` is None).

    Raises EndsBeforeStart, InThePast, TermsOutOfOrder.
    """
    occurrence, details = Occurrence(series=series, created_at=at, changed_at=at), details or Details()
    set_when(occurrence, when, at=at)
    set_where(occurrence, where)
    set_details(occurrence, details)
    occurrence.save(force_insert=True)
    occurrence.topics.set(details.topics)
    put_join_link(occurrence, where.join_url)
    if tickets:
        _make_tickets(occurrence, tickets)
    audit.record(occurrence, action="events.create_occurrence", by=by, at=at, series=series.pk)
    after_commit([occurrence], at=at)
    return occurrence


def _make_tickets(occurrence: Occurrence, tickets: Tickets) -> None:
    kinds = {
        Mode.ROOM: [(_("Participant"), PlaceMode.ROOM, tickets.places)],
        Mode.ONLINE: [(_("Participant"), PlaceMode.ONLINE, tickets.places)],
        Mode.HYBRID: [
            (_("In person"), PlaceMode.ROOM, tickets.places),
            (_("Online"), PlaceMode.ONLINE, tickets.online_places),
        ],
    }[Mode(occurrence.mode)]
    for position, (name, mode, size) in enumerate(kinds):
        category = TicketCategory.objects.create(
            occurrence=occurrence,
            names=in_every_language(name),
            mode=mode,
            price=tickets.price,
            vat_code=tickets.vat_code,
            position=position,
        )
        quota = Quota.objects.create(occurrence=occurrence, name=category.name_in("nb"), size=size)
        quota.categories.add(category)
