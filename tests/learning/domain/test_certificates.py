from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError

from cms.mail.models import OutboxMessage
from learning.domain.certificates import (
    AlreadyRevoked,
    ReasonMissing,
    revoke_certificate,
)
from learning.domain.course_certificates import award_for_course
from learning.models import Certificate, CertificateEvent, CertificateSeries
from learning.models.immutable import Unchangeable
from learning.outline import outline_of
from tests.factories.learning import AT, complete, make_certificate, make_enrolment, read_lesson
from tests.factories.people import make_admin, make_membership, make_organisation, make_user
from tests.races import at_once, take_away_locks


def frozen(certificate):
    """The certificate's row as the database has it, without its document."""
    row = Certificate.objects.filter(pk=certificate.pk).values().get()
    return {name: value for name, value in row.items() if not name.startswith("document_")}


@pytest.mark.django_db
def test_a_completed_course_freezes_what_it_was():
    learner = make_user("Ingrid Moen")
    organisation = make_membership(learner, make_organisation()).organisation
    enrolment = complete(make_enrolment(learner=learner, valid_months=24))

    certificate = Certificate.objects.get()

    told = (certificate.holder_name, certificate.title, certificate.outcome, certificate.hours)
    assert told == ("Ingrid Moen", "Beredskapsplikten", "Kan forklare plikten", Decimal("3.0"))
    assert (certificate.basis_kind, certificate.basis_key) == ("enrolment", str(enrolment.pk))
    assert certificate.basis_hash == enrolment.release.content_hash
    assert (certificate.issued_at, certificate.valid_until) == (AT, date(2028, 11, 2))
    assert (certificate.organisation, certificate.language) == (organisation, "nb")
    assert certificate.number == "2026-000001"


@pytest.mark.django_db
def test_the_mail_is_written_with_it_in_the_holders_language():
    holder = make_user("Eva Lind", language="en", email="eva@example.org")

    certificate = make_certificate(holder)

    message = OutboxMessage.objects.get()
    assert (message.to_address, message.language, message.kind) == (
        "eva@example.org",
        "en",
        "learning.certificate_issued",
    )
    assert f"/verify/{certificate.code}/" in message.text
    assert certificate.wording == "Eva Lind has taken part in “Øvelsesdagen”."


@pytest.mark.django_db
def test_any_room_may_award_and_awarding_again_changes_nothing():
    holder = make_user()
    first = make_certificate(holder, key="17", hours=Decimal(6))

    again = make_certificate(holder, key="17", title="Noe annet", at=AT + timedelta(days=9))

    assert again == first
    assert (again.basis_kind, again.title, again.issued_at) == ("attendance", "Øvelsesdagen", AT)
    assert OutboxMessage.objects.count() == 1
    assert CertificateSeries.objects.get().last_number == 1


@pytest.mark.django_db
def test_the_same_key_of_another_kind_is_another_basis():
    holder = make_user()

    numbers = [make_certificate(holder, kind=kind).number for kind in ("attendance", "mentorship")]

    assert numbers == ["2026-000001", "2026-000002"]


@pytest.mark.django_db
def test_awarding_a_course_twice_gives_the_first_certificate():
    enrolment = complete(make_enrolment())

    again = award_for_course(enrolment=enrolment, outline=outline_of(enrolment.release), by=None, at=AT)

    assert again == Certificate.objects.get()


@pytest.mark.django_db
def test_numbers_begin_anew_each_year_where_the_centre_is():
    new_year = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)  # half past midnight in Oslo

    numbers = [make_certificate(key=key, at=at).number for key, at in (("1", AT), ("2", new_year))]

    assert numbers == ["2026-000001", "2027-000001"]


@pytest.mark.django_db
def test_renaming_person_course_and_centre_changes_nothing():
    enrolment = complete(make_enrolment())
    certificate = Certificate.objects.get()
    before = frozen(certificate)

    enrolment.learner.name = "Ingrid Berg"
    enrolment.learner.save()
    enrolment.course.title = "Plikten"
    enrolment.course.save()

    assert frozen(certificate) == before


@pytest.mark.django_db
def test_a_certificate_is_never_saved_updated_or_deleted():
    certificate = make_certificate()
    before = frozen(certificate)
    certificate.holder_name = "En annen"

    with pytest.raises(Unchangeable):
        certificate.save()
    with pytest.raises(Unchangeable):
        certificate.save(update_fields=["holder_name"])
    with pytest.raises(Unchangeable):
        Certificate.objects.update(valid_until=None)
    with pytest.raises(Unchangeable):
        certificate.delete()
    with pytest.raises(Unchangeable):
        Certificate.objects.all().delete()

    assert frozen(certificate) == before


@pytest.mark.django_db
def test_what_happened_to_a_certificate_is_never_changed():
    event = revoke_certificate(certificate=make_certificate(), reason="Feil person", by=make_admin(), at=AT)

    with pytest.raises(Unchangeable):
        event.save()
    with pytest.raises(Unchangeable):
        CertificateEvent.objects.update(reason="")
    with pytest.raises(Unchangeable):
        event.delete()


