"""Letting somebody in who has no booking."""

from uuid import UUID, uuid4

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from cms import clock
from cms.people.requests import SignedInRequest
from events.domain.bookings import AlreadyHasPlace, FormUsedAlready, NotOpen, OccurrenceFull
from events.models import Occurrence

from ..domain.check_ins import Scan
from ..domain.walk_ins import Guest, walk_in
from ..forms import WalkInForm
from ..models import CheckIn
from ..scanning import device_of, door_of, uuid_in
from .entrance import back_to_door, door_address, door_for

USED = _("This form has let in somebody else already. It is a new one now: press the button again.")


@login_required
def walk_ins(request: SignedInRequest, uid: UUID) -> HttpResponse:
    occurrence = door_for(request, uid)
    posted = request.POST if request.method == "POST" else None
    form = WalkInForm(posted, occurrence=occurrence, initial={"nonce": uuid4()})
    session = uuid_in(request.GET.get("session"))
    try:
        row = _let_in(request, occurrence, form, session) if posted is not None and form.is_valid() else None
    except FormUsedAlready:
        form = form.with_new_nonce(occurrence)
        form.add_error(None, USED)
        row = None
    if row:
        return back_to_door(occurrence, scan=row.pk, session=session)
    context = {"occurrence": occurrence, "form": form, "door_url": door_address(occurrence, session=session)}
    return render(request, "door/walk_in.html", context, status=422 if form.errors else 200)


def _let_in(request: SignedInRequest, occurrence: Occurrence, form: WalkInForm, session: UUID | None) -> CheckIn | None:
    """Give a place, or say in the form why there is none."""
    said = form.cleaned_data
    guest = Guest(said["name"], said["category"].pk, said["email"], said["organisation"])
    scan = Scan(device=device_of(request), nonce=said["nonce"], door=door_of(request), session_key=session)
    try:
        return walk_in(occurrence=occurrence, guest=guest, scan=scan, by=request.user, at=clock.now())
    except OccurrenceFull:
        form.add_error(None, _("There is no free place for this ticket, or others wait for it until it begins."))
    except AlreadyHasPlace:
        form.add_error("email", _("This person has a place already. Look up the name at the door."))
    except NotOpen:
        form.add_error(None, _("Nobody can be let in without a booking now: it is over, or called off."))
    return None
