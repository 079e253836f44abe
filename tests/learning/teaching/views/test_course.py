"""The glance, who is where, and the gradebook: who comes in, what they see, and how many questions it costs."""

import pytest
from django.urls import reverse

from cms.people import roles
from learning.joining.domain.groups import let_teach
from tests.factories import blocks
from tests.factories.joining import make_group, make_place
from tests.factories.learning import AT, make_course, make_enrolment, no_answers, read_lesson, submit
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
QUIZ = [[blocks.quiz()], [blocks.text()]]


def url(name, course, *more):
    return reverse(f"teaching:{name}", args=[course.slug, *more])


def item_of(enrolment):
    return enrolment.release.items.order_by("position").first().key


def names_on(page):
    return [row.person.name for row in page.context["rows"]]


def test_only_those_who_own_or_teach_the_course_come_in():
    course, other = make_course(), make_course()
    place, learner = make_organisation(), make_user()
    make_membership(learner, place)
    enrolment = make_enrolment(course=course, learner=learner)
    strangers = [learner, make_contact(place), make_teacher(other), make_teacher(other, "owner", roles.EDITOR)]
    strangers += [make_holder_of(role) for role in roles.STAFF_ROLES if role != roles.COURSE_OWNER]
    addresses = [url("glance", course), url("gradebook", course), url("who", course, item_of(enrolment))]
    for stranger in strangers:
        assert {signed_in(stranger).get(address).status_code for address in addresses} == {404}
    for one in (make_teacher(course), make_teacher(course, "owner", roles.EDITOR), make_admin()):
        assert {signed_in(one).get(address).status_code for address in addresses} == {200}


def test_a_teacher_whose_role_has_ended_or_who_is_no_longer_staff_finds_nothing():
    course = make_course()
    teacher = make_teacher(course)
    teacher.groups.clear()

    assert signed_in(teacher).get(url("gradebook", course)).status_code == 404


def test_glance_names_who_may_need_help_and_why():
    mixed = MixedCourse()
    shown = signed_in(mixed.teacher).get(url("glance", mixed.course)).content.decode()

    assert "Has not passed “Leksjon 2: Quiz” after two attempts or more" in shown
    assert "How this is decided" in shown
    assert shown.count('<svg class="coverage-bar"') >= 4


def test_item_leads_to_who_is_how():
    mixed = MixedCourse()
    key = mixed.people["stuck"].release.items.get(kind="quiz").key
    client = signed_in(mixed.teacher)

    everybody = client.get(url("who", mixed.course, key))
    stuck = client.get(url("who", mixed.course, key) + "?state=needs_help")

    assert len(everybody.context["page"].object_list) == 6
    assert [one.name for one, _ in stuck.context["page"].object_list] == ["Nr stuck"]
    assert client.get(url("who", mixed.course, "no-such-item")).status_code == 404
    assert client.get(url("who", mixed.course, key) + "?state=nonsense").context["chosen"] is None


def test_gradebook_shows_score_and_attempts_but_never_an_answer():
    course = make_course(lessons=QUIZ)
    enrolment = make_enrolment(course=course, learner=make_user("Åse Hovland"))
    submit(enrolment, answers=no_answers)
    submit(enrolment)

    shown = signed_in(make_teacher(course)).get(url("gradebook", course)).content.decode()

    assert "100 %" in shown
    assert "best score, attempts: 2" in shown
    assert "Hvert år" not in shown


def test_gradebook_is_filtered_sorted_and_searched():
    course, place = make_course(), make_organisation("Skogdal kommune")
    for name, here in (("Åse Hovland", True), ("Berit Lie", True), ("Carl Ås", False)):
        learner = make_user(name)
        if here:
            make_membership(learner, place)
        enrolment = make_enrolment(course=course, learner=learner)
        if name.startswith("B"):
            read_lesson(enrolment)
    client, address = signed_in(make_teacher(course)), url("gradebook", course)

    assert names_on(client.get(address)) == ["Berit Lie", "Carl Ås", "Åse Hovland"]
    assert names_on(client.get(address + f"?organisation={place.pk}")) == ["Berit Lie", "Åse Hovland"]
    assert names_on(client.get(address + "?q=ås")) == ["Carl Ås", "Åse Hovland"]
    assert names_on(client.get(address + "?state=not_started&sort=last")) == ["Carl Ås", "Åse Hovland"]
    assert names_on(client.get(address + "?sort=progress"))[-1] == "Berit Lie"


