"""What learning hangs on pages of the ground floor."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from cms.models import CoursePage
from cms.people.models import Organisation
from cms.people.requests import SignedInRequest

from .models import Course, Enrolment
from .outline import outline_of
from .queries import certificates_with_standing, enrolment_of, enrolments_of, organisation_progress


def start_or_continue(request: HttpRequest, *, page: CoursePage) -> SafeString:
    """On the course's presentation: start, go on, or the certificate; or that the course is not open yet."""
    course = Course.objects.filter(translation_key=page.translation_key, current_release__isnull=False).first()
    enrolment = None
    if course and request.user.is_authenticated:
        enrolment = enrolment_of(request.user, course.slug)
    context = {"course": course, "enrolment": enrolment}
    return SafeString(render_to_string("learning/panels/start_or_continue.html", context, request))


def my_courses(request: SignedInRequest) -> SafeString:
    """On my day: courses under way with the way on, and certificates."""
    enrolments = list(enrolments_of(request.user))
    certificates = list(certificates_with_standing().filter(holder=request.user))
    context = {
        "enrolments": [{"enrolment": one, "texts": _texts(one, request)} for one in enrolments],
        "certificates": certificates,
    }
    return SafeString(render_to_string("learning/panels/my_courses.html", context, request))


def organisation_learning(request: HttpRequest, *, organisation: Organisation) -> SafeString:
    """On the organisation's page: who takes what and has which certificate; never answers or scores."""
    context = {"organisation": organisation, "rows": organisation_progress(organisation)}
    return SafeString(render_to_string("learning/panels/organisation.html", context, request))


def _texts(enrolment: Enrolment, request: HttpRequest) -> dict[str, str]:
    outline = outline_of(enrolment.release)
    return outline.texts[outline.language_for(getattr(request, "LANGUAGE_CODE", ""))]
