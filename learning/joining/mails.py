"""What joining writes to people: one function a message, words in `templates/joining/mail/`."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from cms.addresses import site_url
from cms.mail.domain.posting import post_rendered
from cms.mail.models import OutboxMessage
from cms.people.models import User
from cms.people.queries import coordinators
from learning.models import Course, Enrolment
from learning.outline import outline_of
from learning.standing import Standing

from .enums import RequestState
from .models import CourseGroup, CourseInvitation, EnrolmentRequest, GroupPlace

FOLDER = "joining/mail"


def enrolled_for_organisation(enrolment: Enrolment, *, sender: User | None, at: datetime) -> OutboxMessage:
    """Tell somebody that their organisation has enrolled them, how to begin, and how to say no."""
    course_url = _course_url(enrolment.course)
    context = {
        "sender": sender.name if sender else "",
        "organisation": enrolment.organisation.name if enrolment.organisation else "",
        "title": title_for(enrolment, enrolment.learner.language),
        "course_url": course_url,
        "no_url": f"{course_url}#withdraw",
    }
    return _post("enrolled_for_organisation", context, to=enrolment.learner, key=enrolment.pk, at=at, link=course_url)


def enrolled_for_you(enrolment: Enrolment, *, group: CourseGroup | None, sender: str, at: datetime) -> OutboxMessage:
    """Tell somebody that the course's staff has enrolled them."""
    course_url = _course_url(enrolment.course)
    context = {
        "sender": sender,
        "title": title_for(enrolment, enrolment.learner.language),
        "group": group.name if group else "",
        "starts_on": group.starts_on if group else None,
        "course_url": course_url,
        "no_url": f"{course_url}#withdraw",
    }
    return _post("enrolled_for_you", context, to=enrolment.learner, key=enrolment.pk, at=at, link=course_url)


def withdrawn_for_you(enrolment: Enrolment, *, reason: str, sender: str, at: datetime) -> OutboxMessage:
    """Tell somebody that the staff has withdrawn them from a course, and why."""
    course_url = _course_url(enrolment.course)
    context = {
        "sender": sender,
        "title": title_for(enrolment, enrolment.learner.language),
        "reason": reason,
        "course_url": course_url,
    }
    return _post("withdrawn_for_you", context, to=enrolment.learner, key=enrolment.pk, at=at, link=course_url)


def group_starts(place: GroupPlace, *, at: datetime) -> OutboxMessage:
    """Tell a member that their group starts and the lessons are open."""
    enrolment, group = place.enrolment, place.group
    course_url = _course_url(enrolment.course)
    context = {
        "title": enrolment.course.title,
        "group": group.name,
        "ends_on": group.ends_on,
        "course_url": course_url,
    }
    key = f"{place.pk}:{group.pk}"
    return _post("group_starts", context, to=enrolment.learner, key=key, at=at, link=course_url)


def somebody_asks(request: EnrolmentRequest, *, at: datetime) -> list[OutboxMessage]:
    """Tell those who answer that somebody asks to take a course: its owners and teachers, else the coordinators."""
    url = site_url(reverse("joining_admin:enrolment"))
    context = {"name": request.learner.name, "title": request.course.title, "reason": request.reason, "url": url}
    return [
        _post("somebody_asks", context, to=one, key=f"{request.pk}:{one.pk}", at=at, link=url)
        for one in _who_answer(request.course, at=at)
        if one.pk != request.learner_id
    ]


def request_answered(request: EnrolmentRequest, *, group: CourseGroup | None = None, at: datetime) -> OutboxMessage:
    """Tell whoever asked what the answer is, and the group they have come into."""
    url = _course_url(request.course)
    approved = request.state == RequestState.APPROVED
    context = {"title": request.course.title, "approved": approved, "answer": request.answer, "course_url": url}
    context |= {"group": group.name, "starts_on": group.starts_on} if group else {"group": ""}
    return _post("request_answered", context, to=request.learner, key=request.pk, at=at, link=url)


def invitation(invitation: CourseInvitation, *, token: str, to: User | None, at: datetime) -> OutboxMessage:
    """Send the link that enrols its reader, in the language the invitation was written in."""
    context = {
        "title": invitation.course.title,
        "sender": invitation.invited_by.name if invitation.invited_by else "",
        "group": invitation.group.name if invitation.group else "",
        "starts_on": invitation.group.starts_on if invitation.group else None,
        "expires_at": invitation.expires_at,
        "invitation_url": site_url(reverse("course_invitation", args=[token])),
    }
    folder = f"{FOLDER}/invitation"
    return post_rendered(folder, context, to=to, at=at, address=invitation.email, language=invitation.language)


def unfinished_course(enrolment: Enrolment, standing: Standing, *, step: int, at: datetime) -> OutboxMessage:
    """Remind somebody of a course they have stopped in: how far they are, what comes next, how long is left."""
    lesson = standing.next_lesson
    assert lesson
    left = [one for one in standing.outline.lessons if one.required and not standing.is_done(one)]
    url = _course_url(enrolment.course)
    context = {
        "title": title_for(enrolment, enrolment.learner.language),
        "done": standing.done_count,
        "total": standing.required_count,
        "lesson": standing.title(lesson),
        "minutes": sum(one.minutes for one in left),
        "last": step > 1,
        "course_url": url,
        "lesson_url": site_url(reverse("lesson", args=[enrolment.course.slug, lesson.key])),
        "no_url": f"{url}#withdraw",
    }
    key = f"{enrolment.pk}:{step}:{timezone.localdate(at).isoformat()}"
    return _post("unfinished_course", context, to=enrolment.learner, key=key, at=at, link=url)


def title_for(enrolment: Enrolment, language: str) -> str:
    """What the course is called in a language, as far as the release holds it."""
    outline = outline_of(enrolment.release)
    return outline.texts[outline.language_for(language)]["title"]


def _course_url(course: Course) -> str:
    return site_url(reverse("course", args=[course.slug]))


def _who_answer(course: Course, *, at: datetime) -> list[User]:
    from learning.queries import course_staff

    held = course_staff(at=at).filter(course=course, user__is_active=True)
    return list(User.objects.filter(pk__in=held.values("user")).order_by("pk")) or coordinators()


def _post(name: str, context: dict[str, Any], *, to: User, key: object, at: datetime, link: str) -> OutboxMessage:
    folder = f"{FOLDER}/{name}"
    return post_rendered(folder, context | {"to": to}, to=to, at=at, link=link, key=f"{folder}:{key}")
