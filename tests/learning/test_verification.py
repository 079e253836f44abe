from datetime import date

import pytest

from learning.models import CertificateEvent
from learning.verification import Verdict, status_of, verdict_on
from learning.verification_code import new_code
from tests.factories.learning import AT, make_certificate
from tests.queries import count_queries

TODAY = date(2026, 11, 2)


@pytest.mark.parametrize(
    ("event", "valid_until", "status"),
    [
        (None, None, "valid"),
        (None, date(2026, 11, 2), "valid"),
        (None, date(2026, 11, 1), "expired"),
        ("revoked", None, "revoked"),
        ("revoked", date(2026, 11, 1), "revoked"),
        ("superseded", None, "superseded"),
        ("reinstated", None, "valid"),
        ("reinstated", date(2026, 11, 1), "expired"),
    ],
)
def test_what_a_certificate_is_worth(event, valid_until, status):
    assert status_of(event, valid_until, on=TODAY) == status


@pytest.mark.django_db
def test_a_known_code_has_a_verdict():
    certificate = make_certificate()

    verdict = verdict_on(certificate.code.lower(), on=TODAY)

    assert verdict == Verdict("valid", certificate.code, certificate=certificate)


@pytest.mark.django_db
def test_the_last_event_counts():
    certificate = make_certificate()
    for kind in ("revoked", "reinstated", "superseded"):
        CertificateEvent.objects.create(certificate=certificate, kind=kind, reason="x", at=AT, by=None)

    verdict = verdict_on(certificate.code, on=TODAY)

    assert (verdict.status, verdict.changed_at) == ("superseded", AT)


@pytest.mark.django_db
def test_unknown_is_not_mistyped():
    make_certificate()
    code = new_code()

    assert verdict_on(code, on=TODAY) == Verdict("unknown", code)


@pytest.mark.django_db
def test_mistyped_asks_no_database():
    with count_queries() as asked:
        verdict = verdict_on("7K4M-QWX2-9PTB-" + "x" * 99, on=TODAY)

    assert verdict == Verdict("unknown", ("7K4M-QWX2-9PTB-" + "x" * 99)[:40], mistyped=True)
    assert asked == []
