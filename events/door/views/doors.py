"""The door: which one, scanning, searching, undoing, what was gathered without a connection."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth.decorators import login_required
from django.contrib.messages import error, success
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from cms import clock
from cms.people.requests import SignedInRequest
from events.models import Occurrence
from events.rules import may_run_events, may_work_the_door

from ..at_the_door import conflicts_of, door_counts, doors_around, entries_among, newest_scans, places_found
from ..codes import storable
from ..domain.check_ins import NothingToUndo, check_in, receive, undo_check_in
from ..models import CheckIn
from ..offline import codes_for_doors
from ..presenters import said_of
from ..scanning import Unreadable, device_of, door_of, name_door, scan_in_form, scans_in_list, uuid_in
from ..sessions import sessions_at
from .entrance import back_to_door, door_for

# A door this long before it begins is tried out, or the wrong one.
EARLY = timedelta(hours=12)
WORKER = Path(__file__).parent.parent / "worker.js"


@require_safe
@login_required
def doors(request: SignedInRequest) -> HttpResponse:
    """The occurrences of these days."""
    if not may_work_the_door(request.user):
        raise Http404
    return render(request, "door/doors.html", {"occurrences": doors_around(clock.now()), "day": clock.today()})


@require_safe
@never_cache
@login_required
def door(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """One door, with what it said last (`scan`) or whom a search finds (`q`). A `shell` is kept by the browser for
    when there is no connection, and holds nothing about people."""
    occurrence = door_for(request, uid)
    shell = "shell" in request.GET
    context = _door(request, occurrence)
    if not shell:
        context |= _now(request, occurrence)
        context |= {"said": _asked_scan(request, occurrence), "words": storable(request.GET.get("q", "")).strip()[:100]}
        if context["words"]:
            context["found"] = places_found(occurrence, context["words"], session_key=context["session"])
    return render(request, "door/door.html", context | {"shell": shell})


@require_safe
@never_cache
@login_required
def now(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """Counts and the newest scans: the page asks for them again and again."""
    occurrence = door_for(request, uid)
    return render(request, "door/partials/now.html", {"occurrence": occurrence, **_now(request, occurrence)})


@require_POST
@login_required
def scan(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """One scan. A script gets what the door says, a form is led back to the page that says it."""
    occurrence = door_for(request, uid)
    row = check_in(occurrence=occurrence, scan=scan_in_form(request, request.POST), by=request.user, at=clock.now())
    if request.headers.get("X-Requested-With") == "door":
        row.occurrence = occurrence
        context = {"said": said_of(row), "occurrence": occurrence, "session": row.session_key, "nonce": uuid4()}
        return render(request, "door/partials/result.html", context)
    return back_to_door(occurrence, scan=row.pk, session=row.session_key, q=_looked_for(request))


@require_POST
@login_required
def undo(request: SignedInRequest, uid: UUID, pk: int) -> HttpResponse:
    occurrence = door_for(request, uid)
    row = get_object_or_404(CheckIn.objects.filter(occurrence=occurrence), pk=pk)
    try:
        undo_check_in(check_in=row, scan=scan_in_form(request, request.POST), by=request.user, at=clock.now())
        success(request, _("Undone. The ticket lets in again."))
    except NothingToUndo:
        error(request, _("There is nothing to undo: it has been undone already, or let nobody in."))
    return back_to_door(occurrence, session=row.session_key, q=_looked_for(request))


@require_POST
@login_required
def batch(request: SignedInRequest, uid: UUID) -> JsonResponse:
    """What a door gathered without a connection. May be sent again as often as need be."""
    occurrence = door_for(request, uid)
    try:
        scans = scans_in_list(request)
    except Unreadable:
        return JsonResponse({"error": "unreadable"}, status=400)
    rows = receive(occurrence=occurrence, scans=scans, by=request.user, at=clock.now())
    conflicts = sum(1 for row in rows if row.conflict)
    return JsonResponse({"taken": [str(row.nonce) for row in rows], "conflicts": conflicts})


@require_safe
@never_cache
@login_required
def codes(request: SignedInRequest, uid: UUID) -> JsonResponse:
    """What a door needs to decide without a connection: hashes of codes, nobody's name."""
    occurrence = door_for(request, uid)
    return JsonResponse(codes_for_doors(occurrence, session_key=uuid_in(request.GET.get("session"))))


@require_safe
@never_cache
@login_required
def conflicts(request: SignedInRequest, uid: UUID) -> HttpResponse:
    occurrence = door_for(request, uid)
    context = {"occurrence": occurrence, "rows": conflicts_of(occurrence)[:200], "runs": may_run_events(request.user)}
    return render(request, "door/conflicts.html", context)


@require_POST
@login_required
def call_door(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """What staff call the door they stand at."""
    occurrence = door_for(request, uid)
    name_door(request, request.POST.get("door", ""))
    return back_to_door(occurrence, session=uuid_in(request.POST.get("session")))


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The script that serves the door without a connection: it must stand at the address it serves."""
    response = HttpResponse(WORKER.read_text(encoding="utf-8"), content_type="text/javascript; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    return response


def _door(request: SignedInRequest, occurrence: Occurrence) -> dict[str, Any]:
    session, sessions = uuid_in(request.GET.get("session")), sessions_at(occurrence)
    return {
        "occurrence": occurrence,
        "device": device_of(request),
        "door": door_of(request),
        "session": session,
        "sessions": sessions,
        "chosen": next((one.words for one in sessions if one.key == session), ""),
        "nonce": uuid4(),
        "is_early": occurrence.starts_at - clock.now() > EARLY,
        "runs": may_run_events(request.user),
    }


def _now(request: SignedInRequest, occurrence: Occurrence) -> dict[str, Any]:
    newest = newest_scans(occurrence)
    return {
        "counts": door_counts(occurrence, session_key=uuid_in(request.GET.get("session"))),
        "newest": newest,
        "inside": entries_among(newest),
        "conflict_count": conflicts_of(occurrence).count(),
    }


def _asked_scan(request: SignedInRequest, occurrence: Occurrence) -> Any:
    asked = request.GET.get("scan", "")
    if not (asked.isascii() and asked.isdigit() and len(asked) < 18):
        return None
    rows = CheckIn.objects.filter(occurrence=occurrence, pk=asked)
    row = rows.select_related("place__category", "place__organisation", "place__booking", "occurrence__series").first()
    return said_of(row) if row else None


def _looked_for(request: SignedInRequest) -> str:
    """What was searched for, so that the search is still there afterwards."""
    return storable(request.POST.get("q", "")).strip()[:100]
