"""An exhibitor's own page, by the link in their mail: how it stands, tasks, stand, staff and leads."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.contrib.messages import error as say_error
from django.contrib.messages import success
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from cms import clock
from cms.people.models import User
from cms.people.signup import reading_language
from events.enums import LIVE_STATES as LIVE_PLACES
from events.place_links import booking_path, share_url
from learning.assignments.file_checks import FileRefused

from ..domain import applications, profiles
from ..domain.changing import may_change
from ..domain.leads import may_scan
from ..domain.needs import NeedsBeyondPackage
from ..domain.standing import is_going_on, offer_deadline
from ..domain.tasks import settle_task
from ..enums import LIVE_STATES, ExhibitorState
from ..forms.own_page import OwnPageForm
from ..links import LinkUnknown, exhibitor_with, page_path, scan_url
from ..logos import MOST_BYTES
from ..models import Exhibitor
from ..queries import position_of
from ..refusals import KNOWN, in_words
from ..rules import is_contact
from ..words import price_words

# Leads shown on the page; all are in the file.
NEWEST = 50
View = Callable[..., HttpResponseBase]


def of_exhibitor(view: View) -> View:
    """Find the exhibitor of a link, or 404: the same for a wrong link and one that never was."""

    @never_cache
    @wraps(view)
    def found(request: HttpRequest, token: str, **more: Any) -> HttpResponseBase:
        try:
            exhibitor = exhibitor_with(token, at=clock.now())
        except LinkUnknown:
            raise Http404 from None
        return view(request, exhibitor, **more)

    return found


@require_http_methods(["GET", "HEAD", "POST"])
@of_exhibitor
def own_page(request: HttpRequest, exhibitor: Exhibitor) -> HttpResponse:
    """Looking changes nothing."""
    language = reading_language()
    if request.method != "POST":
        initial = OwnPageForm.initial_of(exhibitor, language)
        return _page(request, exhibitor, OwnPageForm(exhibitor=exhibitor, language=language, initial=initial))
    form = OwnPageForm(request.POST, request.FILES, exhibitor=exhibitor, language=language)
    if form.is_valid():
        _save(request, exhibitor, form)
    if form.errors:
        return _page(request, exhibitor, form, status=422)
    success(request, _("Saved. You can come back and change it."))
    return redirect(page_path(exhibitor))


@require_POST
@of_exhibitor
def task(request: HttpRequest, exhibitor: Exhibitor, pk: int) -> HttpResponse:
    own = get_object_or_404(exhibitor.tasks, pk=pk)
    settle_task(task=own, done=request.POST.get("do") == "done", by=actor(request, exhibitor), at=clock.now())
    return redirect(f"{page_path(exhibitor)}#tasks")


@require_http_methods(["GET", "HEAD", "POST"])
@of_exhibitor
def answer(request: HttpRequest, exhibitor: Exhibitor) -> HttpResponse:
    """An offered stand: yes and no are buttons."""
    if request.method != "POST":
        about = _about(exhibitor)
        status = HTTPStatus.OK if about["until"] else HTTPStatus.GONE
        return render(request, "exhibitors/answer.html", about, status=status)
    if request.POST.get("do") == "no":
        return _do(request, exhibitor, applications.withdraw, _("You have said no. Thank you for telling us."))
    return _do(request, exhibitor, applications.accept_offer, _("You have said yes. We look at it and write to you."))


@require_http_methods(["GET", "HEAD", "POST"])
@of_exhibitor
def give_back(request: HttpRequest, exhibitor: Exhibitor) -> HttpResponse:
    if request.method == "POST":
        had_stand = exhibitor.state == ExhibitorState.CONFIRMED
        said = _("The stand is given back.") if had_stand else _("The application is taken back.")
        return _do(request, exhibitor, applications.withdraw, said)
    return render(request, "exhibitors/give_back.html", _about(exhibitor))


def actor(request: HttpRequest, exhibitor: Exhibitor) -> User | None:
    """For the log: the contact when signed in. Whoever holds the link may, and need be nobody we know."""
    user = request.user
    return user if isinstance(user, User) and is_contact(user, exhibitor) else None


def _do(request: HttpRequest, exhibitor: Exhibitor, verb: Callable[..., Any], said: str) -> HttpResponse:
    try:
        verb(exhibitor=exhibitor, by=actor(request, exhibitor), at=clock.now())
    except KNOWN as refused:
        say_error(request, in_words(refused)[1])
    else:
        success(request, said)
    return redirect(page_path(exhibitor))


def _save(request: HttpRequest, exhibitor: Exhibitor, form: OwnPageForm) -> None:
    """Words first, so that they are kept whatever becomes of the file; what is refused stands in the form's errors."""
    who: dict[str, Any] = {"exhibitor": exhibitor, "by": actor(request, exhibitor), "at": clock.now()}
    try:
        profiles.save_profile(profile=form.profile, **who)
        profiles.save_needs(needs=form.of_stand, **who)
    except NeedsBeyondPackage as beyond:
        form.add_error(beyond.name, in_words(beyond)[1])
    except KNOWN as refused:
        form.add_error(*in_words(refused))
        return
    if form.cleaned_data["logo"]:
        try:
            profiles.set_logo(content=form.cleaned_data["logo"].read(MOST_BYTES + 1), **who)
        except FileRefused as refused_file:
            form.add_error("logo", refused_file.reason.label)


def _about(exhibitor: Exhibitor) -> dict[str, Any]:
    at = clock.now()
    offered = exhibitor.state == ExhibitorState.OFFERED and is_going_on(exhibitor.occurrence, at=at)
    return {
        "exhibitor": exhibitor,
        "occurrence": exhibitor.occurrence,
        "address": page_path(exhibitor),
        "is_live": exhibitor.state in LIVE_STATES,
        "until": offer_deadline(exhibitor, at=at) if offered else None,
    }


def _page(request: HttpRequest, exhibitor: Exhibitor, form: OwnPageForm, *, status: int = 200) -> HttpResponse:
    at = clock.now()
    today = clock.local_date(at)
    rows = exhibitor.tasks.select_related("task")
    about: dict[str, Any] = {
        **_about(exhibitor),
        "form": form,
        "price": price_words(exhibitor),
        "may_change": may_change(exhibitor, at=at),
        "position": position_of(exhibitor),
        "tasks": [{"row": one, "late": not one.done_at and one.task.due_date < today} for one in rows],
    }
    if exhibitor.booking and exhibitor.state == ExhibitorState.CONFIRMED:
        about |= _of_confirmed(exhibitor) | {"may_scan": may_scan(exhibitor, at=at)}
    return render(request, "exhibitors/own_page.html", about, status=status)


def _of_confirmed(exhibitor: Exhibitor) -> dict[str, Any]:
    assert exhibitor.booking is not None
    places = list(exhibitor.booking.places.filter(state__in=LIVE_PLACES).order_by("pk"))
    leads = exhibitor.leads.filter(withdrawn_at__isnull=True)
    return {
        "places": places,
        "unnamed": [one for one in places if not one.name],
        "booking_address": booking_path(exhibitor.booking),
        "share_address": share_url(exhibitor.booking),
        "scan_address": scan_url(exhibitor),
        "leads": list(leads.order_by("-number")[:NEWEST]),
        "lead_count": leads.count(),
        "struck": list(exhibitor.leads.filter(withdrawn_at__isnull=False).values_list("number", flat=True)),
    }
