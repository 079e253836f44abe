import pytest
import time_machine
from wagtail.models import Page

from cms.models import EventCalendarPage
from events.models import Occurrence, Place, Series
from events.queries import free_places, upcoming
from events.seeds import occurrence_of, seed
from tests.factories.events import AT

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("events seeds")]


def test_demo_shows_each_state_of_a_day(academy):
    states = sorted({*Occurrence.objects.values_list("state", flat=True)})

    assert states == ["announced", "cancelled", "done", "open"]
    assert {one.series.title for one in upcoming(at=AT)} == {
        "Langvarig strømbrudd",
        "Totalforsvar for kommuner",
        "Stabsøvelse for kriseledelsen",
        "Vannforsyning når ledningen ryker",
        "Frivillige og kommunen i samme stab",
        "Østerheikonferansen om beredskap og helse",
    }


def test_one_day_is_full_and_people_wait(academy):
    full = Occurrence.objects.get(series__titles__nb="Stabsøvelse for kriseledelsen")

    assert free_places(full, at=AT) == 0
    assert full.places.filter(state="waiting").count() == 2


def test_every_public_day_has_its_page(academy):
    pages = Page.objects.descendant_of(EventCalendarPage.objects.get(locale__language_code="nb"))

    assert sorted(page.title for page in pages) == [
        "Digitale angrep mot kommunen",
        "Frivillige og kommunen i samme stab",
        "Langvarig strømbrudd",
        "Nettverk for beredskapsrådgivere i Østerhei",
        "Stabsøvelse for kriseledelsen",
        "Totalforsvar for kommuner",
        "Vannforsyning når ledningen ryker",
        "Østerheikonferansen om beredskap og helse",
        "Østerheikonferansen om beredskap og helse 2025",
        "Østerheikonferansen om beredskap og helse 2026",
        "Østerheikonferansen om beredskap og helse 2027",
    ]
    written = [page.get_latest_revision_as_object() for page in pages]
    assert all(page.lead and page.body for page in written)


def test_some_pages_are_in_swedish_too(academy):
    pages = Page.objects.descendant_of(EventCalendarPage.objects.get(locale__language_code="sv"))

    assert sorted(page.get_latest_revision_as_object().title for page in pages) == [
        "Totalförsvar för kommuner",
        "Østerheikonferensen om beredskap och hälsa",
        "Østerheikonferensen om beredskap och hälsa 2027",
    ]


def test_something_takes_place_today(academy):
    today = occurrence_of("frivillige")

    assert today.starts_at <= AT < today.ends_at
    assert (today.mode, today.places.count()) == ("hybrid", 12)


def test_networks_meet_for_members_alone(academy):
    series = Series.objects.filter(kind="network")

    assert [one.members_only for one in series] == [True, True]
    assert Occurrence.objects.filter(series__in=series, starts_at__gt=AT).count() == 6


def test_seeding_again_changes_nothing(academy):
    before = Occurrence.objects.count(), Place.objects.count()

    with time_machine.travel(AT, tick=False):
        seed()

    assert (Occurrence.objects.count(), Place.objects.count()) == before
