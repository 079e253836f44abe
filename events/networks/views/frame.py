"""What every page of a network begins with."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.models import Series

from ..queries import membership_of, network_of, networks
from ..rules import is_known, may_lead, may_plan, may_see_inside, may_write

WRONG = 422
# What the last step of the way to a page is called, where the page does not say it.
HERE = {
    "file": _("Files"),
    "invite": _("Invite somebody"),
    "join": _("Join the network"),
    "leave": _("Leave the network"),
    "letter": _("Write to the members"),
    "member": _("Members"),
    "members": _("Members"),
    "minutes": pgettext_lazy("meeting", "Minutes"),
    "new_file": _("Put up a file"),
    "new_meeting": _("New meeting"),
    "new_meetings": _("Several meetings"),
    "settings": _("What it is for, and who gets in"),
    "write_minutes": _("Write minutes"),
}


def network_or_404(request: HttpRequest, key: UUID) -> Series:
    """One the reader may know of."""
    found = networks().filter(key=key).first()
    if found is None or not (is_known(found) or may_see_inside(request.user, found)):
        raise Http404
    return found


def inside_or_404(request: HttpRequest, key: UUID) -> Series:
    """For members and the staff; to others there is nothing."""
    return _only_if(may_see_inside, request, key)


def led_or_404(request: HttpRequest, key: UUID) -> Series:
    """For those who lead it, and the staff."""
    return _only_if(may_lead, request, key)


def planned_or_404(request: HttpRequest, key: UUID) -> Series:
    """For those who make its meetings."""
    return _only_if(may_plan, request, key)


def written_or_404(request: HttpRequest, key: UUID) -> Series:
    """For those who write its minutes and put up files, and the staff."""
    return _only_if(may_write, request, key)


def _only_if(rule: Any, request: HttpRequest, key: UUID) -> Series:
    found = networks().filter(key=key).first()
    if found is None or not rule(request.user, found):
        raise Http404
    return found


def page(request: HttpRequest, name: str, series: Series, *, status: int = 200, **about: Any) -> HttpResponse:
    """With what the reader is in the network."""
    user = request.user
    seen = {
        "series": series,
        "network": network_of(series),
        "membership": membership_of(user, series) if user.is_authenticated else None,
        "inside": may_see_inside(user, series),
        "leads": may_lead(user, series),
        "plans": may_plan(user, series),
        "writes": may_write(user, series),
        "here": HERE.get(name, ""),
    }
    return render(request, f"networks/{name}.html", {**seen, **about}, status=status)
