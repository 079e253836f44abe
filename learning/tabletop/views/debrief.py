"""The debrief of a table: written by its leader, read by the others."""

from django.contrib.messages import success
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from cms import clock
from cms.people.requests import SignedInRequest

from ..domain.debriefing import StillOpen, TooManyPoints, drop_point, finish_run, save_debrief
from ..enums import RunState
from ..forms import DebriefForm, debrief_initial
from ..models import DebriefAnswer, Participant
from ..presenting.addresses import address, run_url
from ..presenting.table import Table
from .table import at_the_table


@at_the_table
def debrief(request: SignedInRequest, seat: Participant) -> HttpResponse:
    """Save, add an improvement point, take one away, or hand in; nothing typed is lost on the way."""
    if seat.run.state != RunState.DEBRIEF:
        return redirect(run_url(seat.run))
    if request.method != "POST":
        return _page(request, seat)
    table = Table(seat)
    if "drop" in request.POST:
        drop_point(run=seat.run, point=_number(request), by=request.user, at=clock.now())
    form = DebriefForm(request.POST, script=table.script, language=table.language)
    valid = form.is_valid()
    if request.headers.get("X-Requested-With") == "autosave":
        # A point is half typed most of the time: it waits for the button.
        save_debrief(run=seat.run, answers=form.answers, by=request.user, at=clock.now())
        return HttpResponse(status=204)
    if not valid:
        return _page(request, seat, form, table=table, status=422)
    return _kept(request, seat, form, table)


def _kept(request: SignedInRequest, seat: Participant, form: DebriefForm, table: Table) -> HttpResponse:
    hands_in = request.POST.get("do") == "finish"
    verb = finish_run if hands_in else save_debrief
    try:
        verb(run=seat.run, answers=form.answers, point=form.point, by=request.user, at=clock.now())
    except StillOpen as refusal:
        form.point_out(refusal.questions)
        return _page(request, seat, form, table=table, status=422)
    except TooManyPoints:
        form.add_error("text", _("The list is full: take a point away first."))
        return _page(request, seat, form, table=table, status=422)
    if not hands_in:
        success(request, _("The debrief is saved."))
        return redirect(f"{address('debrief', seat.run)}#points")
    success(request, _("The tabletop is finished. Here is your note of it."))
    return redirect(address("note", seat.run))


def _number(request: SignedInRequest) -> int:
    text = request.POST.get("drop", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0


def _page(
    request: SignedInRequest,
    seat: Participant,
    form: DebriefForm | None = None,
    *,
    table: Table | None = None,
    status: int = 200,
) -> HttpResponse:
    table = table or Table(seat)
    answers = dict(DebriefAnswer.objects.filter(run=seat.run).values_list("question", "text"))
    if form is None:
        initial = debrief_initial(answers)
        form = DebriefForm(script=table.script, language=table.language, initial=initial)
    context = table.head() | {
        "form": form,
        "log": table.log(),
        "points": list(seat.run.points.all()),
        "answers": [{"prompt": one["prompt"], "text": answers.get(one["id"], "")} for one in table.script.questions],
    }
    return render(request, "tabletop/debrief.html", context, status=status)
