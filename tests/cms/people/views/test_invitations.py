"""Inviting over HTTP, and what the reader of the link meets."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth import get_user
from django.test import Client
from django.urls import reverse

from cms.mail.models import OutboxMessage
from cms.people.models import Invitation, Membership, User
from cms.people.roles import AUDITOR, COORDINATOR, DOOR_STAFF
from tests.factories.invitations import AT, make_invitation, newest_token
from tests.factories.people import (
    PASSWORD,
    make_admin,
    make_contact,
    make_holder_of,
    make_membership,
    make_organisation,
    make_user,
)
from tests.queries import count_queries

pytestmark = pytest.mark.django_db
KARI = "kari@example.org"


@pytest.fixture(autouse=True)
def on_the_day():
    with time_machine.travel(AT + timedelta(hours=1), tick=True):
        yield


@pytest.fixture
def place():
    return make_organisation()


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def invite(client, place, people, **more):
    data = {"people": people, "role": "member", "language": "nb", "unit": ""} | more
    return client.post(reverse("invite_people", args=[place.key]), data)


def link(token=None):
    return reverse("invitation", args=[token or newest_token()])


# --- Inviting ---------------------------------------------------------------------------------------


def test_who_has_the_role_is_named_and_nothing_is_sent_to_anybody(place):
    make_membership(make_user(email=KARI), place)

    response = invite(signed_in(make_contact(place, language="en")), place, f"per@example.org\n{KARI}")

    assert "has this role here already, so nothing was sent" in response.content.decode()
    assert not OutboxMessage.objects.exists()
    assert not Invitation.objects.exists()


def test_contact_invites_several_at_once(place):
    contact = make_contact(place)

    response = invite(signed_in(contact), place, "kari@example.org\n\n Per Persen <PER@example.org> \nkari@example.org")

    assert (response.status_code, response.url) == (302, f"/organisation/{place.key}/")
    invited = Invitation.objects.order_by("email").values_list("email", "name", "invited_by")
    assert list(invited) == [(KARI, "", contact.pk), ("per@example.org", "Per Persen", contact.pk)]
    assert OutboxMessage.objects.count() == 2


def test_vacant_role_is_chosen_already_and_made_up_ones_are_not(place):
    client = signed_in(make_contact(place))
    url = reverse("invite_people", args=[place.key])

    def chosen(query):
        return client.get(url + query).context["form"]["role"].value()

    assert [chosen(query) for query in ("", "?role=log_keeper", "?role=emperor")] == ["member", "log_keeper", "member"]


def test_page_leads_back_to_the_organisation(place):
    page = signed_in(make_contact(place)).get(reverse("invite_people", args=[place.key])).content.decode()

    assert f'href="{reverse("organisation", args=[place.key])}"' in page
    assert "&lt;kari@example.org&gt;" in page


def test_each_wrong_line_is_said_and_nothing_is_sent_or_lost(place):
    make_membership(make_user(email="siv@example.org"), place)
    client = signed_in(make_contact(place))
    written = "kari@example.org\nper@\nola@exаmple.org"

    response = invite(client, place, written, role="log_keeper")

    errors = response.context["form"].errors["people"]
    assert (response.status_code, len(errors)) == (200, 2)
    assert ("2" in errors[0], "per@" in errors[0], "3" in errors[1]) == (True, True, True)
    assert response.context["form"]["people"].value() == written
    assert response.context["form"]["role"].value() == "log_keeper"
    assert not Invitation.objects.exists()


def test_member_among_the_lines_stops_them_all(place):
    make_membership(make_user(email="siv@example.org"), place)

    response = invite(signed_in(make_contact(place)), place, "kari@example.org\nsiv@example.org")

    assert "siv@example.org" in response.context["form"].errors["people"][0]
    assert (Invitation.objects.count(), OutboxMessage.objects.count()) == (0, 0)


@pytest.mark.parametrize("people", ["", "  \n ", "x@example.org\n" * 101, "a\x00@example.org"])
def test_nothing_and_too_much_are_refused(place, people):
    response = invite(signed_in(make_contact(place)), place, people)

    assert (response.status_code, response.context["form"].errors.keys()) == (200, {"people"})


def test_unit_of_another_organisation_cannot_be_chosen(place):
    other = make_organisation("Elvestad").units.create(name="Helse")

    response = invite(signed_in(make_contact(place)), place, KARI, unit=other.pk)

    assert response.context["form"].errors.keys() == {"unit"}


def strangers(place):
    """Everybody who has no business here."""
    ended = make_user()
    make_membership(ended, place, role="contact", ends_on=(AT - timedelta(days=1)).date())
    member, elsewhere = make_user(), make_contact(make_organisation("Elvestad kommune"))
    make_membership(member, place, role="chief_executive")
    return [ended, member, elsewhere, make_user(), make_holder_of(AUDITOR), make_holder_of(DOOR_STAFF)]


def addresses(place):
    invitation = make_invitation(organisation=place)
    change = [place.key, invitation.pk]
    return [
        reverse("invite_people", args=[place.key]),
        reverse("renew_invitation", args=change),
        reverse("withdraw_invitation", args=change),
    ]


def test_addresses_are_not_there_for_strangers(place):
    urls = addresses(place)
    before = list(Invitation.objects.values())
    sent = OutboxMessage.objects.count()

    for user in strangers(place):
        client = signed_in(user)
        for url in urls:
            assert client.post(url, {"people": "x@example.org", "role": "member", "language": "nb"}).status_code == 404
        assert client.get(urls[0]).status_code == 404

    assert (list(Invitation.objects.values()), OutboxMessage.objects.count()) == (before, sent)


@pytest.mark.parametrize("state", ["pending", "refused", "closed"])
def test_nobody_is_invited_to_an_organisation_not_in_use(place, state):
    urls, contact = addresses(place), make_contact(place)
    place.state = state
    place.save()

    for person in (contact, make_admin()):
        client = signed_in(person)
        assert [client.post(url, {"people": "x@example.org", "role": "member"}).status_code for url in urls] == [
            404
        ] * 3
    assert Invitation.objects.get().state == "sent"


def test_signed_out_are_asked_to_sign_in(client, place):
    for url in addresses(place):
        response = client.post(url)
        assert (response.status_code, response.url) == (302, f"/accounts/login/?next={url}")


def test_invitation_of_another_organisation_is_not_there(place):
    other = make_invitation(organisation=make_organisation("Elvestad kommune"))
    client = signed_in(make_contact(place))

    for name in ("renew_invitation", "withdraw_invitation"):
        assert client.post(reverse(name, args=[place.key, other.pk])).status_code == 404
    assert Invitation.objects.get(pk=other.pk).state == "sent"


@pytest.mark.parametrize("who", [make_contact, lambda place: make_admin(), lambda place: make_holder_of(COORDINATOR)])
def test_those_who_look_after_it_renew_and_withdraw(place, who):
    invitation = make_invitation(organisation=place)
    client, old = signed_in(who(place)), newest_token()

    client.post(reverse("renew_invitation", args=[place.key, invitation.pk]))
    assert (newest_token() != old, client.get(link(old)).status_code) == (True, 404)

    client.post(reverse("withdraw_invitation", args=[place.key, invitation.pk]))
    assert client.get(link()).status_code == 410
    again = client.post(reverse("withdraw_invitation", args=[place.key, invitation.pk]), follow=True)
    assert again.status_code == 200


def test_reading_an_address_that_changes_things_is_no_way(place):
    invitation = make_invitation(organisation=place)
    client = signed_in(make_contact(place))

    for name in ("renew_invitation", "withdraw_invitation"):
        assert client.get(reverse(name, args=[place.key, invitation.pk])).status_code == 405


@pytest.mark.sampled
@pytest.mark.parametrize(("size", "shown", "queries"), [(0, 0, 1), (1, 1, 2), (25, 10, 2)])
def test_panel_shows_open_invitations_page_by_page(place, size, shown, queries):
    for number in range(size):
        make_invitation(f"gjest{number}@example.org", organisation=place)
    make_invitation("ute@example.org", organisation=make_organisation("Elvestad kommune"))
    client = signed_in(make_contact(place))
    client.get(f"/organisation/{place.key}/")

    with count_queries() as asked:
        page = client.get(f"/organisation/{place.key}/").content.decode()

    assert len(set(re.findall(r"gjest\d+@example.org", page))) == shown
    assert "ute@example.org" not in page
    assert len([sql for sql in asked if 'FROM "people_invitation"' in sql]) == queries


def test_last_page_of_invitations_has_the_oldest(place):
    for number in range(11):
        make_invitation(f"gjest{number}@example.org", organisation=place, at=AT + timedelta(seconds=number))

    page = signed_in(make_contact(place)).get(f"/organisation/{place.key}/", {"invitations": "99"}).content.decode()

    assert set(re.findall(r"gjest\d+@example.org", page)) == {"gjest0@example.org"}


# --- The link ----------------------------------------------------------------------------------------


def test_reading_the_link_accepts_nothing(client):
    make_invitation()
    kari = make_user(email=KARI)

    for reader in (client, signed_in(kari)):
        response = reader.get(link())
        assert (response.status_code, "Skogdal kommune" in response.content.decode()) == (200, True)
        assert "no-store" in response["Cache-Control"] or "no-cache" in response["Cache-Control"]

    assert not Membership.objects.exists()


def test_page_does_not_tell_whether_there_is_an_account(client):
    make_invitation()
    make_invitation("per@example.org")
    make_user(email=KARI)

    known, unknown = (client.get(link(newest_token(email))).content.decode() for email in (KARI, "per@example.org"))

    assert plain(known, KARI) == plain(unknown, "per@example.org")
    assert KARI not in known


def plain(page, email):
    import re

    page = page.replace(newest_token(email), "TOKEN")
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)


def test_signed_in_reader_accepts(place):
    make_invitation(organisation=place, role="contact")
    kari = make_user(email=KARI)
    client = signed_in(kari)

    response = client.post(link())

    assert (response.status_code, response.url) == (302, "/me/")
    assert kari.memberships.get().organisation == place
    assert client.get(reverse("invite_people", args=[place.key])).status_code == 200
    assert client.post(link()).status_code == 410


def test_signing_in_leads_back_to_the_invitation(client):
    make_invitation()
    make_user(email=KARI)
    page = client.get(link()).content.decode()
    assert f'href="/accounts/login/?next={link()}"' in page

    response = client.post("/accounts/login/", {"login": KARI, "password": PASSWORD, "next": link()})

    assert response.url == link()


def test_somebody_else_cannot_accept_and_is_not_told_whose_it_is():
    make_invitation()

    response = signed_in(make_user()).post(link())

    assert (response.status_code, KARI in response.content.decode()) == (403, False)
    assert not Membership.objects.exists()


def new_account(client, *, token=None, **values):
    data = {"name": "Kari Nordmann", "password1": "snøfonn-2028-lang", "password2": "snøfonn-2028-lang"} | values
    return client.post(link(token), data)


def test_new_reader_gets_an_account_and_is_in(client, place):
    make_invitation(organisation=place)

    response = new_account(client)

    assert (response.status_code, response.url) == (302, "/me/")
    kari = get_user(client)
    assert (kari.email, kari.name) == (KARI, "Kari Nordmann")
    assert kari.memberships.get().organisation == place
    assert [message.kind for message in OutboxMessage.objects.all()] == ["people.invitation"]


def test_session_changes_when_the_account_is_made(client):
    make_invitation()
    session = client.session
    session["x"] = 1
    session.save()
    before = client.cookies["sessionid"] = session.session_key

    new_account(client)

    assert get_user(client).is_authenticated
    assert client.session.session_key != before


def test_account_in_use_is_signed_in_to_and_not_made_again(client):
    make_invitation()
    kari = make_user(email=KARI)

    response = new_account(client)

    assert (response.status_code, get_user(client).is_authenticated) == (200, False)
    assert response.context["form"].non_field_errors()
    assert (User.objects.count(), kari.memberships.count()) == (1, 0)
    assert User.objects.get().check_password(PASSWORD)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "\u202e"}, "name"),
        ({"name": "Å" * 201}, "name"),
        ({"password2": "noe-annet"}, "password2"),
        ({"password1": "12345678", "password2": "12345678"}, "password1"),
        ({"password1": "", "password2": ""}, "password1"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(client, values, field):
    make_invitation()

    response = new_account(client, **values)

    assert field in response.context["form"].errors
    assert (User.objects.count(), Invitation.objects.get().state) == (0, "sent")


def test_no_more_is_given_than_the_invitation_says(client, place):
    make_invitation(organisation=place)

    new_account(client, is_staff="on", is_superuser="on", email="annen@example.org", role="contact", organisation="1")

    kari = User.objects.get()
    assert (kari.email, kari.is_staff, kari.is_superuser) == (KARI, False, False)
    assert kari.memberships.get().role == "member"


@pytest.mark.parametrize("token", ["x", "å", "a" * 43, "%00", "..%2f"])
def test_made_up_link_says_so(client, token):
    for method in (client.get, client.post):
        assert method(f"/invitation/{token}/").status_code == 404


def test_expired_link_says_what_to_do(client):
    make_invitation(at=AT - timedelta(days=15))

    for response in (client.get(link()), new_account(client)):
        assert response.status_code == 410
    assert not User.objects.exists()
