from datetime import date, timedelta
from decimal import Decimal

import pytest

from cms.clock import local_date
from learning.domain.certificates import AlreadyRevoked, Basis, revoke_certificate
from learning.domain.expiry_reminders import certificates_to_remind_of
from learning.domain.renewals import (
    AlreadySuperseded,
    NotTheSameHolder,
    Renewal,
    renew_certificate,
    supersede_certificate,
)
from learning.models import Certificate
from learning.models.immutable import Unchangeable
from learning.verification import verdict_on
from tests.factories.learning import AT, make_certificate
from tests.factories.people import make_admin, make_user
from tests.races import at_once

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=300)
UNTIL = date(2029, 8, 29)
RETAKE = Basis("enrolment", "77", "Kurset tatt om igjen")


def renew(certificate, basis=RETAKE, **more):
    return renew_certificate(certificate=certificate, basis=basis, valid_until=UNTIL, by=None, at=LATER, **more)


def status_of(certificate):
    return verdict_on(certificate.code, on=local_date(LATER)).status


def test_newer_certificate_takes_its_place_and_the_earlier_stays_as_it_was():
    earlier = make_certificate(hours=Decimal(6), outcome="Kan øve", valid_until=date(2026, 12, 1))

    newer = renew(earlier)

    assert (newer.title, newer.outcome, newer.hours, newer.valid_until) == (earlier.title, "Kan øve", 6, UNTIL)
    assert (newer.holder, newer.basis_text) == (earlier.holder, "Kurset tatt om igjen")
    assert (status_of(earlier), status_of(newer)) == ("superseded", "valid")
    event = earlier.events.get()
    assert (event.kind, event.reason) == ("superseded", newer.number)


def test_renewal_may_say_something_else():
    newer = renew(make_certificate(hours=Decimal(6)), changes=Renewal(title="Oppfriskning", hours=Decimal(2)))

    assert (newer.title, newer.hours) == ("Oppfriskning", 2)


def test_renewing_twice_is_renewing_once():
    earlier = make_certificate()

    assert renew(earlier) == renew(earlier)

    assert (Certificate.objects.count(), earlier.events.count()) == (2, 1)


def test_earlier_certificate_is_renewed_by_one_other():
    earlier = make_certificate()
    renew(earlier)

    with pytest.raises(AlreadySuperseded):
        renew(earlier, Basis("enrolment", "78", "Enda en gang"))
    assert Certificate.objects.count() == 2


def test_revoked_certificate_is_not_renewed():
    earlier = make_certificate()
    revoke_certificate(certificate=earlier, reason="Feil person", by=make_admin(), at=AT)

    with pytest.raises(AlreadyRevoked):
        renew(earlier)
    assert Certificate.objects.count() == 1


def test_superseded_certificate_is_revoked_all_the_same_when_it_was_wrong():
    earlier = make_certificate()
    renew(earlier)

    revoke_certificate(certificate=earlier, reason="Feil person", by=make_admin(), at=LATER + timedelta(days=1))

    assert status_of(earlier) == "revoked"


def test_nobody_elses_certificate_takes_its_place():
    earlier, newer = make_certificate(), make_certificate(make_user(), key="2")

    for one, other in ((earlier, newer), (earlier, earlier)):
        with pytest.raises(NotTheSameHolder):
            supersede_certificate(certificate=one, newer=other, by=None, at=LATER)


def test_nobody_is_reminded_of_what_is_renewed():
    earlier = make_certificate(valid_until=local_date(AT) + timedelta(days=55))
    assert certificates_to_remind_of(at=AT) == [earlier.pk]

    renew(earlier)

    assert certificates_to_remind_of(at=AT) == []


def test_what_was_said_is_not_taken_back():
    earlier = make_certificate()
    renew(earlier)

    with pytest.raises(Unchangeable):
        earlier.events.get().delete()


@pytest.mark.django_db(transaction=True)
def test_two_who_renew_at_once_renew_once():
    earlier = make_certificate()

    numbers = at_once(*[lambda: renew(Certificate.objects.get(pk=earlier.pk)).number] * 2)

    assert numbers[0] == numbers[1]
    assert (Certificate.objects.count(), earlier.events.count()) == (2, 1)
