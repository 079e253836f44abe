"""What organisations show on the organisation's page and on my day."""

from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from cms import clock

from .enums import JoinRequestState
from .models import JoinRequest, Organisation
from .queries import current_memberships, name_for_asker
from .requests import SignedInRequest
from .rules import may_look_after


def waiting_requests(request: SignedInRequest, *, organisation: Organisation, **_: Any) -> SafeString | None:
    """On the organisation's page, for those who may answer: who asks to join."""
    waiting = JoinRequest.objects.filter(organisation=organisation, state=JoinRequestState.WAITING)
    rows = list(waiting.select_related("user").order_by("asked_at", "pk"))
    if not rows or not may_look_after(request.user, organisation, on=clock.today()):
        return None
    context = {"organisation": organisation, "rows": rows}
    return SafeString(render_to_string("people/panels/waiting_requests.html", context, request))


def my_requests(request: SignedInRequest, **_: Any) -> SafeString | None:
    """On my day: what I asked and wait for; or, where I act for nobody, the way to an organisation."""
    waiting = JoinRequest.objects.filter(user=request.user, state=JoinRequestState.WAITING)
    mine = list(waiting.select_related("organisation").order_by("asked_at", "pk"))
    if not mine and current_memberships(on=clock.today()).filter(user=request.user).exists():
        return None
    rows = [{"request": one, "name": name_for_asker(one)} for one in mine]
    return SafeString(render_to_string("people/panels/my_requests.html", {"rows": rows}, request))
