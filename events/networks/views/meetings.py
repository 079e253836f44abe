"""Meetings of a network, made by those who lead it: one, or many from a rule after its days were shown."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.contrib.messages import info, success
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cms import clock
from cms.people.requests import SignedInRequest
from events.desk.refusals import KNOWN, in_words
from events.domain.recurring import create_meetings
from events.domain.terms import When
from events.models import Occurrence, Series

from ..forms.meetings import MeetingForm, MeetingsForm
from .frame import WRONG, page, planned_or_404


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new_meeting(request: SignedInRequest, key: UUID) -> HttpResponse:
    series = planned_or_404(request, key)
    form = MeetingForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and form.when:
        made = _made(request, series, form, [form.when], details=form.details)
        if made:
            success(request, _("The meeting is made."))
            return redirect("network_meeting", key=series.key, uid=made[0].uid)
        if made is not None:
            info(request, _("The network has a meeting at this time already."))
            return redirect("network", key=series.key)
    return page(request, "new_meeting", series, status=WRONG if form.errors else 200, form=form)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new_meetings(request: SignedInRequest, key: UUID) -> HttpResponse:
    """First the days, then, with another button, the meetings."""
    series = planned_or_404(request, key)
    form = MeetingsForm(request.POST if request.method == "POST" else None, series=series)
    about: dict[str, Any] = {"form": form}
    if form.is_valid():
        impossible = [one for one in form.plan if not (one.starts_at and one.ends_at)]
        about |= {"plan": form.plan, "impossible": impossible, "zone": form.zone}
        if "make" in request.POST and not impossible:
            made = _made(request, series, form, _times(form))
            if made is not None:
                text = ngettext("%(number)s meeting is made.", "%(number)s meetings are made.", len(made))
                success(request, text % {"number": len(made)})
                return redirect("network", key=series.key)
    return page(request, "new_meetings", series, status=WRONG if form.errors else 200, **about)


def _times(form: MeetingsForm) -> list[When]:
    return [
        When(starts_at=one.starts_at, ends_at=one.ends_at, timezone=form.zone.key)
        for one in form.plan
        if one.starts_at and one.ends_at
    ]


def _made(
    request: SignedInRequest, series: Series, form: MeetingForm | MeetingsForm, times: list[When], **about: Any
) -> list[Occurrence] | None:
    """None where the verb refused, which the form says then."""
    who: dict[str, Any] = {"by": request.user, "at": clock.now()}
    try:
        return create_meetings(
            series=series, times=times, where=form.where, tickets=form.tickets, **form.begins, **about, **who
        )
    except KNOWN as error:
        field, words = in_words(error)
        field = "first" if field == "day" and "first" in form.fields else field
        form.add_error(field if field in form.fields else None, words)
        return None
