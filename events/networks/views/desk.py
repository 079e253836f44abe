"""Networks in the admin: all of them with how many are in and wait, and one with its members as a table to take along.

What is done about members is done on the network's own pages, by leaders and the staff alike.
"""

from collections.abc import Iterator
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView, View

from cms import audit, clock
from cms.exports import csv_response
from events.desk.views.base import OfEvents
from events.door.queries import with_attendance
from events.models import Place, Series

from ..enums import RequestState
from ..models import NetworkMember, NetworkRequest
from ..queries import members_of, network_of, networks, waiting_requests
from .members import say_answer

A_PAGE = 50


class OfNetworks(OfEvents):
    header_icon = "group"
    page_title: Any = _("Networks")

    def way(self) -> list[dict[str, Any]]:
        return [{"url": reverse("networks_admin:networks"), "label": _("Networks")}]


class NetworksView(OfNetworks, TemplateView):
    http_method_names = ["get", "head", "options"]
    template_name = "networks/admin/networks.html"

    def way(self) -> list[dict[str, Any]]:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        live = Q(network_members__left_on__isnull=True, network_members__user__is_active=True)
        rows = networks().annotate(
            members=Count("network_members", filter=live, distinct=True),
            waiting=Count("network_requests", filter=Q(network_requests__state=RequestState.WAITING), distinct=True),
        )
        page = Paginator(rows.order_by("-created_at", "-pk"), A_PAGE).get_page(self.request.GET.get("p"))
        shown = [{"series": one, "network": network_of(one)} for one in page]
        return {**super().get_context_data(**kwargs), "page_obj": page, "rows": shown}


class OfNetwork(OfNetworks):
    series: Series

    def find(self, **kwargs: Any) -> None:
        self.series = get_object_or_404(networks(), pk=kwargs["pk"])


class NetworkView(OfNetwork, TemplateView):
    http_method_names = ["get", "head", "options"]
    template_name = "networks/admin/network.html"

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        self.page_title = self.series.title

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if "export" in request.GET:
            return self._table()
        return super().get(request, *args, **kwargs)

    def _table(self) -> HttpResponseBase:
        audit.record(self.series, action="networks.export_members", by=self.request.user, at=self.at, form="csv")
        name = "-".join([_now("members"), clock.local_date(self.at).isoformat()]) + ".csv"
        return csv_response(name, _header(), _lines(self.series))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = Paginator(members_of(self.series), A_PAGE).get_page(self.request.GET.get("p"))
        came = _times_there(self.series, [one.user_id for one in page])
        return {
            **super().get_context_data(**kwargs),
            "series": self.series,
            "network": network_of(self.series),
            "page_obj": page,
            "rows": [{"member": one, "came": came.get(one.user_id, 0)} for one in page],
            "requests": waiting_requests(self.series),
        }


class AnswerView(OfNetwork, View):
    """Yes or no to somebody who asks. Then back to the network."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        say_answer(request, get_object_or_404(NetworkRequest, pk=kwargs["asked"], series=self.series))
        return redirect("networks_admin:network", pk=self.series.pk)


def _times_there(series: Series, users: list[int]) -> dict[int, int]:
    """How many of its meetings each of them came to, as the door knows it. One query."""
    places = with_attendance(Place.objects.filter(occurrence__series=series, user__in=users)).filter(came=True)
    counted = places.order_by().values_list("user_id").annotate(times=Count("occurrence", distinct=True))
    return dict(counted)


def _header() -> list[str]:
    return [
        *(_now("Name"), _now("E-mail"), _now("Organisation"), _now("Role"), _now("Member since")),
        *(_now("Meetings attended"), _now("On the list of members")),
    ]


def _lines(series: Series) -> Iterator[tuple[Any, ...]]:
    """One query, however many they are."""
    came = with_attendance(Place.objects.filter(occurrence__series=series, user=OuterRef("user"))).filter(came=True)
    times = came.order_by().values("user").annotate(times=Count("occurrence", distinct=True)).values("times")
    rows = members_of(series).annotate(came=Coalesce(Subquery(times), Value(0)))
    for one in rows.iterator(chunk_size=500):
        yield _line(one)


def _line(member: Any) -> tuple[Any, ...]:
    who: NetworkMember = member
    organisation = who.organisation.name if who.organisation else ""
    agreed = _now("Yes") if who.agreed_at else _now("No")
    return (who.user.name, who.user.email, organisation, who.get_role_display(), who.joined_on, member.came, agreed)
