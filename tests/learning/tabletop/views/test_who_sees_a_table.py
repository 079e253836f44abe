"""Only who sits at a table sees it; everybody else finds nothing, whatever they are."""

import pytest
from django.urls import reverse

from cms.people import roles
from learning.domain.course_staff import give_course_role
from learning.tabletop.domain.debriefing import finish_run, share_note
from learning.tabletop.models import Decision, TabletopRun
from tests.factories.learning import AT, make_enrolment
from tests.factories.people import make_admin, make_holder_of, make_user
from tests.factories.tabletop import (
    QUESTION,
    WAIT,
    again,
    finish,
    leader,
    make_group,
    make_run,
    make_tabletop_course,
    say,
    step,
)
from tests.learning.views.desk import signed_in
from tests.queries import count_queries

pytestmark = pytest.mark.django_db

PAGES = ("", "1/", "status/", "debrief/", "note/", "note.md")
FORMS = ("1/decide/", "1/on/", "clock/", "leave/", "stop/", "debrief/", "share/")


def url(run, more=""):
    return reverse("tabletop:run", args=[run.enrolment.course.slug, run.lesson_key, run.key]) + more


def state_of(run):
    return list(TabletopRun.objects.values()), list(Decision.objects.values())


@pytest.mark.parametrize("over", [False, True])
def test_a_fellow_learner_finds_nothing(over):
    run = make_run()
    run = finish(run) if over else run
    stranger = make_enrolment(course=run.enrolment.course)
    make_run(stranger)
    browser, before = signed_in(stranger.learner), state_of(run)

    assert {more: browser.get(url(run, more)).status_code for more in PAGES} == dict.fromkeys(PAGES, 404)
    forms = {more: browser.post(url(run, more), {"do": "finish", "text": "x"}).status_code for more in FORMS}
    assert forms == dict.fromkeys(FORMS, 404)
    assert state_of(run) == before


def test_neither_do_teachers_and_administrators():
    run = make_run()
    teacher = make_user()
    for person in (teacher, make_admin()):
        make_enrolment(course=run.enrolment.course, learner=person)
        assert signed_in(person).get(url(run, "1/")).status_code == 404


def test_who_takes_no_part_in_the_course_is_told_what_it_is():
    run = make_run()

    assert signed_in(make_user()).get(url(run, "1/")).status_code == 200
    assert b"Dette skjer" not in signed_in(make_user()).get(url(run, "1/")).content


def test_a_table_is_not_found_below_another_course_or_lesson():
    run = make_run(lessons=2)
    elsewhere = make_run(make_enrolment(course=make_tabletop_course(), learner=leader(run)))
    browser = signed_in(leader(run))

    there = url(run, "1/").replace(run.enrolment.course.slug, elsewhere.enrolment.course.slug)
    assert browser.get(there).status_code == 404
    other_lesson = url(run, "1/").replace(str(run.lesson_key), str(elsewhere.lesson_key))
    assert browser.get(other_lesson).status_code == 404


# --- Numbers of queries ------------------------------------------------------------------------------


def queries_of(user, address):
    browser = signed_in(user)
    browser.get(address)
    with count_queries() as asked:
        assert browser.get(address).status_code == 200
    return asked


@pytest.mark.parametrize("others", [1, 4])
def test_pages_of_a_table_ask_the_same_of_few_and_of_many(others):
    run, people = make_group(others=others)
    for person in people:
        say(run, "Enig", by=person)
    if others > 1:
        run = step(run)
    number = run.injects.count()
    asked = queries_of(people[0], url(run, f"{number}/"))
    assert len(asked) == INJECT, asked

    run = finish(again(run)) if others == 1 else _finish_from(run)
    asked = queries_of(people[0], url(run, "note/"))
    assert len(asked) == NOTE, asked


INJECT, NOTE, HUB, DECIDE, ON = 7, 9, 5, 9, 13


@pytest.mark.parametrize("number", [1, 4])
def test_the_first_page_asks_the_same_of_few_and_of_many_runs(number):
    run = finish(make_run())
    for _ in range(number - 1):
        finish(make_run(again(run).enrolment))
    address = reverse("tabletop:hub", args=[run.enrolment.course.slug, run.lesson_key, run.item_key.split(":")[1]])

    asked = queries_of(leader(run), address)

    assert len(asked) == HUB, asked


def test_deciding_and_going_on_ask_little():
    run, [person] = make_group()
    say(run, "Enig", by=person)
    browser = signed_in(leader(run))
    browser.get(url(run, "1/"))

    with count_queries() as decided:
        browser.post(url(run, "1/decide/"), {"choice": WAIT, "text": "Vi venter", "seen": "0"})
    with count_queries() as went_on:
        browser.post(url(run, "1/on/"))

    assert (len(decided), len(went_on)) == (DECIDE, ON), (decided, went_on)


def _finish_from(run):
    while run.state == "running":
        run = step(run)
    return finish_run(run=run, answers={QUESTION: "Bra"}, by=leader(run), at=AT)


# --- Sharing -----------------------------------------------------------------------------------------


def make_teacher(course):
    teacher = make_holder_of(roles.TEACHER)
    give_course_role(course=course, user=teacher, role="teacher", by=None, at=AT)
    return teacher


def test_a_teacher_sees_that_runs_exist_and_reads_only_a_shared_note():
    run, [person] = make_group()
    say(run, "Vi åpner hallen i stillhet", by=person)
    run = finish(run)
    course = run.enrolment.course
    browser = signed_in(make_teacher(course))
    runs, note = (
        reverse("course_tabletops", args=[course.pk]),
        reverse("tabletop_note", args=[course.pk, run.key]),
    )

    page = browser.get(runs)
    assert page.status_code == 200
    assert "i stillhet" not in page.content.decode()
    assert note not in page.content.decode()
    assert browser.get(note).status_code == 404
    share_note(run=run, shared=True, by=leader(run), at=AT)
    assert note in browser.get(runs).content.decode()
    assert "i stillhet" in browser.get(note).content.decode()
    share_note(run=run, shared=False, by=leader(run), at=AT)
    assert browser.get(note).status_code == 404


def test_a_shared_note_is_not_found_below_another_course():
    run = finish(make_run())
    share_note(run=run, shared=True, by=leader(run), at=AT)
    elsewhere = make_tabletop_course()

    browser = signed_in(make_teacher(elsewhere))
    assert browser.get(reverse("tabletop_note", args=[elsewhere.pk, run.key])).status_code == 404
    # No role in this course: the admin sends home, and shows nothing.
    refused = browser.get(reverse("tabletop_note", args=[run.enrolment.course.pk, run.key]))
    assert (refused.status_code, b"Dette" in refused.content) == (302, False)
