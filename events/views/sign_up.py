"""Signing up: one page, and what came of it."""

from decimal import Decimal
from http import HTTPStatus
from typing import Any
from uuid import UUID, uuid4

from allauth.core.internal import ratelimit
from django.contrib.messages import info
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cms import clock
from cms.people.models import User
from cms.people.signup import reading_language

from ..costs import Cost
from ..domain.admission import is_open
from ..domain.bookings import AlreadyHasPlace, FormUsedAlready, OccurrenceFull
from ..domain.signing_up import Outcome, sign_up
from ..enums import OccurrenceState, WaitingPolicy
from ..models import Occurrence
from ..place_links import booking_path
from ..queries import free_places_in
from ..seeing import may_see
from ..signing_up.asked import Asked, Reader
from ..signing_up.forms import NOW
from ..signing_up.refusals import KNOWN, put_on
from ..signing_up.sheet import Sheet
from ..standing import WaitingReason

# Against the network that asks: a municipality behind one address signs up its people in a morning.
LIMITS = {"sign_up": "120/10m/ip", "voucher": "20/10m/ip"}
WRITTEN_TO = gettext_lazy(
    "We have written to %(email)s. If the address is wrong, write to us, and we put it right: without the mail you "
    "have no link to your booking."
)
RESULT_SALT = "events.signed_up"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def form(request: HttpRequest, uid: UUID) -> HttpResponse:
    at, occurrence = clock.now(), visible(request, uid)
    typed = request.POST if request.method == "POST" else None
    if typed is None and not is_open(occurrence, at=at):
        return render(request, "events/sign_up_closed.html", {"occurrence": occurrence}, status=HTTPStatus.GONE)
    code = (typed if typed is not None else request.GET).get("voucher", "").replace("\x00", "").strip()[:40]
    may_try, may_send = _within_limits(request, code)
    if typed is None and not may_try:
        return ratelimit.respond_429(request)
    group = request.GET.get("organisation", "")
    reader = Reader.of(request.user, language=reading_language(), group_key=group, at=at)
    asked = Asked.of(occurrence, code=code if may_try else "", at=at)
    if asked.voucher_refused:
        ratelimit.consume(request, app="events", action="voucher", config=LIMITS, limit_get=True)
    if typed is not None:
        sheet = Sheet(asked, reader, typed)
        if not (may_try and may_send):
            return _again(request, sheet, too_often=True, status=HTTPStatus.TOO_MANY_REQUESTS)
        return _answer(request, sheet)
    full = not code and free_places_in(occurrence, asked.on_list, at=at) == 0
    return _page(request, Sheet(asked, reader, wait=full or None, voucher=code), waits=full)


