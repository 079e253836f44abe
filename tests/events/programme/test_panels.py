"""The programme on the page of an occurrence."""

import pytest
import time_machine
from django.test import Client

from events.programme.domain.materials import Terms
from tests.factories.events import STARTS, make_occurrence
from tests.factories.happenings import make_day_page
from tests.factories.programme import make_material, make_programme, make_session, publish
from tests.queries import count_queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def html(url):
    return Client().get(url, headers={"accept-language": "en"}).content.decode()


def test_programme_stands_on_the_page_once_it_is_published(django_capture_on_commit_callbacks):
    occurrence = make_occurrence()
    make_session(occurrence)
    assert "Når lyset går" not in html(f"/events/{occurrence.uid}/")

    with django_capture_on_commit_callbacks(execute=True):
        publish(occurrence)

    page = html(f"/events/{occurrence.uid}/")
    assert "Når lyset går" in page
    assert f"/events/{occurrence.uid}/programme.pdf" in page


def test_programme_stands_on_the_page_an_editor_wrote():
    page = make_day_page()
    occurrence = make_programme(page_key=page.translation_key).occurrence

    assert "Når lyset går" in html(page.url)
    assert f"/events/{occurrence.uid}/speakers/" in html(page.url)


def test_long_programme_is_linked():
    occurrence = make_occurrence(hours_long=40)
    for number in range(31):
        make_session(occurrence, f"Økt {number}", after=number * 60)
    publish(occurrence)

    page = html(f"/events/{occurrence.uid}/")

    assert "Økt 1" not in page
    assert f"/events/{occurrence.uid}/programme/" in page


def test_materials_are_linked_when_there_are_any_to_have():
    occurrence = make_occurrence()
    address = f"/events/{occurrence.uid}/materials/"
    make_material(occurrence, terms=Terms("everybody"))
    assert address not in html(f"/events/{occurrence.uid}/")

    with time_machine.travel(STARTS.replace(hour=20), tick=False):
        assert address in html(f"/events/{occurrence.uid}/")


def test_parts_cost_two_queries():
    plain, full = make_occurrence(), make_programme().occurrence
    costs = []
    for one in (plain, full):
        html(f"/events/{one.uid}/")
        with count_queries() as asked:
            html(f"/events/{one.uid}/")
        costs.append(len(asked))

    assert costs[0] == costs[1]
