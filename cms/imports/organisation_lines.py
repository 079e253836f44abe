"""Lines of a list of organisations: read, held against what is known, and sorted. Writes nothing."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils import timezone

from cms.people.emails import WrongName, check_name
from cms.people.enums import Country, Language, OrganisationKind, OrganisationState, Sector, SizeClass
from cms.people.models import Organisation
from cms.people.numbers import WrongNumber, check_organisation_number
from cms.places.models import MunicipalityNumber

from .enums import Column, Reason
from .lines import Cells, Job, Tally
from .reader import Row
from .words import plain

LANGUAGE_OF = {Country.NORWAY: Language.BOKMAL, Country.SWEDEN: Language.SWEDISH}
IN_USE = (OrganisationState.PENDING, OrganisationState.ACTIVE)


@dataclass
class Batch:
    tally: Tally = field(default_factory=Tally)
    new: list[Organisation] = field(default_factory=list)


@dataclass
class Known:
    """What is there, by the keys of `_keys`; municipalities by country and number."""

    there: set[tuple[object, ...]]
    municipalities: dict[tuple[str, str], int]


def check_organisations(rows: Iterable[Row], job: Job) -> Batch:
    """Read the lines and sort them. What is there already stays as it is."""
    lines = [_read(row) for row in rows]
    known = Known(_there(lines), _municipalities(lines, job))
    batch = Batch()
    for cells, organisation in lines:
        _place(cells, organisation, known)
        if cells.problems:
            batch.tally.problems += cells.problems
        elif _is_there(organisation, known.there) or _is_there(organisation, job.seen):
            batch.tally.unchanged += 1
        else:
            job.seen |= _keys(organisation.country, organisation.number, organisation.name)
            batch.tally.created += 1
            batch.new.append(organisation)
    return batch


def _read(row: Row) -> tuple[Cells, Organisation]:
    cells = Cells(row)
    name_missing = not cells.text(Column.NAME)
    if name_missing:
        cells.refuse(Column.NAME, Reason.NAME_MISSING)
    country = cells.choice(Column.COUNTRY, Country, Reason.COUNTRY_UNKNOWN, default=Country.NORWAY)
    language = LANGUAGE_OF[Country(country)]
    return cells, Organisation(
        name="" if name_missing else cells.read(Column.NAME, check_name, WrongName, Reason.NAME_WRONG),
        kind=_kind(cells),
        country=country,
        number=_number(cells, country),
        sector=cells.choice(Column.SECTOR, Sector, Reason.SECTOR_UNKNOWN),
        size_class=cells.choice(Column.SIZE, SizeClass, Reason.SIZE_UNKNOWN),
        language=cells.choice(Column.LANGUAGE, Language, Reason.LANGUAGE_UNKNOWN, default=language),
    )


def _kind(cells: Cells) -> str:
    kind = cells.choice(Column.KIND, OrganisationKind, Reason.KIND_UNKNOWN)
    if not cells.text(Column.KIND):
        cells.refuse(Column.KIND, Reason.KIND_UNKNOWN)
    return kind


def _number(cells: Cells, country: str) -> str:
    if not cells.text(Column.NUMBER):
        return ""
    return cells.read(
        Column.NUMBER,
        lambda text: check_organisation_number(text, country=country),
        WrongNumber,
        Reason.NUMBER_WRONG,
    )


def _there(lines: list[tuple[Cells, Organisation]]) -> set[tuple[object, ...]]:
    """Organisations the lines may mean. Databases fold Å and Ø each in their own way, so names are compared here."""
    names = {plain(organisation.name) for _, organisation in lines}
    numbers = {organisation.number for _, organisation in lines if organisation.number}
    there: set[tuple[object, ...]] = set()
    every = Organisation.objects.filter(state__in=IN_USE).order_by().values_list("country", "number", "name")
    for country, number, name in every:
        if number in numbers or plain(name) in names:
            there |= _keys(country, number, name)
    return there


def _keys(country: str, number: str, name: str) -> set[tuple[object, ...]]:
    """What an organisation is known by: its number, its name, and its name when it has no number."""
    keys: set[tuple[object, ...]] = {("name", country, plain(name))}
    keys.add(("number", country, number) if number else ("name alone", country, plain(name)))
    return keys


def _municipalities(lines: list[tuple[Cells, Organisation]], job: Job) -> dict[tuple[str, str], int]:
    """Numbers that hold today; a reform may have given an old one to another municipality."""
    today = timezone.localdate(job.at)
    wanted = {_four_digits(cells) for cells, _ in lines}
    holding = MunicipalityNumber.objects.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gte=today), number__in=wanted, valid_from__lte=today
    )
    rows = holding.values_list("country", "number", "municipality_id")
    return {(country, number): municipality for country, number, municipality in rows}


def _four_digits(cells: Cells) -> str:
    """Spreadsheets take the leading nought away."""
    written = cells.text(Column.MUNICIPALITY)
    return written.zfill(4) if written.isdecimal() else written


def _place(cells: Cells, organisation: Organisation, known: Known) -> None:
    if not cells.text(Column.MUNICIPALITY):
        return
    municipality = known.municipalities.get((organisation.country, _four_digits(cells)))
    if municipality is None:
        cells.refuse(Column.MUNICIPALITY, Reason.MUNICIPALITY_UNKNOWN)
    organisation.municipality_id = municipality


def _is_there(organisation: Organisation, there: set[tuple[object, ...]]) -> bool:
    """Same number, or same name where one of the two has no number. Two numbers are two organisations."""
    country, name = organisation.country, plain(organisation.name)
    if not organisation.number:
        return ("name", country, name) in there
    return ("number", country, organisation.number) in there or ("name alone", country, name) in there
