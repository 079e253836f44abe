"""Addresses as people write them, at every door: one person whatever the case, others for plus and dots, and no
domain that only looks like another."""

import pytest
from django.contrib.auth import get_user
from django.test import Client

from cms.mail.models import OutboxMessage
from cms.people.models import User
from tests.factories.people import PASSWORD, make_user

pytestmark = pytest.mark.django_db
INGRID = "ingrid.moen@example.org"
NEW = {"name": "Ingrid", "password1": "snøfonn-2028-lang", "password2": "snøfonn-2028-lang"}
OTHERS = ["ingridmoen@example.org", "ingrid.moen+kurs@example.org", "i.ngrid.moen@example.org"]
HOMOGRAPHS = ["ingrid.moen@exаmple.org", "ingrid.moen@xn--exmple-4nf.org", "ingrid.moen@ɡoogle.com"]


def sign_in(email):
    client = Client()
    client.post("/accounts/login/", {"login": email, "password": PASSWORD})
    return get_user(client)


def links_after_asking(email, committing):
    with committing(execute=True):
        page = Client().post("/accounts/link/", {"email": email})
    return page, OutboxMessage.objects.filter(kind="sign_in.link").count()


@pytest.mark.parametrize("written", ["Ingrid.Moen@Example.ORG", "INGRID.MOEN@EXAMPLE.ORG", " ingrid.moen@example.org "])
def test_one_person_whatever_the_case(django_capture_on_commit_callbacks, written):
    user = make_user(email=INGRID)

    assert sign_in(written) == user
    assert links_after_asking(written, django_capture_on_commit_callbacks)[1] == 1
    Client().post("/accounts/password/reset/", {"email": written})
    Client().post("/accounts/signup/", NEW | {"email": written})

    assert User.objects.count() == 1
    assert {message.to_address for message in OutboxMessage.objects.all()} == {INGRID}


@pytest.mark.parametrize("written", OTHERS)
def test_plus_and_dots_are_other_people(django_capture_on_commit_callbacks, written):
    make_user(email=INGRID)

    assert not sign_in(written).is_authenticated
    assert links_after_asking(written, django_capture_on_commit_callbacks)[1] == 0
    Client().post("/accounts/password/reset/", {"email": written})
    assert not OutboxMessage.objects.exists()

    Client().post("/accounts/signup/", NEW | {"email": written})
    assert User.objects.get(email=written).email == written


@pytest.mark.parametrize("written", HOMOGRAPHS)
def test_domain_that_looks_like_another_is_refused(django_capture_on_commit_callbacks, written):
    make_user(email=INGRID)

    assert not sign_in(written).is_authenticated
    page, links = links_after_asking(written, django_capture_on_commit_callbacks)
    assert (page.status_code, page.context["form"].errors.keys(), links) == (200, {"email"}, 0)
    page = Client().post("/accounts/password/reset/", {"email": written})
    assert (page.status_code, page.context["form"].errors.keys()) == (200, {"email"})
    page = Client().post("/accounts/signup/", NEW | {"email": written})
    assert (page.status_code, page.context["form"].errors.keys()) == (200, {"email"})

    assert (User.objects.count(), OutboxMessage.objects.count()) == (1, 0)


@pytest.mark.parametrize("written", HOMOGRAPHS)
def test_domain_that_looks_like_another_cannot_be_added(written):
    user = make_user(email=INGRID)
    client = Client()
    client.post("/accounts/login/", {"login": INGRID, "password": PASSWORD})
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})

    page = client.post("/accounts/email/", {"action_add": "", "email": written})

    assert page.context["form"].errors.keys() == {"email"}
    assert user.emailaddress_set.count() == 1


@pytest.mark.parametrize(
    "written", ["ıngrid.moen@example.org", "ingrid.moen@example.orɡ", "ＩＮＧＲＩＤ.moen@example.org"]
)
def test_letters_that_a_database_may_take_for_ours_find_nobody(django_capture_on_commit_callbacks, written):
    """A dotless i is an I in capitals: whoever owns such an address would get somebody else's mail."""
    make_user(email=INGRID)

    Client().post("/accounts/password/reset/", {"email": written})

    assert links_after_asking(written, django_capture_on_commit_callbacks)[1] == 0
    assert not sign_in(written).is_authenticated
    assert not OutboxMessage.objects.exists()


@pytest.mark.parametrize("written", ["post@blåbær.example", "POST@BLÅBÆR.example", "post@xn--blbr-roah.example"])
def test_letters_of_our_own_in_a_domain_are_one_address_however_a_browser_writes_them(
    django_capture_on_commit_callbacks, written
):
    user = make_user(email="post@blåbær.example")

    assert sign_in(written) == user
    assert links_after_asking(written, django_capture_on_commit_callbacks)[1] == 1
    Client().post("/accounts/password/reset/", {"email": written})
    assert OutboxMessage.objects.filter(kind="account/email/password_reset_key").count() == 1
