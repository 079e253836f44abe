"""Learning paths: the list, and one path with where the reader is on it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cms.people.models import User
from cms.sorting import nordic

from ..models import LearningPath
from ..path_standing import standing_on


@never_cache
@require_safe
def paths(request: HttpRequest) -> HttpResponse:
    """Every path that is open, by name."""
    found = LearningPath.objects.filter(current__is_open=True).select_related("current")
    rows = sorted(found.prefetch_related("current__steps"), key=lambda path: nordic(str(path)))
    return render(request, "requirements/paths.html", {"paths": rows})


@never_cache
@require_safe
def path(request: HttpRequest, slug: str) -> HttpResponse:
    """One path: what it asks; and of whoever is signed in, where they are, what they can choose and what is next.

    One that is closed to new learners still stands there: its address is on certificates and in mails.
    """
    found = get_object_or_404(LearningPath.objects.select_related("current"), slug=slug, current__isnull=False)
    user = request.user if isinstance(request.user, User) else None
    context = {"path": found, "standing": standing_on(found, user), "signed_in": user is not None}
    return render(request, "requirements/path.html", context)
