"""All occurrences, the next first, with how full they are."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from ...enums import OccurrenceState, SeriesKind
from ...faces import Phase, phase_of
from ...models import Occurrence
from ...queries import PlaceCounts, counts_of, free_places_by
from .base import OfEvents

A_PAGE = 50
COMING, PAST = "", "past"
GOES_BY_THE_CLOCK = (OccurrenceState.ANNOUNCED, OccurrenceState.OPEN, OccurrenceState.CLOSED)


@dataclass(frozen=True)
class Filters:
    when: str = COMING
    kind: str = ""
    state: str = ""
    text: str = ""

    @classmethod
    def of(cls, query: QueryDict) -> "Filters":
        """Whatever an address says; what makes no sense is left out."""
        when, kind, state = (query.get(name, "") for name in ("when", "kind", "state"))
        return cls(
            when if when == PAST else COMING,
            kind if kind in SeriesKind.values else "",
            state if state in OccurrenceState.values else "",
            query.get("text", "").replace("\x00", "").strip()[:100],
        )

    @property
    def query(self) -> str:
        return urlencode({name: value for name, value in vars(self).items() if value})

    def rows(self, at: datetime) -> QuerySet[Occurrence]:
        """What comes, the next first; what is past, the latest first."""
        found = Occurrence.objects.select_related("series")
        found = found.filter(ends_at__lt=at) if self.when == PAST else found.filter(ends_at__gte=at)
        if self.kind:
            found = found.filter(series__kind=self.kind)
        if self.state:
            found = found.filter(_reads_as(self.state, at))
        if self.text:
            names = Q(titles__icontains=self.text) | Q(series__titles__icontains=self.text)
            found = found.filter(names | Q(venue__icontains=self.text))
        return found.order_by(*(("-starts_at", "-pk") if self.when == PAST else ("starts_at", "pk")))


def _reads_as(state: str, at: datetime) -> Q:
    """Those the list says this of: sign-up closes by the clock too, and what is over reads as held."""
    over, shut = Q(ends_at__lte=at), Q(closes_at__lte=at) | Q(starts_at__lte=at)
    held = over & Q(state__in=GOES_BY_THE_CLOCK)
    if state == OccurrenceState.DONE:
        return Q(state=state) | held
    if state == OccurrenceState.CLOSED:
        return (Q(state=state) | Q(state=OccurrenceState.OPEN) & shut) & ~over
    if state == OccurrenceState.OPEN:
        return Q(state=state, starts_at__gt=at) & (Q(closes_at=None) | Q(closes_at__gt=at))
    return Q(state=state) & ~held


class OccurrencesView(OfEvents, TemplateView):
    http_method_names = ["get", "head", "options"]
    template_name = "desk/occurrences.html"

    def way(self) -> list[dict[str, Any]]:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        filters = Filters.of(self.request.GET)
        page = Paginator(filters.rows(self.at), A_PAGE).get_page(self.request.GET.get("p"))
        return {
            **super().get_context_data(**kwargs),
            "page_obj": page,
            "rows": self._rows(list(page)),
            "filters": filters,
            "whens": [(COMING, _("What comes")), (PAST, _("What is past"))],
            "kinds": SeriesKind.choices,
            "states": OccurrenceState.choices,
        }

    def _rows(self, occurrences: list[Occurrence]) -> list[dict[str, Any]]:
        """Two queries, however many."""
        counts = counts_of(occurrences, at=self.at)
        free = free_places_by(counts)
        return [self._row(one, counts[one.pk], free[one.pk]) for one in occurrences]

    def _row(self, occurrence: Occurrence, counts: PlaceCounts, free: int | None) -> dict[str, Any]:
        """State and free places as visitors read them; what is over or off has none to give."""
        phase = phase_of(occurrence, free=free, at=self.at)
        state = occurrence.get_state_display() if phase == Phase.DRAFT else phase.label
        return {
            "occurrence": occurrence,
            "state": state,
            "counts": counts,
            "free": None if phase in {Phase.HELD, Phase.CANCELLED, Phase.POSTPONED} else free,
        }
