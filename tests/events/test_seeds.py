import pytest
import time_machine
from wagtail.models import Page

from cms.demo import people as demo
from cms.models import EventCalendarPage
from cms.people.domain.roles import set_up_roles
from cms.people.roles import COORDINATOR, give_role
from events.models import Occurrence, Place, Series
from events.queries import free_places, upcoming
from events.seeds import seed
from tests.factories.events import AT
from tests.factories.pages import make_home
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


def seed_people():
    set_up_roles(at=AT)
    for person in demo.PEOPLE:
        user = make_user(person.name, email=person.email, language=person.language)
        if person == demo.COORDINATOR:
            give_role(user=user, role=COORDINATOR)


@pytest.fixture
def academy():
    make_home("nb")
    seed_people()
    with time_machine.travel(AT, tick=False):
        seed()


def test_demo_shows_each_state_of_a_day(academy):
    states = sorted({*Occurrence.objects.values_list("state", flat=True)})

    assert states == ["announced", "cancelled", "done", "open"]
    assert {one.series.title for one in upcoming(at=AT)} == {
        "Langvarig strømbrudd",
        "Totalforsvar for kommuner",
        "Stabsøvelse for kriseledelsen",
        "Vannforsyning når ledningen ryker",
        "Østerheikonferansen om beredskap og helse",
    }


def test_one_day_is_full_and_people_wait(academy):
    full = Occurrence.objects.get(series__titles__nb="Stabsøvelse for kriseledelsen")

    assert free_places(full, at=AT) == 0
    assert full.places.filter(state="waiting").count() == 2


def test_every_public_day_has_its_page(academy):
    pages = Page.objects.descendant_of(EventCalendarPage.objects.get())

    assert sorted(page.title for page in pages) == [
        "Digitale angrep mot kommunen",
        "Langvarig strømbrudd",
        "Stabsøvelse for kriseledelsen",
        "Totalforsvar for kommuner",
        "Vannforsyning når ledningen ryker",
        "Østerheikonferansen om beredskap og helse",
        "Østerheikonferansen om beredskap og helse 2026",
        "Østerheikonferansen om beredskap og helse 2027",
    ]


def test_networks_meet_for_members_alone(academy):
    series = Series.objects.filter(kind="network")

    assert [one.members_only for one in series] == [True, True]
    assert Occurrence.objects.filter(series__in=series, starts_at__gt=AT).count() == 6


def test_seeding_again_changes_nothing(academy):
    before = Occurrence.objects.count(), Place.objects.count()

    with time_machine.travel(AT, tick=False):
        seed()

    assert (Occurrence.objects.count(), Place.objects.count()) == before


@pytest.mark.parametrize("month", [1, 6, 12])
def test_demo_can_be_made_in_every_month(month):
    seed_people()

    with time_machine.travel(AT.replace(month=month), tick=False):
        seed()

    assert Occurrence.objects.count() == 13
