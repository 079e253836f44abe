"""At the table: each inject is a page; deciding, going on, and the clock."""

from collections.abc import Callable

from django.contrib.messages import info, success
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from cms import clock as the_clock
from cms.people.requests import SignedInRequest

from ..domain import playing
from ..domain.runs import leave_run, stop_run
from ..forms import DecisionForm
from ..models import Participant, TabletopRun
from ..presenting.addresses import address, run_url, where_it_is
from ..presenting.table import Table, inject_view, status_view
from ..queries import current_inject
from .table import at_the_table, post_to_run


@at_the_table
def run(request: HttpRequest, seat: Participant) -> HttpResponse:
    """To where the table is: its inject, its debrief, or its note."""
    return redirect(where_it_is(seat.run, number=current_inject(seat.run).number))


@at_the_table
def inject(request: HttpRequest, seat: Participant, number: int) -> HttpResponse:
    """An inject the table has met; what is still to come is not found."""
    table = Table(seat)
    found = table.inject(number)
    if found is None:
        raise Http404
    return render(request, "tabletop/inject.html", inject_view(table, found, at=the_clock.now()))


@at_the_table
@post_to_run
def decide(request: SignedInRequest, seat: Participant, number: int) -> HttpResponse:
    """Write a decision or a comment down. What cannot be taken comes back as it was typed."""
    choice, text = request.POST.get("choice", ""), request.POST.get("text", "")
    try:
        playing.decide(
            run=seat.run,
            number=number,
            choice=choice,
            text=text,
            seen=_number(request.POST.get("seen", "")),
            by=request.user,
            at=the_clock.now(),
        )
    except playing.NoSuchInject:
        raise Http404 from None
    except (playing.NothingSaid, playing.TextTooLong, playing.DecidedMeanwhile) as refusal:
        status = 409 if isinstance(refusal, playing.DecidedMeanwhile) else 422
        return _refused(request, seat, number, refusal, status=status)
    return redirect(f"{address('inject', seat.run, number)}#decision")


def _refused(request: HttpRequest, seat: Participant, number: int, refusal: Exception, *, status: int) -> HttpResponse:
    table = Table(seat)
    found = table.inject(number)
    if found is None:
        raise Http404
    told = table.script.inject(found.inject_key)
    form = DecisionForm(request.POST, inject=told, leads=seat.is_leader, language=table.language)
    form.point_out(_in_words(refusal), at_choice=isinstance(refusal, playing.ChoiceMissing))
    context = inject_view(table, found, at=the_clock.now()) | {"form": form}
    return render(request, "tabletop/inject.html", context, status=status)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0


def _in_words(refusal: Exception) -> str:
    if isinstance(refusal, playing.ChoiceMissing):
        return _("Choose one of the ways.")
    if isinstance(refusal, playing.NothingDecided):
        return _("Decide first, then go on.")
    if isinstance(refusal, playing.NothingSaid):
        return _("Write what is decided.")
    if isinstance(refusal, playing.TextTooLong):
        return _("The text is too long: at most %(number)s signs.") % {"number": playing.MAX_TEXT}
    return _("Something else was written down here meanwhile, in another tab. Send yours again to correct it.")


@at_the_table
@post_to_run
def on(request: SignedInRequest, seat: Participant, number: int) -> HttpResponse:
    """Go on, or look whether something has happened."""
    try:
        table = playing.go_on(run=seat.run, number=number, by=request.user, at=the_clock.now())
    except playing.NotYet:
        info(request, _("Nothing new has happened yet."))
        return redirect(address("inject", seat.run, number))
    except playing.NothingDecided as refusal:
        return _refused(request, seat, number, refusal, status=422)
    return redirect(where_it_is(_with_course(table, seat), number=current_inject(table).number))


def _with_course(table: TabletopRun, seat: Participant) -> TabletopRun:
    table.enrolment = seat.run.enrolment
    return table


CLOCK: dict[str, Callable[..., TabletopRun]] = {
    "pause": playing.pause_clock,
    "resume": playing.resume_clock,
    "steps": playing.go_step_by_step,
}


@at_the_table
@post_to_run
def clock(request: SignedInRequest, seat: Participant) -> HttpResponse:
    """Stop the clock, let it run on, or do without it."""
    verb = CLOCK.get(request.POST.get("do", ""))
    if verb:
        verb(run=seat.run, by=request.user, at=the_clock.now())
    return redirect(run_url(seat.run))


@at_the_table
def status(request: HttpRequest, seat: Participant) -> HttpResponse:
    """For the script of the page: whether there is something new."""
    return JsonResponse(status_view(Table(seat), at=the_clock.now()))


@at_the_table
@post_to_run
def leave(request: SignedInRequest, seat: Participant) -> HttpResponse:
    leave_run(run=seat.run, by=request.user, at=the_clock.now())
    success(request, _("You have left the table. With its code you can come back as long as it is open."))
    return _to_hub(seat.run)


@at_the_table
@post_to_run
def stop(request: SignedInRequest, seat: Participant) -> HttpResponse:
    stop_run(run=seat.run, by=request.user, at=the_clock.now())
    success(request, _("The run is stopped. You can begin a new one."))
    return _to_hub(seat.run)


def _to_hub(run: TabletopRun) -> HttpResponse:
    block = run.item_key.split(":", 1)[1]
    return redirect("tabletop:hub", course=run.enrolment.course.slug, lesson=run.lesson_key, block=block)
