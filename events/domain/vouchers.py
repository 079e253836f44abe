"""Vouchers: made and revoked, what they open and take off. Uses are counted under the voucher's lock, as places are."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from django.db import transaction
from django.db.models import Q

from cms import audit
from cms.people.models import User

from ..enums import PlaceState
from ..models import Occurrence, Place, TicketCategory, Voucher, VoucherUse
from .parts import NameTaken, OfAnotherOccurrence, living
from .room import holding, offer_deadline

CENT = Decimal("0.01")


class VoucherNotGood(Exception):
    """There is no such voucher here, it has run out or been used up, or it is for other tickets."""


@dataclass(frozen=True)
class Taken:
    """A locked voucher and the categories it names; none named: it lowers the price of all, and opens none."""

    voucher: Voucher
    only: frozenset[int]

    def covers(self, category: int) -> bool:
        return not self.only or category in self.only

    def opens(self, category: int) -> bool:
        return category in self.only

    def price(self, category: TicketCategory) -> Decimal:
        """Of one place; whole cents, half a cent up."""
        if not self.covers(category.pk):
            return category.price
        return (category.price * (100 - self.voucher.discount) / 100).quantize(CENT, ROUND_HALF_UP)


def take_voucher(code: str, *, occurrence: Occurrence, at: datetime) -> Taken | None:
    """Lock the voucher with this code; None without a code. After `room.hold`, so that locks stand in one order.

    Raises VoucherNotGood.
    """
    if not (code := code.strip()):
        return None
    rows = Voucher.objects.select_for_update().filter(occurrence=occurrence, code__iexact=code[:40])
    voucher = rows.order_by("pk").first()
    if voucher is None or voucher.revoked_at or (voucher.expires_at and voucher.expires_at <= at):
        raise VoucherNotGood(code)
    return Taken(voucher, frozenset(voucher.categories.values_list("pk", flat=True)))


def use_voucher(taken: Taken, places: Sequence[Place], *, at: datetime) -> None:
    """Note which of these places came with the voucher. Raises VoucherNotGood when it is used up, or for none."""
    covered = [place for place in places if taken.covers(place.category_id)]
    lives = Place.objects.filter(holding(at) | Q(state=PlaceState.WAITING))
    used = VoucherUse.objects.filter(voucher=taken.voucher, place__in=lives).count() + _kept_by_pauses(taken, at=at)
    if not covered or used + len(covered) > taken.voucher.most_uses:
        raise VoucherNotGood(taken.voucher.code)
    VoucherUse.objects.bulk_create(VoucherUse(voucher=taken.voucher, place=place) for place in covered)


def _kept_by_pauses(taken: Taken, *, at: datetime) -> int:
    """Uses by offers that have run out by the clock alone."""
    late = Place.objects.filter(voucher_use__voucher=taken.voucher, state=PlaceState.OFFERED, expires_at__lte=at)
    return sum(offer_deadline(place, at=at) > at for place in late.select_related("booking", "occurrence"))


# --- By staff --------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class VoucherTerms:
    code: str
    note: str = ""
    discount: Decimal = Decimal(0)
    most_uses: int = 1
    expires_at: datetime | None = None


@transaction.atomic
def set_voucher(
    *,
    occurrence: Occurrence,
    voucher: Voucher | None = None,
    terms: VoucherTerms,
    categories: Collection[TicketCategory] = (),
    by: User | None,
    at: datetime,
) -> Voucher:
    """Make a voucher, or change one; fewer uses than there are live ones stop it for new.

    Raises NameTaken, OfAnotherOccurrence, AlreadyEnded.
    """
    row = living(occurrence)
    if any(one.occurrence_id != row.pk for one in categories):
        raise OfAnotherOccurrence
    voucher = voucher or Voucher(occurrence=row)
    # Whoever types it in need not mind small and capital letters.
    if row.vouchers.filter(code__iexact=terms.code).exclude(pk=voucher.pk).exists():
        raise NameTaken
    for name, value in asdict(terms).items():
        setattr(voucher, name, value)
    voucher.save()
    voucher.categories.set(categories)
    audit.record(voucher, action="events.set_voucher", by=by, at=at, occurrence=row.pk)
    return voucher


@transaction.atomic
def revoke_voucher(*, voucher: Voucher, by: User | None, at: datetime) -> Voucher:
    """It opens nothing any more; who came with it stays. Once revoked, it stays so."""
    row = Voucher.objects.select_for_update().get(pk=voucher.pk)
    if row.revoked_at is None:
        row.revoked_at = at
        row.save(update_fields=["revoked_at"])
        audit.record(row, action="events.revoke_voucher", by=by, at=at, occurrence=row.occurrence_id)
    return row
