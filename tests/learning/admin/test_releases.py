"""Releases in the admin: what a release would change and for whom, two beside each other, moving people, the log."""

import pytest
from django.urls import reverse

from cms.people import roles
from learning.changes import changes_between
from learning.domain.course_staff import give_course_role
from learning.enums import MoveState
from learning.models import CourseRelease, Enrolment, ItemState, MoveRun, ProgressCheck
from learning.outline import outline_of
from learning.side_by_side import block_lines, compare_lessons
from learning.tasks import check_progress_sample
from tests.factories import blocks
from tests.factories.learning import AT, complete, make_enrolment, no_answers, read_lesson, submit
from tests.factories.pages import make_course_page
from tests.factories.people import make_admin, make_holder_of, make_user
from tests.factories.releases import ChangingCourse, keep, move_everybody, offer, redo, stay
from tests.learning.views.desk import signed_in
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return make_admin(language="en")


def teacher_of(course):
    user = make_holder_of(roles.TEACHER, language="en")
    give_course_role(course=course, user=user, role="teacher", by=None, at=AT)
    return user


def publish_url(course):
    return reverse("learning_admin:publish_course", args=[course.page.pk])


def releases_url(course):
    return reverse("learning_admin:releases", args=[course.course.pk])


def move_url(course, number=1):
    return reverse("learning_admin:move", args=[course.course.pk, number])


def why_url(enrolment):
    return reverse("learning_admin:why", args=[enrolment.course_id, enrolment.pk])


# --- Before publishing -------------------------------------------------------------------------------


def structural():
    course = ChangingCourse()
    course.add_lesson(title="Nytt krav")
    course.change_key()
    return course


def test_the_page_says_what_would_change_and_proposes_what_is_safe(admin):
    course = structural()

    shown = signed_in(admin).get(publish_url(course))

    assert shown.context["changes"]["kinds"] == ["Adds something required", "Changes a quiz or an assignment"]
    assert [lesson["title"] for lesson in shown.context["changes"]["lessons"]] == ["Leksjon 2", "Nytt krav"]
    form = shown.context["form"]
    assert form.initial == {"not_started": "move", "under_way": "stay", "completed": "offer_update"}
    assert "Nytt krav: Adds something required" in shown.content.decode()


def test_looking_keeps_nothing(admin, media_root):
    course = structural()
    before = sorted(media_root.rglob("*"))

    signed_in(admin).get(publish_url(course))

    assert (CourseRelease.objects.count(), sorted(media_root.rglob("*"))) == (1, before)


def test_the_first_release_asks_for_no_policy(admin):
    page = make_course_page()

    shown = signed_in(admin).get(reverse("learning_admin:publish_course", args=[page.pk]))

    assert [name for name in shown.context["form"].fields if name != "looked_at"] == ["note"]


def form_of(shown, **chosen):
    form = shown.context["form"]
    return {**form.initial, "note": "", "looked_at": form.fields["looked_at"].initial, **chosen}


def test_publishing_does_what_was_chosen(admin):
    course = structural()
    enrolment = read_lesson(make_enrolment(course=course.course), 1)
    client = signed_in(admin)
    data = form_of(client.get(publish_url(course)), under_way="move", completed="nothing")

    answer = client.post(publish_url(course), data)

    run = MoveRun.objects.get()
    assert answer.url == reverse("learning_admin:move_run", args=[run.pk])
    assert (run.under_way, run.offers_update, run.by) == ("move", False, admin)
    assert CourseRelease.objects.latest("number").policy["under_way"] == "move"
    move_everybody()
    enrolment.refresh_from_db()
    assert enrolment.release.number == 2


def test_pages_that_changed_meanwhile_are_looked_at_first(admin):
    course = structural()
    client = signed_in(admin)
    data = form_of(client.get(publish_url(course)), note="Ny § 7")
    course.remove_lesson(3)

    answer = client.post(publish_url(course), data)

    assert (answer.status_code, CourseRelease.objects.count()) == (422, 1)
    assert "Removes something" in answer.context["changes"]["kinds"]
    assert "Ny § 7" in answer.content.decode()
    assert client.post(publish_url(course), form_of(answer, looked_at=answer.context["form"].data["looked_at"]))
    assert CourseRelease.objects.count() == 2


@pytest.mark.parametrize("wrong", [{"under_way": "burn"}, {"under_way": ""}, {"completed": "move"}])
def test_a_policy_that_is_none_is_refused(admin, wrong):
    course = structural()
    client = signed_in(admin)

    answer = client.post(publish_url(course), form_of(client.get(publish_url(course)), **wrong))

    assert (answer.status_code, CourseRelease.objects.count()) == (422, 1)


