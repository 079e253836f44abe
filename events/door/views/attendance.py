"""Who came: the coordinator's list, corrections, and settling."""

from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.contrib.messages import error, success
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cms import clock
from cms.people.requests import SignedInRequest
from events.models import Occurrence

from ..at_the_door import door_counts
from ..badges import FORMATS, parts_of
from ..codes import storable
from ..domain.attendance import (
    AlreadySettled,
    NotBegunYet,
    NothingToCorrect,
    NotOverYet,
    ReasonMissing,
    WasCancelled,
    correct_attendance,
    settle_attendance,
)
from ..models import Settlement
from ..queries import attendance_list
from ..scanning import uuid_in
from ..sessions import Choice, sessions_at
from .entrance import occurrence_for

A_PAGE = 100


@dataclass(frozen=True)
class Asked:
    """What of the list is looked at. `session`: who came to that one; empty: to any of it."""

    show: str = ""
    q: str = ""
    session: UUID | None = None
    page: str = ""

    @classmethod
    def of(cls, query: QueryDict, sessions: list[Choice]) -> "Asked":
        session = uuid_in(query.get("session"))
        return cls(
            query.get("show", ""),
            storable(query.get("q", "")).strip()[:100],
            session if any(one.key == session for one in sessions) else None,
            query.get("page", ""),
        )

    @property
    def query(self) -> str:
        return urlencode({name: value for name, value in asdict(self).items() if value})

    def rows(self, occurrence: Occurrence) -> QuerySet[Any]:
        return attendance_list(occurrence, show=self.show, words=self.q, session_key=self.session)


@require_safe
@login_required
def attendance(request: SignedInRequest, uid: UUID) -> HttpResponse:
    occurrence = occurrence_for(request, uid)
    sessions = sessions_at(occurrence)
    asked = Asked.of(request.GET, sessions)
    context: dict[str, Any] = {
        "occurrence": occurrence,
        "counts": door_counts(occurrence, session_key=asked.session),
        "page": Paginator(asked.rows(occurrence), A_PAGE).get_page(asked.page),
        "asked": asked,
        "sessions": sessions,
        "settlement": Settlement.objects.filter(occurrence=occurrence).first(),
        "has_begun": occurrence.starts_at <= clock.now(),
        "is_over": occurrence.ends_at <= clock.now(),
        "formats": FORMATS.values(),
    }
    context["parts"] = parts_of(context["counts"].expected)
    return render(request, "door/attendance.html", context)


@require_POST
@login_required
def correct(request: SignedInRequest, uid: UUID, pk: int) -> HttpResponse:
    """Of anybody on the list. Then back to it as it was."""
    occurrence = occurrence_for(request, uid)
    place = get_object_or_404(attendance_list(occurrence), pk=pk)
    place.occurrence = occurrence
    asked = Asked.of(QueryDict(request.POST.get("back", "")[:1000]), sessions_at(occurrence))
    said: dict[str, Any] = {"came": request.POST.get("came") == "yes", "reason": request.POST.get("reason", "")}
    try:
        correct_attendance(place=place, **said, session_key=asked.session, by=request.user, at=clock.now())
        success(request, _("Corrected. It counts from now on."))
    except ReasonMissing:
        error(request, _("Write why, so that others understand it later."))
    except NotBegunYet:
        error(request, _("It has not begun, so nobody can have come yet."))
    except NothingToCorrect:
        error(request, _("It says so already."))
    return _back(occurrence, asked)


@require_POST
@login_required
def settle(request: SignedInRequest, uid: UUID) -> HttpResponse:
    occurrence = occurrence_for(request, uid)
    try:
        settle_attendance(occurrence=occurrence, by=request.user, at=clock.now())
        success(request, _("Who came is settled. You can award certificates now."))
    except NotOverYet:
        error(request, _("It is not over yet. Settle who came when it is."))
    except AlreadySettled:
        error(request, _("A colleague has settled it already."))
    except WasCancelled:
        error(request, _("It was not held, so nobody came."))
    return redirect("attendance", uid=occurrence.uid)


def _back(occurrence: Occurrence, asked: Asked) -> HttpResponseRedirect:
    address = reverse("attendance", args=[occurrence.uid])
    return redirect(f"{address}?{asked.query}" if asked.query else address)
