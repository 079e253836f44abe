"""Another package, on an exhibitor's own page and on the desk."""

from decimal import Decimal

import pytest
from django.test import Client

from cms.people.domain.roles import set_up_roles
from cms.people.roles import COORDINATOR
from events.enums import OccurrenceState
from events.exhibitors.domain.needs import Needs
from events.exhibitors.links import page_path
from tests.factories.events import AT
from tests.factories.exhibitors import fresh, make_exhibitor, make_package, somebody_applies
from tests.factories.people import make_holder_of
from tests.learning.views.desk import signed_in

pytestmark = pytest.mark.django_db
EN = {"accept-language": "en"}


@pytest.fixture
def large():
    return make_package(number=1, power_watts=500)


@pytest.fixture
def small(large):
    return make_package(large.occurrence, name="Liten stand", staff=2, price=Decimal(5_000), power_watts=500)


def coordinator():
    set_up_roles(at=AT)
    return signed_in(make_holder_of(COORDINATOR, language="en"))


def path_of(exhibitor):
    return page_path(exhibitor, "change_own_package")


def html_of(path, **more):
    return Client().get(path, headers=EN, **more).content.decode()


def choose(exhibitor, package):
    return Client().post(path_of(exhibitor), {"package": package.pk}, headers=EN)


def test_an_exhibitor_sees_what_it_means_and_changes(large, small):
    exhibitor = make_exhibitor(large, stand="B7")
    assert path_of(exhibitor) in html_of(page_path(exhibitor))

    html = html_of(path_of(exhibitor))
    for words in ("12,000 kr without VAT", "Liten stand (3 × 2 m, staff: 2", "goes to who waits for it", "is credited"):
        assert words in html
    response = choose(exhibitor, small)

    assert response.url == page_path(exhibitor)
    assert fresh(exhibitor).package == small


def test_what_is_refused_stands_at_the_choice(large, small):
    exhibitor = make_exhibitor(large, needs=Needs(power_watts=500, tables=1))
    type(small).objects.filter(pk=small.pk).update(power_watts=100)

    response = choose(exhibitor, small)

    assert response.status_code == 422
    assert "needs more than “Liten stand” holds (power: 100 W, tables: 3)" in response.content.decode()
    assert fresh(exhibitor).package == large


def test_one_that_was_taken_meanwhile_is_refused_in_words(large, small):
    exhibitor = make_exhibitor(small)
    somebody_applies(large)

    assert "No other package is free now." in html_of(path_of(exhibitor))
    assert choose(exhibitor, large).status_code == 422
    assert fresh(exhibitor).package == small


@pytest.mark.parametrize("package", ["", "x", "999999"])
def test_no_choice_is_no_change(package, large, small):
    exhibitor = make_exhibitor(large)

    assert Client().post(path_of(exhibitor), {"package": package}).status_code == 422


def test_once_it_has_ended_there_is_no_way_to_it(large, small):
    exhibitor = make_exhibitor(large)
    large.occurrence.state = OccurrenceState.DONE
    large.occurrence.save()

    assert path_of(exhibitor) not in html_of(page_path(exhibitor))
    assert "It is too late to do this yourself." in html_of(path_of(exhibitor))


def test_the_staff_changes_it_too(large, small):
    exhibitor = make_exhibitor(large, stand="B7")
    client = coordinator()
    page = f"/admin/events/{large.occurrence.pk}/exhibitors/{exhibitor.pk}/"
    assert f"{page}package/" in client.get(page, headers=EN).content.decode()

    assert "Liten stand (3 × 2 m" in client.get(f"{page}package/", headers=EN).content.decode()
    response = client.post(f"{page}package/", {"package": small.pk}, headers=EN)

    assert response.url == page
    assert fresh(exhibitor).package == small
