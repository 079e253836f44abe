"""The official lists: complete, safe to load again, and able to follow a reform."""

from dataclasses import replace
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from cms.places.domain.loading import load_places
from cms.places.lists import ListedCounty, ListedMunicipality, PlaceList, shipped_lists
from cms.places.models import County, CountyNumber, Municipality, MunicipalityName, MunicipalityNumber
from cms.places.queries import municipality_numbered
from tests.factories.places import make_municipality
from tests.queries import count_queries
from tests.races import at_once

pytestmark = pytest.mark.django_db

REFORM = date(2028, 1, 1)


def load_shipped():
    return [load_places(places) for places in shipped_lists()]


def everything():
    models = (County, CountyNumber, Municipality, MunicipalityName, MunicipalityNumber)
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in models}


def small_list(*numbered, valid_from=date(2024, 1, 1), counties=(("18", "Nordland"), ("15", "Møre og Romsdal"))):
    """Municipalities as (number, name); the first two digits are the county's."""
    names = dict(counties)
    return PlaceList(
        country="no",
        valid_from=valid_from,
        counties=[ListedCounty(*county) for county in counties],
        municipalities=[
            ListedMunicipality(number, name, number[:2], names[number[:2]], latitude=62.0, longitude=6.0)
            for number, name in numbered
        ],
    )


def held_by(name, county=None):
    rows = MunicipalityNumber.objects.filter(municipality__name=name)
    rows = rows.filter(municipality__county__name=county) if county else rows
    return [(row.number, row.valid_from, row.valid_until) for row in rows.order_by("valid_from", "number")]


# --- The lists we ship ------------------------------------------------------------------------------


def test_every_municipality_and_county_is_loaded():
    norway, sweden = load_shipped()

    assert (norway.municipalities, norway.counties) == (357, 15)
    assert (sweden.municipalities, sweden.counties) == (290, 21)
    for country, municipalities, counties in (("no", 357, 15), ("se", 290, 21)):
        assert Municipality.objects.filter(country=country).count() == municipalities
        assert MunicipalityNumber.objects.filter(country=country, valid_until=None).count() == municipalities
        assert County.objects.filter(country=country).count() == counties
        assert CountyNumber.objects.filter(country=country, valid_until=None).count() == counties


def test_loading_again_changes_nothing_and_says_so():
    load_shipped()
    before, said = everything(), StringIO()

    call_command("load_places", stdout=said)

    assert everything() == before
    assert said.getvalue().splitlines() == [
        "Norway: 357 municipalities in 15 counties; nothing changed.",
        "Sweden: 290 municipalities in 21 counties; nothing changed.",
    ]


def test_loading_takes_a_few_queries():
    with count_queries() as first:
        load_shipped()
    with count_queries() as second:
        load_shipped()

    assert (len(first), len(second)) == (15, 10), first


@pytest.mark.parametrize(
    ("number", "name", "others"),
    [
        ("5612", "Kautokeino", ["Guovdageaidnu"]),
        ("5622", "Porsanger", ["Porsáŋgu", "Porsanki"]),
        ("5544", "Nordreisa", ["Ráisa", "Raisi"]),
        ("5001", "Trondheim", ["Tråante"]),
        ("0301", "Oslo", ["Oslove"]),
        ("4601", "Bergen", []),
    ],
)
def test_official_names_in_all_languages(number, name, others):
    load_shipped()

    found = municipality_numbered(number, country="no", on=date(2026, 1, 1))

    assert found.name == name
    assert [one.name for one in found.names.all()] == others
    assert (57 < found.latitude < 72, 4 < found.longitude < 32) == (True, True)


def test_places_of_the_same_name_are_told_apart():
    load_shipped()

    same = Municipality.objects.filter(name__in=["Herøy", "Våler"]).order_by("name", "county__name")

    assert [str(one.with_county) for one in same] == [
        "Herøy (Møre og Romsdal)",
        "Herøy (Nordland)",
        "Våler (Innlandet)",
        "Våler (Østfold)",
    ]


def test_invented_places_are_left_alone():
    invented = make_municipality("Skogdal")

    load_shipped()

    assert invented.numbers.get().valid_until is None
    assert County.objects.get(name="Østerhei").numbers.get().valid_until is None


# --- A reform ---------------------------------------------------------------------------------------


