import io

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from learning.badges.domain.credentials import sign_badge
from learning.badges.domain.keys import AlreadyWithdrawn, StillSigning, new_signing_key, withdraw_signing_key
from learning.badges.key_forms import multikey, private_key_of
from learning.badges.models import SigningKey, StatusList
from learning.badges.queries import keys_that_prove, newest_signed, signing_key
from learning.badges.sealing import SealBroken, unseal
from tests.factories.badges import make_badge, make_key, newest
from tests.factories.learning import AT, make_certificate
from tests.races import at_once

pytestmark = pytest.mark.django_db


def test_newest_key_signs_and_the_one_before_it_goes_on_proving():
    first, second = make_key(), make_key()

    assert signing_key() == second
    assert list(keys_that_prove()) == [second, first]
    assert SigningKey.objects.get(number=1).retired_at == AT


def test_private_half_is_nowhere_in_the_database_in_plain():
    key = make_key()
    raw = unseal(key.sealed_private_key)
    assert multikey(private_key_of(raw).public_key()) == key.public_key

    dump = io.StringIO()
    call_command("dumpdata", "badges", stdout=dump)

    assert key.public_key in dump.getvalue()
    assert raw.hex() not in dump.getvalue()
    assert raw not in key.sealed_private_key.encode()


def test_key_opens_with_an_earlier_secret_and_with_no_other(settings):
    key, before = make_key(), settings.SECRET_KEY

    settings.SECRET_KEY = "another"
    with pytest.raises(SealBroken):
        unseal(key.sealed_private_key)
    settings.SECRET_KEY_FALLBACKS = [before]

    assert len(unseal(key.sealed_private_key)) == 32


def test_two_keys_never_sign_at_once():
    make_key()

    with pytest.raises(IntegrityError), transaction.atomic():
        SigningKey.objects.create(number=9, public_key="z", created_at=AT)


@pytest.mark.django_db(transaction=True)
def test_two_who_make_keys_make_one_after_the_other():
    make_key()

    at_once(*[make_key] * 2)

    assert list(SigningKey.objects.filter(retired_at=None).values_list("number", flat=True)) == [3]


def test_withdrawn_key_takes_its_badges_along_and_they_are_signed_anew():
    key = make_key()
    badge, other = make_badge(key="1"), make_badge(key="2")
    make_key()
    kept = make_badge(key="3")

    assert withdraw_signing_key(key=key, by=None, at=AT) == 2

    certificate = badge.credential.certificate
    assert newest_signed(credential__certificate=certificate) is None
    assert list(keys_that_prove().values_list("number", flat=True)) == [2]
    assert SigningKey.objects.get(pk=key.pk).sealed_private_key == ""
    assert [sign_badge(certificate_id=one.credential.certificate_id, at=AT) for one in (badge, other, kept)] == [
        True,
        True,
        False,
    ]
    assert newest(certificate).key.number == 2
    assert StatusList.objects.get().key.number == 2


def test_key_that_signs_is_not_withdrawn_and_none_is_twice():
    key = make_key()
    with pytest.raises(StillSigning):
        withdraw_signing_key(key=key, by=None, at=AT)
    make_key()
    withdraw_signing_key(key=key, by=None, at=AT)

    with pytest.raises(AlreadyWithdrawn):
        withdraw_signing_key(key=key, by=None, at=AT)


def test_commands_say_what_they_did():
    said = io.StringIO()
    call_command("new_signing_key", stdout=said)
    assert "key-1 signs from now on: z6Mk" in said.getvalue()

    with pytest.raises(CommandError, match="signs today"):
        call_command("withdraw_signing_key", "1")
    call_command("new_signing_key", stdout=said)
    call_command("withdraw_signing_key", "1", stdout=said)
    assert said.getvalue().endswith("key-1 is withdrawn. 0 badges are being signed anew.\n")
    for number, words in (("1", "already"), ("7", "no key-7")):
        with pytest.raises(CommandError, match=words):
            call_command("withdraw_signing_key", number)


def test_certificate_without_a_key_waits_for_one():
    certificate = make_certificate()

    assert sign_badge(certificate_id=certificate.pk, at=AT) is False
    new_signing_key(by=None, at=AT)

    assert sign_badge(certificate_id=certificate.pk, at=AT) is True
