"""One's own reports by mail: asking, pausing, ending, fetching; nobody else's."""

import pytest
from django.urls import reverse

from cms.people import roles
from learning.reports.models import ScheduledReport
from tests.factories.learning import make_course
from tests.factories.people import make_contact, make_holder_of, make_organisation, make_user
from tests.factories.reports import ask
from tests.factories.teaching import make_teacher
from tests.learning.views.desk import signed_in
from tests.queries import count_queries

pytestmark = pytest.mark.django_db
URL = "/me/reports/"


def form(about, **changed):
    return {"about": about, "rhythm": "weekly", "file_format": "xlsx", **changed}


def test_teacher_is_offered_their_own_courses_alone():
    course, _other = make_course(), make_course()

    page = signed_in(make_teacher(course)).get(URL)

    assert list(page.context["form"].options) == [f"gradebook:{course.pk}"]


def test_learner_is_told_that_there_is_nothing_for_them():
    page = signed_in(make_user(language="en")).get(URL)

    assert "There is nothing to report to you" in page.content.decode()


def test_asking_and_fetching():
    place = make_organisation()
    client = signed_in(make_contact(place))

    answer = client.post(URL, form(f"organisation:{place.pk}", file_format="json"))
    report = ScheduledReport.objects.get()

    assert answer.status_code == 302
    assert (report.organisation, report.rhythm, report.state) == (place, "weekly", "active")
    assert client.get(f"{URL}{report.pk}/fetch/").url == reverse("reports:organisation_table", args=[place.key, "json"])


@pytest.mark.parametrize(
    "changed",
    [{"about": ""}, {"about": "centre"}, {"about": "gradebook:x"}, {"rhythm": "hourly"}, {"file_format": "pdf"}],
)
def test_what_cannot_be_asked_for_is_said_and_kept(changed):
    course = make_course()
    answer = signed_in(make_teacher(course)).post(URL, form(f"gradebook:{course.pk}") | changed)

    assert (answer.status_code, ScheduledReport.objects.count()) == (422, 0)


def test_what_somebody_else_looks_after_is_refused_though_it_was_named():
    place = make_organisation("Fjellvik kommune")
    client = signed_in(make_contact(make_organisation(), language="en"))

    answer = client.post(URL, form(f"organisation:{place.pk}"))

    assert (answer.status_code, ScheduledReport.objects.count()) == (422, 0)
    assert "Fjellvik" not in answer.content.decode()


def test_an_organisation_one_does_not_look_after_is_not_named():
    place = make_organisation("Fjellvik kommune")
    page = signed_in(make_user()).get(f"{URL}?about=organisation:{place.pk}")

    assert "Fjellvik" not in page.content.decode()


def test_coordinator_comes_from_the_page_of_any_organisation():
    place = make_organisation()
    client = signed_in(make_holder_of(roles.COORDINATOR))

    assert place.name in client.get(f"{URL}?about=organisation:{place.pk}").content.decode()
    assert client.post(URL, form(f"organisation:{place.pk}")).status_code == 302


def test_pause_resume_and_end():
    report = ask(make_teacher(course := make_course()), course=course)
    client, seen = signed_in(report.user), []
    for do in ("pause", "resume", "nonsense", "end", "resume"):
        client.post(f"{URL}{report.pk}/change/", {"do": do})
        report.refresh_from_db()
        seen.append(report.state)

    assert seen == ["paused", "active", "active", "ended", "ended"]


def test_somebody_elses_report_is_nobodys_business():
    report = ask(make_teacher(course := make_course()), course=course)
    for one in (make_teacher(course), make_holder_of(roles.COURSE_OWNER)):
        client = signed_in(one)
        assert client.post(f"{URL}{report.pk}/change/", {"do": "end"}).status_code == 404
        assert client.get(f"{URL}{report.pk}/fetch/").status_code == 404
        assert client.get(URL).context["reports"] == []
    report.refresh_from_db()
    assert report.state == "active"


def test_the_same_questions_for_few_and_for_many():
    teacher, counts = make_teacher(make_course()), []
    owner = make_holder_of(roles.COURSE_OWNER)
    client = signed_in(owner)
    for _ in range(2):
        for _ in range(3):
            ask(owner, course=make_course())
        client.get(URL)
        with count_queries() as asked:
            client.get(URL)
        counts.append(len(asked))

    assert counts == [6, 6]
    assert teacher.pk