@never_cache
@require_safe
def done(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What came of it, without saying whose it is: that stands in the mail."""
    occurrence = visible(request, uid)
    try:
        state, number, position, why, *cost = signing.loads(request.GET.get("result", ""), salt=_salt(occurrence))
    except (signing.BadSignature, ValueError, TypeError):
        raise Http404 from None
    about = {"state": state, "number": number, "position": position, "ahead": position - 1}
    if why in WaitingReason.values:
        about["why"] = WaitingReason(why).label
    if cost:
        about["cost"] = Cost(*map(Decimal, cost))
    return render(request, "events/signed_up.html", {"occurrence": occurrence, **about})


def visible(request: HttpRequest, uid: UUID) -> Occurrence:
    """Or 404, the same for what is not there and what is not theirs to know of."""
    found = get_object_or_404(Occurrence.objects.select_related("series"), uid=uid)
    if found.state == OccurrenceState.DRAFT or not may_see(request.user, found):
        raise Http404
    return found


def _within_limits(request: HttpRequest, code: str) -> tuple[bool, bool]:
    """Whether a code may be tried, and the form be sent. Only codes that are no good count: those who have one may be
    many behind one address.
    """
    about = {"app": "events", "config": LIMITS}
    tries = not code or ratelimit.consume(request, action="voucher", limit_get=True, dry_run=True, **about)
    return bool(tries), bool(ratelimit.consume(request, action="sign_up", **about))


# --- What was sent -----------------------------------------------------------------------------


def _answer(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    if sheet.form["was_signed_in"].value() and not sheet.reader.user:
        return _again(request, _with(sheet, was_signed_in=""), signed_out=True)
    do = request.POST.get("do")
    if do == "names":
        sheet = _with(sheet, names=NOW)
    if (do == "names" and sheet.needed) or (do != "show" and sheet.asks_for_more):
        return _asking_names(request, sheet)
    if do in {"names", "show"}:
        return _again(request, sheet, no_others=do == "names")
    if not sheet.is_valid():
        return _page(request, sheet)
    try:
        outcome = sign_up(**sheet.order(), at=clock.now())
    except KNOWN as error:
        return _refused(request, sheet, error)
    if not sheet.reader.user:
        info(request, WRITTEN_TO % {"email": sheet.form.cleaned_data["email"]})
    return redirect(_result(sheet, outcome))


def _refused(request: HttpRequest, sheet: Sheet, error: Exception) -> HttpResponse:
    """What they typed stays, whatever it is."""
    occurrence, waits = sheet.asked.occurrence, sheet.form.cleaned_data["wait"]
    if isinstance(error, OccurrenceFull) and not waits and occurrence.waiting != WaitingPolicy.NONE:
        return _again(request, _with(sheet, wait="1"), sold_out=True, status=HTTPStatus.CONFLICT)
    if isinstance(error, FormUsedAlready):
        sheet = _with(sheet, key=str(uuid4()))
        sheet.is_valid()
    if isinstance(error, AlreadyHasPlace) and sheet.reader.user:
        if not sheet.comes and sheet.say_who_has_a_place(sheet.reader.user.email):
            return _page(request, sheet, status=HTTPStatus.CONFLICT)
        return _again(request, sheet, has_place=True, status=HTTPStatus.CONFLICT)
    put_on(sheet, error)
    return _page(request, sheet, status=HTTPStatus.CONFLICT)


def _with(sheet: Sheet, **values: str) -> Sheet:
    """The same page with other hidden values."""
    typed: QueryDict = sheet.data.copy() if sheet.data is not None else QueryDict(mutable=True)
    for name, value in values.items():
        typed[name] = value
    return Sheet(sheet.asked, sheet.reader, typed)


def _result(sheet: Sheet, outcome: Outcome) -> str:
    """Who is signed in sees their booking; others what came of it, and find the link in their mail."""
    if outcome.booking and isinstance(sheet.reader.user, User):
        return booking_path(outcome.booking)
    occurrence = sheet.asked.occurrence
    said = [outcome.state, outcome.number, outcome.position, str(getattr(outcome.why, "value", outcome.why))]
    if cost := sheet.cost:
        said += [str(cost.net), str(cost.vat)]
    token = signing.dumps(said, salt=_salt(occurrence))
    return f"{reverse('signed_up', args=[occurrence.uid])}?result={token}"


def _salt(occurrence: Occurrence) -> str:
    return f"{RESULT_SALT}:{occurrence.uid}"


# --- The page ----------------------------------------------------------------------------------


def _again(request: HttpRequest, sheet: Sheet, *, status: int = HTTPStatus.OK, **about: Any) -> HttpResponse:
    sheet.be_quiet()
    return _page(request, sheet, status=status, **about)


def _asking_names(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    """The page comes again with a field for each name, and the reader stands in the first that is new."""
    sheet.be_quiet()
    sheet.begin_at_names()
    return _page(request, sheet, more=True)


def _page(request: HttpRequest, sheet: Sheet, *, status: int = HTTPStatus.OK, **about: Any) -> HttpResponse:
    occurrence = sheet.asked.occurrence
    context = {
        "occurrence": occurrence,
        "sheet": sheet,
        "form": sheet.form,
        "shown": len(sheet.people),
        "waits": bool(sheet.form["wait"].value()) and sheet.form["wait"].value() != "0",
        "voucher_refused": sheet.asked.voucher_refused,
        "title": _("Sign up"),
        **about,
    }
    return render(request, "events/sign_up.html", context, status=status)
