"""Answering a survey: one page, saved on the way, sent once."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.contrib.messages import success
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cms import clock
from cms.people.models import User
from cms.people.requests import SignedInRequest

from ..content import content_of
from ..domain.answering import AlreadyAnswered, TooLate, save_draft, submit_answers
from ..domain.drafts import forget_sealed, keep_sealed, new_secret, sealed_draft
from ..enums import Moment
from ..forms import AnswerForm, draft_from
from ..models import Respondent, Response, SurveyVersion
from ..panels import described
from ..presenting import own_answers, own_changes, shown_questions
from ..queries import deadline_of, is_open_for, own_response
from ..rules import is_asked

COOKIE = "survey_draft"
COOKIE_LASTS = 90 * 24 * 3600


@dataclass(frozen=True)
class Way:
    """Where somebody answers: signed in, or by a link (`views/by_link.py`) that also lets them say no."""

    answer: str
    thanks: str
    cookie_path: str = "/me/surveys/"
    refuse: str = ""
    is_guest: bool = False


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: SignedInRequest, pk: int) -> HttpResponse:
    return take_answers(request, _own(request, pk), _way(pk))


def take_answers(request: HttpRequest, respondent: Respondent, way: Way) -> HttpResponse:
    """The form. Saved while it is filled in, or with its button; what was typed survives every error."""
    if respondent.answered:
        return redirect(way.thanks)
    if not is_open_for(respondent, at=clock.now()):
        return render(request, "surveys/closed.html", described(respondent) | {"way": way}, status=410)
    if request.method != "POST":
        return _first_page(request, respondent, way)
    version = _version_sent(request, respondent)
    if request.POST.get("do") != "send":
        return _saved(request, respondent, version, way)
    form = AnswerForm(request.POST, content=content_of(version), language=get_language() or "")
    if not form.is_valid():
        return _page(request, respondent, version, form, way, status=422)
    return _sent(request, respondent, version, form, way)


def _way(pk: int) -> Way:
    return Way(reverse("surveys:answer", args=[pk]), reverse("surveys:thanks", args=[pk]))


def _first_page(request: HttpRequest, respondent: Respondent, way: Way) -> HttpResponse:
    draft, version = _draft(request, respondent)
    form = AnswerForm(content=content_of(version), language=get_language() or "", draft=draft)
    return _page(request, respondent, version, form, way)


def _page(
    request: HttpRequest,
    respondent: Respondent,
    version: SurveyVersion,
    form: AnswerForm,
    way: Way,
    *,
    status: int = 200,
) -> HttpResponse:
    context = described(respondent) | {
        "way": way,
        "form": form,
        "questions": shown_questions(form),
        "version": version,
        "deadline": deadline_of(respondent, at=clock.now()),
        "language": form.language,
    }
    return render(request, "surveys/answer.html", context, status=status)


def _sent(
    request: HttpRequest, respondent: Respondent, version: SurveyVersion, form: AnswerForm, way: Way
) -> HttpResponse:
    sent: dict[str, Any] = {"respondent": respondent, "version": version, "answers": form.answers}
    try:
        submit_answers(**sent, by=_by(request, way), at=clock.now())
    except AlreadyAnswered:
        return redirect(way.thanks)
    except TooLate:
        return render(request, "surveys/closed.html", described(respondent) | {"way": way}, status=410)
    if secret := request.COOKIES.get(COOKIE):
        forget_sealed(respondent=respondent, secret=secret)
    return redirect(way.thanks)


def _by(request: HttpRequest, way: Way) -> User | None:
    """A link is for whoever reads the address, whoever is signed in here."""
    return request.user if isinstance(request.user, User) and not way.is_guest else None


# --- Begun answers ------------------------------------------------------------------------------


def _saved(request: HttpRequest, respondent: Respondent, version: SurveyVersion, way: Way) -> HttpResponse:
    """Kept as typed, right or wrong. Of an anonymous survey: sealed, for this browser."""
    draft, secret = draft_from(content_of(version), request.POST), ""
    if respondent.occasion.is_anonymous:
        secret = request.COOKIES.get(COOKIE) or new_secret()
        keep_sealed(respondent=respondent, secret=secret, draft=draft, version=version.pk, on=clock.today())
    else:
        save_draft(respondent=respondent, version=version, draft=draft, by=_by(request, way), at=clock.now())
    if request.headers.get("X-Requested-With") == "autosave":
        return _with_secret(HttpResponse(status=204), secret, way)
    success(request, _("Your answers are kept. Send them when you are ready."))
    return _with_secret(redirect(way.answer), secret, way)


def _with_secret(response: HttpResponse, secret: str, way: Way) -> HttpResponse:
    if secret:
        about: dict[str, Any] = {"path": way.cookie_path, "httponly": True, "samesite": "Lax"}
        response.set_cookie(COOKIE, secret, max_age=COOKIE_LASTS, secure=settings.SESSION_COOKIE_SECURE, **about)
    return response


def _draft(request: HttpRequest, respondent: Respondent) -> tuple[dict[str, list[str]], SurveyVersion]:
    """Begun answers with the version they were begun in; without any, the newest."""
    if not respondent.occasion.is_anonymous:
        return respondent.draft, respondent.version or respondent.occasion.version
    kept = sealed_draft(respondent=respondent, secret=request.COOKIES.get(COOKIE, ""))
    found = SurveyVersion.objects.filter(pk=kept.get("version", 0), survey=respondent.occasion.survey_id).first()
    return (kept["draft"], found) if found else ({}, respondent.occasion.version)


def _version_sent(request: HttpRequest, respondent: Respondent) -> SurveyVersion:
    """The version the form was made from: what somebody answers does not change while they answer it."""
    number = request.POST.get("version", "")
    found = SurveyVersion.objects.filter(survey=respondent.occasion.survey_id, number=number if number.isdigit() else 0)
    return found.first() or respondent.occasion.version


# --- Afterwards ---------------------------------------------------------------------------------


@login_required
@never_cache
@require_safe
def thanks(request: SignedInRequest, pk: int) -> HttpResponse:
    return thank(request, _own(request, pk), _way(pk))


def thank(request: HttpRequest, respondent: Respondent, way: Way) -> HttpResponse:
    if not respondent.answered:
        return redirect(way.answer)
    about, response = described(respondent), Response.objects.filter(respondent=respondent).first()
    answers = own_answers(response, about["language"]) if response else []
    return render(request, "surveys/thanks.html", about | {"answers": answers, "way": way})


@login_required
@never_cache
@require_safe
def change(request: SignedInRequest, pk: int) -> HttpResponse:
    """The learner's own answers before and after, side by side."""
    respondent = _own(request, pk)
    before, after = (own_response(respondent, moment) for moment in (Moment.BEFORE, Moment.AFTER))
    if before is None or after is None:
        raise Http404
    about = described(respondent)
    return render(request, "surveys/change.html", about | {"changes": own_changes(before, after, about["language"])})


def _own(request: SignedInRequest, pk: int) -> Respondent:
    found = Respondent.objects.select_related("occasion__version", "version")
    respondent = get_object_or_404(found, pk=pk)
    if not is_asked(request.user, respondent):
        raise Http404
    return respondent
