"""Reads about places that more than one place needs."""

from datetime import date

from django.db.models import Q, QuerySet

from cms.sorting import nordic

from .models import County, CountyNumber, Municipality, MunicipalityNumber


def numbers_on(day: date) -> Q:
    """Numbers that hold on this day."""
    return Q(valid_from__lte=day) & (Q(valid_until__isnull=True) | Q(valid_until__gte=day))


def municipality_numbered(number: str, *, country: str, on: date) -> Municipality | None:
    """The municipality that has, or had, this number on a day."""
    held = MunicipalityNumber.objects.filter(numbers_on(on), country=country, number=number.strip())
    found = held.select_related("municipality__county").first()
    return found.municipality if found else None


def county_numbered(number: str, *, country: str, on: date) -> County | None:
    """The county that has, or had, this number on a day."""
    held = CountyNumber.objects.filter(numbers_on(on), country=country, number=number.strip())
    found = held.select_related("county").first()
    return found.county if found else None


def municipalities_on(day: date) -> QuerySet[Municipality]:
    """Municipalities there are on a day, each with its county."""
    held = MunicipalityNumber.objects.filter(numbers_on(day))
    return Municipality.objects.filter(pk__in=held.values("municipality_id")).select_related("county")


def municipalities_of(county: County, *, on: date) -> QuerySet[Municipality]:
    """The municipalities of a county, of those there are on a day."""
    return municipalities_on(on).filter(county=county)


def municipalities_by_name(*, country: str, on: date) -> dict[str, list[Municipality]]:
    """Every municipality of a country under each of its official names, as `sorting.nordic` folds them.

    For reading lists: two queries. A name may have more than one: there are two Herøy and two Våler.
    """
    named: dict[str, list[Municipality]] = {}
    for municipality in municipalities_on(on).filter(country=country).prefetch_related("names"):
        names = {municipality.name, *(one.name for one in municipality.names.all())}
        for folded in sorted({nordic(name) for name in names}):
            named.setdefault(folded, []).append(municipality)
    return named
