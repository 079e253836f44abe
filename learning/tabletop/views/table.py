"""What the views of a run share: finding the reader's place at the table, and refusals in words."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.messages import info
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from cms.people.requests import SignedInRequest
from learning.models import Enrolment
from learning.views.desk import enrolled

from ..domain.table import NotAtTheTable, OnlyTheLeader, RunIsOver
from ..models import Participant
from ..presenting.addresses import run_url
from ..queries import seat_of

View = Callable[..., HttpResponse]


def at_the_table(view: View) -> View:
    """Give the view the reader's place at the table; whoever has none finds nothing."""

    @wraps(view)
    @never_cache
    @enrolled
    def with_seat(
        request: SignedInRequest, enrolment: Enrolment, lesson: UUID, run: UUID, **kwargs: Any
    ) -> HttpResponse:
        seat = seat_of(request.user, course_id=enrolment.course_id, lesson_key=lesson, key=run)
        if seat is None:
            raise Http404
        try:
            return view(request, seat, **kwargs)
        except NotAtTheTable:
            raise Http404 from None
        except OnlyTheLeader:
            info(request, _("Whoever leads the table does that."))
        except RunIsOver:
            info(request, _("The table is past that. Here is where it is now."))
        return redirect(run_url(seat.run))

    return with_seat


def post_to_run(view: View) -> View:
    """Send a plain visit to a form's address to where the table is."""

    @wraps(view)
    def posted(request: HttpRequest, seat: Participant, **kwargs: Any) -> HttpResponse:
        return view(request, seat, **kwargs) if request.method == "POST" else redirect(run_url(seat.run))

    return posted
