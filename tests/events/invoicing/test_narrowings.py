"""The list of people by how their invoices stand."""

import pytest
import time_machine

from events.desk.people import PeopleFilters, selects
from tests.factories.events import AT, make_place
from tests.factories.invoicing import make_invoice, make_priced, make_priced_places, pay
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(AT, tick=False):
        yield


def found(occurrence, value):
    filters = PeopleFilters(more=(("invoice", value),))
    return [place.name for place in filters.rows(occurrence)]


def test_people_by_how_their_invoices_stand():
    category = make_priced()
    make_priced_places(category, name="Uten faktura")
    make_invoice(category, name="Ikke betalt")
    pay(make_invoice(category, name="Betalt"), "1250")
    pay(make_invoice(category, name="Betalt noe"), "250")
    make_place(category, name="Gratis")
    make_invoice(name="En annen dag")

    assert found(category.occurrence, "to-invoice") == ["Uten faktura"]
    assert found(category.occurrence, "unpaid") == ["Betalt noe", "Ikke betalt"]
    assert found(category.occurrence, "overdue") == []
    assert found(category.occurrence, "nonsense") == []
    with time_machine.travel("2027-01-15"):
        assert found(category.occurrence, "overdue") == ["Betalt noe", "Ikke betalt"]


def test_it_is_asked_where_something_costs_alone():
    costs, free = make_priced_places(make_priced())[0].occurrence, make_place().occurrence

    shown = [{one.name for one in selects(PeopleFilters(), occurrence)} for occurrence in (costs, free)]

    assert ["invoice" in names for names in shown] == [True, False]


@pytest.mark.parametrize("number", [1, 5])
def test_it_costs_one_query_however_many_come(number):
    category = make_priced()
    for _one in range(number):
        make_invoice(category)

    with count_queries() as asked:
        assert len(found(category.occurrence, "unpaid")) == number

    assert len(asked) == 1, asked
