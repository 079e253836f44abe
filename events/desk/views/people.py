"""Who comes: the list, what staff do with a place, and the list to take along."""

from collections.abc import Callable
from typing import Any

from django.contrib.messages import error, success
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView, View

from ...domain.moves import NotPossibleNow, TooLate
from ...domain.places import approve_place, reject_place
from ...domain.waiting import ReasonMissing, move_forward, skip_waiting
from ...enums import Retention
from ...models import Place
from ..people import ENDED, PeopleFilters, organisation_of, reasons_of_taking_back, selects
from ..tables import FORMS
from .base import OfOccurrence

A_PAGE = 50
BEFORE_ALL = 1


class PeopleView(OfOccurrence, TemplateView):
    http_method_names = ["get", "head", "options"]
    template_name = "desk/people.html"
    page_title = _("People")
    header_icon = "group"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        filters = PeopleFilters.of(self.request.GET)
        page = Paginator(filters.rows(self.occurrence), A_PAGE).get_page(self.request.GET.get("p"))
        questions = [one.retention for one in self.occurrence.questions.all()]
        return {
            **super().get_context_data(**kwargs),
            "page_obj": page,
            "rows": self._rows(list(page), filters),
            "filters": filters,
            "selects": selects(filters, self.occurrence),
            "asks": any(one != Retention.SENSITIVE for one in questions),
            "asks_needs": Retention.SENSITIVE in questions,
            "forms": [(one, one.upper()) for one in FORMS],
        }

    def _rows(self, places: list[Place], filters: PeopleFilters) -> list[dict[str, Any]]:
        """One query more among those who come no longer: why places were taken back."""
        why = reasons_of_taking_back(places) if filters.group == ENDED else {}
        return [{"place": one, "organisation": organisation_of(one), "why": why.get(one.pk, "")} for one in places]


class PlaceView(OfOccurrence, View):
    """What staff do with one place. Then back to the list as it was."""

    http_method_names = ["post"]
    page_title = _("People")

    def post(self, request: HttpRequest, pk: int, place: int) -> HttpResponse:
        found = get_object_or_404(Place.objects.select_related("booking", "category"), pk=place, occurrence=pk)
        verbs: dict[str, Callable[[Place], Any]] = {
            "approve": self._approve,
            "reject": self._reject,
            "let-by": self._let_by,
            "forward": self._forward,
        }
        verb = verbs.get(request.POST.get("do", ""))
        if verb:
            self._try(verb, found)
        query = PeopleFilters.of(QueryDict(request.POST.get("back", "")[:500])).query
        return redirect(f"{reverse('events_admin:people', args=[pk])}?{query}")

    def _try(self, verb: Callable[[Place], Any], place: Place) -> None:
        try:
            said = verb(place)
        except ReasonMissing:
            error(self.request, _now("Write why; it stands at the booking."))
        except (NotPossibleNow, TooLate):
            error(self.request, _now("This is not possible any more. Look how it stands now."))
        else:
            success(self.request, said)

    @property
    def _who(self) -> dict[str, Any]:
        return {"by": self.request.user, "at": self.at}

    @property
    def _reason(self) -> str:
        return str(self.request.POST.get("reason", ""))

    def _approve(self, place: Place) -> str:
        approve_place(place=place, **self._who)
        return _now("They have a place now.")

    def _reject(self, place: Place) -> str:
        reject_place(place=place, reason=self._reason, **self._who)
        return _now("They are told that they have no place.")

    def _let_by(self, place: Place) -> str:
        skip_waiting(booking=place.booking, reason=self._reason, **self._who)
        return _now("Others are let by as long as the booking does not fit.")

    def _forward(self, place: Place) -> str:
        move_forward(booking=place.booking, priority=BEFORE_ALL, reason=self._reason, **self._who)
        return _now("The booking is asked before the others now.")
