"""Exhibitors on the coordinator's desk."""

import uuid

import pytest

from cms.mail.models import OutboxMessage
from cms.people.domain.roles import set_up_roles
from cms.people.roles import COORDINATOR
from events.exhibitors.domain.leads import scan_badge, share
from events.exhibitors.domain.tasks import set_task
from events.exhibitors.enums import ExhibitorState
from events.exhibitors.models import Exhibitor, ExhibitorPackage, FairTask
from tests.factories.events import AT, STARTS, make_category, make_place
from tests.factories.exhibitors import fresh, make_exhibitor, make_fair, make_package, somebody_applies
from tests.factories.people import make_holder_of, make_user
from tests.learning.views.desk import signed_in
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def client():
    set_up_roles(at=AT)
    return signed_in(make_holder_of(COORDINATOR, language="en"))


def page(occurrence, rest="exhibitors/"):
    return f"/admin/events/{occurrence.pk}/{rest}"


def of(exhibitor):
    return page(exhibitor.occurrence, f"exhibitors/{exhibitor.pk}/")


PACKAGE = {
    **{"names_nb": "Stor stand", "number": 4, "size": "3 × 2 m", "staff": 3, "power_watts": 0, "tables": 1},
    **{"price": "12000", "vat_code": "standard", "position": 0},
}


def test_a_package_is_made_changed_and_removed(client):
    fair = make_fair()

    assert client.post(page(fair, "exhibitor-packages/new/"), PACKAGE).status_code == 302
    package = ExhibitorPackage.objects.get()
    path = page(fair, f"exhibitor-packages/{package.pk}/")
    assert 'name="names_nb"' in client.get(path).content.decode()
    client.post(path, {**PACKAGE, "number": 5})
    package.refresh_from_db()
    assert (package.names, package.number) == ({"nb": "Stor stand"}, 5)
    client.post(path, {"remove": "1"})
    assert not ExhibitorPackage.objects.exists()


def test_what_cannot_be_changed_is_said_where_it_was_written(client):
    package = make_package(number=4)
    for _ in range(2):
        somebody_applies(package)
    path = page(package.occurrence, f"exhibitor-packages/{package.pk}/")
    same = {**PACKAGE, "names_nb": "Stor stand", "power_watts": 1000, "tables": 3}

    for values, words in (({"price": "1"}, "Make another package"), ({"number": "1"}, "2 are taken")):
        response = client.post(path, {**same, **values})
        assert response.status_code == 422
        assert words in response.content.decode()


def test_an_application_is_confirmed_and_put_at_a_stand(client):
    exhibitor = somebody_applies(make_package())

    client.post(of(exhibitor), {"do": "confirm"})
    client.post(of(exhibitor), {"stand": "B7", "power_watts": 10, "tables": 1, "needs": ""})

    kept = fresh(exhibitor)
    assert (kept.state, kept.stand, kept.power_watts) == (ExhibitorState.CONFIRMED, "B7", 10)
    assert "B7" in client.get(page(exhibitor.occurrence)).content.decode()


def test_a_stand_number_twice_is_said_at_the_field(client):
    package = make_package()
    make_exhibitor(package, stand="B7")
    other = make_exhibitor(package)

    response = client.post(of(other), {"stand": "b7", "power_watts": 10, "tables": 1, "needs": ""})

    assert response.status_code == 422
    assert "Another exhibitor has this stand number" in response.content.decode()


@pytest.mark.parametrize(
    ("do", "confirmed", "state"),
    [("refuse", False, ExhibitorState.REFUSED), ("cancel", True, ExhibitorState.CANCELLED)],
)
def test_no_is_said_with_a_reason(do, confirmed, state, client):
    exhibitor = make_exhibitor() if confirmed else somebody_applies(make_package())

    client.post(of(exhibitor), {"do": do, "reason": "Salen er full"})

    assert (fresh(exhibitor).state, fresh(exhibitor).ended_because) == (state, "Salen er full")


def test_stand_is_taken_back_with_a_reason_alone(client):
    exhibitor = make_exhibitor()

    response = client.post(of(exhibitor), {"do": "cancel", "reason": " "}, follow=True)

    assert "Write why; they read it." in response.content.decode()
    assert fresh(exhibitor).state == ExhibitorState.CONFIRMED


