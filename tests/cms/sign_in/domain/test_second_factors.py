from datetime import UTC, datetime
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth import get_user
from django.core.management import CommandError, call_command
from django.test import Client
from wagtail.models import ModelLogEntry

from cms.mail.models import OutboxMessage
from cms.sign_in.domain.second_factors import NoSecondFactor, remove_second_factors
from tests.factories.people import PASSWORD, make_admin, make_user

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)


def make_protected(**fields):
    user = make_user(**fields)
    TOTP.activate(user, generate_totp_secret())
    RecoveryCodes.activate(user)
    return user


def test_everything_goes_and_the_person_is_told_in_their_language():
    user, other, admin = make_protected(language="nn"), make_protected(), make_admin()

    assert remove_second_factors(user=user, by=admin, at=NOON) == 2

    assert list(Authenticator.objects.values_list("user", flat=True).distinct()) == [other.pk]
    message = OutboxMessage.objects.get()
    assert (message.kind, message.to_user, message.language) == ("sign_in.second_step_removed", user, "nn")
    line = ModelLogEntry.objects.get(action="sign_in.remove_factors")
    assert (line.user, line.data, line.object_id) == (admin, {"count": 2}, str(user.pk))


def test_password_alone_signs_in_afterwards_and_nobody_stays_signed_in():
    user = make_user()
    client = Client()
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    TOTP.activate(user, generate_totp_secret())

    remove_second_factors(user=user, by=None, at=NOON)

    assert not get_user(client).is_authenticated
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    assert get_user(client).is_authenticated


def test_who_has_nothing_is_said():
    with pytest.raises(NoSecondFactor):
        remove_second_factors(user=make_user(), by=None, at=NOON)

    assert not OutboxMessage.objects.exists()


# --- From the command line --------------------------------------------------------------------------


def test_command_helps_the_last_administrator():
    make_protected(email="admin@example.org", is_staff=True, is_superuser=True)
    said = StringIO()

    call_command("remove_second_step", "Admin@Example.org", stdout=said)

    assert "Removed: 2" in said.getvalue()
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize("address", ["nobody@example.org", "without@example.org"])
def test_command_says_what_it_cannot_do(address):
    make_user(email="without@example.org")

    with pytest.raises(CommandError):
        call_command("remove_second_step", address)
