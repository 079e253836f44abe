"""Asking for a stand, and what becomes of it. Each verb holds the occurrence's locks, so the last package goes once."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from cms import audit
from cms.people.models import Organisation, User
from events.codes import new_reference
from events.domain.bookings import InvoiceDetailsMissing, cancel_booking
from events.domain.moves import TooLate
from events.domain.room import Held, hold
from events.domain.waiting import ReasonMissing
from events.models import Occurrence
from events.payers import known_of, missing_of_public_body, pays_as_public_body

from .. import mails
from ..enums import LIVE_STATES, ExhibitorState
from ..models import Exhibitor, ExhibitorPackage, Fair
from .needs import Needs, refuse_beyond
from .staff import book_staff
from .standing import (
    NotPossibleNow,
    free_of,
    is_going_on,
    line_of,
    locked_exhibitor,
    move,
    next_in_line,
    offer_deadline,
    promote_under,
)
from .tasks import give_tasks


class NotTaken(Exception):
    """No exhibitors are taken: not announced yet, too late, or the occurrence is off."""


class PackageNotOffered(Exception):
    """The package is of another occurrence, or is not there any more."""


class FormUsedAlready(Exception):
    """The form has been sent before, for something else."""


class OfferGone(NotPossibleNow):
    """The offer has run out, or was answered already."""


class StandTaken(Exception):
    """Another exhibitor has this stand number."""


@dataclass(frozen=True, kw_only=True)
class Applicant:
    """Who asks, and whom it is invoiced to."""

    organisation_name: str
    name: str
    email: str
    phone: str = ""
    language: str = "nb"
    user: User | None = None
    organisation: Organisation | None = None
    organisation_number: str = ""
    buyer_reference: str = ""


def takes_applications(occurrence: Occurrence, fair: Fair | None, *, at: datetime) -> bool:
    """Whether one may ask for a stand now, free or not."""
    if fair is None or not occurrence.is_public or not is_going_on(occurrence, at=at):
        return False
    return fair.apply_until is None or at < fair.apply_until


@transaction.atomic
def apply(
    *,
    occurrence: Occurrence,
    package_id: int,
    applicant: Applicant,
    needs: Needs,
    key: uuid.UUID,
    by: User | None,
    at: datetime,
    staff: bool = False,
) -> Exhibitor:
    """Ask for a stand: a package is kept until the staff has answered; where none is free, it waits in the line.

    The same form sent twice is one exhibitor. Raises NotTaken (staff may later than others), PackageNotOffered,
    NeedsBeyondPackage (staff may promise more), InvoiceDetailsMissing (staff may fill in later), FormUsedAlready.
    They are told that it has come in, unless the staff wrote it.
    """
    held = hold(occurrence.pk, at=at)
    if earlier := Exhibitor.objects.filter(key=key).select_related("occurrence__series", "package").first():
        return _same(earlier, held.occurrence, applicant)
    fair = Fair.objects.filter(occurrence=held.occurrence).first()
    if not (takes_applications(held.occurrence, fair, at=at) or (staff and is_going_on(held.occurrence, at=at))):
        raise NotTaken(held.occurrence.state)
    package = ExhibitorPackage.objects.filter(occurrence=held.occurrence, pk=package_id).first()
    if package is None:
        raise PackageNotOffered(package_id)
    if not staff:
        refuse_beyond(package, power_watts=needs.power_watts, tables=needs.tables)
        _refuse_without_payer(package, applicant)
    exhibitor = _write(held, package, applicant, needs, key)
    audit.record(exhibitor, action="exhibitors.apply", by=by, at=at, occurrence=occurrence.pk, state=exhibitor.state)
    if not staff:
        mails.exhibitor_applied(exhibitor, at=at)
    return exhibitor


def _refuse_without_payer(package: ExhibitorPackage, applicant: Applicant) -> None:
    """A public body writes what the register does not know of it."""
    organisation = applicant.organisation
    if organisation is None or not package.price or not pays_as_public_body(organisation, ()):
        return
    known = known_of(organisation)
    number, reference = applicant.organisation_number, applicant.buyer_reference
    missing = missing_of_public_body(number=number or known["number"], reference=reference or known["reference"])
    if missing:
        raise InvoiceDetailsMissing(missing)


def _same(earlier: Exhibitor, occurrence: Occurrence, applicant: Applicant) -> Exhibitor:
    if earlier.occurrence_id != occurrence.pk or earlier.email.lower() != applicant.email.strip().lower():
        raise FormUsedAlready
    return earlier


def _write(held: Held, package: ExhibitorPackage, applicant: Applicant, needs: Needs, key: uuid.UUID) -> Exhibitor:
    """Nobody new goes before somebody who waits."""
    waits = free_of(package) == 0 or bool(line_of(package))
    organisation = applicant.organisation
    exhibitor = Exhibitor(
        key=key,
        reference=new_reference(),
        occurrence=held.occurrence,
        package=package,
        state=ExhibitorState.WAITING if waits else ExhibitorState.APPLIED,
        price=package.price,
        vat_code=package.vat_code,
        organisation=organisation,
        organisation_name=(organisation.name if organisation else applicant.organisation_name.strip())[:200],
        organisation_number=applicant.organisation_number or (organisation.number if organisation else ""),
        buyer_reference=applicant.buyer_reference.strip()[:60],
        contact=applicant.user,
        name=applicant.name.strip()[:200],
        email=applicant.email.strip(),
        phone=applicant.phone.strip()[:30],
        language=applicant.language,
        power_watts=needs.power_watts,
        tables=needs.tables,
        needs=needs.words.strip()[:2000],
        applied_at=held.at,
        waits_since=next_in_line(package, at=held.at) if waits else None,
    )
    exhibitor.save(force_insert=True)
    return exhibitor


# --- What the staff says -------------------------------------------------------------------------


@transaction.atomic
def confirm(*, exhibitor: Exhibitor, stand: str = "", by: User, at: datetime) -> Exhibitor:
    """Give them the stand: places for their staff are booked, the first at the package's price, and tasks are given.

    Raises NotPossibleNow unless they have applied, StandTaken, and what `bookings.book` raises: NotOpen,
    OccurrenceFull, InvoiceDetailsMissing.
    """
    hold(exhibitor.occurrence_id, at=at)
    row = locked_exhibitor(exhibitor)
    if row.state != ExhibitorState.APPLIED:
        raise NotPossibleNow(row.state)
    move(row, ExhibitorState.CONFIRMED, at=at, booking=book_staff(row, by=by, at=at))
    if stand.strip():
        _put_at(row, stand)
    give_tasks(row)
    audit.record(row, action="exhibitors.confirm", by=by, at=at, occurrence=row.occurrence_id)
    mails.exhibitor_confirmed(row, at=at)
    return row


@transaction.atomic
def refuse(*, exhibitor: Exhibitor, reason: str, by: User, at: datetime) -> Exhibitor:
    """Say no before it is confirmed; what it held goes to the next. Raises NotPossibleNow."""
    held = hold(exhibitor.occurrence_id, at=at)
    row = locked_exhibitor(exhibitor)
    move(row, ExhibitorState.REFUSED, at=at, ended_because=reason.strip()[:300])
    _ended(held, row, action="exhibitors.refuse", by=by)
    return row


@transaction.atomic
def put_at_stand(*, exhibitor: Exhibitor, stand: str, by: User, at: datetime) -> Exhibitor:
    """Raises StandTaken, NotPossibleNow for an exhibitor who does not come."""
    hold(exhibitor.occurrence_id, at=at)
    row = locked_exhibitor(exhibitor)
    if row.state not in LIVE_STATES:
        raise NotPossibleNow(row.state)
    if row.stand != stand.strip():
        _put_at(row, stand)
        audit.record(row, action="exhibitors.put_at_stand", by=by, at=at, occurrence=row.occurrence_id)
    return row


def _put_at(exhibitor: Exhibitor, stand: str) -> None:
    exhibitor.stand = stand.strip()[:20]
    try:
        with transaction.atomic():
            exhibitor.save(update_fields=["stand"])
    except IntegrityError as error:
        if "stand_of_one_exhibitor" not in str(error):
            raise
        raise StandTaken(exhibitor.stand) from None


# --- What they say themselves --------------------------------------------------------------------


@transaction.atomic
def withdraw(
    *, exhibitor: Exhibitor, by: User | None, at: datetime, reason: str = "", staff: bool = False
) -> Exhibitor:
    """Give the stand and the places of its staff back, or leave the line; the next is asked at once. Twice is as good
    as once. Raises TooLate after the last day for confirmed ones, unless staff do it.
    """
    held = hold(exhibitor.occurrence_id, at=at)
    row = locked_exhibitor(exhibitor)
    if row.state not in LIVE_STATES:
        return row
    until = held.occurrence.cancel_until or held.occurrence.starts_at
    if row.state == ExhibitorState.CONFIRMED and at >= until and not staff:
        raise TooLate(until)
    if row.booking:
        cancel_booking(booking=row.booking, by=by, at=at, staff=True)
    move(row, ExhibitorState.CANCELLED, at=at, ended_because=reason.strip()[:300])
    _ended(held, row, action="exhibitors.withdraw", by=by)
    return row


@transaction.atomic
def take_back_stand(*, exhibitor: Exhibitor, reason: str, by: User, at: datetime) -> Exhibitor:
    """The staff take it; the exhibitor reads why. Raises ReasonMissing."""
    if not reason.strip():
        raise ReasonMissing
    return withdraw(exhibitor=exhibitor, reason=reason, by=by, at=at, staff=True)


@transaction.atomic
def accept_offer(*, exhibitor: Exhibitor, by: User | None, at: datetime) -> Exhibitor:
    """Say yes; it is the staff's turn then. Twice is as good as once. Raises OfferGone."""
    held = hold(exhibitor.occurrence_id, at=at)
    row = locked_exhibitor(exhibitor)
    if row.state in (ExhibitorState.APPLIED, ExhibitorState.CONFIRMED):
        return row
    gone = row.state != ExhibitorState.OFFERED or at >= offer_deadline(row, at=at)
    if gone or not is_going_on(held.occurrence, at=at):
        raise OfferGone(row.state)
    move(row, ExhibitorState.APPLIED, at=at)
    audit.record(row, action="exhibitors.accept_offer", by=by, at=at, occurrence=row.occurrence_id)
    return row


@transaction.atomic
def lapse_offers(*, occurrence: Occurrence, at: datetime) -> list[Exhibitor]:
    """End the offers nobody answered in time, and ask the next. A pause of their organisation gives them longer."""
    held = hold(occurrence.pk, at=at)
    late = Exhibitor.objects.filter(occurrence=occurrence, state=ExhibitorState.OFFERED, offered_until__lte=at)
    rows = [locked_exhibitor(one) for one in late.order_by("pk")]
    ended = [row for row in rows if offer_deadline(row, at=at) <= at]
    for row in ended:
        move(row, ExhibitorState.LAPSED, at=at)
        audit.record(row, action="exhibitors.lapse_offer", by=None, at=at, occurrence=occurrence.pk)
        mails.exhibitor_ended(row, at=at)
    promote_under(held)
    return ended


def _ended(held: Held, exhibitor: Exhibitor, *, action: str, by: User | None) -> None:
    audit.record(exhibitor, action=action, by=by, at=held.at, occurrence=exhibitor.occurrence_id)
    mails.exhibitor_ended(exhibitor, at=held.at)
    promote_under(held, packages=[exhibitor.package])
