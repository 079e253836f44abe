"""The whole centre: a year in numbers."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cms import clock
from cms.people.requests import SignedInRequest

from ..centre import overview
from ..chart import chart_of, series_words
from ..enums import FileFormat
from ..forms import CentreForm
from ..rules import may_see_centre


@login_required
@never_cache
@require_safe
def centre(request: SignedInRequest) -> HttpResponse:
    """Enrolments, completions and certificates, courses, organisations, and where nobody takes part."""
    if not may_see_centre(request.user):
        raise Http404
    form = CentreForm(request.GET or None, today=clock.today())
    wanted = form.wanted()
    found = overview(wanted)
    context = {
        "form": form,
        "wanted": wanted,
        "overview": found,
        "chart": chart_of(found.months),
        "series": series_words().items(),
        "rates": [{"label": row.title, "value": f"{row.percent} %", "share": row.percent} for row in found.courses],
        "asked": request.GET.urlencode(),
        "formats": FileFormat,
    }
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "reports/centre.html", context, status=status)
