"""What people hang on the organisation's page."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from cms import clock

from .models import Organisation
from .queries import open_invitations


def invitations(request: HttpRequest, *, organisation: Organisation) -> SafeString:
    """Invitations that wait for an answer, and the ways to send more. One query."""
    now = clock.now()
    rows = [{"invitation": one, "expired": one.expires_at <= now} for one in open_invitations(organisation)]
    context = {"organisation": organisation, "rows": rows}
    return SafeString(render_to_string("people/panels/invitations.html", context, request))
