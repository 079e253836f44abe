from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cms.people.requests import SignedInRequest
from learning.models import Enrolment

from ..following import what_next


@require_safe
@never_cache
@login_required
def next_after(request: SignedInRequest, pk: int) -> HttpResponse:
    """What to do next after one's own course. A page that fetches it gets the part alone."""
    own = Enrolment.objects.select_related("course").filter(learner=request.user)
    enrolment = get_object_or_404(own, pk=pk)
    part = bool(request.headers.get("HX-Request"))
    template = "joining/partials/next.html" if part else "joining/next.html"
    return render(request, template, what_next(request.user, enrolment.course) | {"enrolment": enrolment})
