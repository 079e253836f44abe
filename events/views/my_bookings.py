"""What somebody who is signed in has booked, and where they come themselves."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cms import clock
from cms.people.requests import SignedInRequest

from ..booking_reads import BookingView, bookings_of, places_for

A_PAGE = 20


@require_safe
@login_required
@never_cache
def my_bookings(request: SignedInRequest) -> HttpResponse:
    at = clock.now()
    page = Paginator(bookings_of(request.user), A_PAGE).get_page(request.GET.get("page"))
    views = [BookingView(one, list(one.places.all()), at) for one in page.object_list]
    places = places_for(request.user).filter(occurrence__ends_at__gte=at)[:A_PAGE]
    return render(request, "events/my_bookings.html", {"page": page, "views": views, "places": places})
