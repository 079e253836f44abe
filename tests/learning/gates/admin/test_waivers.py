"""Waiving in the admin: per learner, for who has not begun, and the list of a course."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.models import ModelLogEntry

from cms.models import LessonPage
from cms.people import roles
from learning.domain.releases import publish_course
from learning.gates.domain.waivers import waive_entry
from learning.gates.models import Waiver, WaiverRevocation
from tests.factories import blocks
from tests.factories.gates import grounds, lesson_page, make_waiver, one, put_gate
from tests.factories.learning import AT, lessons_of, make_certificate, make_course, make_enrolment
from tests.factories.pages import make_course_page
from tests.factories.people import make_admin, make_user
from tests.learning.admin.test_course_people import make_teacher
from tests.queries import count_queries

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\n%%EOF"


@pytest.fixture
def enrolment():
    page = make_course_page(lessons=[[blocks.text()], [blocks.quiz(), blocks.quiz(name="second")]])
    put_gate(lesson_page(page, 2), one("opens", day="2099-03-03"))
    return make_enrolment(course=publish_course(page=page, by=None, at=AT).course)


@pytest.fixture
def teacher(enrolment, client):
    teacher = make_teacher(enrolment.course)
    client.force_login(teacher)
    return teacher


def waive_url(enrolment):
    return f"/admin/learning/courses/{enrolment.course_id}/learners/{enrolment.pk}/waive/"


def waivers_url(course):
    return f"/admin/learning/courses/{course.pk}/waivers/"


def form(target, **more):
    return {"target": target, "reason": "experience", "reference": "Arkiv 12", **more}


def test_what_can_be_waived_stands_in_the_form(client, teacher, enrolment):
    first, second = lessons_of(enrolment)

    shown = client.get(waive_url(enrolment)).context["form"].fields["target"].choices

    done, opened, more = shown
    kinds = [value.split("/")[0] for value, _title in done[1]]
    assert kinds == ["course", "module", "lesson", "lesson", "item", "item"]
    assert [value for value, _title in opened[1]] == [f"lesson_gate/{second.address}"]
    assert [value.split("/")[0] for value, _title in more[1]] == ["attempt", "attempt"]
    assert (done[1][2][0], done[1][2][1]) == (f"lesson/{first.address}", "Lesson “Leksjon 1”")


def test_lessons_of_one_name_are_told_apart_by_their_module(client):
    page = make_course_page(modules=2, lessons=[[blocks.text()], [blocks.text(name="second")]])
    LessonPage.objects.update(title="Sjekk deg selv", draft_title="Sjekk deg selv")
    enrolment = make_enrolment(course=publish_course(page=page, by=None, at=AT).course)
    client.force_login(make_teacher(enrolment.course))

    done = client.get(waive_url(enrolment)).context["form"].fields["target"].choices[0]

    assert [title for value, title in done[1] if value.startswith("lesson/")] == [
        "Lesson “Modul 1: Sjekk deg selv”",
        "Lesson “Modul 2: Sjekk deg selv”",
    ]


def test_teacher_waives_with_a_file(client, teacher, enrolment):
    file = SimpleUploadedFile("../../Vitnemål.pdf", PDF)

    answer = client.post(waive_url(enrolment), form("course/", file=file, explanation="Se vedlegg."))

    waiver = Waiver.objects.get()
    assert (answer.status_code, answer.url) == (302, waive_url(enrolment))
    assert (waiver.file_name, waiver.explanation, waiver.given_by) == ("Vitnemål.pdf", "Se vedlegg.", teacher)
    enrolment.refresh_from_db()
    assert enrolment.state == "completed"
    assert ModelLogEntry.objects.get(action="gates.waive").user == teacher


def test_the_number_of_a_certificate_is_evidence_if_it_is_the_learners(client, teacher, enrolment):
    own, others = make_certificate(enrolment.learner), make_certificate(make_user("Somebody else"), key="2")

    refused = client.post(waive_url(enrolment), form("course/", reference="", certificate=others.number))
    client.post(waive_url(enrolment), form("course/", reference="", certificate=own.number))

    assert refused.status_code == 422
    assert Waiver.objects.get().certificate == own


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"reference": ""}, "Name the evidence"),
        ({"reference": "javascript:alert(1)"}, "Write an address that begins with https://"),
        ({"target": "lesson/nothing"}, "Select a valid choice"),
        ({"reason": "because"}, "Select a valid choice"),
        ({"explanation": "x" * 1001}, "at most 1000 characters"),
        ({"certificate": "2026-000099"}, "The learner has no certificate with this number."),
        ({"file": ("a.pdf", b"<script>")}, "Choose a PDF, PNG or JPEG"),
        ({"file": ("a.svg", b"<svg>")}, "Choose a PDF, PNG or JPEG"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(client, teacher, enrolment, values, said):
    values = {name: SimpleUploadedFile(*it) if isinstance(it, tuple) else it for name, it in values.items()}

    answer = client.post(waive_url(enrolment), form("course/", explanation="Min forklaring") | values)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert "Min forklaring" in page or "explanation" in values
    assert not Waiver.objects.exists()


def test_what_was_done_meanwhile_is_said(client, teacher, enrolment):
    page = form(f"lesson/{lessons_of(enrolment)[0].address}")
    make_waiver(enrolment, "lesson", lessons_of(enrolment)[0].address)

    assert client.post(waive_url(enrolment), page).status_code == 422
    make_waiver(enrolment, "course")
    assert client.get(waive_url(enrolment)).status_code == 200
    assert Waiver.objects.count() == 2


def test_taking_back(client, teacher, enrolment):
    waiver = make_waiver(enrolment, "lesson", lessons_of(enrolment)[0].address)
    url = f"{waivers_url(enrolment.course)}{waiver.pk}/revoke/"
    assert client.get(url).status_code == 200

    without = client.post(url, {"reason": ""})
    client.post(url, {"reason": "Feil person."})
    again = client.post(url, {"reason": "Igjen."})

    assert (without.status_code, again.status_code) == (422, 302)
    assert (WaiverRevocation.objects.get().reason, WaiverRevocation.objects.get().by) == ("Feil person.", teacher)
    assert enrolment.item_states.count() == 0


def test_somebody_is_let_in(client):
    page = make_course_page()
    other = make_course_page(title="Grunnkurset")
    publish_course(page=other, by=None, at=AT)
    course = publish_course(page=put_gate(page, one("course", course=other)), by=None, at=AT).course
    client.force_login(make_teacher(course))
    learner, url = make_user(), f"{waivers_url(course)}entry/"
    assert url in client.get(waivers_url(course)).content.decode()

    unknown = client.post(url, {"email": "nobody@example.org", "reason": "other", "reference": "12"})
    client.post(url, {"email": learner.email.upper(), "reason": "other", "reference": "12"})
    twice = client.post(url, {"email": learner.email, "reason": "other", "reference": "12"})

    assert (unknown.status_code, twice.status_code) == (422, 422)
    assert (Waiver.objects.get().learner, Waiver.objects.get().what) == (learner, "entry")


def test_the_list_costs_as_much_for_many_as_for_few(client):
    course, counts = make_course(), []
    client.force_login(make_teacher(course))
    for _ in range(2):
        for _number in range(3):
            make_waiver(make_enrolment(course=course), "course")
        client.get(waivers_url(course))
        with count_queries() as asked:
            client.get(waivers_url(course))
        counts.append(len(asked))

    assert counts[0] == counts[1]
    assert counts[0] <= 15


# --- Who, and the evidence -----------------------------------------------------------------------------


def strangers(enrolment):
    """Somebody without a role, a teacher and an owner of another course, and another learner of this one."""
    other = make_course()
    fellow = make_enrolment(course=enrolment.course)
    return [
        make_user("Nobody"),
        make_teacher(other),
        make_teacher(other, "owner", roles.EDITOR),
        fellow.learner,
    ]


def test_others_reach_no_waiver(client, enrolment):
    waiver = make_waiver(enrolment, "lesson", lessons_of(enrolment)[0].address)
    course = enrolment.course
    urls = [waive_url(enrolment), waivers_url(course), f"{waivers_url(course)}entry/"]
    urls.append(f"{waivers_url(course)}{waiver.pk}/revoke/")

    for person in [*strangers(enrolment), enrolment.learner]:
        client.force_login(person)
        for url in urls:
            assert client.get(url).status_code in (302, 403, 404)
            assert client.post(url, form("course/") | {"email": person.email}).status_code in (302, 403, 404)

    assert (Waiver.objects.count(), WaiverRevocation.objects.count()) == (1, 0)


def test_waivers_of_another_course_are_not_found_through_ones_own(client, enrolment):
    own = make_course()
    waiver = make_waiver(enrolment, "lesson", lessons_of(enrolment)[0].address)
    client.force_login(make_teacher(own))

    assert client.post(f"{waivers_url(own)}{waiver.pk}/revoke/", {"reason": "x"}).status_code == 404
    assert client.post(waive_url(enrolment).replace(f"/{enrolment.course_id}/", f"/{own.pk}/"), {}).status_code == 404
    assert not WaiverRevocation.objects.exists()


def test_evidence_is_for_its_learner_and_those_who_may_waive(client, enrolment):
    waiver = make_waiver(enrolment, "course", file=SimpleUploadedFile("Vitnemål <1>.pdf", PDF))
    url = f"/waivers/{waiver.pk}/evidence/"
    teacher = make_teacher(enrolment.course)

    def fetched_by(person):
        client.force_login(person)
        return client.get(url)

    answers = [fetched_by(person) for person in (enrolment.learner, teacher, make_admin())]
    contents = [b"".join(answer.streaming_content) for answer in answers]

    assert contents == [PDF] * 3
    assert answers[0]["Content-Disposition"].startswith("attachment")
    assert (answers[0]["Content-Type"], answers[0]["X-Content-Type-Options"]) == ("application/pdf", "nosniff")
    assert answers[0]["Cache-Control"] == "private, no-store"
    assert [fetched_by(person).status_code for person in strangers(enrolment)] == [404] * 4
    assert ModelLogEntry.objects.filter(action="gates.read_evidence").count() == 2
    client.logout()
    assert client.get(url).status_code == 302


def test_evidence_that_is_no_file_is_not_found(client, enrolment):
    waiver = waive_entry(course=enrolment.course, learner=enrolment.learner, grounds=grounds(), by=None, at=AT)
    client.force_login(enrolment.learner)

    assert client.get(f"/waivers/{waiver.pk}/evidence/").status_code == 404
