"""Name badges, to print before the day."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cms import audit, clock
from cms.people.requests import SignedInRequest

from ..badges import FORMATS, badges_pdf
from ..scanning import number_in
from .entrance import occurrence_for


@require_safe
@never_cache
@login_required
def badges(request: SignedInRequest, uid: UUID) -> HttpResponse:
    occurrence = occurrence_for(request, uid)
    form, part = FORMATS.get(request.GET.get("format", "a7")), number_in(request.GET.get("part", "1")) or 0
    if form is None or not 1 <= part <= 1000:
        raise Http404
    response = HttpResponse(badges_pdf(occurrence, form, part=part), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="badges-{form.key}-{part}.pdf"'
    audit.record(occurrence, action="door.badges", by=request.user, at=clock.now())
    return response
