"""What a course's page says about getting in, for this very person."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from cms import clock
from cms.people.acting import ActingForForm
from cms.people.queries import organisations_acted_for
from learning.gates.entry import asked_of
from learning.models import Course

from .enums import RequestState
from .forms import AskForm, KeyForm, StartForm, form_of
from .models import EnrolmentRequest
from .ways import ways_of

FORMS = {"start": StartForm, "key": KeyForm, "ask": AskForm}


def entrance_of(request: HttpRequest, course: Course, *, sent: ActingForForm | None = None) -> dict[str, Any]:
    """The ways that hold, each with its form; `sent` is the one that was sent and refused. Two queries at most, and
    those of the course's gate: while something is `missing` no way leads in.
    """
    ways = ways_of(course)
    missing = [] if ways.is_closed else asked_of(course, request.user, language=get_language() or "", at=clock.now())
    context: dict[str, Any] = {"course": course, "ways": ways, "missing": missing}
    if not request.user.is_authenticated or ways.is_closed or missing:
        return context
    organisations = organisations_acted_for(request.user, on=clock.today())
    for name, kind in FORMS.items():
        context[f"{name}_form"] = (
            sent if isinstance(sent, kind) else form_of(kind, request, organisations=organisations)
        )
    if ways.on_request:
        context["asked"] = last_request(request.user, course)
    return context


def entrance_html(request: HttpRequest, course: Course, *, sent: ActingForForm | None = None) -> SafeString:
    context = entrance_of(request, course, sent=sent)
    return SafeString(render_to_string("joining/partials/entrance.html", context, request))


def last_request(user: Any, course: Course) -> EnrolmentRequest | None:
    """What somebody asked last in a course and did not take back."""
    rows = EnrolmentRequest.objects.filter(learner=user, course=course).exclude(state=RequestState.WITHDRAWN)
    return rows.order_by("-asked_at", "-pk").first()
