"""What organisations show on the organisation's page and on my day."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from cms import clock

from .enums import JoinRequestState
from .models import JoinRequest, Organisation, User
from .presence import has_any
from .queries import memberships_of, name_for_asker, places_of
from .requests import SignedInRequest
from .rules import may_look_after

ASKED_TO_JOIN = "asked to join"
# How many are answered on one page; the next stand on it when these are.
REQUESTS = 20


def waiting_requests(request: SignedInRequest, *, organisation: Organisation, **_: Any) -> SafeString | None:
    """On the organisation's page, for those who may answer: who asks to join."""
    waiting = JoinRequest.objects.filter(organisation=organisation, state=JoinRequestState.WAITING)
    rows = waiting.select_related("user").order_by("asked_at", "pk")
    page = Paginator(rows, REQUESTS).get_page(request.GET.get("requests"))
    if not page.paginator.count or not may_look_after(request.user, organisation, on=clock.today()):
        return None
    context = {"organisation": organisation, "page": page, "rows": page.object_list}
    return SafeString(render_to_string("people/panels/waiting_requests.html", context, request))


def asked_to_join(user: User) -> QuerySet[JoinRequest]:
    return JoinRequest.objects.filter(user=user, state=JoinRequestState.WAITING)


def my_requests(request: SignedInRequest, **_: Any) -> SafeString | None:
    """On my day: what I asked and wait for; or, where I act for nobody, the way to an organisation. One query, none
    for who asked nothing.
    """
    waits = has_any(request.user, ASKED_TO_JOIN)
    if not waits and places_of(memberships_of(request.user), on=clock.today()):
        return None
    mine = asked_to_join(request.user) if waits else JoinRequest.objects.none()
    rows = [
        {"request": one, "name": name_for_asker(one)}
        for one in mine.select_related("organisation").order_by("asked_at", "pk")
    ]
    return SafeString(render_to_string("people/panels/my_requests.html", {"rows": rows}, request))
