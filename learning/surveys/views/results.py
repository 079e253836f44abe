"""What answers add up to, for those who asked."""

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cms import clock
from cms.exports import csv_response
from cms.people.requests import SignedInRequest
from cms.texts import said

from ..breakdown import choices_of, part_asked_for, tallies_of
from ..content import content_of
from ..enums import MINIMUM, Timing
from ..models import Occasion, Response
from ..occasions import titles_of
from ..presenting import answer_as_text, changes_table, shown_change, shown_tally, sums_table
from ..queries import pairs_of, questions_of, rows_of, with_counts
from ..results import Change, changes
from ..rules import may_see_answers, may_see_results, occasions_seen_by


@login_required
@never_cache
@require_safe
def occasions(request: SignedInRequest) -> HttpResponse:
    """The surveys whose results the reader may see."""
    seen = occasions_seen_by(request.user, at=clock.now()).select_related("version")
    found = list(with_counts(seen).order_by("-opened_at", "-pk"))
    if not found and not request.user.has_perm("surveys.view_survey"):
        raise Http404
    titles = titles_of(found)
    return render(request, "surveys/occasions.html", {"occasions": [_described(one, titles) for one in found]})


@login_required
@never_cache
@require_safe
def results(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    occasion = _occasion(request, uuid)
    about = _described(occasion)
    if occasion.timing == Timing.BEFORE_AND_AFTER:
        return render(request, "surveys/pair_results.html", about | _change_context(occasion, about["language"]))
    rows = rows_of(occasion)
    part = part_asked_for(occasion, rows, request.GET.get("part", ""))
    tallies = tallies_of(occasion, questions_of(occasion, rows), rows, part) if _enough(occasion, rows) else []
    context = about | {
        "total": len(rows),
        "enough": _enough(occasion, rows),
        "part": part.value if part.dimension else "",
        "choices": choices_of(occasion, rows),
        "questions": [shown_tally(one, about["language"]) for one in tallies],
        "answers_are_named": may_see_answers(request.user, occasion),
    }
    return render(request, "surveys/results.html", context)


def _enough(occasion: Occasion, rows: list[Any]) -> bool:
    return len(rows) >= MINIMUM or not occasion.shows_sums_only


def _change_context(occasion: Occasion, language: str) -> dict[str, Any]:
    people, found = _changes(occasion)
    return {"pairs": people, "changes": [shown_change(one, language) for one in found]}


def _changes(occasion: Occasion) -> tuple[int, list[Change]]:
    """How many have answered both before and after, and what has changed; nothing of fewer than five."""
    pairs = pairs_of(occasion)
    if len(pairs) < MINIMUM:
        return 0, []
    return len(pairs), changes(questions_of(occasion, [after for _before, after in pairs]), pairs)


@login_required
@never_cache
@require_safe
def sums_csv(request: SignedInRequest, uuid: UUID) -> HttpResponseBase:
    """The sums as they are shown, no more."""
    occasion = _occasion(request, uuid)
    if occasion.timing == Timing.BEFORE_AND_AFTER:
        return _changes_csv(occasion)
    rows, language = rows_of(occasion), _language(occasion)
    part = part_asked_for(occasion, rows, request.GET.get("part", ""))
    shown = _enough(occasion, rows)
    tallies = tallies_of(occasion, questions_of(occasion, rows), rows, part) if shown else []
    header = (_("Question"), _("Answer"), _("How many"), _("Of"), _("Gave no answer"), _("Question id"))
    return csv_response(_file_name(occasion), header, sums_table(tallies, language))


def _file_name(occasion: Occasion, *more: str) -> str:
    return "-".join([pgettext("file name", "survey"), str(occasion.pk), *more]) + ".csv"


def _changes_csv(occasion: Occasion) -> HttpResponseBase:
    header = (_("Question"), _("Before"), _("After"), _("Higher"), _("Lower"), _("People"), _("Question id"))
    _people, found = _changes(occasion)
    return csv_response(_file_name(occasion), header, changes_table(found, _language(occasion)))


@login_required
@never_cache
@require_safe
def answers_csv(request: SignedInRequest, uuid: UUID) -> HttpResponseBase:
    """Person by person, where they were told so before they answered."""
    occasion = _occasion(request, uuid)
    if not may_see_answers(request.user, occasion):
        raise Http404
    rows, language = rows_of(occasion), _language(occasion)
    questions = questions_of(occasion, rows)
    header = [_("Name"), _("Organisation"), _("Answered"), *(said(one.text, language) for one in questions)]
    return csv_response(_file_name(occasion, _("answers")), header, _lines(occasion, questions, language))


def _lines(occasion: Occasion, questions: Iterable[Any], language: str) -> Iterator[list[Any]]:
    """Read as they are sent: memory stays the same however many there are."""
    found = Response.objects.filter(occasion=occasion).order_by("answered_on", "pk")
    names = ("answers", "answered_on", "respondent__user__name", "respondent__organisation__name")
    for answers, day, name, organisation in found.values_list(*names).iterator(chunk_size=500):
        cells = [answer_as_text(one, answers.get(one.key), language) for one in questions]
        yield [name or "", organisation or "", day.isoformat() if day else "", *cells]


# --- Words --------------------------------------------------------------------------------------


def _occasion(request: HttpRequest, uuid: UUID) -> Occasion:
    occasion = get_object_or_404(with_counts(Occasion.objects.select_related("version")), uuid=uuid)
    if not may_see_results(request.user, occasion, at=clock.now()):
        raise Http404
    return occasion


def _language(occasion: Occasion) -> str:
    return content_of(occasion.version).language_for(get_language() or "")


def _described(occasion: Occasion, titles: dict[int, str] | None = None) -> dict[str, Any]:
    content, language = content_of(occasion.version), _language(occasion)
    return {
        "occasion": occasion,
        "title": said(content.title, language),
        "about": (titles or titles_of([occasion]))[occasion.pk],
        "language": language,
        "minimum": MINIMUM,
        "waits_for_closing": occasion.shows_sums_only and occasion.is_open and occasion.deadline_at is not None,
        "grows_by_five": occasion.shows_sums_only and occasion.is_open and occasion.deadline_at is None,
    }
