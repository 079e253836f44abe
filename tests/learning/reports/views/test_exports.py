"""Tables to take away, read back by foreign readers; who may have them, what they cost, and the line in the log."""

import csv
import json
from datetime import timedelta
from io import StringIO

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from cms.people import roles
from learning.joining.domain.groups import let_teach
from learning.models import Course
from tests.cms.test_exports import read_xlsx
from tests.factories import blocks
from tests.factories.joining import make_group, make_place
from tests.factories.learning import AT, complete, make_course, make_enrolment, no_answers, submit
from tests.factories.people import (
    make_admin,
    make_contact,
    make_holder_of,
    make_membership,
    make_organisation,
    make_user,
)
from tests.factories.teaching import MixedCourse, make_teacher
from tests.learning.views.desk import signed_in
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


def fetched(client, url):
    answer = client.get(url)
    assert answer.status_code == 200, url
    return b"".join(answer.streaming_content)


def as_csv(content):
    return list(csv.reader(StringIO(content.decode("utf-8-sig")), delimiter=";"))


def course_url(course, form="csv"):
    return reverse("reports:course_table", args=[course.slug, form])


def organisation_url(place, form="csv"):
    return reverse("reports:organisation_table", args=[place.key, form])


def test_gradebook_says_the_same_in_every_format():
    mixed = MixedCourse()
    client = signed_in(mixed.teacher)
    table = as_csv(fetched(client, course_url(mixed.course)))
    book = read_xlsx(fetched(client, course_url(mixed.course, "xlsx")))
    found = json.loads(fetched(client, course_url(mixed.course, "json")))

    assert found["schema"] == 1
    assert [row[0] for row in table[1:]] == [row["name"] for row in found["rows"]] == [row[0][1] for row in book[1:]]
    assert table[0] == [text for _, text in book[0]]
    stuck = next(row for row in found["rows"] if row["name"] == "Nr stuck")
    quiz = next(item for item in stuck["items"] if "best_score" in item)
    assert (quiz["best_score"], quiz["attempts"]) == (0, 2)
    assert len(stuck["items"]) == len(found["items"]) == 4
    place = table[0].index("Leksjon 2: Quiz, attempts")
    assert next(row for row in table if row[0] == "Nr stuck")[place] == "2"


def test_a_name_that_is_a_formula_is_run_by_nobody():
    course = make_course()
    make_enrolment(course=course, learner=make_user("=cmd|' /C calc'!A0"))
    client = signed_in(make_teacher(course))

    assert as_csv(fetched(client, course_url(course)))[1][0] == "'=cmd|' /C calc'!A0"
    assert read_xlsx(fetched(client, course_url(course, "xlsx")))[1][0] == ("inlineStr", "=cmd|' /C calc'!A0")


def test_gradebook_is_for_those_who_own_or_teach_the_course():
    course = make_course()
    enrolment = make_enrolment(course=course)
    strangers = [enrolment.learner, make_teacher(make_course())]
    strangers += [make_holder_of(role) for role in roles.STAFF_ROLES if role != roles.COURSE_OWNER]

    for one in strangers:
        assert signed_in(one).get(course_url(course)).status_code == 404
    assert ModelLogEntry.objects.filter(action="reports.export_course").count() == 0
    assert signed_in(make_teacher(course)).get(course_url(course, "pdf")).status_code == 404


def test_organisation_gets_progress_and_completion_and_no_score():
    place, learner = make_organisation(), make_user("Åse Hovland")
    make_membership(learner, place)
    done = make_enrolment(learner=learner, lessons=[[blocks.quiz()]], title="Ferdig")
    submit(done, answers=no_answers)
    complete(done)
    make_enrolment(learner=learner, title="Under arbeid")
    make_enrolment(title="En annens")
    client = signed_in(make_contact(place, language="en"))

    assert as_csv(fetched(client, organisation_url(place))) == [
        ["Name", "Course", "Enrolled", "State", "Items done", "Items required", "Completed"],
        ["Åse Hovland", "Ferdig", "2026-11-02", "Completed", "1", "1", "2026-11-02"],
        ["Åse Hovland", "Under arbeid", "2026-11-02", "Under way", "0", "2", ""],
    ]
    assert "score" not in fetched(client, organisation_url(place, "json")).decode()


def test_contact_of_another_organisation_finds_nothing():
    place = make_organisation()
    for one in (make_contact(make_organisation("Fjellvik kommune")), make_user(), make_holder_of(roles.TEACHER)):
        assert signed_in(one).get(organisation_url(place)).status_code == 404


def test_export_leaves_a_line_in_the_log():
    course, place = make_course(), make_organisation()
    admin = make_admin()
    client = signed_in(admin)
    for url in (course_url(course, "json"), organisation_url(place), reverse("reports:sums_table", args=["xlsx"])):
        fetched(client, url)

    lines = ModelLogEntry.objects.filter(action__startswith="reports.export").order_by("pk")
    assert [(one.action, one.data["form"], one.user_id) for one in lines] == [
        ("reports.export_course", "json", admin.pk),
        ("reports.export_organisation", "csv", admin.pk),
        ("reports.export_centre", "xlsx", admin.pk),
    ]


def test_sums_and_months_of_the_centre():
    place, learner = make_organisation("Skogdal kommune"), make_user()
    make_membership(learner, place)
    complete(make_enrolment(learner=learner, title="Plikten"))
    make_enrolment(course=Course.objects.get(), at=AT + timedelta(days=40))
    client = signed_in(make_holder_of(roles.AUDITOR, language="en"))

    assert as_csv(fetched(client, reverse("reports:sums_table", args=["csv"]) + "?year=2026"))[1:] == [
        ["Plikten", "Skogdal kommune", "", "", "no", "1", "0", "1", "0"],
        ["Plikten", "", "", "", "", "1", "1", "0", "0"],
    ]
    months = json.loads(fetched(client, reverse("reports:months_table", args=["json"]) + "?year=2026"))["rows"]
    assert months[10] == {"month": "2026-11", "enrolments": 1, "completions": 1, "certificates": 1}
    assert months[11]["enrolments"] == 1


@pytest.mark.parametrize("form", ["csv", "json"])
def test_questions_are_the_same_for_few_and_many_in_one_chunk(form):
    course, counts = make_course(lessons=[[blocks.quiz()]]), []
    client = signed_in(make_teacher(course))
    for _ in range(2):
        for number in range(4):
            make_enrolment(course=course, learner=make_user(f"Nr {number}"))
        fetched(client, course_url(course, form))
        with count_queries() as asked:
            fetched(client, course_url(course, form))
        counts.append(len(asked))

    assert counts == [15, 15]


def test_gradebook_of_a_group_has_its_people_alone():
    course = make_course()
    group, other = make_group(course, "Høstkullet"), make_group(course, "Vårkullet")
    make_place(group, learner=make_user("Anne"))
    make_place(other, learner=make_user("Bjørn"))
    teacher = make_holder_of(roles.TEACHER)
    let_teach(group=group, user=teacher, by=None, at=AT)

    def names(user, asked=""):
        return [row[0] for row in as_csv(fetched(signed_in(user), course_url(course) + asked))[1:]]

    assert names(make_teacher(course), f"?group={other.pk}") == ["Bjørn"]
    assert names(teacher) == names(teacher, f"?group={group.pk}") == ["Anne"]
    assert signed_in(teacher).get(course_url(course) + f"?group={other.pk}").status_code == 404
    assert ModelLogEntry.objects.filter(action="reports.export_course", data__group=str(group.pk)).count() == 2
