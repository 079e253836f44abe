"""Asking for a stand at an occurrence: one page, and what came of it."""

from http import HTTPStatus
from uuid import UUID, uuid4

from allauth.core.internal import ratelimit
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cms import clock
from cms.people.models import Organisation, User
from cms.people.queries import organisation_acted_for
from cms.people.signup import reading_language
from events.models import Occurrence
from events.seeing import may_see

from ..domain.applications import FormUsedAlready, apply, takes_applications
from ..enums import ExhibitorState
from ..forms.application import ApplicationForm
from ..links import page_path
from ..models import Exhibitor, Fair
from ..queries import package_counts
from ..refusals import KNOWN, in_words

# Against the network that asks.
LIMITS = {"apply_for_stand": "20/10m/ip"}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def application(request: HttpRequest, uid: UUID) -> HttpResponse:
    at, occurrence = clock.now(), _found(request, uid)
    fair = Fair.objects.filter(occurrence=occurrence).first()
    if fair is None:
        raise Http404
    user = request.user if isinstance(request.user, User) else None
    own = organisation_acted_for(user, on=clock.local_date(at)) if user else None
    about = {"occurrence": occurrence, "fair": fair}
    if request.method != "POST":
        if not takes_applications(occurrence, fair, at=at):
            return render(request, "exhibitors/closed.html", about, status=HTTPStatus.GONE)
        return render(request, "exhibitors/apply.html", {**about, "form": _form(None, occurrence, user, own)})
    if not ratelimit.consume(request, app="exhibitors", action="apply_for_stand", config=LIMITS):
        return ratelimit.respond_429(request)
    form = _form(request, occurrence, user, own)
    exhibitor = _applied(form, occurrence, user) if form.is_valid() else None
    if exhibitor is None:
        return render(request, "exhibitors/apply.html", {**about, "form": form}, status=422)
    return redirect(_after(exhibitor, user))


@never_cache
@require_safe
def received(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Without saying whose it is: that stands in the mail."""
    waits = "waits" in request.GET
    return render(request, "exhibitors/received.html", {"occurrence": _found(request, uid), "waits": waits})


def _found(request: HttpRequest, uid: UUID) -> Occurrence:
    """One the reader may know of, and that is no draft; or 404, the same for both."""
    found = Occurrence.objects.select_related("series").filter(uid=uid).first()
    if found is None or not found.is_public or not may_see(request.user, found):
        raise Http404
    return found


def _form(
    request: HttpRequest | None, occurrence: Occurrence, user: User | None, own: Organisation | None
) -> ApplicationForm:
    return ApplicationForm(
        request.POST if request else None,
        packages=package_counts(occurrence),
        user=user,
        own=own,
        initial=ApplicationForm.initial_of(user, own),
    )


def _applied(form: ApplicationForm, occurrence: Occurrence, user: User | None) -> Exhibitor | None:
    """None where the verb refused: the form says why, and keeps what was typed."""
    try:
        return apply(
            occurrence=occurrence,
            package_id=int(form.cleaned_data["package"]),
            applicant=form.applicant(reading_language()),
            needs=form.of_stand,
            key=form.cleaned_data["key"],
            by=user,
            at=clock.now(),
        )
    except KNOWN as refused:
        if isinstance(refused, FormUsedAlready):
            form.data = {**form.data.dict(), "key": str(uuid4())}  # type: ignore[attr-defined]  # a QueryDict
        form.add_error(*in_words(refused))
        return None


def _after(exhibitor: Exhibitor, user: User | None) -> str:
    """Who is signed in sees their page; others find the link in their mail."""
    if user:
        return page_path(exhibitor)
    address = reverse("stand_applied", args=[exhibitor.occurrence.uid])
    return f"{address}?waits=1" if exhibitor.state == ExhibitorState.WAITING else address
