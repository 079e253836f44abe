"""Asking for a stand: what is typed is kept, whatever is wrong with it."""

import uuid

import pytest
from django.test import Client

from cms.mail.models import OutboxMessage
from events.enums import OccurrenceState
from events.exhibitors.enums import ExhibitorState
from events.exhibitors.models import Exhibitor
from tests.factories.exhibitors import make_fair, make_package, somebody_applies
from tests.factories.people import make_membership, make_organisation, make_user
from tests.learning.views.desk import signed_in
from tests.queries import count_queries

pytestmark = pytest.mark.django_db
EN = {"accept-language": "en"}


def page(occurrence):
    return f"/events/{occurrence.uid}/stand/"


def send(package, /, client=None, occurrence=None, **values):
    values = {
        "package": package.pk,
        "organisation_name": "Nordlys Nødstrøm AS",
        "name": "Kristin Haugen",
        "email": "kristin@example.org",
        "power_watts": 500,
        "tables": 1,
        "needs": "Vann",
        "key": str(uuid.uuid4()),
        **values,
    }
    return (client or Client()).post(page(occurrence or package.occurrence), values, headers=EN)


def test_a_guest_applies_and_finds_the_link_in_their_mail():
    package = make_package()
    html = Client().get(page(package.occurrence), headers=EN).content.decode()
    assert "Stor stand (3 × 2 m, staff: 3, power: 1000 W, tables: 3, 12,000 kr without VAT)" in html

    response = send(package, price="1", state="confirmed", stand="A1")

    assert response.url == f"{page(package.occurrence)}received/"
    exhibitor = Exhibitor.objects.get()
    assert (exhibitor.state, exhibitor.price, exhibitor.stand) == (ExhibitorState.APPLIED, package.price, "")
    mail = OutboxMessage.objects.get()
    assert mail.to_address == "kristin@example.org"
    assert "/exhibiting/" in mail.text
    assert "kristin" not in Client().get(response.url, headers=EN).content.decode().lower()


def test_a_double_click_is_one_application():
    package, key = make_package(), str(uuid.uuid4())

    assert {send(package, key=key).status_code for _ in range(2)} == {302}
    assert Exhibitor.objects.count() == 1


def test_who_is_signed_in_applies_for_their_organisation_and_sees_the_page():
    package, user, own = (
        make_package(),
        make_user(language="en"),
        make_organisation(name="Elvestad kommune", number="974760673"),
    )
    make_membership(user, own)
    typed = {"organisation_name": "Elvestad kommune", "email": "forged@example.org"}

    refused = send(package, signed_in(user), **typed)
    response = send(package, signed_in(user), **typed, buyer_reference="ELV-0731")

    assert (refused.status_code, "A public body must give its buyer reference" in refused.content.decode()) == (
        422,
        True,
    )

    exhibitor = Exhibitor.objects.get()
    assert (exhibitor.contact, exhibitor.email, exhibitor.organisation) == (user, user.email, own)
    assert signed_in(user).get(response.url).status_code == 200


def test_who_waits_is_told_so():
    package = make_package(number=1)
    somebody_applies(package)

    assert send(package).url.endswith("received/?waits=1")
    assert Exhibitor.objects.last().state == ExhibitorState.WAITING


@pytest.mark.parametrize(
    "values",
    [
        {"package": ""},
        {"package": "999999999999999999999"},
        {"package": "x"},
        {"email": "kristin"},
        {"organisation_name": " "},
        {"organisation_name": "x" * 201},
        {"organisation_number": "123456789"},
        {"power_watts": "-1"},
        {"tables": "10000"},
        {"key": "x"},
        {"name": "a\0b"},
        {"needs": "x" * 2001},
    ],
    ids=lambda values: "-".join(values) + str(len(str(*values.values()))),
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(values):
    response = send(make_package(), **values)

    assert response.status_code == 422
    html = response.content.decode()
    assert "Vann" in html or "needs" in values
    assert Exhibitor.objects.count() == 0


def test_a_package_of_another_occurrence_is_no_choice():
    package, other = make_package(), make_package()

    assert send(package, occurrence=other.occurrence).status_code == 422


@pytest.mark.parametrize("state", [OccurrenceState.CANCELLED, OccurrenceState.DONE])
def test_what_is_over_takes_nobody(state):
    package = make_package()
    package.occurrence.state = state
    package.occurrence.save()

    assert Client().get(page(package.occurrence)).status_code == 410
    assert send(package).status_code == 422
    assert Exhibitor.objects.count() == 0


def test_drafts_and_what_has_no_packages_have_no_page():
    package = make_package()
    package.occurrence.state = OccurrenceState.DRAFT
    package.occurrence.save()

    for path in (page(package.occurrence), page(make_fair()), f"/events/{uuid.uuid4()}/stand/"):
        assert Client().get(path).status_code == 404


@pytest.mark.parametrize("packages", [1, 3])
def test_the_page_asks_as_much_for_one_package_as_for_many(packages):
    fair = make_fair()
    for number in range(packages):
        somebody_applies(make_package(fair, name=f"Stand {number}"))
    client = Client()
    client.get(page(fair))

    with count_queries() as asked:
        client.get(page(fair))

    assert len(asked) == 4, asked
