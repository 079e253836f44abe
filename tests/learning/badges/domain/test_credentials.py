import json
from datetime import date, timedelta

import pytest

from cms.privacy.domain.erasure import erase_person
from learning.badges import tasks
from learning.badges.domain.credentials import MAX_ATTEMPTS, sign_badge
from learning.badges.models import Credential, SignedCredential
from learning.badges.queries import certificates_to_sign
from learning.badges.sealing import SealBroken
from learning.models.immutable import Unchangeable
from tests.factories.badges import fetch, make_badge, make_key, newest
from tests.factories.learning import AT, make_certificate
from tests.factories.people import make_user
from tests.races import at_once

pytestmark = pytest.mark.django_db


def test_badge_says_what_the_certificate_says():
    make_key()
    holder = make_user("Ingrid Moen", email="ingrid@example.org")

    badge = make_badge(
        holder=holder, title="Øvelsesdagen", outcome="Kan øve", hours=6, valid_until=date(2028, 11, 2), key="7"
    )

    document, certificate = json.loads(badge.document), badge.credential.certificate
    subject = document["credentialSubject"]
    assert document["validFrom"] == "2026-11-02T09:00:00Z"
    assert document["validUntil"] == "2028-11-02T22:59:59Z"
    assert document["evidence"][0]["id"].endswith(f"/verify/{certificate.code}/")
    assert subject["achievement"]["name"] == "Øvelsesdagen"
    assert subject["achievement"]["description"] == "Kan øve"
    assert subject["achievement"]["criteria"]["narrative"].startswith("Deltok på øvelsesdagen. ")
    assert "6" in subject["achievement"]["criteria"]["narrative"]


def test_nobody_is_named_in_the_badge():
    make_key()
    holder = make_user("Ingrid Moen", email="ingrid@example.org")

    badge = make_badge(holder=holder)

    for form in (badge.document, badge.token):
        assert "ingrid" not in form.lower()
        assert "Moen" not in form
    identity = json.loads(badge.document)["credentialSubject"]["identifier"][0]
    assert (identity["hashed"], identity["identityHash"][:7]) == (True, "sha256$")


def test_two_badges_of_one_person_have_nothing_in_common():
    make_key()
    holder = make_user()

    one, other = (json.loads(make_badge(holder=holder, key=key).document) for key in "12")

    for part in ("id", "identifier"):
        assert one["credentialSubject"][part] != other["credentialSubject"][part]


def test_equal_certificates_are_one_achievement():
    make_key()

    badges = [make_badge(key=key, outcome=outcome) for key, outcome in (("1", "x"), ("2", "x"), ("3", "y"))]

    keys = [badge.credential.achievement.key for badge in badges]
    assert keys[0] == keys[1] != keys[2]


def test_badge_is_signed_once():
    make_key()
    certificate = make_certificate()

    assert [sign_badge(certificate_id=certificate.pk, at=AT) for _ in range(2)] == [True, False]
    assert SignedCredential.objects.count() == 1
    with pytest.raises(Unchangeable):
        newest(certificate).save()


@pytest.mark.django_db(transaction=True)
def test_two_workers_sign_one_badge(monkeypatch):
    monkeypatch.setattr(tasks.sign_badge, "delay", lambda _: None)
    make_key()
    certificate = make_certificate()

    signed = at_once(*[lambda: sign_badge(certificate_id=certificate.pk, at=AT)] * 2)

    assert sorted(signed) == [False, True]
    assert SignedCredential.objects.count() == Credential.objects.count() == 1


def test_badge_follows_the_certificate(django_capture_on_commit_callbacks):
    make_key()
    with django_capture_on_commit_callbacks(execute=True):
        certificate = make_certificate()

    assert newest(certificate).document


def test_certificates_of_old_are_found_by_the_tick():
    certificate = make_certificate()
    assert certificates_to_sign(at=AT) == []
    make_key()

    assert certificates_to_sign(at=AT) == [certificate.pk]
    sign_badge(certificate_id=certificate.pk, at=AT)
    assert certificates_to_sign(at=AT) == []


def test_badge_that_cannot_be_signed_is_tried_again_and_given_up(settings):
    make_key()
    certificate, at = make_certificate(), AT
    settings.SECRET_KEY = "lost"

    for _attempt in range(MAX_ATTEMPTS):
        with pytest.raises(SealBroken):
            sign_badge(certificate_id=certificate.pk, at=at)
        assert certificates_to_sign(at=at + timedelta(seconds=20)) == []
        at += timedelta(hours=3)
    assert sign_badge(certificate_id=certificate.pk, at=at) is False

    assert Credential.objects.get().state == "failed"


def test_badge_of_somebody_erased_is_signed_anew_and_says_nothing_of_them(django_capture_on_commit_callbacks):
    make_key()
    holder = make_user("Ingrid Moen")
    before = make_badge(holder=holder)
    certificate = before.credential.certificate

    with django_capture_on_commit_callbacks(execute=True):
        erase_person(user=holder, by=None, at=AT, reason="asked")
    sign_badge(certificate_id=certificate.pk, at=AT)

    before.refresh_from_db()
    assert (before.document, before.token) == ("", "")
    document = json.loads(fetch(f"/credentials/{before.credential.key}/"))
    assert document["credentialSubject"].keys() == {"id", "type", "achievement"}
    assert document["credentialSubject"]["id"] == before.credential.subject.urn