def test_who_has_no_stand_any_more_has_no_tasks_and_stands_nowhere(client):
    exhibitor = make_exhibitor()
    Exhibitor.objects.update(shown_since=AT)
    client.post(page(exhibitor.occurrence), {"do": "usual-tasks"})
    client.post(of(exhibitor), {"do": "cancel", "reason": "Salen er full"})

    html = client.get(of(exhibitor)).content.decode()

    assert "Mark as done" not in html
    assert "Does not stand on the public page" in html


def test_tasks_are_settled_by_the_staff(client):
    exhibitor = make_exhibitor()
    client.post(page(exhibitor.occurrence), {"do": "usual-tasks"})
    task = exhibitor.tasks.first()

    client.post(of(exhibitor), {"do": f"task-done-{task.pk}"})

    assert FairTask.objects.count() == 3
    assert exhibitor.tasks.filter(done_at=AT).count() == 1


@pytest.mark.parametrize("number", ["", "x", "99999999", "²"])
def test_a_task_that_is_none_is_not_found(number, client):
    assert client.post(of(make_exhibitor()), {"do": f"task-done-{number}"}).status_code == 404


def test_somebody_is_written_in(client):
    package = make_package()
    values = {
        **{"package": package.pk, "organisation_name": "Nordlys AS", "name": "Kari", "email": "kari@example.org"},
        **{"power_watts": 0, "tables": 1, "key": str(uuid.uuid4())},
    }

    assert client.post(page(package.occurrence, "exhibitors/new/"), values).status_code == 302
    assert Exhibitor.objects.get().organisation_name == "Nordlys AS"
    # They have not applied, so nothing is received.
    assert not OutboxMessage.objects.filter(kind="exhibitors/mail/exhibitor_applied").exists()


def test_terms_are_set(client):
    fair = make_package().occurrence

    client.post(
        page(fair, "exhibitors/terms/"),
        {"apply_until_day": "2027-01-10", "apply_until_time": "12:00", "texts_nb": "Frist"},
    )

    fair.fair.refresh_from_db()
    assert (fair.fair.texts, fair.fair.apply_until.isoformat()) == ({"nb": "Frist"}, "2027-01-10T11:00:00+00:00")


def test_parts_of_another_occurrence_are_not_found(client):
    exhibitor, other = make_exhibitor(), make_fair()
    task = set_task(occurrence=exhibitor.occurrence, titles={"nb": "x"}, due_date=AT.date(), by=None, at=AT)

    for rest in (
        f"exhibitors/{exhibitor.pk}/",
        f"exhibitor-packages/{exhibitor.package_id}/",
        f"exhibitor-tasks/{task.pk}/",
    ):
        assert client.get(page(other, rest)).status_code == 404


def test_the_staff_sees_no_leads(client):
    exhibitor = make_exhibitor()
    visitor = make_place(make_category(exhibitor.occurrence), name="Kari Brekke")
    share(place=visitor, fields=["name"], by=None, at=AT)
    scan_badge(exhibitor=exhibitor, code=visitor.code, by=None, at=STARTS)

    html = client.get(of(exhibitor)).content.decode()

    assert "1 lead" in html
    assert "Kari Brekke" not in html


def test_others_do_not_come_in():
    exhibitor = make_exhibitor()

    for path in (page(exhibitor.occurrence), of(exhibitor)):
        assert signed_in(make_user()).get(path).status_code == 302


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_asks_as_much_for_one_exhibitor_as_for_many(number, client):
    fair = make_fair()
    for one in range(number):
        package = make_package(fair, name=f"Stand {one}", number=1)
        make_exhibitor(package, stand=f"B{one}")
        somebody_applies(package)
        somebody_applies(make_package(fair, name=f"Bord {one}"))
    set_task(occurrence=fair, titles={"nb": "Send logo"}, due_date=AT.date().replace(day=1), by=None, at=AT)
    client.get(page(fair))

    with count_queries() as asked:
        html = client.get(page(fair)).content.decode()

    assert "Late" in html
    assert len(asked) == 21, asked


def test_log_of_the_event_names_the_exhibitor_and_says_the_state_in_words(client):
    exhibitor = somebody_applies(make_package(), organisation_name="Nødstrøm Nord AS")

    lines = client.get(page(exhibitor.occurrence, "log/")).context["lines"]

    assert next((line.what, line.about, line.more) for line in lines) == (
        "Applied for a stand",
        "Nødstrøm Nord AS",
        "Has applied",
    )
