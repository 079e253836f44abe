"""Evidence is personal data: the person gets it, it goes with them, and it is not kept for ever."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages

from cms.privacy.answers import Subject
from cms.privacy.domain.erasure import erase_person
from cms.privacy.domain.retention import apply_one
from learning.gates.domain.waivers import revoke_waiver
from learning.gates.models import Waiver, WaiverRevocation
from learning.gates.privacy import evidence_files
from tests.factories.gates import make_waiver
from tests.factories.learning import AT, lessons_of, make_enrolment, read_lesson
from tests.factories.people import make_admin

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n%%EOF"


def with_evidence(**more):
    enrolment = make_enrolment()
    file = ContentFile(PDF, "Vitnemål Ingrid Moen.pdf")
    key = lessons_of(enrolment)[0].address
    waiver = make_waiver(enrolment, "lesson", key, file=file, explanation="Ingrid har vist vitnemålet.", **more)
    return enrolment, waiver


def test_who_is_erased_leaves_a_number(django_capture_on_commit_callbacks):
    enrolment, waiver = with_evidence(by=make_admin())
    name = waiver.file.name
    revoke_waiver(waiver=waiver, reason="Ingrid tok feil.", by=None, at=AT)

    with django_capture_on_commit_callbacks(execute=True):
        erase_person(user=enrolment.learner, by=None, at=AT)

    kept = Waiver.objects.get()
    assert (kept.explanation, kept.file_name, kept.reference, bool(kept.file)) == ("", "", "", False)
    assert (kept.what, kept.reason, WaiverRevocation.objects.get().reason) == ("lesson", "course_elsewhere", "")
    assert not storages["private"].exists(name)


def test_the_copy_of_ones_data_holds_the_evidence():
    enrolment, waiver = with_evidence()

    files = {file.name: file.read() for file in evidence_files(Subject.of(enrolment.learner))}

    assert files == {f"waivers/{waiver.pk}.pdf": PDF}


def test_evidence_goes_so_long_after_the_course_has_ended(django_capture_on_commit_callbacks):
    enrolment, waiver = with_evidence()
    under_way, _other = with_evidence()
    read_lesson(enrolment, 2)
    later = AT + timedelta(days=5 * 365 + 1)

    with django_capture_on_commit_callbacks(execute=True):
        early, late = (
            apply_one("gates.evidence", at=AT + timedelta(days=5 * 365)),
            apply_one("gates.evidence", at=later),
        )

    assert (early, late, apply_one("gates.evidence", at=later)) == (0, 1, 0)
    assert Waiver.objects.get(pk=waiver.pk).explanation == ""
    assert Waiver.objects.exclude(file="").get().enrolment == under_way
