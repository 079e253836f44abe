"""What a waiver rests on, and who may give it."""

import pytest
from django.core.files.base import ContentFile

from learning.gates.domain.waivers import (
    EvidenceMissing,
    MayNotWaive,
    NotTheirs,
    TooLate,
    revoke_waiver,
    waive,
    waive_entry,
)
from learning.gates.evidence import MOST, EvidenceRefused
from learning.gates.models import Waiver
from learning.models import Certificate
from tests.factories.gates import grounds, make_waiver
from tests.factories.learning import (
    AT,
    complete,
    make_certificate,
    make_course,
)
from tests.factories.people import make_user
from tests.learning.admin.test_course_people import make_teacher
from tests.learning.gates.domain.test_waivers import in_course, key_of

pytestmark = pytest.mark.django_db


# --- Evidence ------------------------------------------------------------------------------------------

PDF, PNG, JPEG = b"%PDF-1.7\n%%EOF", b"\x89PNG\r\n\x1a\nrest", b"\xff\xd8\xff\xe0rest"


@pytest.mark.parametrize(("name", "content"), [("a.pdf", PDF), ("b.PNG", PNG), ("c.jpg", JPEG), ("d.jpeg", JPEG)])
def test_files_that_may_be_evidence(name, content):
    enrolment = in_course()

    waiver = make_waiver(enrolment, "course", file=ContentFile(content, name))

    assert waiver.file.read() == content
    assert (waiver.file_name, waiver.file.name.startswith("waivers/"), name in waiver.file.name) == (name, True, False)
    waiver.file.close()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.html", b"<script>"),
        ("a.pdf", b"<script>"),
        ("a.pdf", b""),
        ("a.png", PDF),
        ("a.pdf.exe", PDF),
        ("a", PDF),
        ("a.pdf", PDF + b" " * MOST),
    ],
)
def test_files_that_may_not(name, content):
    with pytest.raises(EvidenceRefused):
        make_waiver(in_course(), "course", file=ContentFile(content, name))

    assert not Waiver.objects.exists()


def test_a_waiver_rests_on_something():
    with pytest.raises(EvidenceMissing):
        make_waiver(in_course(), "course", reference="  ")


def test_a_certificate_of_somebody_else_is_no_evidence():
    enrolment, certificate = in_course(), make_certificate(make_user("Somebody else"))
    own = make_certificate(enrolment.learner, key="2")

    with pytest.raises(NotTheirs):
        make_waiver(enrolment, "course", certificate=certificate, reference="")

    assert make_waiver(enrolment, "course", certificate=own, reference="").certificate == own


# --- Who -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["learner", "teacher elsewhere"])
def test_only_those_who_teach_or_own_the_course_waive(who):
    enrolment = in_course()
    waiver = make_waiver(enrolment, "lesson", key_of(enrolment, 1))
    by = {"learner": enrolment.learner, "teacher elsewhere": make_teacher(make_course())}[who]

    with pytest.raises(MayNotWaive):
        waive(enrolment=enrolment, what="course", grounds=grounds(), by=by, at=AT)
    with pytest.raises(MayNotWaive):
        waive_entry(course=enrolment.course, learner=enrolment.learner, grounds=grounds(), by=by, at=AT)
    with pytest.raises(MayNotWaive):
        revoke_waiver(waiver=waiver, by=by, at=AT)

    assert Waiver.objects.count() == 1


@pytest.mark.parametrize("role", ["teacher", "owner"])
def test_teachers_and_owners_waive(role):
    enrolment = in_course()

    assert make_waiver(enrolment, "course", by=make_teacher(enrolment.course, role)).given_by.name


def test_completing_twice_makes_no_second_certificate():
    enrolment = complete(in_course())

    with pytest.raises(TooLate):
        make_waiver(enrolment, "course")

    assert Certificate.objects.count() == 1
