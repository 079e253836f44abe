"""Bringing our counties and municipalities into step with an official list."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Prefetch

from ..lists import INVENTED, ListedMunicipality, PlaceList
from ..models import County, CountyNumber, Municipality, MunicipalityName, MunicipalityNumber
from ..models.numbered import OfficialNumber
from ..recognising import Place, recognised


@dataclass
class Loaded:
    """What a load did, in numbers."""

    counties: int = 0
    municipalities: int = 0
    added: int = 0
    changed: int = 0
    numbers_opened: int = 0
    numbers_closed: int = 0
    names: int = 0

    @property
    def changes(self) -> dict[str, int]:
        """What was not there before; empty when everything was."""
        kept = ("counties", "municipalities")
        return {name: count for name, count in asdict(self).items() if count and name not in kept}


def load_places(places: PlaceList) -> Loaded:
    """Make our places what the list says; places of ours that it leaves out stay, and their numbers are closed.

    Safe to run again, and twice at once: the database refuses the second of two that add the same number, which then
    finds everything in place. Invented places are left alone. Reference data comes with the product, so nobody is
    named in the log.
    """
    try:
        return _load(places)
    except IntegrityError:
        return _load(places)


@transaction.atomic
def _load(places: PlaceList) -> Loaded:
    done = Loaded(counties=len(places.counties), municipalities=len(places.municipalities))
    counties = _load_counties(places, done)
    municipalities = _load_municipalities(places, counties, done)
    _load_names(places, municipalities, done)
    return done


def _load_counties(places: PlaceList, done: Loaded) -> dict[str, County]:
    """Return the county of each listed number."""
    known = _known(County.objects, CountyNumber, places.country)
    listed = [Place(county.number, county.name) for county in places.counties]
    found = recognised([Place(_open_number(one), one.name, pk=one.pk) for one in known.values()], listed)
    wanted = {one.number: {"country": places.country, "name": one.name} for one in places.counties}
    rows = _put(County, wanted, {number: known[pk] for number, pk in found.items()}, done)
    _put_numbers(CountyNumber, "county", rows, known.values(), places, done)
    return rows


def _load_municipalities(places: PlaceList, counties: dict[str, County], done: Loaded) -> dict[str, Municipality]:
    """Return the municipality of each listed number."""
    known = _known(Municipality.objects.select_related("county"), MunicipalityNumber, places.country)
    ours = [Place(_open_number(one), one.name, one.county.name, one.pk) for one in known.values()]
    found = recognised(ours, [Place(one.number, one.name, one.county_name) for one in places.municipalities])
    wanted = {one.number: _values(one, counties[one.county_number], places) for one in places.municipalities}
    rows = _put(Municipality, wanted, {number: known[pk] for number, pk in found.items()}, done)
    _put_numbers(MunicipalityNumber, "municipality", rows, known.values(), places, done)
    return rows


def _values(listed: ListedMunicipality, county: County, places: PlaceList) -> dict[str, Any]:
    return {
        "country": places.country,
        "county_id": county.pk,
        "name": listed.name,
        "latitude": listed.latitude,
        "longitude": listed.longitude,
    }


def _load_names(places: PlaceList, municipalities: dict[str, Municipality], done: Loaded) -> None:
    """The names beside the one in the language of the state; only today's are kept."""
    wanted = {
        (municipalities[listed.number].pk, name, position)
        for listed in places.municipalities
        for position, name in enumerate(listed.other_names, start=1)
    }
    ours = [one.pk for one in municipalities.values()]
    rows = MunicipalityName.objects.filter(municipality__in=ours)
    held = {(one.municipality_id, one.name, one.position): one.pk for one in rows}
    gone = [pk for name, pk in held.items() if name not in wanted]
    if gone:
        MunicipalityName.objects.filter(pk__in=gone).delete()
    new = sorted(wanted - held.keys())
    MunicipalityName.objects.bulk_create(
        MunicipalityName(municipality_id=pk, name=name, position=position) for pk, name, position in new
    )
    done.names = len(new) + len(gone)


# --- What counties and municipalities have in common ---------------------------------------------------


def _known(rows: Any, numbers: type[OfficialNumber], country: str) -> dict[int, Any]:
    """Our places of a country by id, with their numbers; not the invented ones."""
    held = Prefetch("numbers", queryset=numbers._default_manager.order_by("valid_from"))
    ours = rows.filter(country=country).prefetch_related(held).order_by("pk")
    return {one.pk: one for one in ours if not _is_invented(one)}


def _is_invented(place: Any) -> bool:
    return any(one.number.startswith(INVENTED) for one in place.numbers.all())


def _open_number(place: Any) -> str:
    return next((one.number for one in place.numbers.all() if one.valid_until is None), "")


def _put(model: Any, wanted: dict[str, dict[str, Any]], known: dict[str, Any], done: Loaded) -> dict[str, Any]:
    """Add what is new, change what is different; return the row of each number."""
    new = {number: model(**values) for number, values in wanted.items() if number not in known}
    other = [one for number, one in known.items() if _take_over(one, wanted[number])]
    model.objects.bulk_create(new.values())
    if other:
        model.objects.bulk_update(other, fields=list(next(iter(wanted.values()))), batch_size=200)
    done.added += len(new)
    done.changed += len(other)
    return known | new


def _take_over(row: Any, values: dict[str, Any]) -> bool:
    """Set the values on the row; say whether any was different."""
    before = {name: getattr(row, name) for name in values}
    for name, value in values.items():
        setattr(row, name, value)
    return before != values


def _put_numbers(
    model: Any, place: str, rows: dict[str, Any], known: Iterable[Any], places: PlaceList, done: Loaded
) -> None:
    """Close the numbers that are no longer held, open those that are new."""
    ours = [one for row in known for one in row.numbers.all()]
    kept = {one.number for one in ours if one.valid_until is None and _is_held(one, place, rows)}
    closed = [one for one in ours if one.valid_until is None and one.number not in kept]
    for one in closed:
        # On the day before; a number that began with this very list is closed on its first day.
        one.valid_until = max(one.valid_from, places.valid_from - timedelta(days=1))
    begun = {one.number: one for one in ours if one.valid_from == places.valid_from}
    opened = {number: begun.get(number) or model(number=number) for number in rows if number not in kept}
    for number, one in opened.items():
        one.country, one.valid_from, one.valid_until = places.country, places.valid_from, None
        setattr(one, place, rows[number])
    changed = {one.pk: one for one in [*closed, *opened.values()] if one.pk}
    if changed:
        model.objects.bulk_update(changed.values(), fields=[place, "valid_until"], batch_size=200)
    model.objects.bulk_create(one for one in opened.values() if not one.pk)
    done.numbers_opened += len(opened)
    done.numbers_closed += len(closed)


def _is_held(one: Any, place: str, rows: dict[str, Any]) -> bool:
    """By the place that the list gives it to."""
    row = rows.get(one.number)
    return row is not None and getattr(one, f"{place}_id") == row.pk
