"""Letting somebody in who has no booking."""

from uuid import UUID, uuid4

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from cms import clock
from cms.people.requests import SignedInRequest
from events.domain.bookings import AlreadyHasPlace, NotOpen, OccurrenceFull
from events.models import Occurrence

from ..domain.check_ins import Scan
from ..domain.walk_ins import Guest, walk_in
from ..forms import WalkInForm
from ..models import CheckIn
from ..scanning import device_of, door_of
from .entrance import door_for


@login_required
def walk_ins(request: SignedInRequest, uid: UUID) -> HttpResponse:
    occurrence = door_for(request, uid)
    posted = request.POST if request.method == "POST" else None
    form = WalkInForm(posted, occurrence=occurrence, initial={"nonce": uuid4()})
    row = _let_in(request, occurrence, form) if posted is not None and form.is_valid() else None
    if row:
        return redirect(f"{reverse('door', args=[occurrence.uid])}?scan={row.pk}")
    status = 422 if form.errors else 200
    return render(request, "door/walk_in.html", {"occurrence": occurrence, "form": form}, status=status)


def _let_in(request: SignedInRequest, occurrence: Occurrence, form: WalkInForm) -> CheckIn | None:
    """Give a place, or say in the form why there is none."""
    said = form.cleaned_data
    guest = Guest(said["name"], said["category"].pk, said["email"], said["organisation"])
    scan = Scan(device=device_of(request), nonce=said["nonce"], door=door_of(request))
    try:
        return walk_in(occurrence=occurrence, guest=guest, scan=scan, by=request.user, at=clock.now())
    except OccurrenceFull:
        form.add_error(None, _("There is no free place for this ticket, or others wait for it until it begins."))
    except AlreadyHasPlace:
        form.add_error("email", _("This person has a place already. Look up the name at the door."))
    except NotOpen:
        form.add_error(None, _("Nobody can be let in without a booking now: it is over, or called off."))
    return None
