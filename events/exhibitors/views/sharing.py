"""What a visitor lets exhibitors have who scan their badge: said and taken back on the page of their place."""

from django.contrib.messages import success
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from cms import clock
from cms.people.models import User
from events.place_links import place_token, place_with_token

from ..domain.leads import share


@never_cache
@require_POST
def share_from_place(request: HttpRequest, token: str) -> HttpResponse:
    """Every field is said anew: what is not ticked is taken back."""
    place = place_with_token(token)
    if place is None:
        raise Http404
    by = request.user if isinstance(request.user, User) and request.user.pk == place.user_id else None
    shared = share(place=place, fields=request.POST.getlist("share"), by=by, at=clock.now())
    if shared:
        success(request, _("Exhibitors who scan your badge get what you have ticked, and nothing else."))
    else:
        success(request, _("You share nothing with exhibitors. What you shared before is taken out of their lists."))
    return redirect("place", place_token(place))
