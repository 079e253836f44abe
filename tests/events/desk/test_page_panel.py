"""The page of an occurrence, made and chosen at the desk."""

import pytest

from cms.models import ProfessionalDayPage
from events.models import Occurrence
from tests.factories.events import make_occurrence, make_series
from tests.factories.happenings import make_calendar, make_conference_page, make_day_page
from tests.factories.people import make_user
from tests.learning.views.desk import signed_in

from .test_occurrences import NEW, filled

pytestmark = pytest.mark.django_db


def desk(occurrence, rest=""):
    return f"/admin/events/{occurrence.pk}/{rest}"


def test_coordinator_makes_a_page_and_may_write_it(client):
    make_calendar()
    occurrence = make_occurrence()
    assert b"Make a page" in client.get(desk(occurrence)).content

    said = client.post(desk(occurrence, "page/"), follow=True).content.decode()

    page = ProfessionalDayPage.objects.get()
    assert "The page is made." in said
    assert f"/admin/pages/{page.pk}/edit/" in said
    assert client.get(f"/admin/pages/{page.pk}/edit/").status_code == 200


def test_page_without_a_word_is_told_of_before_it_opens(client):
    make_calendar()
    occurrence = make_occurrence(state="draft")
    client.post(desk(occurrence, "page/"))
    words = "Nothing is written on the page for visitors yet."
    assert words in client.get(desk(occurrence, "open/")).content.decode()

    page = ProfessionalDayPage.objects.get()
    page.lead = "Hva vi gjør når strømmen går."
    page.save_revision()

    assert words not in client.get(desk(occurrence, "open/")).content.decode()


def test_coordinator_chooses_a_page_that_an_editor_made(client):
    page, occurrence = make_day_page("Skrevet for hånd"), make_occurrence()
    assert "Skrevet for hånd" in client.get(desk(occurrence)).content.decode()

    client.post(desk(occurrence, "page/choose/"), {"page": page.pk})

    assert Occurrence.objects.get().page_key == page.translation_key


@pytest.mark.parametrize("given", ["", "x", "999999", "conference", "taken"])
def test_other_pages_are_refused(client, given):
    if given == "conference":
        given = make_conference_page().pk
    elif given == "taken":
        page = make_day_page()
        make_occurrence(page_key=page.translation_key)
        given = page.pk
    occurrence = make_occurrence()

    said = client.post(desk(occurrence, "page/choose/"), {"page": given}, follow=True).content.decode()

    occurrence.refresh_from_db()
    assert occurrence.page_key is None
    assert "Choose one from the list" in said


def test_without_a_calendar_the_coordinator_is_told_what_is_missing(client):
    said = client.post(desk(make_occurrence(), "page/"), follow=True).content.decode()

    assert "There is no event calendar" in said


def test_panel_is_left_out_where_there_is_no_page_to_make(client):
    for series in (make_series("network"), make_series(members_only=True)):
        assert b"Page for visitors" not in client.get(desk(make_occurrence(series))).content


@pytest.mark.parametrize("rest", ["page/", "page/choose/"])
def test_others_make_and_choose_nothing(rest):
    make_calendar()
    occurrence = make_occurrence()

    response = signed_in(make_user()).post(desk(occurrence, rest), {"page": make_day_page().pk})

    assert response.status_code in {302, 403}
    assert Occurrence.objects.get().page_key is None


def test_new_event_has_its_page_at_once(client):
    make_calendar()

    client.post(NEW, filled())

    page = ProfessionalDayPage.objects.get()
    assert Occurrence.objects.get().page_key == page.translation_key
    assert not page.live
