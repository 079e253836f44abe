"""The moderation queue and the settings of a discussion in the admin."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from cms.people.roles import AUDITOR, COORDINATOR, COURSE_OWNER, EDITOR
from learning.discussion.models import Mute, Post
from learning.discussion.settings_of import settings_of
from tests.factories.discussion import make_answer, make_learner, make_teacher, make_thread, report, set_up
from tests.factories.learning import make_course
from tests.factories.people import make_admin, make_contact, make_holder_of, make_organisation
from tests.learning.views.desk import signed_in

pytestmark = pytest.mark.django_db

QUEUE = reverse("discussion_admin:queue")


def post_url(post):
    return reverse("discussion_admin:post", args=[post.pk])


def rows(client, **query):
    return [row.text for row in BeautifulSoup(client.get(QUEUE, query).content, "html.parser").select("tbody tr")]


@pytest.fixture
def reported():
    post = make_answer(make_thread(), text="Reklame for noe")
    report(post, text="Selger noe")
    return post


def test_teachers_see_their_own_courses_coordinators_all(reported):
    other = make_answer(make_thread(make_course()), text="Et annet kurs")
    report(other)

    assert len(rows(signed_in(make_teacher(reported.thread.course)))) == 1
    assert len(rows(signed_in(make_teacher(other.thread.course)))) == 1
    for person in (make_holder_of(COORDINATOR), make_holder_of(COURSE_OWNER), make_admin()):
        assert len(rows(signed_in(person))) == 2


def test_others_come_nowhere_near(reported):
    for person in (make_holder_of(AUDITOR), make_holder_of(EDITOR)):
        client = signed_in(person)
        assert client.get(QUEUE).url.startswith("/admin/")
        assert client.get(post_url(reported)).url.startswith("/admin/")
    for person in (make_learner(reported.thread.course), make_contact(make_organisation())):
        assert signed_in(person).get(QUEUE).status_code in (302, 403)


def test_a_post_of_another_course_is_not_found(reported):
    client = signed_in(make_teacher(make_course()))

    assert client.get(post_url(reported)).status_code == 404
    assert client.post(post_url(reported), {"ruling": "hidden", "reason": "Kapret"}).status_code == 404
    assert Post.objects.get(pk=reported.pk).state == "shown"


def test_a_post_with_all_that_is_known(reported):
    page = signed_in(make_teacher(reported.thread.course)).get(post_url(reported)).text

    for words in ("Reklame for noe", "Selger noe", "Gro Lindseth", "Keep", "Hide"):
        assert words in page
    assert "Approve" not in page


def test_hiding_needs_a_reason_and_leads_on(reported):
    client = signed_in(make_teacher(reported.thread.course))

    refused = client.post(post_url(reported), {"ruling": "hidden", "reason": ""})
    assert refused.status_code == 422
    done = client.post(post_url(reported), {"ruling": "hidden", "reason": "Reklame"})

    assert done.url == QUEUE
    assert Post.objects.get(pk=reported.pk).state == "hidden"
    assert rows(client) == []
    assert len(rows(client, show="decided")) == 1
    assert client.post(post_url(reported), {"ruling": "restored"}).status_code == 302
    assert Post.objects.get(pk=reported.pk).state == "shown"


def test_on_to_the_next_that_waits():
    course = make_course()
    set_up(course, moderated_first=True)
    first, second = (make_thread(course).posts.get() for _ in range(2))
    client = signed_in(make_teacher(course))

    assert client.post(post_url(first), {"ruling": "approved"}).url == post_url(second)
    assert Post.objects.get(pk=first.pk).state == "shown"


def test_what_cannot_be_decided_now(reported):
    client = signed_in(make_teacher(reported.thread.course))

    assert client.post(post_url(reported), {"ruling": "approved"}).url == post_url(reported)
    assert client.post(post_url(reported), {"ruling": "held"}).status_code == 404
    assert client.post(post_url(reported), {"ruling": "nonsense"}).status_code == 422


def test_ones_own_post_is_for_somebody_else():
    thread = make_thread()
    teacher = make_teacher(thread.course)
    post = make_answer(thread, by=teacher)
    report(post, text="Han tar feil")
    client = signed_in(teacher)

    page = client.get(post_url(post)).text
    assert "somebody else decides" in page
    assert "Gro Lindseth" not in page
    assert "Han tar feil" not in page
    assert client.post(post_url(post), {"ruling": "kept"}).status_code in (302, 403)
    assert post.reports.get().handled_at is None


# --- A course's discussion -----------------------------------------------------------------------


def course_url(course):
    return reverse("discussion_admin:course", args=[course.pk])


def test_owners_set_it():
    course = make_course()
    client = signed_in(make_holder_of(COURSE_OWNER, language="en"))

    assert client.post(course_url(course), {"do": "set", "begun_by": "nonsense"}).status_code == 422
    client.post(course_url(course), {"do": "set", "begun_by": "teachers", "moderated_first": "on"})

    kept = settings_of(course)
    assert (kept.is_open, kept.begun_by, kept.moderated_first) == (False, "teachers", True)
    assert "Off" in client.get(reverse("discussion_admin:courses")).text


def test_teachers_do_not_set_it_and_moderate_only_theirs():
    course = make_course()
    client = signed_in(make_teacher(course))

    assert client.post(course_url(course), {"do": "set", "begun_by": "teachers"}).status_code in (302, 403)
    assert settings_of(course).pk is None
    assert client.get(course_url(make_course())).status_code == 404


def test_muting_and_letting_write_again():
    course = make_course()
    learner, client = make_learner(course), signed_in(make_teacher(course))
    good = {"do": "mute", "email": learner.email, "last_day": "2099-01-01", "reason": "Utskjelling"}

    for wrong in ({"email": "nobody@example.org"}, {"last_day": "2020-01-01"}, {"reason": ""}):
        refused = client.post(course_url(course), good | wrong)
        assert (refused.status_code, Mute.objects.exists()) == (422, False)
    assert client.post(course_url(course), good).status_code == 302
    held = Mute.objects.get()
    assert "Utskjelling" in client.get(course_url(course)).text
    end = reverse("discussion_admin:end_mute", args=[held.pk])
    assert signed_in(make_teacher(make_course())).post(end).status_code == 404
    client.post(end)
    assert "Utskjelling" not in client.get(course_url(course)).text


def test_staff_are_not_muted():
    course = make_course()
    client = signed_in(make_teacher(course))
    sent = {"do": "mute", "email": make_teacher(course).email, "last_day": "2099-01-01", "reason": "Uenig"}

    assert client.post(course_url(course), sent).status_code == 422
