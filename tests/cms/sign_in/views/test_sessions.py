import pytest
from allauth.usersessions.models import UserSession
from django.contrib.auth import get_user
from django.test import Client
from wagtail.models import ModelLogEntry

from tests.factories.people import PASSWORD, make_user
from tests.queries import count_queries

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:150.0) Gecko/20100101 Firefox/150.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605 Version/19 Mobile Safari/604.1"
NEW = "fjære-kveldssol-tømmer"


def enter(user, *, agent=FIREFOX, network="192.0.2.44"):
    client = Client(headers={"user-agent": agent}, REMOTE_ADDR=network)
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    assert get_user(client).is_authenticated
    return client


def signed_in(client):
    return get_user(client).is_authenticated


def test_list_names_devices_and_marks_this_one():
    user = make_user()
    here = enter(user)
    enter(user, agent=PHONE, network="203.0.113.9")
    enter(user, network="192.0.2.99")
    enter(make_user())

    page = here.get("/accounts/sessions/")

    devices = [(one.device, one.is_this, one.same_network) for one in page.context["devices"]]
    assert devices == [
        ("Firefox på Windows", True, True),
        ("Firefox på Windows", False, True),
        ("Safari på iPhone", False, False),
    ]


def test_no_network_address_is_shown_and_only_its_network_kept():
    user = make_user()
    here = enter(user, network="203.0.113.9")
    enter(user, network="2001:db8:1:2:3:4:5:6")

    page = here.get("/accounts/sessions/").content.decode()

    assert "203.0.113" not in page
    assert sorted(UserSession.objects.values_list("ip", flat=True)) == ["2001:db8:1::", "203.0.113.0"]


def test_one_place_is_signed_out():
    user = make_user()
    here, phone = enter(user), enter(user, agent=PHONE)
    session = UserSession.objects.get(session_key=phone.session.session_key)

    response = here.post("/accounts/sessions/", {"session": session.pk})

    assert response.url == "/accounts/sessions/"
    assert (signed_in(here), signed_in(phone)) == (True, False)


def test_signing_out_this_place_leads_to_sign_in():
    user = make_user()
    here, phone = enter(user), enter(user, agent=PHONE)
    session = UserSession.objects.get(session_key=here.session.session_key)

    assert here.post("/accounts/sessions/", {"session": session.pk}).url == "/accounts/login/"
    assert (signed_in(here), signed_in(phone)) == (False, True)


def test_all_others_are_signed_out_and_it_is_written_down():
    user = make_user()
    here, *others = [enter(user) for _ in range(4)]
    stranger = enter(make_user())

    here.post("/accounts/sessions/", {"others": "1"})

    assert [signed_in(client) for client in [here, *others, stranger]] == [True, False, False, False, True]
    line = ModelLogEntry.objects.get(action="sign_in.end_sessions")
    assert (line.user, line.data) == (user, {"count": 3})


@pytest.mark.parametrize("number", ["0", "-1", "x", "9" * 30, "²", ""])
def test_made_up_session_is_not_found(number):
    here = enter(make_user())

    assert here.post("/accounts/sessions/", {"session": number}).status_code == 404
    assert signed_in(here)


def test_sessions_of_others_are_not_found():
    here, stranger = enter(make_user()), enter(make_user())
    session = UserSession.objects.get(session_key=stranger.session.session_key)

    assert here.post("/accounts/sessions/", {"session": session.pk}).status_code == 404
    assert signed_in(stranger)


def test_new_password_ends_the_other_sessions():
    user = make_user()
    here, phone = enter(user), enter(user, agent=PHONE)
    here.post("/accounts/reauthenticate/", {"password": PASSWORD})

    data = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    assert here.post("/accounts/password/change/", data).status_code == 302

    assert (signed_in(here), signed_in(phone)) == (True, False)
    assert UserSession.objects.count() == 1
    assert len(here.get("/accounts/sessions/").context["devices"]) == 1


def test_password_chosen_by_mail_ends_every_session(client):
    from cms.mail.models import OutboxMessage

    user = make_user()
    phone = enter(user, agent=PHONE)
    client.post("/accounts/password/reset/", {"email": user.email})
    link = OutboxMessage.objects.latest("pk").text.split("testserver")[1].split()[0]
    address = client.get(link, follow=True).redirect_chain[-1][0]

    client.post(address, {"password1": NEW, "password2": NEW})

    assert not signed_in(phone)
    assert not UserSession.objects.exists()


def test_visitor_is_sent_to_sign_in(client):
    assert client.get("/accounts/sessions/").url.startswith("/accounts/login/")


def test_queries_stay_the_same_with_many_sessions():
    user = make_user()
    here = enter(user)
    here.get("/accounts/sessions/")
    counts = []
    for more in (0, 6):
        for _ in range(more):
            enter(user)
        with count_queries() as count:
            here.get("/accounts/sessions/")
        counts.append(len(count))

    assert counts == [4, 4]
