import pytest
import time_machine

from cms.people.models import User
from events.exhibitors.enums import ExhibitorState
from events.exhibitors.models import Exhibitor, ExhibitorTask
from events.exhibitors.queries import overdue_tasks, package_counts, shown_exhibitors, stand_plan
from events.exhibitors.seeds import seed
from events.seeds import occurrence_of
from tests.factories.events import AT

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("exhibitor seeds")]


@pytest.fixture(scope="module")
def stands(academy):
    with time_machine.travel(AT, tick=False):
        seed()


def test_one_package_is_sold_out_and_somebody_waits_for_it(stands):
    counts = package_counts(occurrence_of("konferansen-0"))

    assert [(one.package.name_in("nb"), one.taken, one.waiting, one.free) for one in counts] == [
        ("Stor stand", 2, 1, 0),
        ("Liten stand", 2, 0, 4),
        ("Bord i foajeen", 1, 0, 3),
    ]
    assert Exhibitor.objects.filter(state=ExhibitorState.APPLIED).count() == 1


def test_visitors_see_who_stands_where(stands):
    shown = shown_exhibitors(occurrence_of("konferansen-0"))

    assert [(one.organisation_name, one.stand, bool(one.logo)) for one in shown] == [
        ("Elvestad Nett AS", "A2", False),
        ("Fjell og Fjord Samband AS", "B4", True),
        ("Granåsen Maskin AS", "A1", True),
        ("Østerhei Forsyningslager IKS", "C2", False),
    ]
    assert all(one.descriptions["nb"] for one in shown)
    assert all(one.power_watts <= one.package.power_watts and one.tables <= one.package.tables for one in shown)


def test_staff_is_named_and_tasks_are_done_open_and_late(stands):
    conference = occurrence_of("konferansen-0")

    late = overdue_tasks(conference, at=AT)

    assert [one.exhibitor.organisation_name for one in late] == ["Østerhei Forsyningslager IKS"]
    assert ExhibitorTask.objects.filter(done_at__isnull=False).count() == 5
    assert [(one.stand, one.named, one.staff) for one in stand_plan(conference)] == [
        ("A1", 2, 4),
        ("A2", 1, 4),
        ("B4", 2, 2),
        ("C2", 0, 2),
    ]


def test_a_person_of_the_demo_has_a_stand(stands):
    contact = User.objects.get(email="camilla@example.org")

    assert contact.exhibits.get().organisation_name == "Granåsen Maskin AS"


def test_seeding_again_changes_nothing(stands):
    before = Exhibitor.objects.count()

    with time_machine.travel(AT, tick=False):
        seed()

    assert Exhibitor.objects.count() == before
