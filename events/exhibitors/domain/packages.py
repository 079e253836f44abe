"""Packages of an occurrence, and the terms on which one applies.

A package has a ticket category of its own, by invitation only: the first place of an exhibitor's booking is of it and
carries the price. The others at a stand have the fair's common ticket, which costs nothing.
"""

from dataclasses import asdict, dataclass, field
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cms import audit
from cms.page_cache import forget_pages
from cms.people.models import User
from cms.texts import Texts
from events.domain.room import hold
from events.domain.tickets import CategoryTerms, remove_category, set_category
from events.enums import Audience, VatCode
from events.models import Occurrence, TicketCategory
from events.words import in_every_language

from ..enums import HOLDING_STATES, LIVE_STATES
from ..models import ExhibitorPackage, Fair
from .standing import promote_under

STAFF = _("Staff of exhibitors")
# What everybody who has applied counts on.
PROMISED = ("size", "staff", "power_watts", "tables", "price", "vat_code")


class PackageInUse(Exception):
    """Somebody has applied for it: what it holds and costs stays as it is."""


class FewerThanTaken(Exception):
    """More are taken than there would be; `taken` says how many."""

    def __init__(self, taken: int) -> None:
        super().__init__(taken)
        self.taken = taken


class OfAnotherOccurrence(Exception):
    """The package belongs to something else."""


@dataclass(frozen=True, kw_only=True)
class PackageTerms:
    """Named as the columns are."""

    names: Texts
    number: int
    size: str = ""
    staff: int = 2
    power_watts: int = 0
    tables: int = 1
    price: Decimal = Decimal(0)
    vat_code: str = VatCode.STANDARD
    position: int = 0


@dataclass(frozen=True, kw_only=True)
class FairTerms:
    texts: Texts = field(default_factory=dict)
    apply_until: datetime | None = None


@transaction.atomic
def set_package(
    *,
    occurrence: Occurrence,
    package: ExhibitorPackage | None = None,
    terms: PackageTerms,
    by: User | None,
    at: datetime,
) -> ExhibitorPackage:
    """Make a package, or change one; more of it are offered to who waits at once.

    Raises PackageInUse, FewerThanTaken, OfAnotherOccurrence, AlreadyEnded.
    """
    held = hold(occurrence.pk, at=at)
    row = _own(package, held.occurrence)
    if row is not None:
        _refuse(row, terms)
    category = _category(held.occurrence, row, terms, by=by, at=at)
    row = row or ExhibitorPackage(occurrence=held.occurrence, category=category)
    for name, value in asdict(terms).items():
        setattr(row, name, value)
    row.size = row.size.strip()
    row.save()
    fair_of(held.occurrence, by=by, at=at)
    audit.record(row, action="exhibitors.set_package", by=by, at=at, occurrence=occurrence.pk)
    transaction.on_commit(forget_pages, robust=True)
    promote_under(held, packages=[row])
    return row


@transaction.atomic
def remove_package(*, package: ExhibitorPackage, by: User | None, at: datetime) -> None:
    """Raises PackageInUse once anybody has applied for it, AlreadyEnded."""
    hold(package.occurrence_id, at=at)
    if package.exhibitors.exists():
        raise PackageInUse(package.pk)
    audit.record(package, action="exhibitors.remove_package", by=by, at=at, occurrence=package.occurrence_id)
    category = package.category
    package.delete()
    remove_category(category=category, by=by, at=at)


@transaction.atomic
def set_fair(*, occurrence: Occurrence, terms: FairTerms, by: User | None, at: datetime) -> Fair:
    held = hold(occurrence.pk, at=at)
    fair = fair_of(held.occurrence, by=by, at=at)
    fair.texts, fair.apply_until = terms.texts, terms.apply_until
    fair.save(update_fields=["texts", "apply_until"])
    audit.record(fair, action="exhibitors.set_fair", by=by, at=at, occurrence=occurrence.pk)
    transaction.on_commit(forget_pages, robust=True)
    return fair


def fair_of(occurrence: Occurrence, *, by: User | None, at: datetime) -> Fair:
    """Made where there is none, under the occurrence's locks."""
    fair = Fair.objects.filter(occurrence=occurrence).first()
    if fair is None:
        terms = CategoryTerms(names=in_every_language(STAFF), audience=Audience.EXHIBITOR, hidden=True)
        category = set_category(occurrence=occurrence, terms=terms, by=by, at=at)
        fair = Fair.objects.create(occurrence=occurrence, staff_category=category)
    return fair


def _own(package: ExhibitorPackage | None, occurrence: Occurrence) -> ExhibitorPackage | None:
    if package is None:
        return None
    if package.occurrence_id != occurrence.pk:
        raise OfAnotherOccurrence(package.pk)
    return ExhibitorPackage.objects.select_related("category").get(pk=package.pk)


def _refuse(package: ExhibitorPackage, terms: PackageTerms) -> None:
    promised = any(getattr(package, name) != getattr(terms, name) for name in PROMISED)
    if promised and package.exhibitors.filter(state__in=LIVE_STATES).exists():
        raise PackageInUse(package.pk)
    taken = package.exhibitors.filter(state__in=HOLDING_STATES).count()
    if terms.number < taken:
        raise FewerThanTaken(taken)


def _category(
    occurrence: Occurrence, package: ExhibitorPackage | None, terms: PackageTerms, *, by: User | None, at: datetime
) -> TicketCategory:
    """Named and priced as the package is, whatever somebody has made of the ticket meanwhile."""
    wanted = CategoryTerms(
        names=terms.names,
        audience=Audience.EXHIBITOR,
        price=terms.price,
        vat_code=terms.vat_code,
        hidden=True,
        position=terms.position,
    )
    there = package.category if package else None
    return set_category(occurrence=occurrence, category=there, terms=wanted, by=by, at=at)
