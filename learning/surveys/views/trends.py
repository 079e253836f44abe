"""One question over the years."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cms import clock
from cms.people.requests import SignedInRequest
from cms.texts import said

from ..content import Asked
from ..enums import DECIDING, MINIMUM, Timing
from ..presenting import answer_in_words
from ..queries import questions_by_occasion, rows_by_occasion
from ..rules import occasions_seen_by
from ..trend_arithmetic import Asking, Year, years_of


@login_required
@never_cache
@require_safe
def trend(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Over everything whose results the reader may see. Before-and-after surveys have a page of their own."""
    question, years = years_of(_askings(request, str(key)))
    if question is None or question.kind not in DECIDING:
        raise Http404
    language = get_language() or ""
    context = {
        "text": said(question.text, language),
        "years": years,
        "minimum": MINIMUM,
        "means": [_mean(one) for one in years if one.tally.mean is not None],
        "answers": [] if any(one.tally.mean is not None for one in years) else _shares(question, years, language),
        "columns": [_("Answer"), *(str(one.year) for one in years)],
        "table": _table(question, years, language),
    }
    return render(request, "surveys/trend.html", context)


def _askings(request: SignedInRequest, key: str) -> Iterator[Asking]:
    """Three queries, however many occasions asked it."""
    seen = occasions_seen_by(request.user, at=clock.now()).filter(timing=Timing.ONCE)
    occasions = list(seen.order_by("-opened_at", "-pk"))
    rows = rows_by_occasion(occasions, by_year=True)
    questions = questions_by_occasion(occasions, rows)
    for one in occasions:
        if asked := next((question for question in questions[one.pk] if question.key == key), None):
            yield Asking(asked, rows[one.pk], one.shows_sums_only)


def _mean(one: Year) -> dict[str, Any]:
    assert one.tally.mean is not None
    value = number_format(one.tally.mean, 2)
    return {"label": str(one.year), "share": round(float(one.tally.mean) * 20), "value": f"{value} ({one.tally.base})"}


def _shares(question: Asked, years: list[Year], language: str) -> list[dict[str, Any]]:
    """For each answer: what share of those who answered gave it, year by year."""
    keys = [key for key, _count in years[-1].tally.counts] if years else []
    return [
        {
            "text": answer_in_words(question, key, language),
            "bars": [_share(one, dict(one.tally.counts).get(key, 0)) for one in years],
        }
        for key in keys
    ]


def _share(one: Year, count: int) -> dict[str, Any]:
    percent = round(100 * count / one.tally.base) if one.tally.base else 0
    return {"label": str(one.year), "share": percent, "value": f"{percent} % ({count}/{one.tally.base})"}


def _table(question: Asked, years: list[Year], language: str) -> list[list[Any]]:
    keys = [key for key, _count in years[-1].tally.counts] if years else []
    counts = [dict(one.tally.counts) for one in years]
    rows: list[list[Any]] = [
        [answer_in_words(question, key, language), *(c.get(key, 0) for c in counts)] for key in keys
    ]
    rows.append([_("Cannot answer"), *(one.tally.cannot for one in years)])
    rows.append([_("Answered"), *(one.tally.base for one in years)])
    if any(one.tally.mean is not None for one in years):
        means = ["–" if one.tally.mean is None else number_format(one.tally.mean, 2) for one in years]
        rows.append([_("Mean"), *means])
    return rows
