"""Name badges, to print before the day."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cms import audit, clock
from cms.file_names import disposition
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
    word = pgettext("file name", "name-badges")
    response = HttpResponse(badges_pdf(occurrence, form, part=part), content_type="application/pdf")
    response.headers["Content-Disposition"] = disposition(f"{word}-{form.key}-{part}.pdf", attachment=False)
    audit.record(occurrence, action="door.badges", by=request.user, at=clock.now())
    return response
