"""What the desk itself hangs on the page of an occurrence: a few queries each, however many come."""

from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from wagtail.models import ModelLogEntry

from cms import clock
from cms.texts import said

from ..addresses import occurrence_url
from ..enums import HOLDING_STATES, LIVE_STATES, PlaceState, Retention
from ..models import Occurrence
from ..money import kroner
from ..queries import PlaceCounts, place_counts, takes_sign_ups
from .models import Letter
from .programme_table import programme_table
from .steps import steps_for

LINES = 10
LETTERS = 3


def state(request: HttpRequest, *, occurrence: Occurrence) -> SafeString:
    """Where it stands, what comes next, and what people see. Two queries."""
    at = clock.now()
    about = {
        "steps": steps_for(occurrence, at=at),
        "takes_sign_ups": takes_sign_ups(occurrence, at=at),
        "notice": occurrence.notices.filter(done_at__isnull=True).first(),
        "interested": occurrence.interests.count(),
        "url": occurrence_url(occurrence),
    }
    return _panel("state", request, occurrence, about)


def places(request: HttpRequest, *, occurrence: Occurrence) -> SafeString:
    """Kinds of tickets with how many are taken and wait, and the limits on them. Four queries."""
    counts = place_counts(occurrence, at=clock.now())
    categories = list(occurrence.categories.all())
    quotas = occurrence.quotas.prefetch_related("categories")
    about = {
        "counts": counts,
        "categories": [{"category": one, "price": kroner(one.price), **_numbers(counts, one.pk)} for one in categories],
        "quotas": [_quota(quota, counts) for quota in quotas],
        "pending": counts.of({PlaceState.PENDING}),
    }
    return _panel("places", request, occurrence, about)


def questions(request: HttpRequest, *, occurrence: Occurrence) -> SafeString:
    """One query."""
    rows = list(occurrence.questions.all())
    kept_apart = any(one.retention == Retention.SENSITIVE for one in rows)
    return _panel("questions", request, occurrence, {"questions": rows, "asks_for_needs": kept_apart})


def vouchers(request: HttpRequest, *, occurrence: Occurrence) -> SafeString:
    """One query."""
    live = Count("uses", filter=Q(uses__place__state__in=LIVE_STATES))
    return _panel("vouchers", request, occurrence, {"vouchers": occurrence.vouchers.annotate(used=live)})


def programme(request: HttpRequest, *, occurrence: Occurrence) -> SafeString:
    """How far the programme and its speakers have come. Six queries."""
    return _panel("programme", request, occurrence, programme_table(occurrence))


def letters(request: HttpRequest, *, occurrence: Occurrence) -> SafeString:
    """The last letters and how far they are. One query."""
    rows = Letter.objects.filter(occurrence=occurrence).defer("place_ids", "texts")[:LETTERS]
    language = get_language() or "nb"
    return _panel(
        "letters",
        request,
        occurrence,
        {"letters": [{"letter": one, "subject": said(one.subjects, language)} for one in rows]},
    )


def log(request: HttpRequest, *, occurrence: Occurrence) -> SafeString:
    """The latest lines about the occurrence itself. One query."""
    rows = ModelLogEntry.objects.for_instance(occurrence).select_related("user").order_by("-timestamp", "-pk")[:LINES]
    lines = [{"at": row.timestamp, "what": row.message, "by": row.user} for row in rows]
    return _panel("log", request, occurrence, {"lines": lines})


PANELS = (
    (10, state),
    (20, places),
    (42, questions),
    (44, vouchers),
    (50, programme),
    (90, letters),
    (99, log),
)


def _numbers(counts: PlaceCounts, category: int) -> dict[str, int]:
    return {
        "confirmed": counts.of({PlaceState.CONFIRMED}, category=category),
        "taken": counts.of(HOLDING_STATES, category=category),
        "waiting": counts.of({PlaceState.WAITING}, category=category),
    }


def _quota(quota: Any, counts: PlaceCounts) -> dict[str, Any]:
    categories = list(quota.categories.all())
    taken = sum(counts.of(HOLDING_STATES, category=one.pk) for one in categories)
    free = None if quota.size is None else max(0, quota.size - taken)
    return {"quota": quota, "categories": categories, "taken": taken, "free": free}


def _panel(name: str, request: HttpRequest, occurrence: Occurrence, about: dict[str, Any]) -> SafeString:
    context = {"occurrence": occurrence, **about}
    return SafeString(render_to_string(f"desk/panels/{name}.html", context, request))
