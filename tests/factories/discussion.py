"""People of a course who talk together."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from cms.people.roles import TEACHER, give_role
from learning.discussion.domain.moderation import report_post
from learning.discussion.domain.posts import answer, begin_thread
from learning.discussion.domain.threads import set_discussion
from learning.discussion.models import Post, Thread
from learning.domain.course_staff import give_course_role
from learning.domain.enrolments import enrol

from .learning import make_course
from .people import make_admin, make_user

AT = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
QUESTION = "Hvem varsler dere når strømmen er borte?"


def make_learner(course, name="Ingrid Moen", *, at=AT, **fields):
    """Somebody who takes the course, and reads the interface as the source has it."""
    learner = make_user(name, **{"language": "en", **fields})
    enrol(course=course, learner=learner, by=learner, at=at - timedelta(days=7))
    return learner


def make_teacher(course, name="Sindre Falk", **fields):
    teacher = make_user(name, **{"language": "en", **fields})
    give_role(user=teacher, role=TEACHER)
    give_course_role(course=course, user=teacher, role="teacher", by=None, at=AT - timedelta(days=30))
    return teacher


def make_thread(course=None, *, by=None, title=QUESTION, text="Vi har bare én satellittelefon.", at=AT, **about):
    course = course or make_course()
    by = by or make_learner(course)
    return begin_thread(course=course, title=title, text=text, form_key=uuid4(), by=by, at=at, **about)


def make_answer(thread, *, by=None, text="Vi ringer vakthavende.", at=AT + MINUTE, **about):
    by = by or make_learner(thread.course, "Ola Tveit")
    return answer(thread=thread, text=text, form_key=uuid4(), by=by, at=at, **about)


def make_posts(course, number, *, threads=1):
    """Many posts at once, past the verbs: for counting queries."""
    author = make_learner(course, "Petter Aas")
    made = Thread.objects.bulk_create(
        [Thread(course=course, title=f"Tråd {one}", created_at=AT + one * MINUTE) for one in range(threads)]
    )
    Post.objects.bulk_create(
        Post(
            thread=thread,
            author=author,
            is_first=not place,
            text="Vi øver to ganger i året.",
            posted_at=AT + place * MINUTE,
            shown_at=AT + place * MINUTE,
            told_at=AT,
            form_key=uuid4(),
        )
        for thread in made
        for place in range(number)
    )
    return made


def report(post, by=None, *, reason="unkind", text="", at=AT + 2 * MINUTE):
    by = by or make_learner(post.thread.course, "Gro Lindseth")
    return report_post(post=post, reason=reason, text=text, by=by, at=at)


def set_up(course, **how):
    """Set a course's discussion; what is not said stays as by default."""
    values = {"is_open": True, "begun_by": "everybody", "moderated_first": False} | how
    return set_discussion(course=course, **values, by=make_admin("Astrid Lunde"), at=AT - MINUTE)
