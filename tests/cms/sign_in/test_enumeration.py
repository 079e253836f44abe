"""What a stranger can tell apart about addresses: nothing by words, status or the number of hashes computed."""

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client

from cms.sign_in.models import SignInLink
from tests.factories.people import make_user

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
    return [
        "known@example.org",
        "KNOWN@example.org",
        "closed@example.org",
        "unconfirmed@example.org",
        "link-only@example.org",
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


def test_pages_about_a_link_say_the_same(addresses):
    pages = []
    for email in ("known@example.org", UNKNOWN):
        client = Client()
        page = client.get(client.post("/accounts/link/", {"email": email}).url)
        pages.append((page.status_code, sorted(page.cookies), page.content))

    assert pages[0] == pages[1]
