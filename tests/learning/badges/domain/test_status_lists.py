import base64
import gzip
import json
import secrets
from datetime import timedelta

import pytest

from learning.badges.bitstring import encoded
from learning.badges.domain.status_lists import TRIES, publish_status_list
from learning.badges.models import StatusList
from learning.badges.models.status_list import SIZE
from learning.domain.certificates import revoke_certificate
from tests.factories.badges import make_badge, make_key
from tests.factories.learning import AT
from tests.factories.people import make_admin

pytestmark = pytest.mark.django_db


def bits_of(status_list):
    subject = json.loads(status_list.document)["credentialSubject"]
    text = subject["encodedList"]
    assert text[0] == "u"
    bits = gzip.decompress(base64.urlsafe_b64decode(text[1:] + "=" * (-len(text[1:]) % 4)))
    assert len(bits) * 8 == SIZE >= 131_072
    return [place for place in range(SIZE) if bits[place // 8] & 0x80 >> place % 8]


def test_first_bit_is_the_leftmost():
    text = encoded([0, 9], size=SIZE)[1:]

    assert gzip.decompress(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))[:2] == b"\x80\x40"


def test_list_says_what_is_revoked_and_nothing_else():
    make_key()
    badges = [make_badge(key=str(number)) for number in range(3)]
    assert bits_of(StatusList.objects.get()) == []

    revoke_certificate(certificate=badges[1].credential.certificate, reason="x", by=make_admin(), at=AT)
    assert publish_status_list(number=1, at=AT) is True

    assert bits_of(StatusList.objects.get()) == [badges[1].credential.status_index]


def test_nothing_new_is_not_signed_again_until_a_day_later():
    make_key()
    make_badge()

    later = [timedelta(hours=23), timedelta(hours=25)]

    assert [publish_status_list(number=1, at=AT + span) for span in later] == [False, True]


def test_revoking_reaches_the_list_by_itself(django_capture_on_commit_callbacks):
    make_key()
    badge = make_badge()

    with django_capture_on_commit_callbacks(execute=True):
        revoke_certificate(certificate=badge.credential.certificate, reason="x", by=make_admin(), at=AT)

    assert bits_of(StatusList.objects.get()) == [badge.credential.status_index]


def test_places_are_found_by_chance_and_given_once(monkeypatch):
    make_key()
    tried = iter([5, 5, 5, 7])
    monkeypatch.setattr(secrets, "randbelow", lambda size: next(tried))

    places = [make_badge(key=key).credential.status_index for key in "12"]

    assert places == [5, 7]


def test_full_list_is_followed_by_the_next(monkeypatch):
    make_key()
    tried = iter([5, *[5] * TRIES, 5])
    monkeypatch.setattr(secrets, "randbelow", lambda size: next(tried))

    credentials = [make_badge(key=key).credential for key in "12"]

    assert [(one.status_list.number, one.status_index) for one in credentials] == [(1, 5), (2, 5)]
    assert StatusList.objects.exclude(document="").count() == 2
