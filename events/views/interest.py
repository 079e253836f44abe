"""Wanting to know when sign-up opens: directly for who is signed in, by a link in a mail for guests."""

from http import HTTPStatus
from uuid import UUID

from allauth.core.internal import ratelimit
from django.contrib.auth.decorators import login_required
from django.contrib.messages import info, success
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cms import clock
from cms.people.models import User
from cms.people.requests import SignedInRequest
from cms.people.signup import reading_language

from ..domain import interest
from ..forms import InterestForm
from ..models import Interest, Occurrence

# Against the network that asks, and so that nobody's mailbox is filled by others; of the second nobody learns.
LIMITS = {"ask_interest": "20/10m/ip"}
A_MAILBOX = {"interest_mail": "3/d/key"}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The form; where it was sent, the same answer whatever the address."""
    occurrence = _public(uid)
    if not interest.takes_interest(occurrence, at=clock.now()):
        return _page(request, occurrence, closed=True, status=HTTPStatus.GONE)
    if isinstance(request.user, User):
        return _ask_signed_in(request, occurrence, request.user)
    form = InterestForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, occurrence, form=form)
    if not ratelimit.consume(request, app="events", action="ask_interest", config=LIMITS):
        return ratelimit.respond_429(request)
    email = form.cleaned_data["email"]
    key = f"{occurrence.pk}:{email}"
    if ratelimit.consume(request, app="events", action="interest_mail", config=A_MAILBOX, key=key):
        interest.ask_guest(occurrence=occurrence, email=email, language=reading_language(), at=clock.now())
    return _page(request, occurrence, sent=True)


def _ask_signed_in(request: HttpRequest, occurrence: Occurrence, user: User) -> HttpResponse:
    if request.method == "POST":
        interest.note_interest(
            occurrence=occurrence, email=user.email, language=user.language, user=user, at=clock.now()
        )
        success(request, _("We tell you by e-mail when sign-up opens."))
        return redirect("interest", uid=occurrence.uid)
    noted = Interest.objects.filter(occurrence=occurrence, email__iexact=user.email).exists()
    return _page(request, occurrence, noted=noted)


@require_http_methods(["POST"])
@login_required
def take_back(request: SignedInRequest, uid: UUID) -> HttpResponse:
    occurrence = _public(uid)
    user = request.user
    if interest.take_interest_back(occurrence=occurrence, email=user.email, by=user, at=clock.now()):
        info(request, _("You are no longer told when sign-up opens."))
    return redirect("interest", uid=occurrence.uid)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """What a guest's link opens. Looking changes nothing: programs that look through mail open every link in it."""
    try:
        occurrence, email, language = interest.read_link(token)
    except interest.LinkUnknown:
        return render(request, "events/interest_link.html", {"unknown": True}, status=HTTPStatus.GONE)
    about = {"occurrence": occurrence, "email": email}
    try:
        about["done"] = _answered(request, occurrence, email, language)
    except interest.NothingToWaitFor:
        return render(request, "events/interest_link.html", about | {"closed": True}, status=HTTPStatus.GONE)
    return render(request, "events/interest_link.html", about)


def _answered(request: HttpRequest, occurrence: Occurrence, email: str, language: str) -> str:
    if request.method != "POST":
        return "noted" if Interest.objects.filter(occurrence=occurrence, email__iexact=email).exists() else ""
    if request.POST.get("do") == "take_back":
        interest.take_interest_back(occurrence=occurrence, email=email, by=None, at=clock.now())
        return "taken_back"
    interest.note_interest(occurrence=occurrence, email=email, language=language, at=clock.now())
    return "noted"


def _public(uid: UUID) -> Occurrence:
    found = Occurrence.objects.select_related("series").filter(uid=uid).first()
    if found is None or not found.is_public:
        raise Http404
    return found


def _page(request: HttpRequest, occurrence: Occurrence, *, status: int = 200, **about: object) -> HttpResponse:
    return render(request, "events/interest.html", {"occurrence": occurrence, **about}, status=status)
