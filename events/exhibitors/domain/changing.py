"""Another package of the same occurrence, for who has asked for a stand or has one.

What they had goes to who waits for it; what they get is counted under the same locks as for somebody new.
"""

from datetime import datetime

from django.db import transaction

from cms import audit
from cms.page_cache import forget_pages
from cms.people.models import User
from events.domain.moves import TooLate
from events.domain.room import hold
from events.models import Occurrence

from .. import mails
from ..enums import ExhibitorState
from ..models import Exhibitor, ExhibitorPackage
from .applications import PackageNotOffered
from .needs import refuse_beyond
from .staff import fit_staff
from .standing import GOING_ON, NotPossibleNow, free_of, line_of, locked_exhibitor, move, promote_under

# Who holds an offer answers that first.
CHANGING = frozenset({ExhibitorState.APPLIED, ExhibitorState.WAITING, ExhibitorState.CONFIRMED})


class PackageTaken(Exception):
    """All of it are held, or somebody waits for it already."""


def change_until(occurrence: Occurrence) -> datetime:
    """Until when exhibitors may do it themselves: as long as one may apply, change a ticket and give back, for it is
    something of each. Whoever has a package is at an occurrence with a fair.
    """
    days = (occurrence.fair.apply_until, occurrence.change_until, occurrence.cancel_until, occurrence.starts_at)
    return min(day for day in days if day)


def may_change(exhibitor: Exhibitor, *, at: datetime) -> bool:
    """Whether they may do it themselves now; the occurrence must be loaded."""
    occurrence = exhibitor.occurrence
    return exhibitor.state in CHANGING and occurrence.state in GOING_ON and at < change_until(occurrence)


@transaction.atomic
def change_package(
    *, exhibitor: Exhibitor, package_id: int, by: User | None, at: datetime, staff: bool = False
) -> Exhibitor:
    """Take another package at its price; who waited has applied then. The same package again changes nothing.

    Of a confirmed one places are added, or given back where nobody is named; the place that carries the price gets the
    new one, and what is invoiced already is the staff's to credit. A stand of another size has another number, which
    the staff gives.

    Raises PackageNotOffered, PackageTaken, NeedsBeyondPackage, TooManyNamed, TooLate (staff may until it is over),
    NotPossibleNow, OccurrenceFull.
    """
    held = hold(exhibitor.occurrence_id, at=at)
    row = locked_exhibitor(exhibitor)
    package = _offered(row, package_id)
    if package == row.package:
        return row
    _refuse(held.occurrence, row, package, at=at, staff=staff)
    former = row.package
    _take(row, package, by=by, at=at)
    data = {"occurrence": row.occurrence_id, "before": former.pk, "after": package.pk}
    audit.record(row, action="exhibitors.change_package", by=by, at=at, **data)
    mails.exhibitor_changed(row, former, at=at)
    promote_under(held, packages=[former])
    return row


def _offered(exhibitor: Exhibitor, package_id: int) -> ExhibitorPackage:
    rows = ExhibitorPackage.objects.select_related("category")
    package = rows.filter(occurrence=exhibitor.occurrence_id, pk=package_id).first()
    if package is None:
        raise PackageNotOffered(package_id)
    return package


def _refuse(
    occurrence: Occurrence, exhibitor: Exhibitor, package: ExhibitorPackage, *, at: datetime, staff: bool
) -> None:
    if exhibitor.state not in CHANGING or occurrence.state not in GOING_ON:
        raise NotPossibleNow(exhibitor.state)
    until = occurrence.ends_at if staff else change_until(occurrence)
    if at >= until:
        raise TooLate(until)
    if free_of(package) == 0 or line_of(package):
        raise PackageTaken(package.pk)
    refuse_beyond(package, power_watts=exhibitor.power_watts, tables=exhibitor.tables)


def _take(exhibitor: Exhibitor, package: ExhibitorPackage, *, by: User | None, at: datetime) -> None:
    """Written before its places are, which are bound by the package it has."""
    if package.size != exhibitor.package.size:
        exhibitor.stand = ""
    exhibitor.package, exhibitor.price, exhibitor.vat_code = package, package.price, package.vat_code
    exhibitor.save(update_fields=["package", "price", "vat_code", "stand"])
    if exhibitor.state == ExhibitorState.WAITING:
        move(exhibitor, ExhibitorState.APPLIED, at=at, waits_since=None)
    elif exhibitor.state == ExhibitorState.CONFIRMED:
        fit_staff(exhibitor, by=by, at=at)
        transaction.on_commit(forget_pages, robust=True)
