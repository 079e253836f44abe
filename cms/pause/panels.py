"""What the people a pause covers are told, first of all on their pages."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from cms import clock
from cms.people.models import Organisation
from cms.people.queries import current_memberships
from cms.people.requests import SignedInRequest

from .models import Pause
from .queries import holds_anywhere, pauses_covering, running_pauses, timers_paused
from .targets import EVERYBODY


def my_pauses(request: SignedInRequest) -> SafeString | None:
    """On my day. Nobody pays for it while no pause holds anywhere."""
    at = clock.now()
    if not holds_anywhere(at=at):
        return None
    held = current_memberships(on=clock.today()).filter(user=request.user).select_related("organisation__municipality")
    organisations = {one.organisation for one in held}
    found = {pause.pk: pause for one in organisations for pause in pauses_covering(one, at=at)}
    if not organisations and timers_paused(organisation_id=None, at=at):
        found = {pause.pk: pause for pause in running_pauses(at=at).filter(target=EVERYBODY, starts_at__lte=at)}
    return _rendered(list(found.values()), request)


def organisation_pauses(request: HttpRequest, *, organisation: Organisation) -> SafeString | None:
    """On the organisation's page."""
    return _rendered(pauses_covering(organisation, at=clock.now()), request)


def _rendered(pauses: list[Pause], request: HttpRequest) -> SafeString | None:
    if not pauses:
        return None
    return SafeString(render_to_string("pause/panel.html", {"pauses": pauses}, request))
