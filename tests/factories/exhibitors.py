"""Exhibitors by their verbs, with the least that must be said."""

import uuid
from decimal import Decimal
from itertools import count

from events.enums import OccurrenceState, SeriesKind, VatCode
from events.exhibitors.domain.applications import Applicant, apply, confirm
from events.exhibitors.domain.needs import Needs
from events.exhibitors.domain.packages import PackageTerms, set_package
from events.exhibitors.models import Exhibitor

from .events import AT, make_occurrence, make_series
from .people import make_user

_numbers = count(1)


def make_fair(*, state=OccurrenceState.ANNOUNCED, **fields):
    """An announced conference without packages; see make_package."""
    series = make_series(SeriesKind.CONFERENCE, title="Beredskapskonferansen")
    return make_occurrence(series, state=state, **fields)


def make_package(occurrence=None, *, name="Stor stand", number=2, at=AT, **fields):
    values = {"staff": 3, "price": Decimal(12_000), "vat_code": VatCode.STANDARD, "size": "3 × 2 m"}
    values |= {"power_watts": 1000, "tables": 3, **fields}
    terms = PackageTerms(names={"nb": name}, number=number, **values)
    return set_package(occurrence=occurrence or make_fair(), terms=terms, by=None, at=at)


def somebody_applies(package, *, at=AT, key=None, by=None, needs=None, staff=False, **fields):
    number = next(_numbers)
    values = {
        "organisation_name": f"Nødstrøm {number} AS",
        "name": "Kristin Haugen",
        "email": f"kristin{number}@example.org",
        **fields,
    }
    return apply(
        occurrence=package.occurrence,
        package_id=package.pk,
        applicant=Applicant(**values),
        needs=needs or Needs(power_watts=500, tables=1),
        key=key or uuid.uuid4(),
        by=by,
        at=at,
        staff=staff,
    )


def make_exhibitor(package=None, *, by=None, at=AT, stand="", **fields):
    """A confirmed one."""
    exhibitor = somebody_applies(package or make_package(), at=at, **fields)
    return confirm(exhibitor=exhibitor, stand=stand, by=by or make_user(), at=at)


def fresh(exhibitor):
    return Exhibitor.objects.select_related("occurrence__series", "package", "booking").get(pk=exhibitor.pk)


def states(package):
    return list(package.exhibitors.order_by("pk").values_list("state", flat=True))
