"""What learning hangs on pages of the ground floor."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from cms import clock
from cms.hook_points import course_panels, my_day_panels, organisation_panels
from cms.models import CoursePage
from cms.people.models import Organisation
from cms.people.presence import has_any, register_presence
from cms.people.requests import SignedInRequest

from .evidence import certificates_issued, coverage_of, people_here
from .joining.entrance import entrance_html
from .joining.opening import day_to_wait_for
from .models import Certificate, Course, Enrolment
from .outline import outline_of
from .queries import (
    certificates_with_standing,
    enrolment_of,
    enrolments_by_name,
    enrolments_in_order,
    enrolments_of,
    standings_of,
)
from .standing import Standing
from .verification import VALID, status_of

# Whether a person has any of these is asked together with what all panels of my day ask.
ENROLMENTS, CERTIFICATES = "enrolments", "certificates"
# How many rows of an organisation's learning are shown at once.
ROWS = 25


def hang() -> None:
    """Called once, when the app is ready."""
    register_presence(ENROLMENTS, lambda user: Enrolment.objects.filter(learner=user))
    register_presence(CERTIFICATES, lambda user: Certificate.objects.filter(holder=user))
    course_panels.register(start_or_continue, order=10)
    my_day_panels.register(my_courses, order=10)
    organisation_panels.register(organisation_learning, order=50)


def start_or_continue(request: HttpRequest, *, page: CoursePage) -> SafeString:
    """On the course's presentation: start, go on, or the certificate; or that the course is not open yet."""
    found = Course.objects.filter(translation_key=page.translation_key, current_release__isnull=False)
    course = found.select_related("ways", "current_release").defer("current_release__outline").first()
    context: dict[str, Any] = {"course": course, "enrolment": None}
    if course and request.user.is_authenticated:
        context["enrolment"] = enrolment_of(request.user, course.slug)
        if context["enrolment"]:
            context["opens_on"] = day_to_wait_for(context["enrolment"], at=clock.now())
    if course and not context["enrolment"]:
        context["entrance"] = entrance_html(request, course)
    return SafeString(render_to_string("learning/panels/start_or_continue.html", context, request))


def my_courses(request: SignedInRequest) -> SafeString:
    """On my day: courses under way, each with its next lesson, then those that are completed, and certificates."""
    learns = any(has_any(request.user, kind) for kind in (ENROLMENTS, CERTIFICATES))
    context = _own_learning(request) if learns else {}
    return SafeString(render_to_string("learning/panels/my_courses.html", context, request))


def _own_learning(request: SignedInRequest) -> dict[str, Any]:
    enrolments = sorted(enrolments_of(request.user), key=lambda one: not one.is_active)
    at = clock.now()
    standings = standings_of(
        [one for one in enrolments if one.is_active], request.user, language=_language(request), at=at
    )
    certificates = list(certificates_with_standing().filter(holder=request.user))
    offered = _offered(enrolments, certificates)
    rows = [_course_row(one, standings.get(one.pk), request) for one in enrolments]
    return {
        "enrolments": [row | {"offer": row["enrolment"].pk in offered} for row in rows],
        "certificates": certificates,
    }


def _offered(enrolments: list[Enrolment], certificates: list[Certificate]) -> set[int]:
    """Enrolments, each the person's last in its course, whose certificate holds and can be brought up to date."""
    today, last = clock.today(), {one.course_id: one for one in sorted(enrolments, key=lambda one: one.number)}
    hold = {one.basis_key for one in certificates if status_of(one.last_event, one.valid_until, on=today) == VALID}
    return {one.pk for one in last.values() if one.offers_update and not one.is_active and str(one.pk) in hold}


def organisation_learning(request: HttpRequest, *, organisation: Organisation) -> SafeString:
    """On the organisation's page: who takes what and has which certificate; never answers or scores.

    Four queries at any size.
    """
    today = clock.today()
    courses, here = enrolments_by_name(organisation), people_here(organisation, on=today)
    issued = certificates_issued(organisation, on=today)
    by_enrolment = {one.enrolment_id: one for one in issued}
    page = Paginator(list(courses), ROWS).get_page(request.GET.get("courses"))
    altogether, *coverage = coverage_of(issued, courses, here)
    context = {
        "organisation": organisation,
        "page": page,
        "rows": [
            {"enrolment": one, "certificate": by_enrolment.get(one.pk), "left": one.learner_id not in here}
            for one in enrolments_in_order(list(page.object_list))
        ],
        "altogether": altogether,
        "courses": coverage,
    }
    return SafeString(render_to_string("learning/panels/organisation.html", context, request))


def _course_row(enrolment: Enrolment, standing: Standing | None, request: HttpRequest) -> dict[str, Any]:
    """`standing` for who is under way: the next lesson, where one is open."""
    outline = outline_of(enrolment.release)
    row: dict[str, Any] = {"enrolment": enrolment, "texts": outline.texts[outline.language_for(_language(request))]}
    row["opens_on"] = day_to_wait_for(enrolment, at=clock.now()) if enrolment.is_active else None
    if standing and not row["opens_on"] and (lesson := standing.next_lesson) and not standing.lock_of(lesson):
        row |= {"lesson": lesson, "lesson_title": standing.title(lesson)}
    return row


def _language(request: HttpRequest) -> str:
    return getattr(request, "LANGUAGE_CODE", "")
