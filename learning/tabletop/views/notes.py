"""The after-action note of a table, for those who sat at it."""

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from cms import clock
from cms.file_names import plain_slug
from cms.people.requests import SignedInRequest

from ..domain.debriefing import share_note
from ..enums import RunState
from ..models import Participant
from ..presenting.addresses import address, run_url
from ..presenting.notes import note_as_text, note_view
from ..presenting.table import Table
from .table import at_the_table, post_to_run


@at_the_table
def note(request: HttpRequest, seat: Participant) -> HttpResponse:
    if seat.run.is_open:
        return redirect(run_url(seat.run))
    return render(request, "tabletop/note.html", note_view(Table(seat)))


@at_the_table
def note_text(request: HttpRequest, seat: Participant) -> HttpResponse:
    """The note as a text file."""
    if seat.run.state != RunState.FINISHED:
        return redirect(run_url(seat.run))
    shown = note_view(Table(seat))
    name = f"{plain_slug(shown['title'], otherwise='note')}-{seat.run.started_at:%Y-%m-%d}.md"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(note_as_text(shown), content_type="text/markdown; charset=utf-8", headers=headers)


@at_the_table
@post_to_run
def share(request: SignedInRequest, seat: Participant) -> HttpResponse:
    """Let the teachers of the course read the note, or no longer."""
    shared = request.POST.get("do") == "share"
    share_note(run=seat.run, shared=shared, by=request.user, at=clock.now())
    said = _("The teachers of the course can read the note.") if shared else _("Only the table can read the note now.")
    success(request, said)
    return redirect(address("note", seat.run))
