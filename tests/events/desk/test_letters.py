"""Staff add somebody, and write to those on the list."""

import uuid

import pytest
from wagtail.models import ModelLogEntry

from cms.mail.models import OutboxMessage
from events.desk.models import Letter
from events.models import Booking, Place
from events.place_links import place_url
from tests.factories.events import make_category, make_occurrence, make_place
from tests.factories.people import make_user
from tests.learning.views.desk import signed_in
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


def people(occurrence, rest=""):
    return f"/admin/events/{occurrence.pk}/people/{rest}"


@pytest.fixture
def category():
    return make_category(name="Kommune", size=1)


def somebody(category, **fields):
    values = {"key": str(uuid.uuid4()), "category": category.pk, "name": "Åse Moen", "email": "ase@example.org"}
    return values | fields


def test_staff_add_somebody_while_sign_up_is_closed(client, coordinator):
    category = make_category(make_occurrence(state="closed"), hidden=True)

    client.post(people(category.occurrence, "add/"), somebody(category))

    place = Place.objects.get()
    assert (place.name, place.state, place.booking.email) == ("Åse Moen", "confirmed", "ase@example.org")


def test_full_is_said_or_put_in_line(client, category):
    make_place(category)

    refused = client.post(people(category.occurrence, "add/"), somebody(category))
    assert refused.status_code == 422
    assert "All places are taken." in refused.content.decode()
    client.post(people(category.occurrence, "add/"), somebody(category, may_wait="on"))

    assert Place.objects.get(name="Åse Moen").state == "waiting"


def test_ticket_of_another_event_is_no_choice(client, category):
    refused = client.post(people(category.occurrence, "add/"), somebody(make_category()))

    assert refused.status_code == 422
    assert not Booking.objects.exists()


def letter(**fields):
    """What the form sends; subject and text are one input a language."""
    values = {
        "key": str(uuid.uuid4()),
        "kind": "practical",
        "subjects_nb": "Ta med inneklær",
        "texts_nb": "Hei {name}!",
    }
    return {**values, **fields}


def send(client, url, **fields):
    """Look at it, and send what was shown."""
    form = client.post(url, letter(do="show", **fields)).context["form"]
    return client.post(url, letter(do="send", seen=form["seen"].value(), **fields))


def test_letter_is_shown_in_each_language_as_a_reader_gets_it(client, category):
    make_place(category, name="Åse Moen", email="ase@example.org")
    other = make_place(category, name="Berit Dahl", email="berit@example.org")
    url = people(category.occurrence, "mail/")

    shown = client.post(url, letter(do="show", reader="berit", texts_en="Dear {name}", subjects_en="Dress warmly"))

    text = shown.content.decode()
    assert [one.code for one in shown.context["shown"]] == ["nb", "nn", "sv", "en"]
    assert [one.code for one in shown.context["shown"] if one.is_theirs] == ["nb"]
    assert text.count("Hei Berit Dahl!") == 3
    assert text.count("Dear Berit Dahl") == 1
    assert place_url(other) not in text
    assert "Nobody on this list" in client.post(url, letter(do="show", reader="Per")).content.decode()
    assert not OutboxMessage.objects.exists()


def test_try_goes_to_whoever_writes_and_to_nobody_else(client, coordinator, category):
    place = make_place(category, name="Åse Moen", email="ase@example.org")

    client.post(people(category.occurrence, "mail/"), letter(do="try"))

    mail = OutboxMessage.objects.get()
    assert (mail.to_address, mail.subject) == (coordinator.email, "Ta med inneklær")
    assert "Hei Åse Moen!" in mail.text
    assert place_url(place) not in mail.text
    assert not Letter.objects.exists()


def test_letter_goes_to_the_list_as_it_is_narrowed_down(client, category):
    occurrence = category.occurrence
    make_place(category, email="ase@example.org")
    make_place(category, email="waits@example.org", state="waiting")
    make_place(make_category(), email="other@example.org")

    sent = send(client, people(occurrence, "mail/?group=waiting&text=waits"))

    one = Letter.objects.get()
    assert sent["location"] == f"/admin/events/{occurrence.pk}/letters/{one.pk}/"
    assert (one.filters, one.total) == ({"group": "waiting"}, 1)
    assert "On the waiting list" in client.get(sent["location"]).content.decode()
    assert ModelLogEntry.objects.get(action="events.write_letter").data["number"] == 1


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"subjects_nb": "", "texts_nb": ""}, "in one language at least"),
        ({"texts_en": "Hello"}, "in the same languages"),
        ({"kind": "spam"}, "Select a valid choice"),
        ({"texts_nb": "Hei {fornavn}!"}, "{fornavn} stands for nothing. Write {name}"),
    ],
    ids=["empty", "half", "kind", "mark"],
)
def test_letter_that_is_not_whole_is_not_sent(client, category, values, said):
    make_place(category)

    refused = client.post(people(category.occurrence, "mail/"), letter(do="send", **values))

    assert refused.status_code == 422
    assert said in refused.content.decode()
    assert not Letter.objects.exists()


def test_what_was_changed_since_it_was_shown_is_shown_again_and_not_sent(client, category):
    make_place(category, email="ase@example.org")
    url = people(category.occurrence, "mail/")
    form = client.post(url, letter(do="show")).context["form"]

    again = client.post(url, letter(do="send", seen=form["seen"].value(), texts_nb="Hei {name}, noe annet"))

    assert "This is not what you saw last" in again.content.decode()
    assert "noe annet" in again.context["shown"][0].mail.text
    assert not Letter.objects.exists()
    client.post(url, letter(do="send", seen=again.context["form"]["seen"].value(), texts_nb="Hei {name}, noe annet"))
    assert Letter.objects.get().texts == {"nb": "Hei {name}, noe annet"}


def test_nobody_to_write_to_is_said(client, category):
    nobody = send(client, people(category.occurrence, "mail/"))

    assert "nobody to write to" in nobody.content.decode()


def test_letters_sent_stand_with_their_numbers(client, category, django_capture_on_commit_callbacks):
    make_place(category, email="ase@example.org")
    with django_capture_on_commit_callbacks(execute=True):
        send(client, people(category.occurrence, "mail/"))

    listed = client.get(f"/admin/events/{category.occurrence_id}/letters/").content.decode()
    page = client.get(f"/admin/events/{category.occurrence_id}/letters/{Letter.objects.get().pk}/").content.decode()

    assert "Ta med inneklær" in listed
    assert "1 of 1" in listed
    assert "<dt>Mail: Sent</dt><dd>1</dd>" in page


@pytest.mark.parametrize("page", ["people/add/", "people/mail/", "letters/"])
def test_others_may_not(category, page):
    assert signed_in(make_user()).get(f"/admin/events/{category.occurrence_id}/{page}").status_code == 302


@pytest.mark.parametrize("number", [1, 4])
def test_queries_of_the_letter(client, category, number):
    for _place in range(number):
        make_place(category)
    client.get(people(category.occurrence, "mail/"))

    with count_queries() as asked:
        client.get(people(category.occurrence, "mail/"))

    assert len(asked) == 16, asked