@pytest.mark.parametrize("asked", ["organisation=999999", "organisation=x", "state=nonsense", "sort=%00"])
def test_what_makes_no_sense_is_said_at_its_field(asked):
    course = make_course()
    make_enrolment(course=course)

    answer = signed_in(make_teacher(course)).get(url("gradebook", course) + f"?{asked}")

    assert answer.status_code == 422
    assert len(answer.context["rows"]) == 1


def test_gradebook_and_glance_are_shown_group_by_group():
    course = make_course()
    group, empty = make_group(course, "Høstkullet"), make_group(course, "Vårkullet")
    foreign = make_group(make_course(), "Et annet kurs")
    place = make_place(group, learner=make_user("Anne"))
    make_enrolment(course=course, learner=make_user("Berit"))
    make_place(foreign, learner=make_user("Carl"))
    client, item = signed_in(make_teacher(course)), item_of(place.enrolment)

    page = client.get(url("gradebook", course)).content.decode()
    assert "Høstkullet" in page
    assert "Et annet kurs" not in page
    assert names_on(client.get(url("gradebook", course) + f"?group={group.pk}")) == ["Anne"]
    assert client.get(url("gradebook", course) + f"?group={foreign.pk}").status_code == 422

    glance, who = url("glance", course), url("who", course, item)
    for asked, number in (("", 2), (f"?group={group.pk}", 1), (f"?group={empty.pk}", 0), (f"?group={foreign.pk}", 2)):
        assert client.get(glance + asked).context["people"] == number
        assert client.get(who + asked).context["all"] == number
    assert f"{who}?group={group.pk}" in client.get(f"{glance}?group={group.pk}").content.decode()
    assert client.get(f"{glance}?group=x%00").context["people"] == 2


def test_gradebook_has_pages_of_fifty():
    course = make_course()
    for number in range(51):
        make_enrolment(course=course, learner=make_user(f"Nr {number:02}"))
    client = signed_in(make_teacher(course))

    assert len(names_on(client.get(url("gradebook", course)))) == 50
    assert names_on(client.get(url("gradebook", course) + "?page=2")) == ["Nr 50"]


def test_the_same_questions_for_few_and_for_many():
    course, counts = make_course(lessons=QUIZ), []
    client = signed_in(make_teacher(course))
    for size in (3, 12):
        for number in range(size):
            learner = make_user(f"Nr {number}")
            make_membership(learner, make_organisation(f"Kommune {size} {number}"))
            submit(make_enrolment(course=course, learner=learner), answers=no_answers)
        item = course.enrolments.first().release.items.first().key
        for address in (url("glance", course), url("gradebook", course), url("who", course, item)):
            client.get(address)
            with count_queries() as asked:
                client.get(address)
            counts.append(len(asked))

    assert counts == [15, 15, 14] * 2


def test_way_stands_on_the_list_of_learners_and_on_the_course():
    course = make_course()
    client = signed_in(make_teacher(course))

    for address in (f"/admin/learning/courses/{course.pk}/learners/", f"/admin/course/inspect/{course.pk}/"):
        assert url("glance", course) in client.get(address).content.decode()


def test_who_teaches_a_group_sees_that_group_and_no_other():
    course = make_course()
    group, other = make_group(course, "Høstkullet"), make_group(course, "Vårkullet")
    mine = make_place(group, learner=make_user("Anne"))
    make_place(other, learner=make_user("Bjørn"))
    teacher = make_holder_of(roles.TEACHER, language="en")
    let_teach(group=group, user=teacher, by=None, at=AT)
    client = signed_in(teacher)

    for asked in ("", f"?group={group.pk}", f"?group={other.pk}"):
        glance = client.get(url("glance", course) + asked)
        assert (glance.context["people"], glance.context["group"]) == (1, str(group.pk))
        assert "Vårkullet" not in glance.content.decode()
        assert names_on(client.get(url("gradebook", course) + asked)) == ["Anne"]
        who = client.get(url("who", course, item_of(mine.enrolment)) + asked).content.decode()
        assert "Anne" in who
        assert "Bjørn" not in who
    assert client.get(url("glance", make_course())).status_code == 404
    teacher.groups.clear()
    assert client.get(url("glance", course)).status_code == 404