def test_new_number_keeps_the_municipality():
    load_places(small_list(("1507", "Ålesund")))
    before = Municipality.objects.get()

    done = load_places(small_list(("1508", "Ålesund"), valid_from=REFORM))

    assert Municipality.objects.get() == before
    assert held_by("Ålesund") == [("1507", date(2024, 1, 1), date(2027, 12, 31)), ("1508", REFORM, None)]
    assert done.changes == {"numbers_opened": 1, "numbers_closed": 1}


def test_number_that_is_gone_is_closed_and_its_municipality_stays():
    load_places(small_list(("1507", "Ålesund"), ("1514", "Sande")))

    load_places(small_list(("1507", "Ålesund"), valid_from=REFORM))

    assert held_by("Sande") == [("1514", date(2024, 1, 1), date(2027, 12, 31))]
    assert municipality_numbered("1514", country="no", on=date(2026, 1, 1)).name == "Sande"
    assert municipality_numbered("1514", country="no", on=REFORM) is None


def test_old_number_may_go_to_somebody_else():
    load_places(small_list(("1507", "Ålesund"), ("1508", "Haram")))

    load_places(small_list(("1507", "Haram"), ("1508", "Ålesund"), valid_from=REFORM))

    assert municipality_numbered("1507", country="no", on=date(2026, 1, 1)).name == "Ålesund"
    assert municipality_numbered("1507", country="no", on=REFORM).name == "Haram"
    assert Municipality.objects.count() == 2


def test_new_name_under_the_same_number_is_a_new_name_only():
    load_places(small_list(("1507", "Ålesund")))
    before = Municipality.objects.get().pk

    done = load_places(small_list(("1507", "Sunnmøre"), valid_from=REFORM))

    assert Municipality.objects.get(name="Sunnmøre").pk == before
    assert done.changes == {"changed": 1}


def test_two_of_one_name_follow_their_county():
    load_places(small_list(("1515", "Herøy"), ("1818", "Herøy")))
    before = {one.county.name: one.pk for one in Municipality.objects.all()}

    load_places(small_list(("1590", "Herøy"), ("1890", "Herøy"), valid_from=REFORM))

    assert {one.county.name: one.pk for one in Municipality.objects.all()} == before
    assert held_by("Herøy", "Nordland")[-1] == ("1890", REFORM, None)


def test_municipality_that_comes_back_is_the_one_it_was():
    load_places(small_list(("1534", "Haram"), ("1507", "Ålesund")))
    before = Municipality.objects.get(name="Haram").pk
    load_places(small_list(("1507", "Ålesund"), valid_from=REFORM))

    load_places(small_list(("1580", "Haram"), ("1507", "Ålesund"), valid_from=date(2032, 1, 1)))

    assert Municipality.objects.get(name="Haram").pk == before
    assert [number for number, _, _ in held_by("Haram")] == ["1534", "1580"]


def test_county_gets_a_new_number_and_its_municipalities_stay_in_it():
    load_places(small_list(("1818", "Herøy")))

    load_places(small_list(("7818", "Herøy"), valid_from=REFORM, counties=(("78", "Nordland"),)))

    nordland = County.objects.get(name="Nordland")
    assert [row.number for row in nordland.numbers.order_by("valid_from")] == ["18", "78"]
    assert Municipality.objects.get().county == nordland


def test_mistake_in_a_list_can_be_put_right():
    right, wrong = small_list(("1507", "Ålesund")), small_list(("1570", "Ålesund"))
    for places in (right, wrong, right):
        load_places(places)

    day = date(2024, 1, 1)
    assert held_by("Ålesund") == [("1507", day, None), ("1570", day, day)]


def test_names_that_are_no_longer_official_go():
    places = small_list(("1818", "Herøy"))
    with_names = [replace(places.municipalities[0], other_names=("Bïrke", "Hervøya"))]
    load_places(replace(places, municipalities=with_names))

    load_places(replace(places, municipalities=[replace(with_names[0], other_names=("Hervøya",))]))

    assert list(MunicipalityName.objects.values_list("name", "position")) == [("Hervøya", 1)]


@pytest.mark.django_db(transaction=True)
def test_loading_twice_at_once_loads_once():
    places = small_list(("1507", "Ålesund"), ("1818", "Herøy"))

    outcomes = at_once(
        lambda: load_places(places), lambda: load_places(places), meet_before='INSERT INTO "places_countynumber"'
    )

    assert sorted(bool(outcome.changes) for outcome in outcomes) == [False, True]
    assert (County.objects.count(), Municipality.objects.count(), MunicipalityNumber.objects.count()) == (2, 2, 2)
