"""What somebody told about themselves never goes to who comes instead, whichever way the place went."""

import pytest

from cms.privacy.models import Consent
from events.domain.naming import name_place
from events.domain.orders import Named
from events.domain.places import change_category
from events.domain.stepping_back import step_back
from events.enums import Retention
from events.models import Answer, Need, Place
from events.place_links import booking_path, place_token, share_token
from tests.factories.bookings import order, somebody
from tests.factories.events import AT, make_category, make_occurrence, make_question
from tests.factories.people import make_admin, make_user
from tests.learning.views.desk import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today", "in_english")]
KARI = {"name": "Kari Lund", "email": "kari@example.org"}


@pytest.fixture
def pers():
    return place_of_per()


def place_of_per(user=None):
    """Per Moen comes, is allergic, and has said yes to that being kept."""
    occurrence = make_occurrence()
    need = make_question(occurrence, text="Hva tåler du ikke?", retention=Retention.SENSITIVE)
    asked = make_question(occurrence, text="Hva håper du å lære?")
    said = {need.key: "Nøtter", asked.key: "Å be om hjelp"}
    about = {"user": user} if user else {"name": "Per Moen", "email": "per@example.org"}
    person = Named(**about, answers=said, consents=True)
    return order(make_category(occurrence), person, by=user).places.get()


def own_page(place):
    return f"/places/{place_token(place)}/"


def booked_page(place):
    return booking_path(place.booking, "name_booked_place", place.pk)


def shown(page, *, of=("Nøtter", "Å be om hjelp")):
    return [word for word in of if word in page.content.decode()]


def typed(page):
    """What a browser sends: the fields as the page filled them."""
    form = page.context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in values.items() if value not in (None, False)}


def kept(model):
    return list(model.objects.values_list("value", flat=True))


@pytest.mark.parametrize("box", [{}, {"somebody_else": "on"}])
def test_ticket_page_passes_nothing_on(guest, pers, box):
    page = own_page(pers)

    again = guest.post(page, typed(guest.get(page)) | KARI | box)

    assert shown(again) == []
    assert not again.context["form"]["consents"].value()
    assert "Nothing that was answered before goes to them" in again.content.decode()
    handed = guest.post(page, typed(again) | {"anew": "1"})
    assert "The ticket is handed over" in handed.content.decode()
    assert Place.objects.get().code != pers.code
    assert (kept(Need), kept(Answer)) == ([], [])
    assert shown(guest.get(own_page(Place.objects.get()))) == []


@pytest.mark.parametrize("change", [KARI, {"name": "Kari Lund", "somebody_else": "on"}, {"name": "Kari Lund"}])
def test_page_of_who_ordered_passes_nothing_on(guest, pers, change):
    page = booked_page(pers)

    again = guest.post(page, typed(guest.get(page)) | change)
    assert shown(again) == []
    guest.post(page, typed(again) | {"anew": "1"})

    assert Place.objects.get().code != pers.code
    assert (kept(Need), kept(Answer)) == ([], [])


def test_other_name_at_the_same_address_is_asked_about(guest, pers):
    page = own_page(pers)

    again = guest.post(page, typed(guest.get(page)) | {"name": "Kari Lund"})

    assert (again.context["anew"], shown(again)) == (True, [])
    assert Place.objects.get().name == "Per Moen"
    guest.post(page, typed(again) | {"anew": "1"})
    assert (Place.objects.get().name, kept(Need), kept(Answer)) == ("Kari Lund", [], [])
    assert Place.objects.get().code != pers.code


def test_same_person_by_another_name_keeps_what_they_answered(guest, pers):
    page = own_page(pers)
    again = guest.post(page, typed(guest.get(page)) | {"name": "Petra Lie"})

    guest.post(page, {"name": "Petra Lie", "email": again.context["form"]["email"].value(), "anew": "1"})

    assert (Place.objects.get().name, Place.objects.get().code) == ("Petra Lie", pers.code)
    assert (kept(Need), kept(Answer)) == (["Nøtter"], ["Å be om hjelp"])


def test_name_put_right_asks_nothing(guest, pers):
    page = own_page(pers)

    guest.post(page, typed(guest.get(page)) | {"name": "Per Moeen"})

    assert (Place.objects.get().name, Place.objects.get().code) == ("Per Moeen", pers.code)
    assert (kept(Need), kept(Answer)) == (["Nøtter"], ["Å be om hjelp"])


def test_somebody_else_is_given_an_address_on_the_ticket_page(guest, pers):
    refused = guest.post(own_page(pers), {"name": "Kari Lund", "email": "", "somebody_else": "on"})

    assert "Write their address: the new ticket is sent there." in refused.content.decode()
    assert Place.objects.get().name == "Per Moen"


def test_address_taken_out_is_kept(guest, pers):
    page = own_page(pers)

    guest.post(page, typed(guest.get(page)) | {"email": ""})

    assert (Place.objects.get().email, Place.objects.get().code) == ("per@example.org", pers.code)


def test_whoever_comes_instead_answers_for_themselves(guest, pers):
    page = own_page(pers)
    again = guest.post(page, typed(guest.get(page)) | KARI)
    need, asked = (f"q-{one.key}" for one in again.context["form"].questions)

    guest.post(page, typed(again) | {"anew": "1", need: "Melk", asked: "", "consents": "on"})

    assert (kept(Need), kept(Answer)) == (["Melk"], [])


def test_consent_of_an_account_is_not_given_for_another():
    per = make_user(name="Per Moen", email="per@example.org")
    place = place_of_per(per)
    client = signed_in(per)
    given = Consent.objects.count()

    again = client.post(own_page(place), typed(client.get(own_page(place))) | KARI)
    client.post(own_page(place), typed(again) | {"anew": "1"})

    assert Place.objects.get().user is None
    assert (kept(Need), Consent.objects.count()) == ([], given)


def test_link_of_a_group_passes_nothing_on(guest, pers):
    step_back_kept(pers)

    page = f"/bookings/fill/{share_token(pers.booking)}/"
    assert shown(guest.get(page)) == []
    guest.post(page, KARI)

    assert (Place.objects.get().name, kept(Need), kept(Answer)) == ("Kari Lund", [], [])


def step_back_kept(place):
    """As on a place that something hangs on: it stays, and is nobody's."""
    name_place(place=place, person=Named(), by=None, at=AT, staff=True)


def test_staff_pass_nothing_on(pers):
    name_place(place=pers, person=somebody(2), by=make_admin(), at=AT, staff=True)

    assert (Place.objects.get().name, kept(Need), kept(Answer)) == ("Kari Nordmann 2", [], [])


def test_place_given_back_shows_nothing_any_more(guest, pers):
    step_back(place=pers, by=None, at=AT)

    assert shown(guest.get(own_page(pers))) == []


def test_ticket_exchanged_is_the_same_persons(pers):
    other = make_category(pers.occurrence, name="På nett")

    change_category(place=pers, category=other, by=None, at=AT)

    assert (Place.objects.get().name, kept(Need), kept(Answer)) == ("Per Moen", ["Nøtter"], ["Å be om hjelp"])
