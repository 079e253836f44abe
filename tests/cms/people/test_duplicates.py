import pytest

from cms.people.duplicates import folded_name, likely_duplicates, likely_duplicates_of
from tests.factories.people import make_organisation
from tests.factories.places import make_municipality
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Skogdal kommune", "SKOGDAL  Kommune"),
        ("Skogdal kommune", "Skogdal"),
        ("Granåsen Maskin AS", "Granåsen maskin"),
        ("Guovdageaidnu – Kautokeino", "guovdageaidnu kautokeino"),
        ("Falu kommun", "Falu"),
    ],
)
def test_names_are_alike(one, other):
    assert folded_name(one) == folded_name(other)


@pytest.mark.parametrize(("one", "other"), [("Våler", "Valer"), ("Bø", "Bo"), ("Kommune", "AS"), ("Nord", "Nord 2")])
def test_names_are_not_alike(one, other):
    assert folded_name(one) != folded_name(other)


def test_likely_duplicates_are_found_in_one_query():
    skogdal, waiting = make_organisation("Skogdal kommune"), make_organisation("Skogdal", state="pending")
    make_organisation("Skogdal", state="closed")
    make_organisation("Skogdal", country="se")
    make_organisation("Elvestad kommune")

    with count_queries() as asked:
        groups = likely_duplicates()

    assert [set(group) for group in groups] == [{skogdal, waiting}]
    assert likely_duplicates_of(waiting) == [skogdal]
    assert len(asked) == 1, asked


def test_two_of_one_name_in_different_municipalities_are_two():
    for number in ("9901", "9902"):
        make_organisation("Herøy kommune", municipality=make_municipality("Herøy", number=number))

    assert likely_duplicates() == []


def test_one_number_in_both_countries_is_looked_at():
    one = make_organisation("A", number="310000019")
    other = make_organisation("B", number="310000019", country="se")

    assert [set(group) for group in likely_duplicates()] == [{one, other}]