def test_those_on_older_releases_are_counted_apart(admin):
    course = structural()
    read_lesson(make_enrolment(course=course.course), 1)
    course.publish_and_move(**stay())
    make_enrolment(course=course.course)
    course.edit_text()

    impact = signed_in(admin).get(publish_url(course)).context["impact"]

    assert (impact.not_started, impact.under_way, impact.elsewhere) == (1, 0, 1)


# --- The list, and two of them beside each other -----------------------------------------------------


def test_the_list_says_what_each_changed_what_was_decided_and_who_stands_where(admin):
    course = structural()
    read_lesson(make_enrolment(course=course.course), 1)
    complete(make_enrolment(course=course.course))
    course.publish_and_move(**stay())

    rows = signed_in(admin).get(releases_url(course)).context["rows"]

    assert [(row["release"].number, row["kinds"], row["may_move"]) for row in rows] == [
        (2, ["Adds something required", "Changes a quiz or an assignment"], False),
        (1, [], 1),
    ]
    assert rows[0]["policy"][1] == "Under way: Let them finish the release they have"
    assert (rows[1]["release"].under_way, rows[1]["release"].completed) == (1, 1)


def test_the_list_costs_the_same_for_few_and_many(admin):
    course, counts = ChangingCourse(), []
    client = signed_in(admin)
    for number in (1, 3):
        for place in range(number):
            make_enrolment(course=course.course)
            course.edit_text(1, f"<p>{number} {place}</p>")
            course.publish_and_move(by=admin)
        client.get(releases_url(course))
        with count_queries() as asked:
            client.get(releases_url(course))
        counts.append(len(asked))

    assert counts[0] == counts[1], counts


def compared(course, before, after):
    changes = changes_between(outline_of(before), outline_of(after))
    return compare_lessons(before, after, changes, language="nb")


def test_two_releases_stand_beside_each_other_line_by_line():
    course = structural()
    course.edit_text(1, "<p>Kommunen skal øve planen <b>hvert</b> år.</p>")
    second = course.publish()

    text, quiz, new = compared(course, course.first, second)

    changed = [(row.before, row.after) for row in text.rows if not row.same]
    assert changed == [
        (
            "Kommunen skal øve planen hvert <del>andre år.</del>",
            "Kommunen skal øve planen hvert <ins>år.</ins>",
        )
    ]
    keys = [(row.before, row.after) for row in quiz.rows if not row.same]
    assert ("<del>✓</del> Hvert år", "<ins>✗</ins> Hvert år") in keys
    assert [row.before for row in new.rows] == ["", ""]
    assert "Nytt krav" in new.rows[0].after


def test_what_editors_write_is_escaped_when_compared():
    course = ChangingCourse()
    course.edit_text(1, "<p>1 &lt; 2 &amp; 3</p>")
    second = course.publish()

    (lesson,) = compared(course, course.first, second)

    assert not [row for row in lesson.rows if "< 2" in row.after]


@pytest.mark.parametrize("question", blocks.every_question(), ids=lambda question: question["type"])
def test_every_question_is_written_out_with_its_key(question):
    course = ChangingCourse(lessons=[[blocks.quiz(question)]])
    content = course.first.lessons.get().content

    lines = list(block_lines(content[0]))

    assert lines[3].startswith("1. ")
    assert len(lines) > 5
    assert not [line for line in lines if blocks.block_id(question["type"]) in line]


def test_the_page_of_two_releases(admin):
    course = structural()
    course.publish(**stay())
    url = reverse("learning_admin:compare", args=[course.course.pk, 1, 2])

    shown = signed_in(admin).get(url).content.decode()

    assert "<ins>" in shown
    assert "Nytt krav" in shown
    assert signed_in(admin).get(url.replace("/2/", "/7/")).status_code == 404


def test_comparing_costs_the_same_for_few_and_many_lessons(admin):
    client, counts = signed_in(admin), []
    for number in (1, 3):
        course = ChangingCourse()
        for place in range(1, number + 1):
            course.edit_text(place)
        course.publish(**stay())
        url = reverse("learning_admin:compare", args=[course.course.pk, 1, 2])
        client.get(url)
        with count_queries() as asked:
            client.get(url)
        counts.append(len(asked))

    assert counts[0] == counts[1], counts


# --- Moving by hand, and the log ---------------------------------------------------------------------


def test_those_who_stayed_are_moved_by_hand(admin):
    course = structural()
    enrolment = read_lesson(make_enrolment(course=course.course), 1)
    course.publish_and_move(**stay())
    client = signed_in(admin)
    shown = client.get(move_url(course))

    answer = client.post(move_url(course), {"not_started": "move", "under_way": "redo"})

    assert (shown.context["impact"].under_way, list(shown.context["form"].fields)) == (1, ["not_started", "under_way"])
    run = MoveRun.objects.get()
    assert answer.url == reverse("learning_admin:move_run", args=[run.pk])
    move_everybody()
    enrolment.refresh_from_db()
    assert enrolment.release.number == 2