@pytest.mark.django_db
def test_a_certificate_outlives_its_holders_account():
    certificate = make_certificate(make_user("Ingrid Moen"))

    certificate.holder.delete()

    assert (frozen(certificate)["holder_id"], frozen(certificate)["holder_name"]) == (None, "Ingrid Moen")


@pytest.mark.django_db
def test_revoking_keeps_reason_person_and_moment():
    admin, certificate = make_admin(), make_certificate()

    revoke_certificate(certificate=certificate, reason=" Feil person ", by=admin, at=AT)

    assert list(CertificateEvent.objects.values_list("certificate", "kind", "reason", "at", "by")) == [
        (certificate.pk, "revoked", "Feil person", AT, admin.pk)
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("reason", ["", "  \n"])
def test_revoking_needs_a_reason(reason):
    certificate = make_certificate()

    with pytest.raises(ReasonMissing):
        revoke_certificate(certificate=certificate, reason=reason, by=make_admin(), at=AT)

    assert not CertificateEvent.objects.exists()


@pytest.mark.django_db
def test_a_certificate_is_revoked_once():
    admin, certificate = make_admin(), make_certificate()
    revoke_certificate(certificate=certificate, reason="Feil person", by=admin, at=AT)

    with pytest.raises(AlreadyRevoked):
        revoke_certificate(certificate=certificate, reason="En gang til", by=admin, at=AT)

    assert CertificateEvent.objects.count() == 1


@pytest.mark.django_db
def test_what_was_reinstated_can_be_revoked_again():
    admin, certificate = make_admin(), make_certificate()
    revoke_certificate(certificate=certificate, reason="Feil person", by=admin, at=AT)
    CertificateEvent.objects.create(certificate=certificate, kind="reinstated", reason="Rett", at=AT, by=admin)

    revoke_certificate(certificate=certificate, reason="Likevel", by=admin, at=AT)

    assert CertificateEvent.objects.filter(kind="revoked").count() == 2


@pytest.mark.django_db
def test_the_database_refuses_two_certificates_of_one_basis():
    certificate = make_certificate()
    fields = {name: value for name, value in frozen(certificate).items() if name != "id"}

    with pytest.raises(IntegrityError):
        Certificate.objects.create(**fields | {"number": "x", "code": "x"}, document_due_at=AT)


# --- Races -----------------------------------------------------------------------------------


def complete_twice_at_once():
    enrolment = make_enrolment()
    read_lesson(enrolment, 1)
    calls = [lambda: read_lesson(enrolment, 2)] * 2
    return at_once(*calls, meet_before='INSERT INTO "learning_activityfact"')


@pytest.mark.django_db(transaction=True)
def test_a_double_submit_gives_one_certificate():
    outcomes = complete_twice_at_once()

    assert [type(outcome).__name__ for outcome in outcomes] == ["Enrolment", "Enrolment"]
    assert Certificate.objects.count() == 1
    assert OutboxMessage.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_a_double_submit_ends_in_an_error(monkeypatch):
    take_away_locks(monkeypatch)

    outcomes = complete_twice_at_once()

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Enrolment", "IntegrityError"]


def award_to_eight_at_once():
    make_certificate(key="0")
    holders = [make_user() for _ in range(8)]
    calls = [lambda holder=holder: make_certificate(holder, key=str(holder.pk)) for holder in holders]
    return at_once(*calls, meet_before='UPDATE "learning_certificateseries"')


@pytest.mark.django_db(transaction=True)
def test_numbers_have_no_holes_and_no_doubles():
    award_to_eight_at_once()

    numbers = sorted(Certificate.objects.values_list("number", flat=True))
    assert numbers == [f"2026-{number:06d}" for number in range(1, 10)]


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_numbers_would_collide(monkeypatch):
    take_away_locks(monkeypatch)

    outcomes = award_to_eight_at_once()

    assert "IntegrityError" in {type(outcome).__name__ for outcome in outcomes}
    assert Certificate.objects.count() < 9


@pytest.mark.django_db(transaction=True)
def test_two_rooms_awarding_one_basis_get_the_same_certificate():
    holder = make_user()

    first, second = at_once(*[lambda: make_certificate(holder)] * 2)

    assert first == second == Certificate.objects.get()


@pytest.mark.django_db(transaction=True)
def test_two_people_revoking_at_once_leave_one_event():
    admin, certificate = make_admin(), make_certificate()
    calls = [lambda: revoke_certificate(certificate=certificate, reason="Feil", by=admin, at=AT)] * 2

    outcomes = at_once(*calls, meet_before='INSERT INTO "learning_certificateevent"')

    assert {type(outcome) for outcome in outcomes} == {CertificateEvent, AlreadyRevoked}


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_there_would_be_two_events(monkeypatch):
    take_away_locks(monkeypatch)
    admin, certificate = make_admin(), make_certificate()
    calls = [lambda: revoke_certificate(certificate=certificate, reason="Feil", by=admin, at=AT)] * 2

    at_once(*calls, meet_before='INSERT INTO "learning_certificateevent"')

    assert CertificateEvent.objects.count() == 2
