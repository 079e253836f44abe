"""Kinds of tickets of an occurrence."""

from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from cms import audit
from cms.people.models import User
from cms.texts import Texts

from ..enums import Audience, PlaceMode, VatCode
from ..models import Occurrence, Place, Quota, TicketCategory
from .changing import after_commit
from .parts import InUse, living


class TicketInUse(InUse):
    """So many places have this ticket, or had it."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


@dataclass(frozen=True, kw_only=True)
class CategoryTerms:
    """Named as the columns are."""

    names: Texts
    audience: str = Audience.EVERYBODY
    mode: str = PlaceMode.ROOM
    price: Decimal = Decimal(0)
    vat_code: str = VatCode.EXEMPT
    needs_approval: bool = False
    hidden: bool = False
    visible_from: datetime | None = None
    visible_until: datetime | None = None
    least: int = 1
    most: int = 10
    position: int = 0


@transaction.atomic
def set_category(
    *,
    occurrence: Occurrence,
    category: TicketCategory | None = None,
    terms: CategoryTerms,
    by: User | None,
    at: datetime,
) -> TicketCategory:
    """Make a kind of ticket, with a quota of its own without a limit, or change one. What people have booked keeps its
    price. Raises AlreadyEnded.
    """
    row = living(occurrence)
    new = category is None
    category = category or TicketCategory(occurrence=row)
    for name, value in asdict(terms).items():
        setattr(category, name, value)
    category.save()
    if new:
        _own_quota(row, category)
    audit.record(category, action="events.set_category", by=by, at=at, occurrence=row.pk)
    after_commit([], at=at)
    return category


@transaction.atomic
def remove_category(*, category: TicketCategory, by: User | None, at: datetime) -> None:
    """Also the quotas nothing else is in. Raises TicketInUse, AlreadyEnded."""
    row = living(category.occurrence)
    if number := Place.objects.filter(category=category).count():
        raise TicketInUse(number)
    audit.record(category, action="events.remove_category", by=by, at=at, occurrence=row.pk)
    quotas = list(category.quotas.all())
    category.delete()
    Quota.objects.filter(pk__in=[one.pk for one in quotas], categories__isnull=True).delete()
    after_commit([], at=at)


def _own_quota(occurrence: Occurrence, category: TicketCategory) -> Quota:
    name, number = category.name_in("nb"), 1
    while occurrence.quotas.filter(name=name).exists():
        number += 1
        name = f"{category.name_in('nb')} {number}"
    quota = Quota.objects.create(occurrence=occurrence, name=name)
    quota.categories.add(category)
    return quota
