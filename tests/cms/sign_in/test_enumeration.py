"""What a stranger can tell apart about addresses: nothing by words, status or the number of hashes computed."""

import re
from datetime import UTC, datetime

import pytest
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from cms.mail.models import OutboxMessage
from cms.people.models import User
from cms.sign_in.models import SignInLink
from tests.factories.invitations import make_invitation, newest_token
from tests.factories.people import make_contact, make_organisation, make_user

pytestmark = pytest.mark.django_db
UNKNOWN = "nobody@example.org"


class CountedHasher(MD5PasswordHasher):
    """Counts what is slow in a real hasher."""

    algorithm = "counted"
    computed = 0

    def encode(self, password, salt):
        type(self).computed += 1
        return super().encode(password, salt)


@pytest.fixture
def hashes(settings):
    """A way to count hashes computed by a call, with the settings' own list of hashers replaced."""
    settings.PASSWORD_HASHERS = [f"{__name__}.CountedHasher"]

    def count(call):
        CountedHasher.computed = 0
        answer = call()
        return CountedHasher.computed, answer.status_code, answer.headers.get("Location")

    return count


@pytest.fixture
def addresses(hashes):
    """Every kind of account there is, by the address."""
    make_user(email="known@example.org")
    make_user(email="closed@example.org", is_active=False)
    make_user(email="unconfirmed@example.org", confirmed=False)
    make_user(email="link-only@example.org", password=None)
    TOTP.activate(make_user(email="protected@example.org"), generate_totp_secret())
    return [
        "known@example.org",
        "KNOWN@example.org",
        "closed@example.org",
        "unconfirmed@example.org",
        "link-only@example.org",
        "protected@example.org",
    ]


def test_wrong_password_costs_one_hash_for_every_address(hashes, addresses):
    def seen(email):
        return hashes(lambda: Client().post("/accounts/login/", {"login": email, "password": "feil-passord"}))

    assert {seen(email) for email in [*addresses, UNKNOWN]} == {(1, 200, None)}


def test_signing_up_costs_one_hash_for_every_address(hashes, addresses):
    def seen(email):
        data = {"name": "Kari", "email": email, "password1": "granfrost-2027", "password2": "granfrost-2027"}
        return hashes(lambda: Client().post("/accounts/signup/", data))

    assert {seen(email) for email in [*addresses, UNKNOWN]} == {(1, 302, "/accounts/confirm-email/")}


def test_forgotten_password_costs_no_hash_for_any_address(hashes, addresses):
    def seen(email):
        return hashes(lambda: Client().post("/accounts/password/reset/", {"email": email}))

    assert {seen(email) for email in [*addresses, UNKNOWN]} == {(0, 302, "/accounts/password/reset/done/")}


def test_asking_for_a_link_is_the_same_work_for_every_address(hashes, addresses, django_assert_num_queries):
    def ask(email):
        with django_assert_num_queries(1):
            return Client().post("/accounts/link/", {"email": email})

    assert {hashes(lambda email=email: ask(email)) for email in [*addresses, UNKNOWN]} == {
        (0, 302, "/accounts/link/sent/")
    }
    assert SignInLink.objects.count() == len(addresses) + 1


NEW = {"name": "Kari", "password1": "granfrost-2027", "password2": "granfrost-2027"}
DOORS = {
    "sign-in": ("/accounts/login/", "login", {"password": "feil-passord"}),
    "sign-up": ("/accounts/signup/", "email", NEW),
    "reset": ("/accounts/password/reset/", "email", {}),
    "link": ("/accounts/link/", "email", {}),
}


@pytest.mark.parametrize("door", DOORS)
def test_page_and_the_one_it_leads_to_say_the_same(addresses, door, time_machine):
    """Words, status, where it leads, cookies and headers, but for the address that was typed."""
    # A page that is not to be kept names the second it was made in.
    time_machine.move_to(datetime(2027, 3, 4, 9, tzinfo=UTC), tick=False)
    address, field, form = DOORS[door]

    def seen(email):
        cache.clear()  # asked twice in three minutes, an address gets one mail: known or not
        client = Client()
        first = client.post(address, {field: email, **form})
        pages = [first, *([client.get(first.url)] if first.status_code == 302 else [])]
        return [_seen(page, email) for page in pages]

    told_apart = {email: seen(email) for email in [*addresses, UNKNOWN]}
    assert [email for email, pages in told_apart.items() if pages != told_apart[UNKNOWN]] == []


def _seen(page, email):
    words = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page.content.decode())
    headers = {name: value for name, value in page.headers.items() if name != "Content-Length"}
    return page.status_code, headers, sorted(page.cookies), re.sub(re.escape(email), "@", words, flags=re.IGNORECASE)


def test_made_up_link_for_a_new_password_tells_nothing(addresses):
    """The link names its person by a number: one that nobody has looks the same."""
    known = user_pk_to_url_str(User.objects.get(email="known@example.org"))
    seen = set()
    for number in (known, "zzzz", "zzzzzzzzzzzzzzzzzzzz"):
        page = Client().get(f"/accounts/password/reset/key/{number}-abc-0123456789/", follow=True)
        seen.add((page.status_code, re.sub(r"(key(?:/|%2F))\w+-", r"\1", _seen(page, "@")[3])))

    assert len(seen) == 1


# --- Invitations ------------------------------------------------------------------------------------


def test_answering_an_invitation_costs_one_hash_whether_there_is_an_account_or_not(hashes, addresses):
    place = make_organisation()
    counts = []
    for email in ["known@example.org", "link-only@example.org", UNKNOWN]:
        make_invitation(email, organisation=place, at=timezone.now())
        counts.append(hashes(lambda: Client().post(f"/invitation/{newest_token(email)}/", NEW))[0])  # noqa: B023

    assert counts == [1, 1, 1]


def test_inviting_tells_the_inviter_nothing(hashes, addresses):
    place = make_organisation()
    client = Client()
    client.force_login(make_contact(place))

    def invite(email):
        data = {"people": email, "role": "member", "language": "nb", "unit": ""}
        return hashes(lambda: client.post(f"/organisation/{place.key}/invite/", data))

    emails = [email for email in addresses if email.islower()]
    assert {invite(email) for email in [*emails, UNKNOWN]} == {(0, 302, f"/organisation/{place.key}/")}
    assert OutboxMessage.objects.filter(kind="people.invitation").count() == len(emails) + 1
