from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from ..rules import may_run_events


class EventsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_run_events(request.user)


@hooks.register("register_admin_urls")
def admin_addresses() -> list[URLPattern | URLResolver]:
    return [path("events/", include("events.desk.admin_urls"))]


@hooks.register("register_admin_menu_item")
def events_menu_item() -> MenuItem:
    return EventsMenuItem(
        _("Events"), reverse_lazy("events_admin:occurrences"), name="events", icon_name="date", order=160
    )
