"""Signing up, signing in, signing out and choosing a new password, over HTTP as a visitor does it."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user
from django.test import Client

from cms.mail.models import OutboxMessage
from cms.people.models import User
from tests.factories.people import PASSWORD, make_user

pytestmark = pytest.mark.django_db

KNOWN = "ingrid@example.org"
UNKNOWN = "jorunn@example.org"
OTHER_PASSWORD = "snøfonn-2028"


def sign_up(client, email=UNKNOWN, *, name="Kari Nordmann", password=PASSWORD, again=None, language="nb", **more):
    data = {"name": name, "email": email, "password1": password, "password2": again or password}
    return client.post("/accounts/signup/", data | more, headers={"accept-language": language})


def sign_in(client, email, password=PASSWORD, **more):
    return client.post("/accounts/login/", {"login": email, "password": password, **more})


def link_in(message):
    """The address of ours in a mail, without its host."""
    return re.search(r"https?://testserver(/\S+)", message.text)[1]


def signed_in(client):
    return get_user(client).is_authenticated


def seen(response, email):
    """What a stranger can tell apart: status, where it leads, headers and words, but for the address they typed."""
    words = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode()).replace(email, "@")
    return response.status_code, response.headers.get("Location"), sorted(response.cookies), words


# --- Signing up -------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["nb", "nn", "sv", "en"])
def test_signing_up_keeps_name_and_language(client, language):
    response = sign_up(client, "Kari.Nordmann@Example.org", language=language)

    assert (response.status_code, response.url) == (302, "/accounts/confirm-email/")
    user = User.objects.get()
    assert (user.name, user.email, user.language) == ("Kari Nordmann", "kari.nordmann@example.org", language)
    message = OutboxMessage.objects.get()
    assert (message.to_address, message.to_user, message.language) == (user.email, user, language)


def test_chosen_language_wins_over_the_browsers(client):
    client.get("/language/sv/")

    sign_up(client, language="en")

    assert User.objects.get().language == "sv"


@pytest.mark.parametrize(
    "name", ["Siân O'Neill-Åse", "فاطمة الزهراء", "שרה כהן", "Å" * 200, "<b>Kari</b>", "Robert'); DROP TABLE people;--"]
)
def test_name_is_kept_as_it_was_written_and_shown_as_words(client, name):
    sign_up(client, name=name)
    client.force_login(User.objects.get())

    page = client.get("/me/").content.decode()

    assert User.objects.get().name == name
    assert "<b>Kari" not in page


@pytest.mark.parametrize("name", ["", "   ", "Å" * 201, "Kari\x00"])
def test_name_that_cannot_be_kept_is_refused(client, name):
    response = sign_up(client, name=name)

    assert response.status_code == 200
    assert response.context["form"].errors.keys() == {"name"}
    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"password": "12345678", "again": "12345678"}, "password1"),
        ({"password": "passord", "again": "passord"}, "password1"),
        ({"again": "noe-annet-2027"}, "password2"),
        ({"email": "ikke en adresse"}, "email"),
        ({"email": "kari@example.org\nbcc: alle@example.org"}, "email"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(client, values, field):
    response = sign_up(client, **values)

    assert response.context["form"].errors.keys() == {field}
    assert not User.objects.exists()
    assert not OutboxMessage.objects.exists()


def test_nobody_makes_themselves_staff(client):
    sign_up(client, is_staff="on", is_superuser="on", is_active="", groups="1", user_permissions="1")

    user = User.objects.get()
    assert (user.is_staff, user.is_superuser, user.is_active, user.groups.count()) == (False, False, True, 0)


def test_account_is_closed_until_the_address_is_confirmed(client):
    sign_up(client)
    assert not signed_in(client)

    response = sign_in(client, UNKNOWN)

    assert (response.status_code, response.url) == (302, "/accounts/confirm-email/")
    assert not signed_in(client)


def test_link_in_the_mail_asks_first_and_then_confirms(client):
    sign_up(client)
    link = link_in(OutboxMessage.objects.get())

    assert client.get(link).status_code == 200
    assert not EmailAddress.objects.get().verified

    response = client.post(link)

    assert (response.status_code, EmailAddress.objects.get().verified) == (302, True)
    assert signed_in(client)


def test_link_opened_in_another_browser_confirms_and_says_what_comes_next(client):
    sign_up(client)
    link, other = link_in(OutboxMessage.objects.get()), Client()
    other.get(link, headers={"accept-language": "en"})

    page = other.post(link, headers={"accept-language": "en"}, follow=True)

    assert EmailAddress.objects.get().verified
    assert page.redirect_chain == [("/accounts/login/", 302)]
    said = [str(message) for message in page.context["messages"]]
    assert said == [f"{UNKNOWN} is confirmed.", "Sign in to go on."]
    assert [words for words in said if words not in page.content.decode()] == []


def test_made_up_link_confirms_nothing(client):
    sign_up(client)
    link = link_in(OutboxMessage.objects.get())

    for wrong in (link[:-3] + "xx/", "/accounts/confirm-email/x/", "/accounts/confirm-email/%00/"):
        client.post(wrong)

    assert not EmailAddress.objects.get().verified


def test_mail_is_left_in_the_outbox_and_sent_when_that_is_committed(
    client, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        sign_up(client)

    assert [mail.to for mail in mailoutbox] == [[UNKNOWN]]
    assert OutboxMessage.objects.get().state == "sent"


# --- What a stranger may not learn ------------------------------------------------------------------


def test_signing_up_does_not_tell_whether_an_address_is_known():
    make_user(email=KNOWN)

    known, unknown = (seen(sign_up(Client(), email), email) for email in (KNOWN, UNKNOWN))

    assert known == unknown
    kinds = dict(OutboxMessage.objects.values_list("to_address", "kind"))
    assert kinds == {
        KNOWN: "account/email/account_already_exists",
        UNKNOWN: "account/email/email_confirmation_signup",
    }
    assert User.objects.filter(email=KNOWN).count() == 1


def test_page_after_signing_up_does_not_tell_either():
    make_user(email=KNOWN)
    pages = []
    for email in (KNOWN, UNKNOWN):
        client = Client()
        pages.append(seen(client.get(sign_up(client, email).url), email))

    assert pages[0] == pages[1]


def test_signing_in_does_not_tell_whether_an_address_is_known():
    make_user(email=KNOWN)

    known, unknown = (seen(sign_in(Client(), email, "feil"), email) for email in (KNOWN, UNKNOWN))

    assert known == unknown
    assert known[0] == 200


def test_signing_in_with_a_wrong_password_does_not_tell_whether_the_account_is_confirmed_or_closed():
    make_user(email=KNOWN, confirmed=False)
    make_user(email="closed@example.org", is_active=False)

    pages = [seen(sign_in(Client(), email, "feil"), email) for email in (KNOWN, "closed@example.org", UNKNOWN)]

    assert pages[0] == pages[1] == pages[2]


def test_resetting_does_not_tell_whether_an_address_is_known():
    make_user(email=KNOWN)
    pages = []
    for email in (KNOWN, UNKNOWN):
        client = Client()
        answer = client.post("/accounts/password/reset/", {"email": email})
        pages.append((seen(answer, email), seen(client.get(answer.url), email)))

    assert pages[0] == pages[1]
    assert [message.to_address for message in OutboxMessage.objects.all()] == [KNOWN]


# --- Signing in and out -----------------------------------------------------------------------------


def test_signing_in_leads_to_my_day_and_signing_out_to_the_front(client):
    make_user(email=KNOWN)

    assert sign_in(client, KNOWN.upper()).url == "/me/"
    assert signed_in(client)

    assert client.get("/accounts/logout/").status_code == 200
    assert signed_in(client)
    assert client.post("/accounts/logout/").url == "/"
    assert not signed_in(client)


def test_signing_in_leads_back_to_where_one_was_going(client):
    make_user(email=KNOWN)
    asked = client.get("/me/profile/")
    assert asked.url == "/accounts/login/?next=/me/profile/"

    assert sign_in(client, KNOWN, next="/me/profile/").url == "/me/profile/"


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_signing_in_leads_to_no_foreign_address(client, target):
    make_user(email=KNOWN)

    assert sign_in(client, KNOWN, next=target).url == "/me/"


def test_closed_account_cannot_sign_in(client):
    make_user(email=KNOWN, is_active=False)

    sign_in(client, KNOWN)

    assert not signed_in(client)


def test_guessing_passwords_is_stopped(client):
    make_user(email=KNOWN)
    for _ in range(6):
        sign_in(client, KNOWN, "feil")

    response = sign_in(client, KNOWN)

    assert not signed_in(client)
    assert response.status_code in {200, 429}


def test_session_changes_when_a_person_signs_in(client):
    make_user(email=KNOWN)
    session = client.session
    session["x"] = 1
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = before

    sign_in(client, KNOWN)

    assert client.session.session_key != before


def test_admin_asks_for_the_same_sign_in(client):
    response = client.get("/admin/", follow=True)

    assert response.redirect_chain[-1][0] == "/accounts/login/?next=%2Fadmin%2F"


# --- A new password ---------------------------------------------------------------------------------


def ask_for_reset(client, email=KNOWN):
    client.post("/accounts/password/reset/", {"email": email})
    return link_in(OutboxMessage.objects.first())


def test_forgotten_password_is_replaced_by_link(client):
    make_user(email=KNOWN)
    page = client.get(ask_for_reset(client), follow=True)
    address = page.redirect_chain[-1][0]

    client.post(address, {"password1": OTHER_PASSWORD, "password2": OTHER_PASSWORD})

    assert User.objects.get().check_password(OTHER_PASSWORD)


def test_link_for_a_new_password_works_once(client):
    make_user(email=KNOWN)
    link = ask_for_reset(client)
    address = client.get(link, follow=True).redirect_chain[-1][0]
    client.post(address, {"password1": OTHER_PASSWORD, "password2": OTHER_PASSWORD})

    again = client.get(link, follow=True)
    client.post(address, {"password1": "tredje-gang-2029", "password2": "tredje-gang-2029"})

    assert "password1" not in again.content.decode()
    assert User.objects.get().check_password(OTHER_PASSWORD)


def test_link_for_another_person_does_not_fit(client):
    make_user(email=KNOWN)
    other = make_user(email=UNKNOWN)
    link = ask_for_reset(client)

    forged = re.sub(r"key/\w+-", f"key/{other.pk}-", link)
    page = client.get(forged, follow=True)

    assert "password1" not in page.content.decode()
    assert other.check_password(PASSWORD)


def test_closed_account_gets_no_new_password(client):
    make_user(email=KNOWN, is_active=False)

    client.post("/accounts/password/reset/", {"email": KNOWN})

    assert not OutboxMessage.objects.filter(text__contains="/key/").exists()


@pytest.mark.parametrize("address", ["login", "signup"])
def test_pages_that_take_a_password_are_never_kept(client, address):
    response = client.get(f"/accounts/{address}/")

    assert (response.status_code, "no-store" in response["Cache-Control"]) == (200, True)
