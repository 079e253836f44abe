from datetime import date

import pytest

from cms.places.models import MunicipalityName, MunicipalityNumber
from cms.places.queries import (
    county_numbered,
    municipalities_by_name,
    municipalities_of,
    municipality_numbered,
)
from tests.factories.places import make_county, make_municipality
from tests.queries import count_queries

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 2)


def test_number_is_looked_up_on_a_day():
    place = make_municipality("Skogdal", number="9901")
    MunicipalityNumber.objects.update(valid_until=date(2026, 1, 31))
    MunicipalityNumber.objects.create(municipality=place, country="no", number="9911", valid_from=date(2026, 2, 1))

    def found(number, day):
        return municipality_numbered(number, country="no", on=day) == place

    days = [date(2023, 12, 31), date(2024, 1, 1), date(2026, 1, 31), date(2026, 2, 1)]
    assert [found("9901", day) for day in days] == [False, True, True, False]
    assert [found(" 9911 ", day) for day in days] == [False, False, False, True]
    assert municipality_numbered("9901", country="se", on=date(2024, 1, 1)) is None


def test_county_is_looked_up_on_a_day():
    county = make_county(number="99")

    assert county_numbered("99", country="no", on=DAY) == county
    assert county_numbered("99", country="no", on=date(2020, 1, 1)) is None
    assert county_numbered("98", country="no", on=DAY) is None


def test_municipalities_of_a_county_are_those_there_are():
    county = make_county()
    stays, goes = make_municipality("Skogdal", county=county), make_municipality("Elvestad", county=county, number="2")
    make_municipality("Andre", county=make_county("Vest", number="98"), number="3")
    goes.numbers.update(valid_until=date(2025, 1, 1))

    assert list(municipalities_of(county, on=DAY)) == [stays]
    assert set(municipalities_of(county, on=date(2024, 6, 1))) == {stays, goes}


def test_municipalities_are_found_by_any_official_name():
    place = make_municipality("Kautokeino")
    MunicipalityName.objects.create(municipality=place, name="Guovdageaidnu")
    twins = [make_municipality("Herøy", number=number) for number in ("9902", "9903")]

    with count_queries() as asked:
        named = municipalities_by_name(country="no", on=DAY)

    assert named["kautokeino"] == named["guovdageaidnu"] == [place]
    assert set(named["her{2y"]) == set(twins)
    assert len(asked) == 2, asked