def test_moving_nobody_or_twice_says_so(admin):
    course = structural()
    course.publish_and_move(**stay())
    client = signed_in(admin)

    nobody = client.post(move_url(course), {"not_started": "stay", "under_way": "stay"}, follow=True)
    client.post(move_url(course), {"not_started": "move", "under_way": "stay"})
    twice = client.post(move_url(course), {"not_started": "move", "under_way": "stay"}, follow=True)

    levels = [[message.level_tag for message in answer.context["messages"]][-1] for answer in (nobody, twice)]
    assert levels == ["info", "error"]
    assert MoveRun.objects.count() == 1


def test_the_current_release_is_moved_from_by_nobody(admin):
    course = structural()
    course.publish(**stay())

    assert signed_in(admin).get(move_url(course, 2)).status_code == 404


def test_the_log_says_who_was_moved_and_what_begins_afresh(admin):
    course = ChangingCourse()
    for name in ("Ingrid Moen", "Ola Tveit"):
        submit(make_enrolment(course=course.course, learner=make_user(name)), 2)
    course.change_key()
    course.publish_and_move(by=admin, **redo())
    run = MoveRun.objects.get()

    shown = signed_in(admin).get(reverse("learning_admin:move_run", args=[run.pk]))

    assert [(row["fact"].enrolment.learner.name, row["afresh"]) for row in shown.context["rows"]] == [
        ("Ingrid Moen", 1),
        ("Ola Tveit", 1),
    ]


@pytest.mark.parametrize("state", list(MoveState))
def test_the_run_says_how_far_it_is(admin, state):
    course = ChangingCourse()
    make_enrolment(course=course.course)
    course.edit_text()
    course.publish_and_move(**offer())
    finished = MoveRun.objects.get().finished_at if state == MoveState.FINISHED else None
    MoveRun.objects.update(state=state, finished_at=finished)

    shown = signed_in(admin).get(reverse("learning_admin:move_run", args=[MoveRun.objects.get().pk])).content.decode()

    assert ("<progress" in shown) == (state in (MoveState.MOVING, MoveState.OFFERING))


def test_who_does_not_publish_sees_no_releases_and_moves_nobody():
    course = structural()
    course.publish_and_move(**keep())
    run = MoveRun.objects.get()
    urls = [releases_url(course), move_url(course), reverse("learning_admin:move_run", args=[run.pk])]

    for user in (teacher_of(course.course), make_user()):
        client = signed_in(user)
        assert {client.get(url).status_code for url in urls} == {302}
        client.post(move_url(course), {"not_started": "move", "under_way": "move"})

    assert MoveRun.objects.count() == 1


# --- Why, for those who follow up --------------------------------------------------------------------


def test_a_teacher_sees_why_and_no_scores():
    course = ChangingCourse(lessons=[[blocks.text()], [blocks.quiz()], [blocks.quiz(name="other")]])
    enrolment = make_enrolment(course=course.course, learner=make_user("Ingrid Moen"))
    read_lesson(enrolment, 1)
    submit(enrolment, 2)
    submit(enrolment, 3, answers=no_answers)

    shown = signed_in(teacher_of(course.course)).get(why_url(enrolment))

    assert [lesson["reasons"] for lesson in shown.context["lessons"]] == [
        ["Read on 2 November 2026."],
        ["Passed on 2 November 2026."],
        ["The quiz is tried, and not passed yet."],
    ]
    text = shown.content.decode()
    assert "Ingrid Moen" in text
    assert "100" not in shown.context["history"][2]["text"]
    assert "per cent" not in text


def test_a_teacher_of_another_course_sees_nothing():
    enrolment, other = make_enrolment(), ChangingCourse()
    client = signed_in(teacher_of(other.course))

    assert client.get(why_url(enrolment)).status_code == 302
    # Nor by asking for the enrolment under the course one teaches.
    url = reverse("learning_admin:why", args=[other.course.pk, enrolment.pk])
    assert client.get(url).status_code == 404


def test_learners_lead_to_why():
    course = ChangingCourse()
    enrolment = make_enrolment(course=course.course)
    url = reverse("learning_admin:learners", args=[course.course.pk])

    assert why_url(enrolment) in signed_in(teacher_of(course.course)).get(url).content.decode()


# --- Checks ------------------------------------------------------------------------------------------


def test_administrators_see_what_the_night_found(admin):
    enrolment = read_lesson(make_enrolment(), 1)
    ItemState.objects.all().delete()
    check_progress_sample()
    client = signed_in(admin)

    listed = client.get(reverse("progresscheck:index")).content.decode()
    shown = client.get(reverse("progresscheck:inspect", args=[ProgressCheck.objects.get().pk])).content.decode()

    assert reverse("progresscheck:inspect", args=[ProgressCheck.objects.get().pk]) in listed
    assert f"Enrolment {enrolment.pk}: " in shown
    assert Enrolment.objects.get().state == "active"
