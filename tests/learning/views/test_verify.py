"""The public page of a certificate, for people and for programs."""

from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from learning.domain.certificates import revoke_certificate
from learning.models import CertificateEvent
from learning.verification_code import new_code
from tests.factories.learning import AT, make_certificate
from tests.factories.people import make_admin, make_membership, make_organisation, make_user

pytestmark = pytest.mark.django_db


def certificate_that_is(status):
    certificate = make_certificate(key=status, valid_until=date(2020, 1, 1) if status == "expired" else None)
    if status == "revoked":
        revoke_certificate(certificate=certificate, reason="Hemmelig grunn", by=make_admin(), at=AT)
    if status == "superseded":
        CertificateEvent.objects.create(certificate=certificate, kind="superseded", reason="Ny", at=AT, by=None)
    return certificate


def verify(code, **headers):
    return Client(headers=headers).get(reverse("verify", args=[code]))


@pytest.mark.parametrize("status", ["valid", "expired", "revoked", "superseded"])
def test_a_known_certificate_is_told_to_people_and_programs(status):
    certificate = certificate_that_is(status)

    page = verify(certificate.code)
    data = verify(certificate.code, accept="application/json")

    assert (page.status_code, page.context["verdict"].status) == (200, status)
    assert certificate.holder_name in page.content.decode()
    assert (data.status_code, data["Content-Type"], data.json()["status"]) == (200, "application/json", status)


def test_every_verdict_looks_different():
    pages = [verify(certificate_that_is(status).code) for status in ("valid", "expired")]
    pages += [verify(new_code()), verify("7K4M-QWX2-9PTB-X")]
    titles = [page.content.decode().split("<h1", 1)[1].split("</h1>")[0] for page in pages]

    assert len(set(titles)) == 4, titles


def test_unknown_and_mistyped_are_told_apart():
    unknown, mistyped = new_code(), "7K4M-QWX2-9PTB-X"

    answers = [verify(code, accept="application/json") for code in (unknown, mistyped)]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert [answer.json() for answer in answers] == [
        {"status": "unknown", "code": unknown, "mistyped": False},
        {"status": "unknown", "code": mistyped, "mistyped": True},
    ]


def test_programs_get_what_was_frozen_and_nothing_else():
    holder = make_user("Ingrid Moen", email="ingrid@example.org")
    organisation = make_membership(holder, make_organisation("Skogdal kommune")).organisation
    certificate = make_certificate(holder, organisation=organisation, valid_until=date(2099, 1, 1))

    data = verify(certificate.code, accept="application/json").json()

    assert data == {
        "status": "valid",
        "code": certificate.code,
        "number": "2026-000001",
        "holder": "Ingrid Moen",
        "title": "Øvelsesdagen",
        "outcome": "",
        "hours": None,
        "issuer": certificate.issuer,
        "issued_at": AT.isoformat(),
        "valid_until": "2099-01-01",
        "revoked_at": None,
        "content_hash": "",
    }


def test_the_page_keeps_to_the_certificate():
    holder = make_user("Ingrid Moen", email="ingrid@example.org")
    organisation = make_membership(holder, make_organisation("Skogdal kommune")).organisation
    certificate = make_certificate(holder, organisation=organisation)
    revoke_certificate(certificate=certificate, reason="Hemmelig grunn", by=make_admin("Astrid Lunde"), at=AT)

    page = verify(certificate.code).content.decode()

    for private in ("ingrid@example.org", "Skogdal kommune", "Hemmelig grunn", "Astrid Lunde"):
        assert private not in page


def test_programs_are_told_when_it_was_revoked():
    certificate = certificate_that_is("revoked")

    data = verify(certificate.code, accept="application/json").json()

    assert datetime.fromisoformat(data["revoked_at"]) == AT


@pytest.mark.parametrize("code", ["known", "unknown", "mistyped"])
def test_no_answer_is_kept_by_anybody(code):
    typed = {"known": make_certificate().code, "unknown": new_code(), "mistyped": "x"}[code]

    for accept in ("text/html", "application/json"):
        assert verify(typed, accept=accept)["Cache-Control"] == "no-store"


def test_a_code_is_found_however_it_was_typed():
    certificate = make_certificate()

    for typed in (certificate.code.lower(), certificate.code.replace("-", ""), f" {certificate.code} "):
        assert verify(typed).context["verdict"].certificate == certificate


def test_the_form_leads_to_the_public_page():
    answer = Client().get(reverse("verify_form"), {"code": " 7k4m/qwx2 "})

    assert answer.url == reverse("verify", args=["7k4mqwx2"])
    assert Client().get(reverse("verify_form")).status_code == 200


@pytest.mark.parametrize("typed", ["/", "//", " / "])
def test_a_form_with_nothing_but_slashes_ends_on_a_page(typed):
    assert Client().get(reverse("verify_form"), {"code": typed}, follow=True).status_code == 404


def test_script_in_a_code_is_shown_as_text():
    page = verify("<script>alert(1)<script>").content.decode()

    assert "<script>alert" not in page


def test_a_certificate_is_valid_on_its_last_day():
    certificate = make_certificate(valid_until=timezone.localdate())

    assert verify(certificate.code).context["verdict"].status == "valid"


def test_a_certificate_has_expired_the_day_after():
    certificate = make_certificate(valid_until=timezone.localdate() - timedelta(days=1))

    assert verify(certificate.code).context["verdict"].status == "expired"
