"""Kinds of tickets, quotas, questions and vouchers of an occurrence.

Quotas are changed under their own locks, so that nobody gets a place that is taken away in the same moment.
"""

from collections.abc import Collection
from dataclasses import asdict, dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction

from cms import audit
from cms.people.models import User
from cms.texts import Texts

from ..enums import HOLDING_STATES, LIVE_STATES, Audience, PlaceMode, QuestionKind, Retention, VatCode
from ..models import Occurrence, Place, Question, Quota, TicketCategory, Voucher
from ..queries import place_counts
from .changing import ChangedMeanwhile, after_commit, locked, must_live
from .waiting import promote


class SmallerThanTaken(Exception):
    """More places are taken than the quota would have; `taken` says how many."""

    def __init__(self, taken: int) -> None:
        super().__init__(taken)
        self.taken = taken


class InUse(Exception):
    """Somebody has a place, an answer or a use of it: it stays."""


class TicketInUse(InUse):
    """So many places have this ticket, or had it."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


class QuestionAnswered(InUse):
    """What people answered goes on meaning what it meant."""


class NameTaken(Exception):
    """Another one of the occurrence is called so."""


class OfAnotherOccurrence(Exception):
    """A category of another occurrence."""


class OptionsMissing(Exception):
    """A choice has something to choose from."""


class MustNotBeCompulsory(Exception):
    """What is kept apart is told by whoever wants to: keeping it asks for a yes that is given freely."""


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


@dataclass(frozen=True, kw_only=True)
class QuestionTerms:
    texts: Texts
    kind: str = QuestionKind.LINE
    helps: Texts = field(default_factory=dict)
    options: tuple[dict[str, Any], ...] = ()
    required: bool = False
    retention: str = Retention.NORMAL
    position: int = 0


@dataclass(frozen=True, kw_only=True)
class VoucherTerms:
    code: str
    note: str = ""
    discount: Decimal = Decimal(0)
    most_uses: int = 1
    expires_at: datetime | None = None


# --- Kinds of tickets ------------------------------------------------------------------------------


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
    row = _living(occurrence)
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
    row = _living(category.occurrence)
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


# --- Quotas ----------------------------------------------------------------------------------------


@transaction.atomic
def set_quota(
    *,
    occurrence: Occurrence,
    quota: Quota | None = None,
    name: str,
    size: int | None,
    categories: Collection[TicketCategory],
    by: User | None,
    at: datetime,
    seen: int | None = None,
) -> Quota:
    """Make a quota, or give one another size or other categories. `seen` is how many places were taken when the
    consequences of a smaller size were shown; more by now is ChangedMeanwhile.

    Nobody loses a place: raises SmallerThanTaken, and NameTaken, OfAnotherOccurrence, AlreadyEnded.
    """
    row = _living(occurrence)
    if any(one.occurrence_id != row.pk for one in categories):
        raise OfAnotherOccurrence
    counts = place_counts(row, at=at)
    taken = sum(counts.of(HOLDING_STATES, category=one.pk) for one in categories)
    if seen is not None and taken > seen:
        raise ChangedMeanwhile(row.pk)
    if size is not None and taken > size:
        raise SmallerThanTaken(taken)
    quota = quota or Quota(occurrence=row)
    quota.name, quota.size = name.strip(), size
    try:
        with transaction.atomic():
            quota.save()
    except IntegrityError:
        raise NameTaken from None
    quota.categories.set(categories)
    audit.record(quota, action="events.set_quota", by=by, at=at, occurrence=row.pk, size=size, taken=taken)
    _fill(row, at=at)
    return quota


@transaction.atomic
def remove_quota(*, quota: Quota, by: User | None, at: datetime) -> None:
    """One limit less. Raises AlreadyEnded."""
    row = _living(quota.occurrence)
    audit.record(quota, action="events.remove_quota", by=by, at=at, occurrence=row.pk)
    quota.delete()
    _fill(row, at=at)


def _fill(occurrence: Occurrence, *, at: datetime) -> None:
    """What has become free goes to who waits; pages say anew how much is left."""
    promote(occurrence=occurrence, at=at)
    after_commit([], at=at)


def _living(occurrence: Occurrence) -> Occurrence:
    row = locked(occurrence)
    must_live(row)
    return row


# --- Questions -------------------------------------------------------------------------------------


@transaction.atomic
def set_question(
    *, occurrence: Occurrence, question: Question | None = None, terms: QuestionTerms, by: User | None, at: datetime
) -> Question:
    """Ask something at sign-up, or ask it otherwise. What is answered already keeps its kind and how long it is kept.

    Raises QuestionAnswered, OptionsMissing, MustNotBeCompulsory, AlreadyEnded.
    """
    row = _living(occurrence)
    if terms.required and terms.retention == Retention.SENSITIVE:
        raise MustNotBeCompulsory
    if terms.kind in {QuestionKind.CHOICE, QuestionKind.CHOICES} and len(terms.options) < 2:
        raise OptionsMissing
    if question and _is_answered(question) and (question.kind, question.retention) != (terms.kind, terms.retention):
        raise QuestionAnswered
    question = question or Question(occurrence=row)
    for name, value in asdict(terms).items():
        setattr(question, name, list(value) if name == "options" else value)
    question.save()
    audit.record(question, action="events.set_question", by=by, at=at, occurrence=row.pk)
    return question


@transaction.atomic
def remove_question(*, question: Question, by: User | None, at: datetime) -> None:
    """Raises QuestionAnswered, AlreadyEnded."""
    row = _living(question.occurrence)
    if _is_answered(question):
        raise QuestionAnswered
    audit.record(question, action="events.remove_question", by=by, at=at, occurrence=row.pk)
    question.delete()


def _is_answered(question: Question) -> bool:
    return question.answers.exists() or question.needs.exists()


# --- Vouchers --------------------------------------------------------------------------------------


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
    row = _living(occurrence)
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


def live_uses(voucher: Voucher) -> int:
    return voucher.uses.filter(place__state__in=LIVE_STATES).count()
