"""The official lists we ship (`data/`), as plain values."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from cms.people.enums import Country

DATA = Path(__file__).parent / "data"
# Since when the numbers of our lists hold. Norway: the counties were divided anew. Sweden: Heby went to Uppsala län,
# the last change to the list.
VALID_FROM = {Country.NORWAY: date(2024, 1, 1), Country.SWEDEN: date(2007, 1, 1)}
# County numbers that no country uses: for invented places, which no official list closes.
INVENTED = "99"


@dataclass(frozen=True)
class ListedCounty:
    number: str
    name: str


@dataclass(frozen=True)
class ListedMunicipality:
    number: str
    name: str
    county_number: str
    county_name: str = ""
    other_names: tuple[str, ...] = ()
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True)
class PlaceList:
    """Every county and municipality of a country, under the numbers that hold from a day."""

    country: str
    valid_from: date
    counties: list[ListedCounty] = field(default_factory=list)
    municipalities: list[ListedMunicipality] = field(default_factory=list)


def shipped_lists() -> list[PlaceList]:
    return [_shipped(country) for country in Country]


def _shipped(country: Country) -> PlaceList:
    names = {row["municipality_number"]: row["other_names"] for row in _rows(f"municipality-names-{country}.csv")}
    points = {row["municipality_number"]: row for row in _rows(f"municipality-points-{country}.csv")}
    rows = list(_rows(f"municipalities-{country}.csv"))
    counties = {row["county_number"]: row["county_name"] for row in rows}
    return PlaceList(
        country=country,
        valid_from=VALID_FROM[country],
        counties=[ListedCounty(number, name) for number, name in counties.items()],
        municipalities=[_municipality(row, names, points) for row in rows],
    )


def _municipality(row: dict[str, str], names: dict[str, str], points: dict[str, dict[str, str]]) -> ListedMunicipality:
    number = row["municipality_number"]
    point = points.get(number)
    return ListedMunicipality(
        number=number,
        name=row["municipality_name"],
        county_number=row["county_number"],
        county_name=row["county_name"],
        other_names=tuple(name for name in names.get(number, "").split("|") if name),
        latitude=float(point["latitude"]) if point else None,
        longitude=float(point["longitude"]) if point else None,
    )


def _rows(name: str) -> Iterator[dict[str, str]]:
    """Rows of a file of ours; none where a country has no such file."""
    path = DATA / name
    if path.exists():
        with path.open(encoding="utf-8", newline="") as opened:
            yield from csv.DictReader(opened)
