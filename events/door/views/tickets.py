"""The ticket on a sheet, for whoever holds the link of the place."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language, pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cms.file_names import disposition
from events.place_links import place_with_token
from events.views.naming import link_over

from ..tickets import has_ticket, ticket_pdf


@require_safe
@never_cache
def ticket(request: HttpRequest, token: str) -> HttpResponse:
    """None once the place is given back, or the ticket has changed hands; none for who takes part online."""
    place = place_with_token(token)
    if place is None:
        return link_over(request)
    if not has_ticket(place):
        raise Http404
    name = pgettext("file name", "ticket") + ".pdf"
    response = HttpResponse(ticket_pdf(place, language=get_language() or "nb"), content_type="application/pdf")
    response.headers["Content-Disposition"] = disposition(name, attachment=False)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
